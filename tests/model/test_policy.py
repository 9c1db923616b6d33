import numpy as np
import pytest

from model import policy
from model.labels import TARGETS, Label, Reason

THRESHOLDS = {
    "quiet": {"overstated": 0.9, "unsafe": 0.9},
    "balanced": {"overstated": 0.5, "unsafe": 0.6},
}


def scores(**given):
    return {target: given.get(target, 0.0) for target in TARGETS}


def test_a_label_begins_at_its_threshold():
    assert policy.labels(scores(overstated=0.5, unsafe=0.59), THRESHOLDS["balanced"]) == (
        Label.OVERSTATED,
    )


def test_clear_is_what_stands_at_quiet():
    assert policy.strength(scores(unsafe=0.95), THRESHOLDS) == "clear"
    assert policy.strength(scores(unsafe=0.85), THRESHOLDS) == "likely"


def test_every_flagged_label_has_a_reason_of_its_own():
    named = policy.reasons(scores(cause=0.4, hype=0.3, certainty=0.1, dose=0.01), tuple(Label))
    assert named == (Reason.CAUSE, Reason.HYPE, Reason.DOSE)


def test_the_threshold_is_the_lowest_that_is_precise_enough():
    probabilities = np.array([0.9, 0.8, 0.7, 0.6])
    truth = np.array([True, True, False, True])
    ones = np.ones(4)
    assert policy.threshold(probabilities, truth, ones, 1.0) == 0.8
    assert policy.threshold(probabilities, truth, ones, 0.7) == 0.6


def test_rows_of_one_score_are_marked_together():
    probabilities, truth = np.array([0.9, 0.8, 0.8]), np.array([True, True, False])
    assert policy.threshold(probabilities, truth, np.ones(3), 0.85) == 0.9


def test_nothing_is_marked_when_no_score_is_precise_enough():
    assert policy.threshold(np.array([0.9]), np.array([False]), np.ones(1), 0.85) > 1


def test_rarer_rows_weigh_less():
    probabilities, truth = np.array([0.9, 0.8]), np.array([True, False])
    weights = np.array([1.0, 9.0])
    assert policy.threshold(probabilities, truth, weights, 0.2) == 0.9
    assert policy.threshold(probabilities, truth, weights, 0.1) == pytest.approx(0.8)
