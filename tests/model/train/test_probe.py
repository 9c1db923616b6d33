import numpy as np

from model import pipeline
from model.labels import Label
from model.train import probe


def test_the_probe_loses_to_the_model_by_a_wide_margin(loaded):
    figures = loaded.card["figures"]
    for label in Label:
        assert figures["probe"][label] < 0.5 * figures["out_of_fold"][label]["average_precision"]


def test_the_probe_finds_a_shortcut_where_there_is_one(few_rows):
    rows = pipeline.table(few_rows)
    flags = rows.truth[:, 0].tolist()
    betrayed = [text + "!!" * flag for text, flag in zip(rows.texts, flags, strict=True)]
    assert probe.measure(rows._replace(texts=betrayed))["overstated"] > 0.95


def test_the_probe_reads_no_word(few_rows):
    rows = pipeline.table(few_rows)
    masked = ["".join("a" if c.islower() else c for c in text) for text in rows.texts]
    assert probe.measure(rows._replace(texts=masked)) == probe.measure(rows)
    assert np.isfinite(list(probe.measure(rows).values())).all()
