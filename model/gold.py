"""Figures on real pages, where the gold set is at hand; users do not have it.

Its sentences are scored as the judges cut them. Borderline ones count neither
for nor against, and no sentence is kept or printed.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score

from model import neighbours
from model.artefact import Artefact
from model.errors import ExampleError
from model.labels import Label
from model.unseen import marks

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "dev.jsonl"
CLEAR, BORDERLINE = 2, 1
QUIET_KINDS = frozenset({"responsible", "ordinary"})


def measure(file: Path, model: Artefact) -> dict[str, Any] | None:
    """Measure a model on a gold set.

    Parameters
    ----------
    file : Path
        JSON Lines, one article each, with ``kind``, ``blocks`` and ``sentences``.
    model : Artefact
        Of its card the thresholds and the neighbours' weights are used.

    Returns
    -------
    dict or None
        By label; None when the file is not there.

    Raises
    ------
    ExampleError
        The file holds something else.
    """
    if not file.exists():
        return None
    try:
        texts, truth, pages, quiet = _read(file)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ExampleError(f"{file} is no gold set: {type(error).__name__} {error}") from None
    alone = model.pipeline.predict_proba(texts)
    scores = neighbours.among(alone, model.card["neighbours"], pages)
    marked = marks(scores, model.card["thresholds"])
    figures: dict[str, Any] = {"sentences": len(texts)}
    for column, label in enumerate(Label):
        strict = truth[:, column] != BORDERLINE
        clear, hit = truth[strict, column] == CLEAR, marked[strict, column]
        figures[label] = {
            "rows": int(clear.sum()),
            "average_precision": _share(average_precision_score(clear, scores[strict, column])),
            "precision": _share((clear & hit).sum() / hit.sum()) if hit.any() else None,
            "recall": _share((clear & hit).sum() / clear.sum()),
        }
    alarms = (marked.any(axis=1) & quiet & ~truth.any(axis=1)).sum()
    figures["false_alarms"] = f"{alarms} of {quiet.sum()}"
    return figures


def _read(file: Path) -> tuple[list[str], Any, Any, Any]:
    texts, truth, pages, quiet = [], [], [], []
    lines = file.read_bytes().splitlines()  # of a text they would end at U+2028, too
    for page, line in enumerate(lines):
        article = json.loads(line)
        for one in article["sentences"]:
            texts.append(article["blocks"][one["block"]][one["start"] : one["end"]])
            truth.append([one[label] for label in Label])
            pages.append(page)
            quiet.append(article["kind"] in QUIET_KINDS)
    judged = np.array(truth, int)
    if not texts or not (judged == CLEAR).any(axis=0).all():
        raise ValueError("needs a clear sentence of each label")
    return texts, judged, np.array(pages), np.array(quiet, bool)


def _share(value: float) -> float:
    return round(float(value), 3)
