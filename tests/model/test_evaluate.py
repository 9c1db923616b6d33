from dataclasses import replace

import numpy as np
import pytest

from model import evaluate, examples, pipeline
from model.labels import TARGETS

THRESHOLDS = {s: {"overstated": 0.5, "unsafe": 0.5} for s in ("quiet", "balanced", "sensitive")}


@pytest.fixture(scope="module")
def rows():
    return examples.challenge()


def test_a_perfect_model_has_perfect_figures(rows):
    table = pipeline.table(rows)
    figures = evaluate.figures(table, table.truth.astype(float), THRESHOLDS)
    for label in ("overstated", "unsafe"):
        assert figures[label]["average_precision"] == 1
        assert figures[label]["balanced"] == {"precision": 1, "recall": 1}


def test_marking_everything_is_as_precise_as_flagged_sentences_are_frequent(rows):
    table = pipeline.table(rows)
    figures = evaluate.figures(table, np.ones((len(rows), len(TARGETS))), THRESHOLDS)
    share = table.weights[table.truth[:, 0]].sum() / table.weights.sum()
    assert figures["overstated"]["balanced"]["precision"] == pytest.approx(share, abs=0.001)


def test_marking_nothing_has_no_precision(rows):
    table = pipeline.table(rows)
    figures = evaluate.figures(table, np.zeros((len(rows), len(TARGETS))), THRESHOLDS)
    assert figures["unsafe"]["balanced"] == {"precision": None, "recall": 0}


def test_hard_cases_are_counted_by_phenomenon(rows):
    some = [replace(row, phenomenon="negation") for row in rows[:4]]
    said = np.zeros((4, len(TARGETS)))
    said[0, 0] = said[1, 1] = 0.9
    flagged = sum(bool(row.labels) for row in some)
    found = sum(bool(row.labels) for row in some[:2])
    assert evaluate.by_phenomenon(some, said, THRESHOLDS) == {
        "negation": {
            "found": f"{found} of {flagged}",
            "false_alarms": f"{2 - found} of {4 - flagged}",
        }
    }
