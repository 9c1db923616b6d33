import pickle

import numpy as np
import pytest

from model import memory
from model.labels import TARGETS
from model.memory import Memory


class Counting:
    """Scores a text by its length, and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, texts):
        self.asked += texts
        return np.array([[len(text) / 100] * len(TARGETS) for text in texts])


@pytest.fixture
def score():
    return Counting()


def test_a_sentence_is_asked_about_once(score):
    remembered = Memory(score)
    first = remembered(["It cures.", "It rains.", "It cures."])
    second = remembered(["It rains.", "It pours."])
    assert score.asked == ["It cures.", "It rains.", "It pours."]
    assert first.shape == (3, len(TARGETS))
    np.testing.assert_array_equal(first[1], second[0])


def test_nothing_is_asked_about_nothing(score):
    assert Memory(score)([]).shape == (0, len(TARGETS))
    assert score.asked == []


@pytest.mark.parametrize("text", ["", "\ud800", "a\0b", "😀" * 1_000])
def test_odd_texts_are_remembered(score, text):
    np.testing.assert_array_equal(Memory(score)([text]), Memory(score)([text]))


def test_no_text_is_kept(score):
    remembered = Memory(score)
    remembered(["A secret sentence."])
    assert b"secret" not in pickle.dumps(dict(remembered._known))


def test_the_oldest_is_forgotten_first(score, monkeypatch):
    monkeypatch.setattr(memory, "MOST", 2)
    remembered = Memory(score)
    for text in ("one", "two", "three", "one"):
        remembered([text])
    assert score.asked == ["one", "two", "three", "one"]
