"""Figures of a fitted Pipeline on rows that it had not seen."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from model.examples import Example
from model.labels import Label
from model.pipeline import Table
from model.policy import Sensitivity, Thresholds
from model.unseen import Answers, Unseen, marks

BINS = 10
ORDINARY_GENRE, ORDINARY_TOPIC = "ordinary", "everyday"
Floats = NDArray[np.floating]
Flags = NDArray[np.bool_]


def figures(rows: Table, probabilities: Floats, thresholds: Thresholds) -> dict[str, Any]:
    """Average precision, calibration error, precision and recall at each sensitivity.

    Parameters
    ----------
    rows : Table
        The truth and the weights that stand in for real prevalence.
    probabilities : ndarray of shape (n, n_targets)
        For the same rows, by models that had not seen them.
    thresholds : mapping
        As in the card.

    Returns
    -------
    dict
        By label; rounded to three places.
    """
    by_label = {}
    for column, label in enumerate(Label):
        truth, scores = rows.truth[:, column], probabilities[:, column]
        by_label[str(label)] = {
            "rows": int(truth.sum()),
            "average_precision": _rounded(
                average_precision_score(truth, scores, sample_weight=rows.weights)
            ),
            "calibration_error": _rounded(calibration_error(truth, scores, rows.weights)),
            **{
                str(sensitivity): _at(truth, scores >= thresholds[sensitivity][label], rows.weights)
                for sensitivity in Sensitivity
            },
        }
    return by_label


def calibration_error(truth: Flags, scores: Floats, weights: Floats) -> float:
    """How far scores lie from the share that is true, on average.

    The expected calibration error over `BINS` bins of equal width (Guo et al.
    2017): 0 is perfect.

    Parameters
    ----------
    truth, scores, weights : ndarray of shape (n,)
    """
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, weights=weights * (scores - truth), minlength=BINS)
    return float(np.abs(gaps).sum() / weights.sum())


def average_precisions(truth: Flags, scores: Floats, weights: Floats) -> NDArray[np.float64]:
    """Average precision under many weightings of the same rows at once.

    The same figure as scikit-learn's ``average_precision_score``, which takes
    one weighting a call and a millisecond for it.

    Parameters
    ----------
    truth, scores : ndarray of shape (n,)
    weights : ndarray of shape (n_weightings, n)

    Returns
    -------
    ndarray of shape (n_weightings,)
    """
    order = np.argsort(-scores, kind="stable")
    last_of_equals = np.flatnonzero(np.diff(scores[order], append=-np.inf))
    right = np.cumsum((weights * truth)[:, order], axis=1)[:, last_of_equals]
    marked = np.cumsum(weights[:, order], axis=1)[:, last_of_equals]
    precision = np.divide(right, marked, out=np.zeros_like(right), where=marked > 0)
    found = np.diff(right, axis=1, prepend=0)
    averages: NDArray[np.float64] = (found * precision).sum(axis=1) / right[:, -1]
    return averages


def by_phenomenon(unseen: Unseen, answers: Answers) -> dict[str, dict[str, Any]]:
    """How the hard cases fare.

    Returns
    -------
    dict
        For each phenomenon the accuracy (marked if and only if flagged), how
        many flagged rows were found, and how many ok rows were marked all the
        same, as ``"12 of 18"``.
    """
    marked = marks(answers.challenge, answers.thresholds).any(axis=1)
    flagged = np.array([bool(row.labels) for row in unseen.challenge])
    phenomena = np.array([str(row.phenomenon) for row in unseen.challenge])
    return {
        str(one): {
            "accuracy": _rounded((marked == flagged)[here].mean()),
            "found": f"{(marked & flagged & here).sum()} of {(flagged & here).sum()}",
            "false_alarms": f"{(marked & ~flagged & here).sum()} of {(~flagged & here).sum()}",
        }
        for one in np.unique(phenomena)
        for here in [phenomena == one]
    }


def ordinary_alarms(unseen: Unseen, answers: Answers) -> tuple[int, int]:
    """How many ok rows of ordinary and of sober pages are marked, and of how many."""
    said = np.concatenate([answers.held_out, answers.challenge, answers.pages])
    rows = [*unseen.held_out, *unseen.challenge, *unseen.pages]
    ordinary = np.array([not row.labels and _is_ordinary(row, unseen.sober) for row in rows])
    marked = marks(said, answers.thresholds).any(axis=1)
    return int((marked & ordinary).sum()), int(ordinary.sum())


def _is_ordinary(row: Example, sober: frozenset[str]) -> bool:
    return row.genre == ORDINARY_GENRE or row.topic == ORDINARY_TOPIC or row.id in sober


def _at(truth: Flags, marked: Flags, weights: Floats) -> dict[str, float | None]:
    hits = weights[truth & marked].sum()
    return {
        "precision": _rounded(hits / weights[marked].sum()) if marked.any() else None,
        "recall": _rounded(hits / weights[truth].sum()),
    }


def _rounded(value: float) -> float:
    return round(float(value), 3)


def summary(by_label: Mapping[str, Any]) -> Sequence[str]:
    """Lines of a table of `figures`, for the terminal."""
    return [
        f"{label:<12} average precision {of['average_precision']:.3f}; at 'balanced'"
        f" precision {of['balanced']['precision']}, recall {of['balanced']['recall']}"
        for label, of in by_label.items()
    ]
