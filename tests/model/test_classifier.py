import random
import statistics
import time
from threading import Event, Thread

import pytest
from scipy.special import logit

from model import (
    Block,
    Classifier,
    Sensitivity,
    encoder,
    examples,
    explain,
    language,
    sentences,
)
from model.explain import WORD
from model.labels import TARGETS
from tests.conftest import CLAIM

FINE = "The clinic is open on weekdays from nine to five."


def check(classifier, *texts, **options):
    return classifier.check([Block(f"b{i}", text) for i, text in enumerate(texts)], **options)


def test_a_loud_claim_is_marked_and_opening_hours_are_not(classifier):
    checked = check(classifier, f"{FINE} {CLAIM}")
    [highlight] = checked.highlights
    assert highlight.span.quote == CLAIM
    assert highlight.labels == ("overstated",)
    assert highlight.reasons
    assert highlight.cues


def test_the_same_text_gives_the_same_answer(classifier):
    first, second = (check(classifier, CLAIM, FINE) for _ in range(2))
    assert first == second


def test_a_sentence_is_judged_among_those_that_it_stands_with(classifier):
    middling = "It helps the body to restore balance."
    among_claims, alone, among_hours = (
        check(classifier, middling, *others).sentences[0].scores
        for others in ([CLAIM] * 5, [], [FINE] * 5)
    )
    for target in TARGETS:
        assert among_claims[target] > alone[target] > among_hours[target]


def test_highlights_are_in_order_and_apart(classifier):
    checked = check(classifier, f"{CLAIM} {CLAIM}", CLAIM, sensitivity=Sensitivity.SENSITIVE)
    places = [(h.span.block.id, h.span.start, h.span.end) for h in checked.highlights]
    assert places == sorted(places)
    assert len(places) == 3


def test_every_sentence_is_either_checked_or_skipped(classifier):
    german = "Ketamin heilt jede Depression garantiert und ohne jedes Risiko für immer."
    checked = check(classifier, f"{CLAIM} Hi.", german, "", "???")
    assert len(checked.sentences) == 1
    whys = sorted(one.why for one in checked.skipped)
    assert whys == ["language", "too_short", "too_short"]


def test_out_of_time_is_said_not_hidden(classifier):
    checked = check(classifier, CLAIM, seconds=0)
    assert not checked.complete
    assert [one.why for one in checked.skipped] == ["time_limit"]
    assert checked.highlights == ()


def test_an_endless_claim_is_marked_without_cues(classifier):
    endless = ", ".join([CLAIM.rstrip(".")] * 12) + "."
    for texts in ([endless], [CLAIM, endless], [endless, CLAIM]):
        by_quote = {one.span.quote: one for one in check(classifier, *texts).highlights}
        assert by_quote[endless].cues == ()


def test_the_clock_is_read_between_long_sentences(classifier, monkeypatch):
    asked = []
    score = classifier._score
    monkeypatch.setattr(
        classifier, "_score", lambda batch: asked.append(len(batch)) or score(batch)
    )
    check(
        classifier,
        *["Calm words of it " * 500] * 4,
        *[f"It rained on day {n}." for n in range(130)],
    )
    assert asked == [1, 1, 1, 128, 3]


def test_more_is_marked_the_more_sensitive_it_is(classifier):
    text = "It helps the body to restore balance. " + CLAIM + " " + FINE
    counts = [len(check(classifier, text, sensitivity=s).highlights) for s in Sensitivity]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


@pytest.mark.parametrize("text", ["", " ", "\n", "😀😀", "\u202eabc def", "a\0b c d", "x" * 50_000])
def test_odd_texts_are_checked_without_harm(classifier, text):
    checked = check(classifier, text)
    assert all(one.span.quote.strip() for one in checked.sentences)


@pytest.fixture(scope="module")
def highlights(classifier):
    """What is marked in the articles that no model learnt from."""
    blocks = [
        Block(sentence.id, sentence.text)
        for article in examples.held_out_articles()[::3]
        for sentence in article.sentences
    ]
    found = classifier.check(blocks, seconds=300).highlights
    assert len(found) > 20
    return found


def log_odds(classifier, highlight, text):
    label = max(highlight.labels, key=lambda label: highlight.scores[label])
    [scores] = classifier._scores([text])  # a check would look for cues as well
    return logit(scores[TARGETS.index(label)])


def without(text, start, end):
    return text[:start] + text[end:]


def test_leaving_the_top_cue_out_lowers_the_score_and_a_random_word_does_not(
    classifier, highlights
):
    draw = random.Random(0)
    fell, fell_at_random = [], []
    for one in highlights:
        text = one.span.quote
        words = [match.span() for match in WORD.finditer(text)]
        if len(words) < 5 or not one.cues:
            continue
        top = max(one.cues, key=lambda cue: cue.weight)
        before = log_odds(classifier, one, text)
        fell.append(before - log_odds(classifier, one, without(text, top.start, top.end)))
        start, end = draw.choice(words)
        fell_at_random.append(before - log_odds(classifier, one, without(text, start, end)))
    assert len(fell) > 0.9 * len(highlights)
    assert sum(one > 0 for one in fell) >= 0.9 * len(fell)
    assert statistics.median(fell_at_random) < 0.2 * statistics.median(fell)


def test_no_highlight_stands_without_a_reason(highlights):
    assert all(one.reasons for one in highlights)
    assert all({reason.label for reason in one.reasons} == set(one.labels) for one in highlights)


def test_a_mark_on_ketamine_says_what_a_regulator_says(classifier):
    [highlight] = check(classifier, CLAIM).highlights
    assert "anaesthetic" in highlight.note.text


def test_the_title_tells_what_a_mark_is_about(classifier):
    text = "It is a guaranteed miracle cure that resets the brain and heals every illness."
    [highlight] = check(classifier, text, title="Spravato for you").highlights
    assert "certified" in highlight.note.text
    [highlight] = check(classifier, text).highlights
    assert highlight.note is None


def test_what_a_sentence_names_itself_comes_before_the_title(classifier):
    text = "Chlorine dioxide is a guaranteed miracle cure that heals every illness for good."
    [highlight] = check(classifier, text, title="Ketamine and more").highlights
    assert "bleach" in highlight.note.text


def test_after_warming_a_check_has_nothing_to_read(loaded):
    read = (language._identifier, encoder._session, encoder._tokenizer)
    for one in read:
        one.cache_clear()
    classifier = Classifier(loaded)
    classifier.warm()
    before = [one.cache_info().misses for one in read]
    classifier.check([Block("a", "It is the only cure for depression that works for everyone.")])
    assert before == [one.cache_info().misses for one in read] == [1, 1, 1]


def test_a_check_during_warming_reads_nothing_a_second_time(loaded, monkeypatch):
    classifier, asked, first = Classifier(loaded), [], Event()

    def is_english(text):
        asked.append(text)
        if len(asked) == 1:
            first.set()
            time.sleep(0.2)
            asked.append("warm")
        return True

    monkeypatch.setattr(language, "is_english", is_english)
    warming = Thread(target=classifier.warm)
    warming.start()
    first.wait()
    check(classifier, FINE)
    warming.join()
    assert asked[1] == "warm"


def test_an_article_checked_again_is_not_read_again(loaded, monkeypatch):
    classifier = Classifier(loaded)
    blocks = [Block("a", f"{CLAIM} {FINE}")]
    first = classifier.check(blocks)
    assert first.highlights[0].cues
    for module, function in ((language, "is_english"), (sentences, "split"), (explain, "cues")):
        monkeypatch.delattr(module, function)
    assert classifier.check(blocks) == first
