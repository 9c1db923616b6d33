"""The one unfitted Pipeline: a sentence in, a calibrated probability for each target out."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, MaxAbsScaler

from model.encoder import SentenceEncoder
from model.examples import Example
from model.gate import Gated
from model.head import CalibratedHead
from model.labels import TARGETS, Label, Reason

WORDS = r"(?u)[\w%’']+|[!?]"
"""Words with their apostrophes, percentages, and the marks that change a claim."""

WORDS_WEIGH = 0.5
"""How much words count beside the encoder. Counting whole they talked it out of plain
claims in the words of warnings: "This remedy is guaranteed to cure every illness"."""

PREVALENCE = 0.12
"""Share of flagged sentences on the pages that readers check.

The corpus is balanced, pages are not: weights on its rows stand in for the
difference. Source: about one sentence in ten on marketing pages.
"""


class Table(NamedTuple):
    """Examples as arrays.

    Attributes
    ----------
    texts : list of str, length n
    truth : ndarray of bool, shape (n, len(TARGETS))
    weights : ndarray of float, shape (n,)
        Flagged rows together weigh `PREVALENCE` of all.
    topics : ndarray of str, shape (n,)
        Rows of one topic never stand on both sides of a split.
    pages : ndarray of str, shape (n,)
        Rows of one article share theirs.
    """

    texts: list[str]
    truth: NDArray[np.bool_]
    weights: NDArray[np.float64]
    topics: NDArray[np.str_]
    pages: NDArray[np.str_]


def table(examples: Sequence[Example]) -> Table:
    """Lay examples out for fitting and measuring."""
    truth = np.array([[target in e.targets for target in TARGETS] for e in examples], bool)
    flagged = truth.any(axis=1)
    weights = np.where(flagged, PREVALENCE / flagged.mean(), (1 - PREVALENCE) / (~flagged).mean())
    topics = np.array([e.topic for e in examples])
    pages = np.array([e.article or e.id for e in examples])
    return Table([e.text for e in examples], truth, weights, topics, pages)


def build() -> Gated:
    """Make the unfitted classifier.

    No stop words: *not, may, only, without* are the signal. The encoder's weights are
    fixed; words add what is too rare for it to have learnt. Folds are
    by topic, so that calibration is learnt on topics that the folds had not seen.
    """
    encoder = Pipeline(
        [
            ("encoder", SentenceEncoder()),
            ("any", FunctionTransformer(with_any_reason)),
            ("scale", MaxAbsScaler()),
        ]
    )
    return Gated(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=WORDS),
        LogisticRegression(solver="liblinear"),
        encoder,
        CalibratedHead(),
        words_weigh=WORDS_WEIGH,
    )


def with_any_reason(logits: NDArray[np.floating]) -> NDArray[np.floating]:
    """Add to the targets' logits, for each label, how much speaks for any of its reasons.

    One sure reason is enough for a label, whatever the others say: a sum with fixed
    weights, all that a linear head has, cannot tell that.

    Parameters
    ----------
    logits : ndarray of shape (n, n_targets)

    Returns
    -------
    ndarray of shape (n, n_targets + n_labels)
        The soft maximum of the label's reasons comes last.
    """
    reasons = [[TARGETS.index(one) for one in Reason if one.label is label] for label in Label]
    return np.column_stack(
        [logits, *(np.logaddexp.reduce(logits[:, own], axis=1) for own in reasons)]
    )


def fit(classifier: Gated, rows: Table) -> Gated:
    """Fit a classifier on examples."""
    return classifier.fit(rows.texts, rows.truth, groups=rows.topics, sample_weight=rows.weights)


def forget_the_run(classifier: Gated) -> None:
    """Drop what only the fitting needed, so that the same rows give the same file."""
    classifier.words_.__dict__.pop("_stop_words_id", None)  # a memory address, only for a warning
    for part in (classifier, classifier.head_):
        part.__dict__.pop("oof_probabilities_", None)
