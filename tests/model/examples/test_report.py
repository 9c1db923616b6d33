from matplotlib import pyplot as plt

from model import examples
from model.examples import report


def test_the_report_is_a_picture(tmp_path):
    report.draw(examples.held_out(), tmp_path / "corpus.png")
    assert (tmp_path / "corpus.png").read_bytes().startswith(b"\x89PNG")


def test_every_row_stands_in_the_picture_of_lengths():
    rows = examples.held_out()
    figure, axes = plt.subplots()
    report._lengths(axes, rows)
    assert sum(bar.get_height() for bar in axes.patches) == len(rows)
    plt.close(figure)
