from xml.etree import ElementTree

import numpy as np

from model import unseen
from model.labels import TARGETS
from model.train import plots
from tests.model.conftest import FACTS


def answers(never, held_out):
    nothing = np.zeros((0, len(TARGETS)))
    return unseen.Answers(held_out, nothing, nothing, FACTS["thresholds"])


def test_a_perfect_model_names_a_reason_of_the_row(never):
    counts = plots.confusion(never, answers(never, never.table.truth.astype(float)))
    alone = [row for row in never.held_out if len(row.reasons) == 1]
    for reason in {str(row.reasons[0]) for row in alone}:
        assert counts[reason, reason] >= sum(row.reasons == (reason,) for row in alone)
    assert counts["ok", "no mark"] == sum(not row.labels for row in never.held_out)
    assert not any(counts[reason, "no mark"] for reason in map(str, TARGETS))


def test_every_reason_of_every_row_is_counted(never):
    counts = plots.confusion(never, answers(never, np.zeros((len(never.held_out), len(TARGETS)))))
    assert counts.total() == sum(max(1, len(row.reasons)) for row in never.held_out)


def test_the_pictures_are_svg_with_a_line_for_each_label(never):
    drawn = plots.draw(never, answers(never, never.table.truth * 0.8 + 0.1))
    assert set(drawn) == {"precision-recall.svg", "reliability.svg", "confusion.svg"}
    for picture in drawn.values():
        ElementTree.fromstring(picture)
    for name in ("precision-recall.svg", "reliability.svg"):
        assert drawn[name].count('polyline class="overstated"') == 2  # the line, and its key
