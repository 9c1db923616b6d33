from model import Block
from model.classifier import Checked, Skipped, Span
from server.wire import answer
from tests.model.conftest import growth

CARD = {"version": "1-0", "digest": "0", "codebook": 1}


def test_an_answer_takes_about_linear_time_in_a_block_of_many_sentences():
    def checked(size):
        block = Block("b0", "Go on! " * size + "😀")
        spans = (Span(block, 7 * number, 7 * number + 6) for number in range(size))
        return Checked((), (), tuple(Skipped(span, "too_short") for span in spans))

    def work(checked):
        return answer(checked, CARD, with_sentences=False)

    assert growth(work, checked, 500, 4_000) < 30
