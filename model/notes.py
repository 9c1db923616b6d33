"""What a regulator says on a topic, for the reader of a mark.

The notes stand in ``notes.jsonl``, the most specific first. Each was looked up on
the day that it names; one whose source could not be opened says what was read instead.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

NOTES = Path(__file__).with_name("notes.jsonl")


class Note(NamedTuple):
    """A regulator's word, in ours.

    Attributes
    ----------
    about : tuple of Pattern
        All of them must be found in a text that the note is for.
    text : str
        One or two plain sentences.
    source, url : str
        Where it is said.
    looked_up : str
        The day on which it was said there, as YYYY-MM-DD.
    """

    about: tuple[re.Pattern[str], ...]
    text: str
    source: str
    url: str
    looked_up: str


@cache
def notes() -> tuple[Note, ...]:
    """All notes, the most specific first."""
    rows = map(json.loads, NOTES.read_bytes().splitlines())
    return tuple(
        Note(tuple(re.compile(one, re.IGNORECASE) for one in row.pop("about")), **row)
        for row in rows
    )


def find(text: str) -> Note | None:
    """The most specific note on what a text speaks of, or None.

    Parameters
    ----------
    text : str
        A marked sentence and the title of its article.
    """
    for note in notes():
        if all(pattern.search(text) for pattern in note.about):
            return note
    return None
