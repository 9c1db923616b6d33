"""The rows that no model learns from, and what a model says of them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model import examples, neighbours
from model.artefact import Artefact
from model.examples import Example, folded
from model.labels import Label
from model.pipeline import Table, table
from model.policy import Sensitivity, Thresholds

MEASURED_AT = Sensitivity.BALANCED
"""The sensitivity that readers get unless they choose another."""


SOBER = frozenset({"sober", "ordinary"})
"""Kinds of articles on which hardly anything should be marked."""


class Unseen(NamedTuple):
    """Rows never trained on, which chose no threshold either.

    Attributes
    ----------
    held_out : list of Example
        Of topics of their own.
    challenge : list of Example
        Hard cases, by phenomenon.
    pages : list of Example
        Whole articles, of the topics of `held_out`.
    sober : frozenset of str
        The ids of those `pages` sentences whose article sells nothing.
    table, page_table : Table
        `held_out` and `pages` as arrays.
    """

    held_out: list[Example]
    challenge: list[Example]
    pages: list[Example]
    sober: frozenset[str]
    table: Table
    page_table: Table


class Answers(NamedTuple):
    """What one model says of `Unseen` rows.

    Attributes
    ----------
    held_out, challenge, pages : ndarray of shape (n, n_targets)
        Probabilities.
    thresholds : mapping
        The model's own, as in its card.
    """

    held_out: NDArray[np.floating]
    challenge: NDArray[np.floating]
    pages: NDArray[np.floating]
    thresholds: Thresholds


def rows(learnt: Iterable[Example]) -> Unseen:
    """Read them all, but for sentences of articles that also stand in a row learnt from.

    Articles share headings and the like ("Frequently asked questions").

    Parameters
    ----------
    learnt : iterable of Example
        What the models to be measured learnt from.
    """
    known = {folded(row.text) for row in learnt}
    held_out, articles = examples.held_out(), examples.held_out_articles()
    pages = [row for row in examples.agreed(articles) if folded(row.text) not in known]
    sober = {one.id for article in articles if article.kind in SOBER for one in article.sentences}
    return Unseen(
        held_out, examples.challenge(), pages, frozenset(sober), table(held_out), table(pages)
    )


def ask(model: Artefact, unseen: Unseen) -> Answers:
    """Let a model score the rows; those of an article among the others that are measured."""
    pages = model.pipeline.predict_proba(unseen.page_table.texts)
    return Answers(
        model.pipeline.predict_proba(unseen.table.texts),
        model.pipeline.predict_proba([row.text for row in unseen.challenge]),
        neighbours.among(pages, model.card["neighbours"], unseen.page_table.pages),
        model.card["thresholds"],
    )


def marks(probabilities: NDArray[np.floating], thresholds: Thresholds) -> NDArray[np.bool_]:
    """Which labels are marked, shape (n, n_labels)."""
    begin: Mapping[str, float] = thresholds[MEASURED_AT]
    marked: NDArray[np.bool_] = probabilities[:, : len(Label)] >= [begin[one] for one in Label]
    return marked
