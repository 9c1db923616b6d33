"""A cheap model settles what surely is fine; a dear one judges the rest."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.utils.validation import check_is_fitted

Floats = NDArray[np.float64]


class Gated(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Asks the judge only about sentences that the gate lets through.

    Parameters
    ----------
    gate : Pipeline
        Tells in one cheap step whether a sentence could have any target at all.
    judge : Pipeline
        Gives each target's calibrated probability; its last step keeps
        ``oof_probabilities_``.
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
        For each training row what gate and judge said that had not seen its group.
    """

    def __init__(self, gate: Any, judge: Any, recall: float = 0.998, folds: int = 3) -> None:
        self.gate = gate
        self.judge = judge
        self.recall = recall
        self.folds = folds

    def fit(
        self, X: Sequence[str], y: ArrayLike, *, groups: ArrayLike, sample_weight: ArrayLike
    ) -> Self:
        """Fit both.

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
            As the judge's `fit`.
        """
        truth, weight = np.asarray(y, bool), np.asarray(sample_weight, float)
        self.judge_ = clone(self.judge).fit(
            X, truth, head__groups=groups, head__sample_weight=weight
        )
        any_target = truth.any(axis=1)
        learnt = {"sample_weight": weight}
        splits = list(GroupKFold(self.folds).split(X, groups=groups))
        self.gate_ = clone(self.gate)
        words = self.gate_[:-1].fit_transform(X)  # once: reading them takes longer than fitting
        unseen = cross_val_predict(
            self.gate_[-1], words, any_target, cv=splits, params=learnt, method="decision_function"
        )
        self.floor_ = float(np.quantile(unseen[any_target], 1 - self.recall, method="lower"))
        settled = unseen < self.floor_
        if settled.any():
            self.settled_ = np.average(truth[settled], axis=0, weights=weight[settled])
        else:  # what it would be worth is not known, so nothing ever is
            self.floor_, self.settled_ = -np.inf, np.zeros(truth.shape[1])
        self.gate_[-1].fit(words, any_target, **learnt)
        self.oof_probabilities_ = self.judge_[-1].oof_probabilities_.copy()
        self.oof_probabilities_[settled] = self.settled_
        return self

    def quick(self, X: Sequence[str]) -> Floats:
        """The gate's scores, shape (n,): cheap, for what needs only an order."""
        check_is_fitted(self)
        scores: Floats = self.gate_.decision_function(X) if len(X) else np.zeros(0)
        return scores

    def predict_proba(self, X: Sequence[str]) -> Floats:
        """Calibrated probabilities, shape (n, n_targets)."""
        passes = self.quick(X) >= self.floor_
        probabilities = np.tile(self.settled_, (len(X), 1))
        if passes.any():
            let_through = [text for text, one in zip(X, passes, strict=True) if one]
            probabilities[passes] = self.judge_.predict_proba(let_through)
        return probabilities
