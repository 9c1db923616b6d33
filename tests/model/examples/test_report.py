from model import examples
from model.examples.report import draw


def test_the_report_is_a_picture(tmp_path):
    draw(examples.held_out(), tmp_path / "corpus.png")
    assert (tmp_path / "corpus.png").read_bytes().startswith(b"\x89PNG")
