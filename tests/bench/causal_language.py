"""How well the parts tell grades of claims: ``python -m tests.bench.causal_language FILE``.

FILE is pubmed_causal_language_use.csv (Yu, Li, Wang 2019): sentences of PubMed conclusions
in four grades, none, causal, conditional, correlational. Only measured on; nothing of it
is trained into Caveat. Five folds; the encoder's weights stay as they are.
"""

import argparse
import csv
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from model import pipeline
from model.head import CalibratedHead

FOLDS = 5


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="pubmed_causal_language_use.csv")
    with parser.parse_args().file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = np.array([row["sentence"] for row in rows], object)
    grades = np.array([row["label"] for row in rows])
    parts = dict(pipeline.build().judge["features"].transformer_list)
    logits = csr_matrix(parts["encoder"].fit_transform(texts))
    said = {"words": grades.copy(), "encoder": grades.copy(), "encoder and words": grades.copy()}
    for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(texts, grades):
        vectoriser = clone(parts["words"]).fit(texts[seen])
        words = csr_matrix(vectoriser.transform(texts))
        features = {"words": words, "encoder": logits, "encoder and words": hstack([logits, words])}
        for name, table in features.items():
            linear = LogisticRegression(C=CalibratedHead().C, max_iter=2_000)
            linear.fit(table.tocsr()[seen], grades[seen])
            said[name][unseen] = linear.predict(table.tocsr()[unseen])
    print(f"{len(rows)} sentences, {FOLDS} folds, macro-F1:")
    for name, answers in said.items():
        print(f"{name:20}{f1_score(grades, answers, average='macro'):.3f}")


if __name__ == "__main__":
    main()
