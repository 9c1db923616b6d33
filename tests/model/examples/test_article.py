import copy
import json

import pytest

from model import ExampleError, examples
from model.examples import article
from model.labels import Label

SENTENCE = {"text": "The clinic opens at nine.", "labels": [], "reasons": [], "second": []}
CLAIM = {
    "text": "It resets the brain.",
    "labels": ["overstated"],
    "reasons": ["cause"],
    "second": ["overstated"],
}
ARTICLE = {
    "id": "tea.001",
    "topic": "tea",
    "genre": "clinic_blog",
    "kind": "seller",
    "title": "Tea",
    "blocks": [
        {"kind": "heading", "sentences": [SENTENCE]},
        {"kind": "paragraph", "sentences": [SENTENCE, CLAIM]},
    ],
}


@pytest.fixture
def read(tmp_path):
    def read(*rows):
        file = tmp_path / "tea.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return article.read([file])

    return read


def changed(change):
    row = copy.deepcopy(ARTICLE)
    change(row)
    return row


def test_an_article_is_read_sentence_by_sentence(read):
    [one] = read(ARTICLE)
    assert [len(block) for block in one.blocks] == [1, 2]
    assert [sentence.id for sentence in one.sentences] == [f"tea.001-0{n}" for n in (1, 2, 3)]
    assert [sentence.labels for sentence in one.sentences] == [(), (), (Label.OVERSTATED,)]
    assert {(s.topic, s.genre) for s in one.sentences} == {("tea", "clinic_blog")}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda row: row.pop("kind"), "exactly the fields"),
        (lambda row: row.update(kind="friend"), "'kind' needs one of: seller"),
        (lambda row: row.update(title=None), "'title' needs a string"),
        (lambda row: row.update(blocks={}), "'blocks' a list"),
        (lambda row: row.update(blocks=[]), "needs a sentence"),
        (lambda row: row["blocks"].append({"kind": "table"}), "a block's 'kind'"),
        (lambda row: row["blocks"].append({"kind": "item"}), "'sentences'"),
        (
            lambda row: row["blocks"][1]["sentences"][1].update(labels=["fake"]),
            r"tea.jsonl:1, sentence 3: 'labels'",
        ),
        (lambda row: row["blocks"][0]["sentences"][0].update(mood="good"), "exactly the fields"),
        (lambda row: row["blocks"][0]["sentences"].append("Tea."), "sentence 2: needs a JSON"),
    ],
)
def test_an_article_that_breaks_the_schema_is_refused_by_place(read, change, says):
    with pytest.raises(ExampleError, match=says):
        read(changed(change))


def test_an_id_that_stands_twice_is_refused(read):
    with pytest.raises(ExampleError, match=r"tea.jsonl:2: the id 'tea.001' stands twice"):
        read(ARTICLE, ARTICLE)


def test_sentences_whose_judgements_differ_are_read_but_not_learnt_from(read):
    some = read(changed(lambda row: row["blocks"][1]["sentences"][1].update(second=[])))
    assert len(list(some[0].sentences)) == 3
    assert [sentence.id for sentence in examples.agreed(some)] == ["tea.001-01", "tea.001-02"]


def test_articles_to_learn_from_and_to_measure_on_share_no_topic():
    learnt = {s.topic for article in examples.articles() for s in article.sentences}
    measured = {s.topic for article in examples.held_out_articles() for s in article.sentences}
    assert learnt & measured == set()
