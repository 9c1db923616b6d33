"""Which words moved a score, measured by leaving them out."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

MOST = 3
"""Cues shown for a sentence; more would explain nothing."""

LEAST = 0.1
"""A word that moves the log-odds by less is no cue."""

CERTAIN = 1e-9
"""Scores this near to 0 or 1 count as this near, so that their log-odds are finite."""

CANDIDATES = 5
"""Words whose absence is measured; which ones, a quicker model's order tells."""

WORD = re.compile(r"[\w%’']+")


class Cue(NamedTuple):
    """A word that moved the score.

    Attributes
    ----------
    start, end : int
        Position in the sentence, in code points.
    weight : float
        By how much the score's log-odds fall when the word is left out; log-odds,
        since the score of a sentence with two strong words hardly falls without one.
    """

    start: int
    end: int
    weight: float


Score = Callable[[Sequence[str]], NDArray[np.floating]]
"""Gives texts a number each, shape (n,)."""


def cues(text: str, score: Score, *, quick: Score) -> list[Cue]:
    """Find the words that a sentence's score rests on.

    Parameters
    ----------
    text : str
        The sentence.
    score : callable
        Scores of some texts for the label to explain.
    quick : callable
        A cheap likeness of `score`; only the order of what it gives is used.

    Returns
    -------
    list of Cue
        In reading order, `MOST` at most.
    """
    spans = [match.span() for match in WORD.finditer(text)]
    by_worth = np.argsort(quick([_without(text, span) for span in spans]), kind="stable")
    spans = [spans[number] for number in by_worth[:CANDIDATES]]
    texts = [text, *(_without(text, span) for span in spans)]
    whole, *rest = logit(np.clip(score(texts), CERTAIN, 1 - CERTAIN))
    moved = [Cue(*span, float(whole - left)) for span, left in zip(spans, rest, strict=True)]
    strong = [cue for cue in moved if cue.weight >= LEAST]
    return sorted(sorted(strong, key=lambda cue: -cue.weight)[:MOST])


def _without(text: str, span: tuple[int, int]) -> str:
    return text[: span[0]] + text[span[1] :]
