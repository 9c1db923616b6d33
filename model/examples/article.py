"""Whole articles, labelled sentence by sentence: the texture of real pages.

Rows written one at a time are all striking. On pages most sentences are not, and
a model that never saw these marks them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from model.errors import ExampleError
from model.examples.rows import Example, lines, parse

FIELDS = ("id", "topic", "genre", "kind", "title", "blocks")
KINDS = ("seller", "enthusiast", "fringe", "sober", "ordinary")
BLOCKS = ("heading", "paragraph", "item")


@dataclass(frozen=True)
class Article:
    """An article.

    Attributes
    ----------
    id : str
        Unique in all of ``training_data``; its sentences' ids begin with it.
    kind : str
        Who speaks, one of `KINDS`: decides how much of it is flagged.
    title : str
    blocks : tuple of tuple of Example
        Headings, paragraphs and list items, in order, sentence by sentence.
    """

    id: str
    kind: str
    title: str
    blocks: tuple[tuple[Example, ...], ...]

    @property
    def sentences(self) -> Iterator[Example]:
        """Every sentence, in order."""
        return (sentence for block in self.blocks for sentence in block)


def read(paths: Iterable[Path]) -> list[Article]:
    """Read the articles of JSON Lines files, one article a line.

    Parameters
    ----------
    paths : iterable of Path
        Files, in the order wanted.

    Raises
    ------
    ExampleError
        An article or one of its sentences breaks the schema, or an id stands twice.
    """
    articles: dict[str, Article] = {}
    for path in paths:
        for place, row in lines(path):
            article = _article(row, place)
            if article.id in articles:
                raise ExampleError(
                    f"{place}: the id {article.id!r} stands twice; give this one another"
                )
            articles[article.id] = article
    return list(articles.values())


def _article(row: Any, place: str) -> Article:
    if not isinstance(row, dict) or set(row) != set(FIELDS):
        raise ExampleError(f"{place}: needs exactly the fields {', '.join(FIELDS)}")
    if row["kind"] not in KINDS:
        raise ExampleError(f"{place}: 'kind' needs one of: {', '.join(KINDS)}")
    if not isinstance(row["title"], str) or not isinstance(row["blocks"], list):
        raise ExampleError(f"{place}: 'title' needs a string, 'blocks' a list")
    shared = {"topic": row["topic"], "genre": row["genre"], "phenomenon": None, "pair": None}
    numbers = count(1)

    def sentence(one: Any) -> Example:
        where = f"{place}, sentence {(number := next(numbers))}"
        if not isinstance(one, dict):
            raise ExampleError(f"{where}: needs a JSON object")
        parsed = parse({**one, **shared, "id": f"{row['id']}-{number:02d}"}, place=where)
        return replace(parsed, article=row["id"])

    blocks = tuple(tuple(map(sentence, _block(block, place))) for block in row["blocks"])
    if not any(blocks):
        raise ExampleError(f"{place}: an article needs a sentence")
    return Article(row["id"], row["kind"], row["title"], blocks)


def _block(block: Any, place: str) -> list[Any]:
    if not isinstance(block, dict) or block.get("kind") not in BLOCKS:
        raise ExampleError(f"{place}: a block's 'kind' needs one of: {', '.join(BLOCKS)}")
    if not isinstance(block.get("sentences"), list):
        raise ExampleError(f"{place}: a block needs 'sentences', a list")
    sentences: list[Any] = block["sentences"]
    return sentences
