"""What a new model must pass before it is served."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model import evaluate
from model.labels import Label
from model.unseen import Answers, Unseen

MOST_CALIBRATION_ERROR = 0.05
MOST_LOST_ON_HARD_CASES = 0.02
"""A set has some 45 rows: one row lost is more than this."""

MOST_OF_SHORTCUTS = 0.5
"""Share of the model's average precision that the probe may reach."""

DRAWS = 1_000
SEED = 0


class Gate(NamedTuple):
    """One thing that was looked at.

    Attributes
    ----------
    gate : str
        Its name.
    passed : bool
    says : str
        The figures, in words.
    """

    gate: str
    passed: bool
    says: str


def alone(figures: Mapping[str, Any]) -> Iterator[Gate]:
    """Gates for which a model needs no other to compare with.

    Parameters
    ----------
    figures : mapping
        As in the card.
    """
    for label in Label:
        error = figures["held_out"][label]["calibration_error"]
        yield Gate(
            f"calibration of {label}",
            error < MOST_CALIBRATION_ERROR,
            f"calibration error of {label} on held-out rows: {error:.3f};"
            f" it must be under {MOST_CALIBRATION_ERROR}",
        )
        reached = figures["out_of_fold"][label]["average_precision"]
        probe = figures["probe"][label]
        yield Gate(
            f"shortcuts to {label}",
            probe <= MOST_OF_SHORTCUTS * reached,
            f"average precision of {label} reached by length, punctuation and topic alone:"
            f" {probe:.3f}; it must be at most half of the model's {reached:.3f}",
        )


def compared(unseen: Unseen, new: Answers, old: Answers) -> Iterator[Gate]:
    """Gates between a new model and the one served, on the same rows.

    Parameters
    ----------
    unseen : Unseen
    new, old : Answers
        Of either model, with its own thresholds.
    """
    for column, label in enumerate(Label):
        yield _average_precision(unseen, new, old, column, label)
    hard_new = evaluate.by_phenomenon(unseen, new)
    for phenomenon, before in evaluate.by_phenomenon(unseen, old).items():
        was, now = before["accuracy"], hard_new[phenomenon]["accuracy"]
        yield Gate(
            f"hard cases of {phenomenon}",
            now >= was - MOST_LOST_ON_HARD_CASES,
            f"accuracy on hard cases of {phenomenon}: {was:.3f} → {now:.3f};"
            f" it may fall by {MOST_LOST_ON_HARD_CASES}",
        )
    (was, rows), (now, _) = (evaluate.ordinary_alarms(unseen, one) for one in (old, new))
    yield Gate(
        "false alarms on ordinary text",
        now <= was,
        f"false alarms on {rows} ok sentences of ordinary text: {was} → {now}; no more are allowed",
    )


def _average_precision(
    unseen: Unseen, new: Answers, old: Answers, column: int, label: Label
) -> Gate:
    rows = unseen.table
    weights = np.vstack([rows.weights, rows.weights * _draws(rows.topics)])
    was, now = (
        evaluate.average_precisions(rows.truth[:, column], one.held_out[:, column], weights)
        for one in (old, new)
    )
    low, high = np.quantile((now - was)[1:], [0.025, 0.975])
    return Gate(
        f"average precision of {label}",
        bool(high >= 0),
        f"average precision of {label} on held-out rows: {was[0]:.3f} → {now[0]:.3f}; the 95 %"
        f" interval of the difference, {low:+.3f} to {high:+.3f}, may not lie wholly below 0",
    )


def _draws(topics: NDArray[np.str_]) -> NDArray[np.int64]:
    """How often each row stands in each bootstrap sample, shape (DRAWS, n); as many of a topic."""
    random = np.random.default_rng(SEED)
    counts = np.empty((DRAWS, len(topics)), np.int64)
    for topic in np.unique(topics):
        mine = np.flatnonzero(topics == topic)
        counts[:, mine] = random.multinomial(len(mine), np.full(len(mine), 1 / len(mine)), DRAWS)
    return counts
