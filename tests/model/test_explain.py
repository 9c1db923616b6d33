import numpy as np
from scipy.special import expit

from model.explain import CANDIDATES, MOST, cues


def by_words(**weights):
    return lambda texts: expit(
        np.array([-1 + sum(weights[w] for w in weights if w in text) for text in texts])
    )


def found_in(text, score):
    [found] = cues([text], score, quick=score)
    return found


def test_the_words_that_move_the_score_are_named_in_reading_order():
    text = "A miracle that cures migraine."
    found = found_in(text, by_words(miracle=2.0, cures=6.0))
    assert [text[cue.start : cue.end] for cue in found] == ["miracle", "cures"]
    assert [round(cue.weight, 6) for cue in found] == [2.0, 6.0]


def test_no_more_are_named_than_a_reader_takes_in():
    text = "a1 b2 c3 d4 e5"
    assert len(found_in(text, by_words(a1=1, b2=1, c3=1, d4=1, e5=1))) == MOST


def test_words_that_lower_the_score_are_no_cues():
    text = "It may cure."
    assert [text[c.start : c.end] for c in found_in(text, by_words(may=-2.0, cure=5.0))] == ["cure"]


def test_words_that_only_bind_are_no_cues():
    text = "The cure, and THE proof of it."
    found = found_in(text, by_words(The=3.0, THE=3.0, cure=1.0))
    assert [text[cue.start : cue.end] for cue in found] == ["cure"]


def test_an_endless_sentence_has_no_cues_and_costs_no_more_than_others():
    asked = []

    def score(texts):
        asked.extend(texts)
        return np.full(len(texts), 0.9)

    assert found_in("this remedy cures every illness and " * 1000, score) == []
    assert len(asked) == 1


def test_a_score_beyond_doubt_still_has_cues():
    assert found_in(
        "It cures.", lambda texts: np.array([1.0 if "cures" in t else 0.2 for t in texts])
    )


def test_only_the_words_that_a_quick_look_suspects_are_measured():
    text = " ".join(f"w{number}" for number in range(30))
    asked = []

    def score(texts):
        asked.extend(texts)
        return np.full(len(texts), 0.5)

    cues([text], score, quick=by_words(w7=1.0, w20=2.0))
    assert len(asked) == 1 + CANDIDATES
    assert text.replace("w20", "") in asked
    assert text.replace("w7", "") in asked


def test_sentences_that_are_asked_about_together_get_what_they_get_alone():
    texts = ["A miracle cures.", "Rain", "It may cure a miracle 😀."]
    score = by_words(miracle=2.0, cure=3.0, may=-1.0)
    assert cues(texts, score, quick=score) == [found_in(text, score) for text in texts]
