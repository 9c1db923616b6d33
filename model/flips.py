"""The flip report: every unseen sentence whose mark differs between two models."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.examples import Example
from model.labels import Label
from model.unseen import Answers, Unseen, marks


class Kind(StrEnum):
    """What a flip means; what most deserves a look comes first."""

    NEW_FALSE_ALARM = "new false alarm"
    NEWLY_MISSED = "newly missed"
    NEWLY_FOUND = "newly found"
    ALARM_GONE = "false alarm gone"


class Flip(NamedTuple):
    """One sentence and label whose mark appeared or went away.

    Attributes
    ----------
    kind : Kind
    label : Label
    example : Example
    was, now : float
        The scores; either model has thresholds of its own, so that a mark may
        flip while the score stands still.
    """

    kind: Kind
    label: Label
    example: Example
    was: float
    now: float


def flips(unseen: Unseen, old: Answers, new: Answers) -> list[Flip]:
    """Find the flips between two models, those to look at first in front.

    Parameters
    ----------
    unseen : Unseen
    old, new : Answers
        What either model says of these rows.
    """
    found = [
        flip
        for rows, before, after in (
            (unseen.held_out, old.held_out, new.held_out),
            (unseen.pages, old.pages, new.pages),
            (unseen.challenge, old.challenge, new.challenge),
        )
        for flip in _among(
            rows,
            _Said(before, marks(before, old.thresholds)),
            _Said(after, marks(after, new.thresholds)),
        )
    ]
    order = list(Kind)
    return sorted(found, key=lambda flip: (order.index(flip.kind), -abs(flip.now - flip.was)))


class _Said(NamedTuple):
    scores: NDArray[np.floating]
    marked: NDArray[np.bool_]


def _among(rows: Sequence[Example], old: _Said, new: _Said) -> Iterator[Flip]:
    for row, column in np.argwhere(old.marked != new.marked):
        example, label = rows[row], list(Label)[column]
        kind = _kind(is_marked=bool(new.marked[row, column]), is_right=label in example.labels)
        was, now = float(old.scores[row, column]), float(new.scores[row, column])
        yield Flip(kind, label, example, was, now)


def _kind(*, is_marked: bool, is_right: bool) -> Kind:
    if is_marked:
        return Kind.NEWLY_FOUND if is_right else Kind.NEW_FALSE_ALARM
    return Kind.NEWLY_MISSED if is_right else Kind.ALARM_GONE


def text(report: Sequence[Flip]) -> Iterator[str]:
    """Lines for a person to read, under a heading for each kind."""
    if not report:
        yield "No mark changed."
    for kind, mine in groupby(report, key=lambda flip: flip.kind):
        some = list(mine)
        yield f"\n{kind.capitalize()} ({len(some)})"
        for flip in some:
            yield f"  {flip.label} {flip.was:.2f} → {flip.now:.2f}  {flip.example.text}"


def plain(report: Sequence[Flip]) -> list[dict[str, object]]:
    """The same for machines: what JSON can hold."""
    return [
        {
            "kind": flip.kind,
            "label": flip.label,
            "id": flip.example.id,
            "topic": flip.example.topic,
            "phenomenon": flip.example.phenomenon,
            "text": flip.example.text,
            "was": round(flip.was, 4),
            "now": round(flip.now, 4),
        }
        for flip in report
    ]
