"""What goes over the wire: the shapes of ``/api/v1``, and the way to UTF-16 positions."""

from collections import Counter
from itertools import accumulate
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, FailFast, Field

import model
from model import Checked, Label, Reason, Sensitivity, Strength, Why


def _well_formed(value: Any) -> Any:
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("holds a NUL character, which no page's text can")
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise ValueError("holds half of a surrogate pair; send whole characters")
    return value


Text = Annotated[str, BeforeValidator(_well_formed)]


class Strict(BaseModel):
    """A body in which an unknown field is an error."""

    model_config = ConfigDict(extra="forbid", strict=True)


class BlockIn(Strict):
    """A paragraph, heading or list item."""

    id: Text = Field(min_length=1, max_length=64, description="Any name, unique in the request.")
    text: Text = Field(description="Its text as the reader sees it.")


def _unique(blocks: list[BlockIn]) -> list[BlockIn]:
    twice = [index for index, count in Counter(block.id for block in blocks).items() if count > 1]
    if twice:
        raise ValueError("two blocks have the same id; each needs its own")
    return blocks


class CheckRequest(Strict):
    """An article to check."""

    # A million wrong ones would be a million errors.
    blocks: Annotated[list[BlockIn], FailFast(), AfterValidator(_unique)] = Field(
        min_length=1, description="The article, in order."
    )
    title: Text = Field(
        "", max_length=1_000, description="Helps to tell the language and to choose notes."
    )
    sensitivity: Sensitivity = Field(
        Sensitivity.BALANCED, strict=False, description="How readily a sentence is marked."
    )
    include: Annotated[list[Literal["sentences"]], FailFast()] = Field(
        [], max_length=1, description="'sentences' asks for the scores of every sentence."
    )


class ModelOut(BaseModel):
    """Which model answered."""

    version: str
    digest: str
    codebook: int


class SkippedOut(BaseModel):
    """A stretch that was not checked."""

    block: str
    start: int
    end: int
    why: Why


class CoverageOut(BaseModel):
    """What was checked and what was not."""

    sentences: int
    checked: int
    flagged: int
    complete: bool = Field(description="False when the time limit ended the check early.")
    skipped: list[SkippedOut]


class ReasonOut(BaseModel):
    """Why a sentence is marked."""

    code: Reason
    score: float


class CueOut(BaseModel):
    """A word that moved the score; its place counts within the block, in UTF-16 units."""

    start: int
    end: int
    weight: float


class NoteOut(BaseModel):
    """What a regulator says on the sentence's topic."""

    text: str
    source: str
    url: str
    looked_up: str = Field(description="The day on which the source said so, YYYY-MM-DD.")


class HighlightOut(BaseModel):
    """A marked sentence: ``quote`` is exactly ``text.slice(start, end)`` in JavaScript."""

    id: str
    block: str
    start: int
    end: int
    quote: str
    labels: list[Label]
    strength: Strength
    scores: dict[Label, float]
    reasons: list[ReasonOut]
    cues: list[CueOut]
    note: NoteOut | None = None


class SentenceOut(BaseModel):
    """A checked sentence and its scores."""

    block: str
    start: int
    end: int
    scores: dict[Label, float]


class CheckResponse(BaseModel):
    """What was found."""

    model: ModelOut
    coverage: CoverageOut
    highlights: list[HighlightOut]
    sentences: list[SentenceOut] | None = None


class Places:
    """Positions in a text, from code points to UTF-16 code units.

    Parameters
    ----------
    text : str
        A block's text.
    """

    def __init__(self, text: str) -> None:
        self._units = None
        if not text.isascii() and max(text) > "\uffff":
            widths = (2 if character > "\uffff" else 1 for character in text)
            self._units = [0, *accumulate(widths)]

    def utf16(self, position: int) -> int:
        """The same place, counted in UTF-16 code units."""
        return self._units[position] if self._units else position


def answer(checked: Checked, card: Any, *, with_sentences: bool) -> CheckResponse:
    """Put what the classifier found into the wire's shape.

    Parameters
    ----------
    checked : Checked
        The classifier's answer.
    card : mapping
        The artefact's card.
    with_sentences : bool
        Whether every sentence's scores were asked for.
    """
    places: dict[str, Places] = {}

    def place(span: model.Span) -> dict[str, Any]:
        if span.block.id not in places:
            places[span.block.id] = Places(span.block.text)
        units = places[span.block.id]
        return {
            "block": span.block.id,
            "start": units.utf16(span.start),
            "end": units.utf16(span.end),
        }

    return CheckResponse(
        model=ModelOut(**{name: card[name] for name in ModelOut.model_fields}),
        coverage=CoverageOut(
            sentences=len(checked.sentences) + len(checked.skipped),
            checked=len(checked.sentences),
            flagged=len(checked.highlights),
            complete=checked.complete,
            skipped=[SkippedOut(**place(one.span), why=one.why) for one in checked.skipped],
        ),
        highlights=[
            HighlightOut(
                id=f"h{number}",
                **place(one.span),
                quote=one.span.quote,
                labels=list(one.labels),
                strength=one.strength,
                scores=_label_scores(one.scores),
                reasons=[
                    ReasonOut(code=reason, score=round(one.scores[reason], 4))
                    for reason in one.reasons
                ],
                cues=[CueOut(**_cue(one.span, cue, places[one.span.block.id])) for cue in one.cues],
                note=_note(one.note),
            )
            for number, one in enumerate(checked.highlights)
        ],
        sentences=[
            SentenceOut(**place(one.span), scores=_label_scores(one.scores))
            for one in checked.sentences
        ]
        if with_sentences
        else None,
    )


def _cue(span: model.Span, cue: model.Cue, units: Places) -> dict[str, Any]:
    return {
        "start": units.utf16(span.start + cue.start),
        "end": units.utf16(span.start + cue.end),
        "weight": round(cue.weight, 4),
    }


def _note(note: model.Note | None) -> NoteOut | None:
    if note is None:
        return None
    return NoteOut(**{name: getattr(note, name) for name in NoteOut.model_fields})


def _label_scores(scores: Any) -> dict[Label, float]:
    return {label: round(scores[label], 4) for label in Label}
