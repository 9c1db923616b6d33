"""Blocks in, highlights and coverage out: the steps put together."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model import explain, language, notes, policy, sentences
from model.artefact import Artefact
from model.labels import TARGETS, Label, Reason
from model.memory import Memory
from model.policy import Sensitivity, Strength

BATCH = 128
"""Sentences scored at a time, half a second's work; the clock is read between batches."""

CLAIM = "This miracle remedy is guaranteed to cure every illness."
"""A sentence that no gate settles."""

TOO_SHORT = 2
"""Words that a sentence needs to claim anything."""


class Block(NamedTuple):
    """A paragraph, heading or list item of an article."""

    id: str
    text: str


class Span(NamedTuple):
    """A sentence's place: ``block.text[start:end]``, in code points."""

    block: Block
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The sentence itself."""
        return self.block.text[self.start : self.end]


@dataclass(frozen=True)
class Scored:
    """A sentence that was checked, with a calibrated probability for each target."""

    span: Span
    scores: Mapping[str, float]


@dataclass(frozen=True)
class Highlight:
    """A sentence with labels, and what speaks for them."""

    span: Span
    scores: Mapping[str, float]
    labels: tuple[Label, ...]
    strength: Strength
    reasons: tuple[Reason, ...]
    cues: tuple[explain.Cue, ...]
    note: notes.Note | None


Why = Literal["language", "too_short", "time_limit"]
"""Why a sentence was not checked."""


class Skipped(NamedTuple):
    """A sentence that was not checked, and why."""

    span: Span
    why: Why


@dataclass(frozen=True)
class Checked:
    """The answer for one article.

    Attributes
    ----------
    highlights : tuple of Highlight
        In document order, never overlapping.
    sentences : tuple of Scored
        All that were checked.
    skipped : tuple of Skipped
        All that were not.
    """

    highlights: tuple[Highlight, ...]
    sentences: tuple[Scored, ...]
    skipped: tuple[Skipped, ...]

    @property
    def complete(self) -> bool:
        """Whether time sufficed to look at everything."""
        return all(skipped.why != "time_limit" for skipped in self.skipped)


class Classifier:
    """Checks articles with one artefact.

    Parameters
    ----------
    artefact : Artefact
        As `model.artefact.load` gave it.
    """

    def __init__(self, artefact: Artefact) -> None:
        self._scores = Memory(artefact.pipeline.predict_proba)
        self._quick = artefact.pipeline.quick
        self.card: Mapping[str, Any] = artefact.card

    def warm(self) -> None:
        """Read now what the first check would have to wait for."""
        language.is_english(CLAIM)
        self._scores([CLAIM])

    def check(
        self,
        blocks: Iterable[Block],
        *,
        title: str = "",
        sensitivity: Sensitivity = Sensitivity.BALANCED,
        seconds: float = 20.0,
    ) -> Checked:
        """Check an article.

        Parameters
        ----------
        blocks : iterable of Block
            In document order.
        title : str
            Helps to tell the article's language and what its sentences are about.
        sensitivity : Sensitivity
            How readily a sentence is marked.
        seconds : float
            After this long the rest is skipped, and said to be.
        """
        deadline = time.monotonic() + seconds
        spans, skipped = _cut(list(blocks), title)
        scored: list[Scored] = []
        highlights: list[Highlight] = []
        for batch in _batches(spans):
            if time.monotonic() >= deadline:
                skipped += [Skipped(span, "time_limit") for span in batch]
                continue
            fresh = self._score(batch)
            scored += fresh
            highlights += self._highlights(fresh, title, sensitivity)
        return Checked(tuple(highlights), tuple(scored), tuple(skipped))

    def _score(self, spans: Sequence[Span]) -> list[Scored]:
        probabilities = self._scores([span.quote for span in spans])
        return [
            Scored(span, dict(zip(TARGETS, row, strict=True)))
            for span, row in zip(spans, probabilities.tolist(), strict=True)
        ]

    def _highlights(
        self, scored: Iterable[Scored], title: str, sensitivity: Sensitivity
    ) -> Iterator[Highlight]:
        thresholds = self.card["thresholds"]
        for span, scores in ((one.span, one.scores) for one in scored):
            labels = policy.labels(scores, thresholds[sensitivity])
            if labels:
                first = max(labels, key=lambda label: scores[label])
                yield Highlight(
                    span,
                    scores,
                    labels,
                    policy.strength(scores, thresholds),
                    policy.reasons(scores, labels),
                    tuple(
                        explain.cues(span.quote, partial(self._column, first), quick=self._quick)
                    ),
                    notes.find(f"{title} {span.quote}"),
                )

    def _column(self, label: Label, texts: Sequence[str]) -> NDArray[np.floating]:
        column: NDArray[np.floating] = self._scores(texts)[:, TARGETS.index(label)]
        return column


def _cut(blocks: Sequence[Block], title: str) -> tuple[list[Span], list[Skipped]]:
    foreign = language.foreign_blocks([block.text for block in blocks], title=title)
    spans: list[Span] = []
    skipped: list[Skipped] = []
    for block, is_foreign in zip(blocks, foreign, strict=True):
        for sentence in sentences.split(block.text):
            span = Span(block, sentence.start, sentence.end)
            if is_foreign:
                skipped.append(Skipped(span, "language"))
            elif len(explain.WORD.findall(sentence.text)) < TOO_SHORT:
                skipped.append(Skipped(span, "too_short"))
            else:
                spans.append(span)
    return spans, skipped


def _batches(spans: Sequence[Span]) -> Iterator[Sequence[Span]]:
    return (spans[i : i + BATCH] for i in range(0, len(spans), BATCH))
