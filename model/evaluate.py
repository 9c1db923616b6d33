"""Figures of a fitted Pipeline on rows that it had not seen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from model.examples import Example
from model.labels import TARGETS, Label
from model.pipeline import Table
from model.policy import Sensitivity


def figures(
    rows: Table,
    probabilities: NDArray[np.floating],
    thresholds: Mapping[str, Mapping[str, float]],
) -> dict[str, Any]:
    """Average precision, and precision and recall at each sensitivity.

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
    return {
        label: {
            "rows": int(rows.truth[:, column].sum()),
            "average_precision": _rounded(
                average_precision_score(
                    rows.truth[:, column], probabilities[:, column], sample_weight=rows.weights
                )
            ),
            **{
                sensitivity: _at(rows, probabilities, column, thresholds[sensitivity][label])
                for sensitivity in Sensitivity
            },
        }
        for column, label in enumerate(TARGETS)
        if isinstance(label, Label)
    }


def by_phenomenon(
    rows: Sequence[Example],
    probabilities: NDArray[np.floating],
    thresholds: Mapping[str, Mapping[str, float]],
) -> dict[str, dict[str, str]]:
    """How the hard cases fare at ``balanced``.

    Parameters
    ----------
    rows : sequence of Example
        Challenge rows.
    probabilities : ndarray of shape (n, n_targets)
        For the same rows.
    thresholds : mapping
        As in the card.

    Returns
    -------
    dict
        For each phenomenon how many flagged rows were found, and how many ok
        rows were marked all the same, as ``"12 of 18"``.
    """
    begin = np.array([thresholds["balanced"][label] for label in Label])
    marked = np.any(probabilities[:, : len(begin)] >= begin, axis=1).tolist()
    counts: dict[str, Counter[str]] = {}
    for row, is_marked in zip(rows, marked, strict=True):
        one = counts.setdefault(str(row.phenomenon), Counter())
        kind = "flagged" if row.labels else "ok"
        one[kind] += 1
        one[f"{kind} and marked"] += is_marked
    return {
        phenomenon: {
            "found": f"{one['flagged and marked']} of {one['flagged']}",
            "false_alarms": f"{one['ok and marked']} of {one['ok']}",
        }
        for phenomenon, one in sorted(counts.items())
    }


def _at(
    rows: Table, probabilities: NDArray[np.floating], column: int, threshold: float
) -> dict[str, float | None]:
    truth, marked = rows.truth[:, column], probabilities[:, column] >= threshold
    hits = rows.weights[truth & marked].sum()
    return {
        "precision": _rounded(hits / rows.weights[marked].sum()) if marked.any() else None,
        "recall": _rounded(hits / rows.weights[truth].sum()),
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
