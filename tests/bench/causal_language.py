"""How well the parts tell grades of claims: ``python -m tests.bench.causal_language FILE``.

FILE is pubmed_causal_language_use.csv (Yu, Li, Wang 2019): sentences of PubMed conclusions
in four grades, none, causal, conditional, correlational. Only measured on; nothing of it
is trained into Caveat. Five folds; the encoder's weights stay as they are, unless ``--tune`` has a
fresh one tuned in each fold (PyTorch; a quarter of an hour).
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

from model import finetune, pipeline
from model.head import CalibratedHead

FOLDS = 5
EPOCHS = 5  # few sentences want more rounds than our corpus does


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="pubmed_causal_language_use.csv")
    parser.add_argument("--tune", action="store_true", help="tune a fresh encoder in each fold")
    given = parser.parse_args()
    with given.file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = np.array([row["sentence"] for row in rows], object)
    grades = np.array([row["label"] for row in rows])
    unfitted = pipeline.build()
    logits = csr_matrix(unfitted.encoder.fit_transform(texts))
    said = {"words": grades.copy(), "encoder": grades.copy(), "encoder and words": grades.copy()}
    for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(texts, grades):
        vectoriser = clone(unfitted.words).fit(texts[seen])
        words = csr_matrix(vectoriser.transform(texts))
        features = {"words": words, "encoder": logits, "encoder and words": hstack([logits, words])}
        for name, table in features.items():
            linear = LogisticRegression(C=CalibratedHead().C, max_iter=2_000)
            linear.fit(table.tocsr()[seen], grades[seen])
            said[name][unseen] = linear.predict(table.tocsr()[unseen])
    if given.tune:
        said["encoder tuned here"] = tuned(texts, grades)
    print(f"{len(rows)} sentences, {FOLDS} folds, macro-F1:")
    for name, answers in said.items():
        print(f"{name:20}{f1_score(grades, answers, average='macro'):.3f}")


def tuned(texts, grades):
    """What encoders say of sentences that they were not tuned on, one for each fold."""
    from model import network  # only here is PyTorch needed

    torch = network.torch
    torch.manual_seed(0)
    base, settings = finetune.base_folder(), finetune.Settings(epochs=EPOCHS)
    names, numbers = np.unique(grades, return_inverse=True)
    truth = torch.eye(len(names))[torch.tensor(numbers)]
    tokens = finetune._tokens(texts, base)
    said = grades.copy()
    for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(texts, grades):
        net = network.build(base, layers=settings.layers, targets=len(names))
        steps = EPOCHS * -(-len(seen) // settings.batch)
        run = network.Run(net, settings, steps=steps)
        for epoch in range(EPOCHS):
            own = [tokens[number] for number in seen]
            for batch in finetune._batches(own, settings.batch, seed=epoch):
                run.step(*network.pad([own[place] for place in batch]), truth[seen[batch]])
        logits = network.logits(net.eval(), [tokens[number] for number in unseen])
        said[unseen] = names[logits.argmax(axis=1)]
    return said


if __name__ == "__main__":
    main()
