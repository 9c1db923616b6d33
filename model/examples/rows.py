"""One training row: read it, check it. Source of the schema: ``training_data/README.md``."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from model.errors import ExampleError
from model.labels import Label, Reason

FIELDS = ("id", "text", "labels", "reasons", "topic", "genre", "phenomenon", "pair", "second")
T = TypeVar("T", Label, Reason)
LONGEST = 1_000
"""Characters in a sentence; the longest real one seen has 700."""

SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True)
class Example:
    """A labelled sentence.

    Attributes
    ----------
    id : str
        Unique in all of ``training_data``.
    text : str
        The sentence.
    labels, reasons : tuple
        Empty when the sentence is ok; every reason's label is in `labels`.
    topic, genre : str
        What it speaks of; the kind of page it could stand on.
    phenomenon : str or None
        What makes an ok row easy to get wrong, such as ``negation``.
    pair : str or None
        The id of the row it contrasts with.
    second : tuple of Label or None
        What the second, blind judgement said; None where there was none.
    article : str or None
        The id of the article that it stands in; None for a row of its own.
    """

    id: str
    text: str
    labels: tuple[Label, ...]
    reasons: tuple[Reason, ...]
    topic: str
    genre: str
    phenomenon: str | None
    pair: str | None
    second: tuple[Label, ...] | None
    article: str | None = None

    @property
    def targets(self) -> frozenset[str]:
        """Labels and reasons together, as the pipeline learns them."""
        return frozenset([*self.labels, *self.reasons])


def read(paths: Iterable[Path]) -> list[Example]:
    """Read the rows of JSON Lines files.

    Parameters
    ----------
    paths : iterable of Path
        Files, in the order wanted.

    Raises
    ------
    ExampleError
        A row breaks the schema, or an id stands twice.
    """
    examples: list[Example] = []
    places: dict[str, str] = {}
    for path in paths:
        for place, row in lines(path):
            example = parse(row, place=place)
            if example.id in places:
                raise ExampleError(
                    f"{place}: the id {example.id!r} stands at {places[example.id]} already;"
                    " give this row another"
                )
            places[example.id] = place
            examples.append(example)
    return examples


def lines(path: Path) -> Iterator[tuple[str, Any]]:
    """The objects of a JSON Lines file, each with its place, ``file:line``."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            place = f"{path.parent.name}/{path.name}:{number}"
            try:
                yield place, json.loads(line.decode())
            except json.JSONDecodeError as error:
                raise ExampleError(f"{place}: not JSON ({error.msg}); one object a line") from None
            except UnicodeDecodeError:
                raise ExampleError(f"{place}: not text in UTF-8") from None


def folded(text: str) -> str:
    """What two texts have in common that say the same, letter for letter."""
    return " ".join(text.casefold().split())


def parse(row: Any, *, place: str) -> Example:
    """Check one row and make it an `Example`.

    Parameters
    ----------
    row : object
        What JSON gave.
    place : str
        File and line, for the message.

    Raises
    ------
    ExampleError
        Says the place, what is wrong and what is allowed.
    """
    if not isinstance(row, dict) or set(row) != set(FIELDS):
        raise ExampleError(f"{place}: needs exactly the fields {', '.join(FIELDS)}")
    text = row["text"]
    if not _is_sentence(text):
        raise ExampleError(f"{place}: 'text' needs 1 to {LONGEST} characters, all of them whole")
    for name in ("id", "topic", "genre"):
        if not isinstance(row[name], str) or not row[name]:
            raise ExampleError(f"{place}: {name!r} needs a non-empty string")
    for name in ("phenomenon", "pair"):
        if not isinstance(row[name], str | None):
            raise ExampleError(f"{place}: {name!r} needs a string or null")
    example = Example(
        **{name: row[name] for name in ("id", "text", "topic", "genre", "phenomenon", "pair")},
        labels=_members(Label, row["labels"], f"{place}: 'labels'"),
        reasons=_members(Reason, row["reasons"], f"{place}: 'reasons'"),
        second=None
        if row["second"] is None
        else _members(Label, row["second"], f"{place}: 'second'"),
    )
    if {reason.label for reason in example.reasons} != set(example.labels):
        raise ExampleError(
            f"{place}: every label needs a reason of its own, and every reason its label"
        )
    return example


def _is_sentence(text: Any) -> bool:
    """Whether this is text that can be stored: half an emoji (a lone surrogate) cannot."""
    return (
        isinstance(text, str)
        and 0 < len(text) <= LONGEST
        and bool(text.strip())
        and not SURROGATE.search(text)
    )


def _members(kind: type[T], values: Any, place: str) -> tuple[T, ...]:
    if not isinstance(values, list) or not all(value in list(kind) for value in values):
        raise ExampleError(f"{place} needs a list of: {', '.join(kind)}")
    if len(set(values)) < len(values):
        raise ExampleError(f"{place} names a value twice")
    return tuple(kind(value) for value in values)
