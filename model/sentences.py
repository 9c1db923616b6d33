"""Text in, the places of its sentences out."""

import re
from collections.abc import Iterator

from syntok import segmenter  # why this one: docs/decisions/0002-sentences.md

PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
"""Lines with something in them, one after another."""


def split(text: str) -> list[tuple[int, int]]:
    """Cut a text into sentences.

    Parameters
    ----------
    text : str
        A block: a paragraph, a heading, a list item.

    Returns
    -------
    list of (int, int)
        Start and end of each in code points, in order, never overlapping; white
        space around them belongs to none.
    """
    return [place for paragraph in PARAGRAPH.finditer(text) for place in _cut(paragraph)]


def _cut(paragraph: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph. Given several at once, syntok takes quadratic time."""
    for part in segmenter.analyze(paragraph[0]):
        for tokens in part:
            start = tokens[0].offset
            end = tokens[-1].offset + len(tokens[-1].value)
            sentence = paragraph[0][start:end].rstrip()
            if sentence:
                begin = paragraph.start() + start
                yield begin, begin + len(sentence)
