"""Blocks in, highlights and coverage out: the steps put together."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model import explain, language, neighbours, notes, policy, sentences
from model.artefact import Artefact
from model.labels import TARGETS, Label, Reason
from model.memory import Memory
from model.policy import Sensitivity, Strength

BATCH = 128
BATCH_CHARACTERS = 16_000
"""Sentences scored at a time, and characters in them, about a second's work; one sentence
at least. The clock is read between batches."""

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


Marked = tuple[Scored, tuple[Label, ...]]


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
        self._english = Memory(language.are_english)
        self._cuts = Memory(_split, size=lambda places: 1 + len(places))
        self._cues = {label: Memory(partial(self._explain, label)) for label in Label}
        self._warming = Lock()
        self.card: Mapping[str, Any] = artefact.card

    def warm(self) -> None:
        """Read now what the first check would have to wait for."""
        with self._warming:
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
        """Check an article; the sentences of a batch are neighbours.

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
        with self._warming:
            pass  # else both would read the same, in twice the memory
        spans, skipped = self._cut(list(blocks), title)
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
        alone = np.array(self._scores([span.quote for span in spans]))
        probabilities = neighbours.among(alone, self.card["neighbours"])
        return [
            Scored(span, dict(zip(TARGETS, row.tolist(), strict=True)))
            for span, row in zip(spans, probabilities, strict=True)
        ]

    def _highlights(
        self, scored: Iterable[Scored], title: str, sensitivity: Sensitivity
    ) -> Iterator[Highlight]:
        thresholds = self.card["thresholds"]
        labelled = [(one, policy.labels(one.scores, thresholds[sensitivity])) for one in scored]
        marked = [(one, labels) for one, labels in labelled if labels]
        for (one, labels), cues in zip(marked, self._moved_by(marked), strict=True):
            yield Highlight(
                one.span,
                one.scores,
                labels,
                policy.strength(one.scores, thresholds),
                policy.reasons(one.scores, labels),
                cues,
                notes.find(one.span.quote) or notes.find(f"{title} {one.span.quote}"),
            )

    def _moved_by(self, marked: Sequence[Marked]) -> list[tuple[explain.Cue, ...]]:
        """The cues of each mark, for the label that is surest; asked for together."""
        first = [max(labels, key=lambda label: one.scores[label]) for one, labels in marked]
        quotes = [one.span.quote for one, _ in marked]
        found: dict[tuple[Label, str], tuple[explain.Cue, ...]] = {}
        for label in set(first):
            asked = [quote for quote, one in zip(quotes, first, strict=True) if one is label]
            found |= zip(((label, quote) for quote in asked), self._cues[label](asked), strict=True)
        return [found[key] for key in zip(first, quotes, strict=True)]

    def _explain(self, label: Label, texts: Sequence[str]) -> Iterator[tuple[explain.Cue, ...]]:
        column = TARGETS.index(label)

        def score(variants: Sequence[str]) -> NDArray[np.floating]:
            return np.array(self._scores(variants)).reshape(-1, len(TARGETS))[:, column]

        return map(tuple, explain.cues(texts, score, quick=self._quick))

    def _cut(self, blocks: Sequence[Block], title: str) -> tuple[list[Span], list[Skipped]]:
        texts = [block.text for block in blocks]
        foreign = language.foreign_blocks(texts, title=title, english=self._english)
        spans: list[Span] = []
        skipped: list[Skipped] = []
        for block, is_foreign, places in zip(blocks, foreign, self._cuts(texts), strict=True):
            for span in (Span(block, start, end) for start, end in places):
                if is_foreign:
                    skipped.append(Skipped(span, "language"))
                elif len(explain.WORD.findall(span.quote)) < TOO_SHORT:
                    skipped.append(Skipped(span, "too_short"))
                else:
                    spans.append(span)
        return spans, skipped


def _split(texts: Iterable[str]) -> Iterator[list[tuple[int, int]]]:
    return (sentences.split(text) for text in texts)


def _batches(spans: Sequence[Span]) -> Iterator[list[Span]]:
    batch: list[Span] = []
    characters = 0
    for span in spans:
        characters += span.end - span.start
        if batch and (len(batch) == BATCH or characters > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], span.end - span.start
        batch.append(span)
    if batch:
        yield batch
