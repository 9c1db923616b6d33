import json

import numpy as np
import pytest

from model import Artefact, ExampleError, gold
from model.labels import TARGETS
from tests.model.conftest import FACTS

BLOCK = "It cures. It may help. It is 😀 tea. Do not ask."


def sentence(says, overstated, unsafe):
    start = BLOCK.index(says)
    place = {"block": 0, "start": start, "end": start + len(says)}
    return {**place, "overstated": overstated, "unsafe": unsafe}


ARTICLE = {
    "kind": "ordinary",
    "blocks": [BLOCK],
    "sentences": [
        sentence("It cures.", 2, 0),
        sentence("It may help.", 1, 0),
        sentence("It is 😀 tea.", 0, 0),
        sentence("Do not ask.", 0, 2),
    ],
}


class Marking:
    """A model that gives some sentences full marks for both labels."""

    def __init__(self, *texts):
        self.texts = texts

    def predict_proba(self, texts):
        return np.array([[0.9 * (text in self.texts)] * len(TARGETS) for text in texts])


def measured(tmp_path, *texts):
    (tmp_path / "gold.jsonl").write_text(json.dumps(ARTICLE) + "\n")
    return gold.measure(tmp_path / "gold.jsonl", Artefact(Marking(*texts), FACTS))


def test_without_a_gold_set_nothing_is_measured(tmp_path):
    assert gold.measure(tmp_path / "none.jsonl", Artefact(Marking(), FACTS)) is None


def test_sentences_are_cut_where_the_judges_cut_them(tmp_path):
    assert measured(tmp_path, "It cures.")["overstated"]["recall"] == 1
    assert measured(tmp_path, "Do not ask.")["unsafe"]["recall"] == 1


def test_borderline_sentences_count_neither_for_nor_against(tmp_path):
    with_it = measured(tmp_path, "It cures.", "It may help.")
    assert with_it["overstated"]["precision"] == 1
    assert with_it["false_alarms"] == "0 of 4"


def test_a_mark_on_an_ok_sentence_of_a_quiet_page_is_a_false_alarm(tmp_path):
    assert measured(tmp_path, "It is 😀 tea.")["false_alarms"] == "1 of 4"


def test_a_set_without_a_clear_sentence_of_a_label_is_refused(tmp_path):
    article = {**ARTICLE, "sentences": ARTICLE["sentences"][:1]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(article) + "\n")
    with pytest.raises(ExampleError, match="a clear sentence of each label"):
        gold.measure(tmp_path / "gold.jsonl", Artefact(Marking(), FACTS))


@pytest.mark.parametrize("line", ["", "[]", "{}", "not JSON", '{"sentences": [{}], "blocks": []}'])
def test_another_file_is_refused(tmp_path, line):
    (tmp_path / "gold.jsonl").write_text(line + "\n")
    with pytest.raises(ExampleError, match="is no gold set"):
        gold.measure(tmp_path / "gold.jsonl", Artefact(Marking(), FACTS))
