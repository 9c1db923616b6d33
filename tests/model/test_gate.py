import numpy as np
import pytest
from sklearn.base import clone
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from model.gate import Gated
from model.head import CalibratedHead

WORDS = ["cures", "heals", "may", "shop", "opens", "nine", "tea", "liver", "doctor", "price"]


@pytest.fixture(scope="module")
def rows():
    draw = np.random.default_rng(0)
    texts = [" ".join(draw.choice(WORDS, 5)) for _ in range(600)]
    truth = np.array([["cures" in text, "heals" in text] for text in texts])
    return texts, truth, {"groups": np.arange(600) % 10, "sample_weight": np.ones(600)}


def unfitted(recall=0.99):
    encoder = CountVectorizer(ngram_range=(2, 2))
    return Gated(TfidfVectorizer(), LogisticRegression(), encoder, CalibratedHead(), recall=recall)


@pytest.fixture(scope="module")
def fitted(rows):
    texts, truth, rest = rows
    return unfitted().fit(texts, truth, **rest)


def test_the_encoder_reads_only_what_the_gate_lets_through(fitted, monkeypatch):
    asked = []
    transform = fitted.encoder_.transform
    monkeypatch.setattr(
        fitted.encoder_, "transform", lambda texts: asked.append(list(texts)) or transform(texts)
    )
    said = fitted.predict_proba(["shop opens nine", "tea cures liver", "shop price"])
    assert asked == [["tea cures liver"]]
    np.testing.assert_array_equal(said[0], fitted.settled_)


def test_what_is_let_through_scores_as_it_would_without_the_gate(fitted, rows):
    texts = [text for text in rows[0] if "cures" in text][:20]
    np.testing.assert_allclose(fitted.predict_proba(texts), fitted.judge(texts), atol=1e-5)


def test_the_gate_lets_through_the_share_it_must(rows):
    texts, truth, rest = rows
    for recall in (0.9, 0.99):
        gated = unfitted(recall).fit(texts, truth, **rest)
        settled = np.isclose(gated.oof_probabilities_, gated.settled_).all(axis=1)
        assert (~settled)[truth.any(axis=1)].mean() >= recall


def test_a_gate_that_can_tell_nothing_settles_nothing():
    truth = np.arange(90)[:, None] % 2 == [0, 0]
    alike = {"groups": np.arange(90) // 2 % 9, "sample_weight": np.ones(90)}
    gated = unfitted(1.0).fit(["tea cures"] * 90, truth, **alike)
    np.testing.assert_allclose(gated.predict_proba(["tea cures"]), gated.judge(["tea cures"]))


def test_nothing_in_gives_nothing_out(fitted):
    assert fitted.predict_proba([]).shape == (0, 2)
    assert fitted.quick([]).shape == (0,)


def test_it_can_be_cloned_and_fitted_again(fitted, rows):
    texts, truth, rest = rows
    again = clone(fitted).fit(texts, truth, **rest)
    np.testing.assert_array_equal(again.predict_proba(texts), fitted.predict_proba(texts))
