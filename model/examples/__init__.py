"""The training rows; ``python -m model.examples check`` checks them all."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from model.examples.article import Article
from model.examples.article import read as read_articles
from model.examples.rows import LONGEST, Example, folded, lines, parse, read

__all__ = [
    "LONGEST",
    "TRAINING_DATA",
    "Article",
    "Example",
    "agreed",
    "articles",
    "challenge",
    "digest",
    "disputed",
    "folded",
    "held_out",
    "held_out_articles",
    "moderated",
    "parse",
    "places",
    "read",
    "to_learn_from",
    "written",
]

TRAINING_DATA = Path(__file__).parents[2] / "training_data"


def to_learn_from() -> list[Example]:
    """Read all that may be trained on: written and moderated rows, then the articles'."""
    return [*read([*_written(), *_moderated()]), *agreed(articles())]


def written() -> list[Example]:
    """Read the rows that were written one at a time, in a fixed order."""
    return read(_written())


def moderated() -> list[Example]:
    """Read the rows that moderators labelled, if there are any."""
    return read(_moderated())


def _written() -> list[Path]:
    return sorted((TRAINING_DATA / "written").glob("*.jsonl"))


def _moderated() -> list[Path]:
    file = TRAINING_DATA / "moderated.jsonl"
    return [file] if file.exists() else []


def articles() -> list[Article]:
    """Read the articles whose sentences may be trained on, in a fixed order."""
    return read_articles(sorted((TRAINING_DATA / "articles").glob("*.jsonl")))


def agreed(some: Iterable[Article]) -> list[Example]:
    """The articles' sentences whose two judgements agree."""
    return [
        sentence
        for article in some
        for sentence in article.sentences
        if sentence.second is not None and set(sentence.second) == set(sentence.labels)
    ]


def held_out() -> list[Example]:
    """Read the rows that are never trained on, of topics of their own."""
    return read([TRAINING_DATA / "held_out.jsonl"])


def held_out_articles() -> list[Article]:
    """Read the articles that are never trained on, of the same topics as `held_out`."""
    return read_articles([TRAINING_DATA / "held_out_articles.jsonl"])


def challenge() -> list[Example]:
    """Read the hard cases, never trained on; `phenomenon` names what makes them so."""
    return read(sorted((TRAINING_DATA / "challenge").glob("*.jsonl")))


def disputed() -> list[Example]:
    """Read the rows whose two judgements differ; used for nothing but measuring that."""
    return read([TRAINING_DATA / "disputed.jsonl"])


def digest(rows: Sequence[Example]) -> str:
    """SHA-256 of rows, in their order."""
    return hashlib.sha256("\n".join(map(repr, rows)).encode()).hexdigest()


def places() -> dict[str, str]:
    """File and line of every row, article and article's sentence, by its id."""
    paths = sorted(TRAINING_DATA.rglob("*.jsonl"))
    found = {row["id"]: place for path in paths for place, row in lines(path)}
    for article in [*articles(), *held_out_articles()]:
        found |= {sentence.id: found[article.id] for sentence in article.sentences}
    return found
