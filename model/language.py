"""Tell English from other languages, so that the rest is skipped, not scored."""

from collections.abc import Callable, Sequence
from functools import cache

from py3langid import langid  # why this one: docs/decisions/0003-language.md

ENOUGH_CHARACTERS = 40
"""Below this a text is too short to tell its language by itself."""

ENGLISH_AT_LEAST = 0.05
"""A text is foreign when English is less likely than this.

Measured on 1,174 English sentences of 12 words or more: none fell below; on
short lists of drug names some do, so short texts follow their article.
"""


@cache
def _identifier() -> langid.LanguageIdentifier:
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def is_english(text: str) -> bool:
    """Whether a text could be English.

    Parameters
    ----------
    text : str
        Any text; white space alone counts as English, since there is nothing to skip.
    """
    return not text.strip() or dict(_identifier().rank(text))["en"] >= ENGLISH_AT_LEAST


Tells = Callable[[Sequence[str]], Sequence[bool]]
"""Which of some texts could be English."""


def are_english(texts: Sequence[str]) -> list[bool]:
    """Which of some texts could be English."""
    return [is_english(text) for text in texts]


def foreign_blocks(
    texts: Sequence[str], *, title: str = "", english: Tells = are_english
) -> list[bool]:
    """Which blocks of an article are not English.

    A short block follows its article, since a name or a price tells no language.

    Parameters
    ----------
    texts : sequence of str
        The blocks, in order.
    title : str
        The article's title, if known.
    english : callable
        Tells it for texts: `are_english`, or something that remembers what it said.
    """
    long = [text for text in texts if len(text) >= ENOUGH_CHARACTERS]
    whole, *alone = english(["\n".join([title, *texts]), *long])
    told = iter(alone)
    return [not (next(told) if len(text) >= ENOUGH_CHARACTERS else whole) for text in texts]
