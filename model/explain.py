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


def cues(text: str, score: Callable[[Sequence[str]], NDArray[np.floating]]) -> list[Cue]:
    """Find the words that a sentence's score rests on.

    Parameters
    ----------
    text : str
        The sentence.
    score : callable
        Scores of some texts for the label to explain, shape (n,).

    Returns
    -------
    list of Cue
        In reading order, `MOST` at most.
    """
    spans = [match.span() for match in WORD.finditer(text)]
    without = [text[:start] + text[end:] for start, end in spans]
    whole, *rest = logit(np.clip(score([text, *without]), CERTAIN, 1 - CERTAIN))
    moved = [Cue(*span, float(whole - left)) for span, left in zip(spans, rest, strict=True)]
    strong = [cue for cue in moved if cue.weight >= LEAST]
    return sorted(sorted(strong, key=lambda cue: -cue.weight)[:MOST])
