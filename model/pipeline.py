"""The one unfitted Pipeline: a sentence in, a calibrated probability for each target out."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline

from model.examples import Example
from model.head import CalibratedHead
from model.labels import TARGETS

WORDS = r"(?u)[\w%’']+|[!?]"
"""Words with their apostrophes, percentages, and the marks that change a claim."""

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
    """

    texts: list[str]
    truth: NDArray[np.bool_]
    weights: NDArray[np.float64]
    topics: NDArray[np.str_]


def table(examples: Sequence[Example]) -> Table:
    """Lay examples out for fitting and measuring."""
    truth = np.array([[target in e.targets for target in TARGETS] for e in examples], bool)
    flagged = truth.any(axis=1)
    weights = np.where(flagged, PREVALENCE / flagged.mean(), (1 - PREVALENCE) / (~flagged).mean())
    return Table([e.text for e in examples], truth, weights, np.array([e.topic for e in examples]))


def build() -> Pipeline:
    """Make the unfitted Pipeline.

    No stop words: *not, may, only, without* are the signal. Folds are by
    topic, so that calibration is learnt on topics that the folds had not seen.
    """
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=WORDS)
    characters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), min_df=3, sublinear_tf=True
    )
    return Pipeline(
        [
            ("features", FeatureUnion([("words", words), ("characters", characters)])),
            ("head", CalibratedHead()),
        ]
    )


def fit(pipeline: Pipeline, rows: Table) -> Pipeline:
    """Fit a Pipeline on examples."""
    return pipeline.fit(
        rows.texts, rows.truth, head__groups=rows.topics, head__sample_weight=rows.weights
    )


def forget_addresses(pipeline: Pipeline) -> None:
    """Drop what differs from run to run, so that the same rows give the same file."""
    for _, vectorizer in pipeline["features"].transformer_list:
        vars(vectorizer).pop("_stop_words_id", None)  # a memory address, only for a warning
