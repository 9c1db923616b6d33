"""Text in, sentences with exact positions out."""

from typing import NamedTuple

from syntok import segmenter  # why this one: docs/decisions/0002-sentences.md


class Sentence(NamedTuple):
    """A stretch of a text: ``text[start:end]`` is always `text` of the sentence.

    Attributes
    ----------
    start, end : int
        Position in the text it was cut from, in Unicode code points.
    text : str
        The sentence itself, without white space around it.
    """

    start: int
    end: int
    text: str


def split(text: str) -> list[Sentence]:
    """Cut a text into sentences.

    Parameters
    ----------
    text : str
        A block: a paragraph, a heading, a list item.

    Returns
    -------
    list of Sentence
        In order, never overlapping; white space between them belongs to none.
    """
    sentences = []
    for paragraph in segmenter.analyze(text):
        for tokens in paragraph:
            start = tokens[0].offset
            end = tokens[-1].offset + len(tokens[-1].value)
            sentences.append(Sentence(start, end, text[start:end]))
    return sentences
