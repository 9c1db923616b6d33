"""How far one gets without reading a word: length, punctuation and topic alone.

If this came near the model, the rows could be told apart by how they were
written, and every figure would flatter.
"""

import string

import numpy as np
from numpy.typing import NDArray
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import KBinsDiscretizer, OneHotEncoder

from model.labels import Label
from model.pipeline import Table

MARKS = string.punctuation + "’“”–—…£€"
FOLDS = 3


def measure(rows: Table) -> dict[str, float]:
    """Average precision by label on rows that the probe had not seen.

    Its folds do not keep topics apart, so that a topic can tell it something:
    its task is easier than the model's.
    """
    looks = np.column_stack([_looks(rows.texts), rows.topics.astype(object)])
    columns = list(range(looks.shape[1]))
    probe = make_pipeline(
        make_column_transformer(
            (KBinsDiscretizer(8, quantile_method="averaged_inverted_cdf"), columns[:2]),
            ("passthrough", columns[2:-1]),
            (OneHotEncoder(handle_unknown="ignore"), columns[-1:]),
        ),
        LogisticRegression(solver="liblinear", random_state=0),
    )
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    precisions = {}
    for column, label in enumerate(Label):
        truth = rows.truth[:, column]
        scores = cross_val_predict(
            probe,
            looks,
            truth,
            cv=folds,
            params={"logisticregression__sample_weight": rows.weights},
            method="predict_proba",
        )[:, 1]
        precision = average_precision_score(truth, scores, sample_weight=rows.weights)
        precisions[str(label)] = round(float(precision), 3)
    return precisions


def _looks(texts: list[str]) -> NDArray[np.float64]:
    """Characters, words, then how many there are of each mark, of digits and of capitals."""
    return np.array(
        [
            [
                len(text),
                len(text.split()),
                *(text.count(mark) for mark in MARKS),
                sum(character.isdigit() for character in text),
                sum(character.isupper() for character in text),
            ]
            for text in texts
        ],
        float,
    )
