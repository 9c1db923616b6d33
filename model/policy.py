"""Probabilities and a sensitivity in, labels, strength and reasons out."""

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from model.labels import Label, Reason

PRECISION = {"quiet": 0.95, "balanced": 0.85, "sensitive": 0.6}
"""Share of right marks that each sensitivity aims for on rows not trained on."""

REASON_SHARE = 0.6
"""A reason is named when its score is at least this share of its label's best one."""


class Sensitivity(StrEnum):
    """How readily a sentence is marked."""

    QUIET = "quiet"
    BALANCED = "balanced"
    SENSITIVE = "sensitive"


class Strength(StrEnum):
    """How sure a mark is: `CLEAR` stands even at the sensitivity ``quiet``."""

    CLEAR = "clear"
    LIKELY = "likely"


Scores = Mapping[str, float]
"""A calibrated probability for each name in `model.labels.TARGETS`."""

Thresholds = Mapping[str, Mapping[str, float]]
"""For each sensitivity and label the score where a highlight begins."""


def labels(scores: Scores, thresholds: Mapping[str, float]) -> tuple[Label, ...]:
    """Labels whose score reaches its threshold."""
    return tuple(label for label in Label if scores[label] >= thresholds[label])


def strength(scores: Scores, thresholds: Thresholds) -> Strength:
    """How sure a highlight with these scores is."""
    return Strength.CLEAR if labels(scores, thresholds["quiet"]) else Strength.LIKELY


def reasons(scores: Scores, flagged: tuple[Label, ...]) -> tuple[Reason, ...]:
    """The reasons to name, surest first; at least one for each flagged label."""
    named: list[Reason] = []
    for label in flagged:
        mine = [reason for reason in Reason if reason.label is label]
        best = max(scores[reason] for reason in mine)
        named += [reason for reason in mine if scores[reason] >= REASON_SHARE * best]
    return tuple(sorted(named, key=lambda reason: -scores[reason]))


def threshold(
    probabilities: NDArray[np.floating],
    truth: NDArray[np.bool_],
    weights: NDArray[np.floating],
    precision: float,
) -> float:
    """Lowest score from which marks are right as often as wanted.

    Parameters
    ----------
    probabilities, truth, weights : ndarray of shape (n,)
        Of rows that the model had not seen.
    precision : float
        Wanted share of right marks, by weight.

    Returns
    -------
    float
        Above 1 when no score is precise enough: then nothing is marked.
    """
    order = np.argsort(-probabilities, kind="stable")
    right = np.cumsum((truth * weights)[order])
    marked = np.cumsum(weights[order])
    scores = probabilities[order]
    is_last = np.diff(scores, append=-np.inf) < 0  # rows of one score are marked together
    precise = np.flatnonzero(is_last & (right / marked >= precision))
    return float(scores[precise[-1]]) if precise.size else 1.1
