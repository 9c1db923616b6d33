import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from model import evaluate, examples, pipeline, unseen
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


def answers(never, *, held_out=0.0, challenge=0.0, pages=0.0):
    shape = (1, len(TARGETS))
    return unseen.Answers(
        np.zeros((len(never.held_out), 1)) + np.broadcast_to(held_out, shape),
        np.zeros((len(never.challenge), 1)) + np.broadcast_to(challenge, shape),
        np.zeros((len(never.pages), 1)) + np.broadcast_to(pages, shape),
        THRESHOLDS,
    )


def test_hard_cases_are_counted_by_phenomenon(never):
    of = evaluate.by_phenomenon(never, answers(never, challenge=0.9))["negation"]
    rows = [row for row in never.challenge if row.phenomenon == "negation"]
    flagged = sum(bool(row.labels) for row in rows)
    assert of == {
        "accuracy": round(flagged / len(rows), 3),
        "found": f"{flagged} of {flagged}",
        "false_alarms": f"{len(rows) - flagged} of {len(rows) - flagged}",
    }


def test_marking_nothing_is_right_for_ok_rows_only(never):
    of = evaluate.by_phenomenon(never, answers(never))["negation"]
    assert of["found"].startswith("0 of ")
    assert 0 < of["accuracy"] < 1


def test_false_alarms_on_ordinary_text_count_ok_rows_only(never):
    marked, rows = evaluate.ordinary_alarms(never, answers(never, held_out=0.9))
    everyday = [row for row in never.held_out if row.topic == "everyday"]
    assert marked == sum(not row.labels for row in everyday)
    assert rows >= marked
    assert evaluate.ordinary_alarms(never, answers(never)) == (0, rows)


def test_scores_that_come_true_as_often_as_they_say_have_no_calibration_error():
    truth = np.array([True, False, False, False, True, True, True, False])
    scores = np.array([0.25] * 4 + [0.75] * 4)
    assert evaluate.calibration_error(truth, scores, np.ones(8)) == pytest.approx(0)


def test_calibration_error_is_weighted():
    truth, scores = np.array([True, False]), np.array([1.0, 0.5])
    assert evaluate.calibration_error(truth, scores, np.array([3.0, 1.0])) == pytest.approx(1 / 8)


def test_average_precision_is_that_of_scikit_learn_for_each_weighting():
    random = np.random.default_rng(3)
    truth, scores = random.random(80) < 0.3, random.integers(0, 20, 80) / 20  # many ties
    weights = random.integers(0, 4, (30, 80)) * random.random(80)
    mine = evaluate.average_precisions(truth, scores, weights)
    theirs = [average_precision_score(truth, scores, sample_weight=one) for one in weights]
    np.testing.assert_allclose(mine, theirs)
