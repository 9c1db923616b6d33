"""Figures on real pages, where the gold set is at hand; users do not have it.

Its sentences are scored as the judges cut them. Borderline ones count neither
for nor against, and no sentence is kept or printed.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score

from model.errors import ExampleError
from model.gate import Gated
from model.labels import Label
from model.policy import Thresholds
from model.unseen import marks

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "dev.jsonl"
CLEAR, BORDERLINE = 2, 1
QUIET_KINDS = frozenset({"responsible", "ordinary"})


def measure(file: Path, pipeline: Gated, thresholds: Thresholds) -> dict[str, Any] | None:
    """Measure a fitted Pipeline on a gold set.

    Parameters
    ----------
    file : Path
        JSON Lines, one article each, with ``kind``, ``blocks`` and ``sentences``.
    pipeline : Gated
    thresholds : mapping
        As in the card.

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
        texts, truth, quiet = _read(file)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ExampleError(f"{file} is no gold set: {type(error).__name__} {error}") from None
    scores = pipeline.predict_proba(texts)
    marked = marks(scores, thresholds)
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


def _read(file: Path) -> tuple[list[str], Any, Any]:
    texts, truth, quiet = [], [], []
    for line in file.read_bytes().splitlines():  # of a text they would end at U+2028, too
        article = json.loads(line)
        for one in article["sentences"]:
            texts.append(article["blocks"][one["block"]][one["start"] : one["end"]])
            truth.append([one[label] for label in Label])
            quiet.append(article["kind"] in QUIET_KINDS)
    judged = np.array(truth, int)
    if not texts or not (judged == CLEAR).any(axis=0).all():
        raise ValueError("needs a clear sentence of each label")
    return texts, judged, np.array(quiet, bool)


def _share(value: float) -> float:
    return round(float(value), 3)
