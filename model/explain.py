"""Which words moved a score, measured by leaving them out."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

MOST = 3
"""Cues shown for a sentence; more would explain nothing."""

LEAST = 0.1
"""A word that moves the log-odds by less is no cue."""

CERTAIN = 1e-9

CANDIDATES = 4
"""Words whose absence is measured; which ones, a quicker model's order tells."""

MOST_CHARACTERS = 700
"""Length of a sentence that has cues: of a longer one three words explain nothing, and to
leave out each of its words takes quadratic time."""

WORD = re.compile(r"[\w%’']+")

BINDING = frozenset(
    "a an the and or of in on at to for from by with as that this these those which who it its "
    "he she they we you i their our your his her is are was were be been being has have had".split()
)
"""Words that only bind others: naming one tells a reader nothing."""


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


Span = tuple[int, int]
Score = Callable[[Sequence[str]], NDArray[np.floating]]
"""Gives texts a number each, shape (n,)."""


def cues(texts: Sequence[str], score: Score, *, quick: Score) -> list[list[Cue]]:
    """Find the words that sentences' scores rest on.

    Parameters
    ----------
    texts : sequence of str
        The sentences; all are measured in one call of each score.
    score : callable
        Scores of some texts for the label to explain.
    quick : callable
        A cheap likeness of `score`; only the order of what it gives is used.

    Returns
    -------
    list of list of Cue
        For each sentence in reading order, `MOST` at most; none for a sentence of
        more than `MOST_CHARACTERS` characters.
    """
    words = [_telling(text) for text in texts]
    worth = _each(quick, texts, words)
    tried = [
        [spans[number] for number in np.argsort(some, kind="stable")[:CANDIDATES]]
        for spans, some in zip(words, worth, strict=True)
    ]
    whole, left = log_odds(score(texts)), _each(score, texts, tried)
    return [
        _strongest(
            Cue(start, end, float(one - rest))
            for (start, end), rest in zip(spans, rests, strict=True)
        )
        for one, spans, rests in zip(whole, tried, map(log_odds, left), strict=True)
    ]


def _telling(text: str) -> list[Span]:
    if len(text) > MOST_CHARACTERS:
        return []
    return [one.span() for one in WORD.finditer(text) if one[0].lower() not in BINDING]


def _each(
    score: Score, texts: Sequence[str], spans: Sequence[Sequence[Span]]
) -> list[NDArray[np.floating]]:
    """For each text the scores of what is left of it without each of its spans."""
    variants = [
        [_without(text, span) for span in some] for text, some in zip(texts, spans, strict=True)
    ]
    scores = score([variant for some in variants for variant in some])
    return np.split(scores, np.cumsum([len(some) for some in variants])[:-1])


def log_odds(scores: NDArray[np.floating]) -> NDArray[np.floating]:
    """Scores as log-odds, finite ones: those nearer to 0 or 1 than `CERTAIN` count as this near."""
    clipped = np.clip(np.asarray(scores, float), CERTAIN, 1 - CERTAIN)  # float32 knows no 1 - 1e-9
    odds: NDArray[np.floating] = logit(clipped)
    return odds


def _strongest(moved: Iterable[Cue]) -> list[Cue]:
    strong = [cue for cue in moved if cue.weight >= LEAST]
    return sorted(sorted(strong, key=lambda cue: -cue.weight)[:MOST])


def _without(text: str, span: Span) -> str:
    return text[: span[0]] + text[span[1] :]
