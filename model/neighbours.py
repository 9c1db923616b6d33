"""What the sentences around one say for it.

Alone, many a sentence of a leaflet cannot be told from one of a sales page. Where the
others of its page are likely to be flagged, so is it (ADR 9).
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import expit, logit

from model.explain import log_odds
from model.labels import TARGETS, Label
from model.pipeline import PREVALENCE, Table

STAND_INS = 6
"""Sentences as likely to be flagged as any that are counted with the neighbours: two or
three alone say little of a page. From 3 to 12 made no difference."""

LEAST_LEAN = -0.5
"""A page without a claim takes no more than this from a sentence's log-odds, times the weight:
a blatant claim on a sober page is the one that readers would believe."""

MOST_WEIGHT = 3.0

Floats = NDArray[np.floating]
Weights = Mapping[str, float]
"""For each label how much its sentences heed their neighbours: by how many log-odds they
rise, where those of a neighbour's being flagged lie one higher."""


def weigh(probabilities: Floats, rows: Table) -> dict[str, float]:
    """Find the weights under which the truth is likeliest.

    Parameters
    ----------
    probabilities : ndarray of shape (n, n_targets)
        By models that had not seen the rows.
    rows : Table
        Those that stand alone decide nothing; if all do, the weights are 0.

    Returns
    -------
    dict
        By label, from 0 to `MOST_WEIGHT`.
    """
    lean = _lean(probabilities, rows.pages)
    if not lean.any():
        return dict.fromkeys(map(str, Label), 0.0)
    alone = log_odds(probabilities[:, : len(Label)])
    sign = np.where(rows.truth[:, : len(Label)], -1, 1)

    def loss(weight: float, column: int) -> float:
        wrong = sign[:, column] * (alone[:, column] + weight * lean)
        return float(np.average(np.logaddexp(0, wrong), weights=rows.weights))

    bounds = (0, MOST_WEIGHT)
    return {
        str(label): round(float(minimize_scalar(loss, bounds=bounds, args=(column,)).x), 3)
        for column, label in enumerate(Label)
    }


def among(probabilities: Floats, weights: Weights, pages: NDArray[np.str_] | None = None) -> Floats:
    """Probabilities of sentences among their neighbours; one that stands alone keeps its own.

    A label's reasons rise and fall with it.

    Parameters
    ----------
    probabilities : ndarray of shape (n, n_targets)
        Of each sentence by itself.
    weights : mapping
        As `weigh` gives them.
    pages : ndarray of shape (n,), optional
        Sentences of one page are neighbours; by default all are.

    Returns
    -------
    ndarray of shape (n, n_targets)
    """
    together = np.zeros(len(probabilities), "U1") if pages is None else pages
    heed = [weights[one if isinstance(one, Label) else one.label] for one in TARGETS]
    moved: Floats = expit(log_odds(probabilities) + np.outer(_lean(probabilities, together), heed))
    return moved


def _lean(probabilities: Floats, pages: NDArray[np.str_]) -> Floats:
    """By how much a sentence's neighbours are likelier flagged than any, in log-odds."""
    flagged = 1 - np.prod(1 - np.asarray(probabilities[:, : len(Label)], float), axis=1)
    page = np.unique(pages, return_inverse=True)[1]
    others = np.bincount(page, flagged)[page] - flagged
    count = np.bincount(page)[page] - 1
    share = (others + STAND_INS * PREVALENCE) / (count + STAND_INS)
    lean: Floats = np.maximum(logit(share) - logit(PREVALENCE), LEAST_LEAN)
    return lean
