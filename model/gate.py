"""A cheap model settles what surely is fine; a dear one judges the rest."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.utils.validation import check_is_fitted

Floats = NDArray[np.float64]


class Gated(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Reads the words of every sentence, and the rest of what the gate lets through.

    Parameters
    ----------
    words : transformer
        Turns sentences into sparse counts of words, cheaply; gate and head use them.
    gate : classifier
        Tells from its words whether a sentence could have any target at all.
    encoder : transformer
        Turns sentences into what the head judges beside the words.
    head : classifier
        Gives each target's calibrated probability; keeps ``oof_probabilities_``.
    words_weigh : float
        How much words count beside the encoder.
    recall : float
        Share of the sentences with a target that the gate must let through,
        on groups that it had not seen.
    folds : int
        Number of folds of groups.

    Attributes
    ----------
    floor_ : float
        The gate's score from which a sentence is let through.
    settled_ : ndarray of shape (n_targets,)
        Share of each target among the sentences that are not let through,
        by weight: their probability.
    oof_probabilities_ : ndarray of shape (n_rows, n_targets)
        For each training row what gate and head said that had not seen its group.
    """

    def __init__(
        self,
        words: Any,
        gate: Any,
        encoder: Any,
        head: Any,
        *,
        words_weigh: float = 1.0,
        recall: float = 0.998,
        folds: int = 3,
    ) -> None:
        self.words = words
        self.gate = gate
        self.encoder = encoder
        self.head = head
        self.words_weigh = words_weigh
        self.recall = recall
        self.folds = folds

    def fit(
        self, X: Sequence[str], y: ArrayLike, *, groups: ArrayLike, sample_weight: ArrayLike
    ) -> Self:
        """Fit all parts.

        Parameters
        ----------
        X : sequence of str, length n_rows
        y : array of bool, shape (n_rows, n_targets)
        groups : array of shape (n_rows,)
            Rows of one group stay together.
        sample_weight : array of shape (n_rows,)

        Raises
        ------
        ValueError
            As the head's `fit`.
        """
        truth, weight = np.asarray(y, bool), np.asarray(sample_weight, float)
        self.words_, self.encoder_ = clone(self.words), clone(self.encoder)
        words = self.words_.fit_transform(X)
        self.head_ = clone(self.head).fit(
            self._beside(self.encoder_.fit_transform(X), words),
            truth,
            groups=groups,
            sample_weight=weight,
        )
        any_target = truth.any(axis=1)
        learnt = {"sample_weight": weight}
        splits = list(GroupKFold(self.folds).split(X, groups=groups))
        self.gate_ = clone(self.gate)
        unseen = cross_val_predict(
            self.gate_, words, any_target, cv=splits, params=learnt, method="decision_function"
        )
        self.floor_ = float(np.quantile(unseen[any_target], 1 - self.recall, method="lower"))
        settled = unseen < self.floor_
        if settled.any():
            self.settled_ = np.average(truth[settled], axis=0, weights=weight[settled])
        else:  # what it would be worth is not known, so nothing ever is
            self.floor_, self.settled_ = -np.inf, np.zeros(truth.shape[1])
        self.gate_.fit(words, any_target, **learnt)
        self.oof_probabilities_ = self.head_.oof_probabilities_.copy()
        self.oof_probabilities_[settled] = self.settled_
        return self

    def quick(self, X: Sequence[str]) -> Floats:
        """The gate's scores, shape (n,): cheap, for what needs only an order."""
        return self._read(X)[1]

    def predict_proba(self, X: Sequence[str]) -> Floats:
        """Calibrated probabilities, shape (n, n_targets)."""
        words, scores = self._read(X)
        passes = scores >= self.floor_
        probabilities = np.tile(self.settled_, (len(X), 1))
        if passes.any():
            let_through = [text for text, one in zip(X, passes, strict=True) if one]
            probabilities[passes] = self._judge(let_through, words[passes])
        return probabilities

    def judge(self, X: Sequence[str]) -> Floats:
        """What `predict_proba` would say if the gate let everything through."""
        return self._judge(X, self._read(X)[0])

    def _read(self, X: Sequence[str]) -> tuple[Any, Floats]:
        """The words of some sentences, and the gate's scores."""
        check_is_fitted(self)
        if not len(X):  # which scikit-learn refuses to read
            return csr_matrix((0, 0)), np.zeros(0)
        words = self.words_.transform(X)
        return words, self.gate_.decision_function(words)

    def _judge(self, X: Sequence[str], words: Any) -> Floats:
        probabilities: Floats = self.head_.predict_proba(
            self._beside(self.encoder_.transform(X), words)
        )
        return probabilities

    def _beside(self, encoded: Any, words: Any) -> csr_matrix:
        """What the head sees of sentences, shape (n, n_encoded + n_words)."""
        return hstack([encoded, self.words_weigh * words], format="csr")
