import json
from dataclasses import replace

import pytest

from model import examples
from model.examples import checks
from model.examples.duplicates import near_duplicates
from model.labels import Label, Reason
from tests.conftest import SHARED, run

ROW = examples.Example(
    id="t-1",
    text="This tea has been shown to clear the liver of everything that troubles it.",
    labels=(Label.OVERSTATED,),
    reasons=(Reason.CAUSE,),
    topic="t",
    genre="product_page",
    phenomenon=None,
    pair=None,
    second=(Label.OVERSTATED,),
)
OK = replace(ROW, id="t-2", text="The shop opens at nine.", labels=(), reasons=(), second=())


def alike(rows):
    return checks.alike(rows, [], [])


def says(check, *rows):
    return [failure.says for failure in check(rows)]


def test_the_corpus_passes_its_own_checks():
    done = run("-m", "model.examples", "check")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("check", "rows", "expected"),
    [
        (checks.sizes, [ROW], "1 rows; write 5999 more"),
        (checks.sizes, [ROW], "1 rows with the reason cause; write 149 more"),
        (checks.balance, [ROW, ROW, OK], "33.3% of the rows are ok; bring it to 45% to 55%"),
        (checks.balance, [ROW, OK], "0.0% of the ok rows are hard"),
        (checks.balance, [ROW, OK], "0.0% of the rows are of ordinary pages; write more"),
        (checks.lengths, [replace(OK, text="One two.")], "the median sentence has 2 words"),
        (checks.lengths, [replace(OK, text="a " * 61)], "61 words; cut it to 60"),
        (checks.openings, [ROW], "1 rows open with 'this tea has'; vary some"),
        (checks.templates, [ROW], "1 rows say 'has been shown to'; reword some"),
        (checks.pairs, [replace(ROW, pair="t-9")], "its pair t-9 does not point back"),
        (
            checks.pairs,
            [replace(ROW, pair="t-3"), replace(ROW, id="t-3", pair="t-1")],
            "a pair with the same labels",
        ),
        (checks.judgements, [replace(ROW, second=None)], "judged once only"),
        (checks.judgements, [replace(ROW, second=())], "its judgements differ"),
        (alike, [ROW, replace(ROW, id="t-3")], "100% alike; rewrite or drop one"),
    ],
)
def test_a_failure_says_what_is_wrong_and_what_to_do(check, rows, expected):
    assert any(expected in line for line in says(check, *rows))


def test_a_contrast_pair_may_be_alike():
    first, second = replace(ROW, pair="t-3"), replace(ROW, id="t-3", pair="t-1")
    assert says(alike, first, second) == []


def test_what_is_measured_on_is_apart_from_what_is_learnt():
    other = replace(ROW, id="h-1")
    assert [one.says for one in checks.apart([ROW], [other])] == [
        "the topic t is both learnt and held out; move its rows to one side"
    ]
    assert [one.says for one in checks.alike([ROW], [other], [])] == [
        "100% alike, learnt and held out; drop one"
    ]


def test_too_little_to_measure_on_is_said():
    found = [one.says for one in checks.enough_apart([ROW], [], [])]
    assert "1 rows held out; write 599 more" in found
    assert "0 articles held out; write 20 more" in found
    assert "0 rows of negation; write 40 more" in found


@pytest.mark.parametrize(
    ("kind", "sentences", "says"),
    [
        ("sober", (ROW, OK), "50% flagged; sober has 0% to 6%"),
        ("enthusiast", (OK, OK), "0% flagged; enthusiast has 10% to 50%"),
    ],
)
def test_an_article_with_too_many_or_too_few_flags_is_named(kind, sentences, says):
    article = examples.Article("a-1", kind, "Tea", (sentences,))
    assert [one.says for one in checks.shares([article])] == [says]


def test_an_article_that_was_judged_once_is_named():
    article = examples.Article("a-1", "seller", "Tea", ((ROW, replace(OK, second=None)),))
    assert [one.ids for one in checks.judged([article])] == [("a-1",)]


def test_what_is_fine_may_recur_in_articles_and_claims_may_not():
    answer = replace(ROW, text="Yes, every single time.")
    article = examples.Article("a-1", "seller", "Tea", ((OK,), (ROW, answer, OK)))
    assert checks.claims([article]) == [ROW]


def test_near_duplicates_are_those_that_comparing_all_would_find():
    rows = examples.held_out()[:100] + examples.written()[:100]
    texts = [(row.id, row.text) for row in rows]
    texts += [(f"{name}-again", text[:-8] + " indeed.") for name, text in texts[::5]]

    def grams(text):
        folded = " ".join(text.lower().split())
        return {folded[i : i + 5] for i in range(max(1, len(folded) - 4))}

    def alike(one, other):
        return len(grams(one) & grams(other)) / len(grams(one) | grams(other)) > 0.6

    all_pairs = {
        (a, b)
        for number, (b, text) in enumerate(texts)
        for a, other in texts[:number]
        if alike(text, other)
    }
    assert {(a, b) for a, b, _ in near_duplicates(texts)} == all_pairs
    assert len(all_pairs) > 30


def test_every_row_has_its_place():
    places = examples.places()
    assert places[examples.held_out()[0].id] == "training_data/held_out.jsonl:1"


def test_no_row_is_taken_from_the_gold_set():
    gold = SHARED / "gold" / "dev.jsonl"
    if not gold.exists():
        pytest.skip("../shared/gold is not there")
    articles = [json.loads(line) for line in gold.read_text().splitlines()]
    theirs = [
        (f"gold {article['id']}:{number}", article["blocks"][s["block"]][s["start"] : s["end"]])
        for article in articles
        for number, s in enumerate(article["sentences"])
    ]
    whole = [*examples.articles(), *examples.held_out_articles()]
    rows = [*examples.written(), *examples.held_out(), *examples.challenge(), *examples.disputed()]
    rows += [sentence for article in whole for sentence in article.sentences]
    ours = [(row.id, row.text) for row in rows]
    taken = [
        (first, second)
        for first, second, _ in near_duplicates([*ours, *theirs])
        if first.startswith("gold ") != second.startswith("gold ")
    ]
    assert taken == []
