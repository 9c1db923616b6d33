import pytest

from model.sentences import split
from tests.model.conftest import growth

HARD = {
    "Ketamine blocks NMDA receptors (see Fig. 2). It acts fast.": 2,
    "Dr. Osei saw him at 5 p.m. on Monday.": 1,
    "It helped, e.g. with sleep, in approx. 3 of 10 people.": 1,
    "1. Take it with food. 2. Do not drive.": 2,
    "“It works,” she said. “I slept.”": 2,
    "Is it safe? Nobody knows!": 2,
    "The dose was 0.5 mg per kg. vs. placebo it did better.": 1,
    "😀 It works. 👩‍⚕️ It does not.": 2,
}


@pytest.mark.parametrize(("text", "count"), HARD.items())
def test_hard_lines_are_cut_as_a_reader_would(text, count):
    found = split(text)
    if text.startswith(("1.", "The dose")):
        assert len(found) <= count + 1  # list numbers and “vs.” are borderline
    else:
        assert len(found) == count


@pytest.mark.parametrize(
    "text", [*HARD, "", " ", "\n\n", "שלום עולם. مرحبا.", "a\u0301 b. c", "a b ", "x" * 5_000]
)
def test_sentences_lie_in_order_and_leave_no_word_out(text):
    found = split(text)
    assert all(start >= end for (start, _), (_, end) in zip(found[1:], found, strict=False))
    kept = [text[start:end] for start, end in found]
    assert kept == [one.strip() for one in kept]
    kept = "".join(kept)
    assert kept.replace(" ", "") == text.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(
    "part",
    ["1. item ", "a.", "(", "x", "\n", "Dr. ", "\"' ", "? ", "…", "e.g. ", "A. B. ", "c d\n\n"],
)
def test_hostile_text_takes_about_linear_time(part):
    # Eight times the text; quadratic time would be 64 times as long.
    assert growth(split, lambda size: (part * size)[:size], 12_500, 100_000) < 30
