import numpy as np
import pytest

from model import Artefact, Classifier, examples, neighbours, pipeline
from model.labels import TARGETS
from model.memory import Memory
from tests.bench import articles, caveat

NEVER = dict.fromkeys(("overstated", "unsafe"), 1.1)
"""Thresholds that nothing reaches: what moved a mark takes longer than all else here."""


@pytest.fixture(scope="module")
def artefact():
    rows = pipeline.table(examples.written()[::24])
    fitted = pipeline.fit(pipeline.build(), rows)
    levels = ("quiet", "balanced", "sensitive")
    facts = {"thresholds": dict.fromkeys(levels, NEVER), "neighbours": dict.fromkeys(NEVER, 1.0)}
    return Artefact(fitted, facts)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    return articles.read(tmp_path_factory.mktemp("no-seeds"))


@pytest.fixture(scope="module")
def article(artefact, read):
    return articles.long(read[0], Classifier(artefact))


def test_what_is_measured_scores_as_the_plain_pipeline_does(artefact, read):
    texts = caveat.sentences(read[0][:3], artefact)[:60]
    plain = np.vstack([artefact.pipeline.predict_proba([text]) for text in texts])
    ours = np.vstack(caveat.in_batches(Memory(artefact.pipeline.predict_proba), texts))
    np.testing.assert_allclose(ours, plain, atol=1e-5)


def test_a_whole_check_scores_as_the_plain_pipeline_does(artefact, article):
    checked = Classifier(artefact).check(article.blocks).sentences
    ours = [[one.scores[target] for target in TARGETS] for one in checked]
    plain = [artefact.pipeline.predict_proba([one.span.quote])[0] for one in checked]
    together = neighbours.among(np.vstack(plain), artefact.card["neighbours"])
    np.testing.assert_allclose(ours, together, atol=1e-5)


def test_without_the_seeds_others_are_read_and_named(read):
    found, source = read
    assert source.startswith("5 held-out articles, since there are no seeds in")
    assert "ketamine-clinic" in [one.name for one in found]
    assert all(one.text.strip() for one in found)


def test_the_seeds_are_read_where_they_are(tmp_path):
    (tmp_path / "one.txt").write_text("It rains in June.")
    found, source = articles.read(tmp_path)
    assert found[0].text == "It rains in June."
    assert source == f"the 1 seeds in {tmp_path}, and tests/pages"


def test_the_long_article_has_sixty_sentences(artefact, article):
    assert 55 <= len(Classifier(artefact).check(article.blocks).sentences) <= 60
