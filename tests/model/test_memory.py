import pickle

import pytest

from model import memory
from model.memory import Memory


class Counting:
    """Gives a text its length, and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, texts):
        self.asked += texts
        return map(len, texts)


@pytest.fixture
def length():
    return Counting()


def test_a_sentence_is_asked_about_once(length):
    remembered = Memory(length)
    assert remembered(["It cures.", "It rained.", "It cures."]) == [9, 10, 9]
    assert remembered(["It rained.", "It pours."]) == [10, 9]
    assert length.asked == ["It cures.", "It rained.", "It pours."]


def test_what_takes_more_places_is_forgotten_sooner(length, monkeypatch):
    monkeypatch.setattr(memory, "MOST", 10)
    remembered = Memory(length, size=int)
    remembered(["1234567", "12345", "x" * 11])
    length.asked.clear()
    assert remembered(["12345", "1234567", "x" * 11]) == [5, 7, 11]
    assert length.asked == ["1234567", "x" * 11]


def test_nothing_is_asked_about_nothing(length):
    assert Memory(length)([]) == []
    assert length.asked == []


@pytest.mark.parametrize("text", ["", "\ud800", "a\0b", "😀" * 1_000])
def test_odd_texts_are_remembered(length, text):
    remembered = Memory(length)
    assert remembered([text]) == remembered([text]) == [len(text)]
    assert length.asked == [text]


def test_no_text_is_kept(length):
    remembered = Memory(length)
    remembered(["A secret sentence."])
    assert b"secret" not in pickle.dumps(dict(remembered._known))


def test_the_oldest_is_forgotten_first(length, monkeypatch):
    monkeypatch.setattr(memory, "MOST", 2)
    remembered = Memory(length)
    for text in ("one", "two", "three", "one"):
        remembered([text])
    assert length.asked == ["one", "two", "three", "one"]
