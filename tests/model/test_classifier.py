import pytest

from model import Block, Sensitivity

CLAIM = "Ketamine is a guaranteed miracle cure that resets the brain and heals every illness."
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


def test_more_is_marked_the_more_sensitive_it_is(classifier):
    text = "It helps the body to restore balance. " + CLAIM + " " + FINE
    counts = [len(check(classifier, text, sensitivity=s).highlights) for s in Sensitivity]
    assert counts == sorted(counts)


@pytest.mark.parametrize("text", ["", " ", "\n", "😀😀", "\u202eabc def", "a\0b c d", "x" * 50_000])
def test_odd_texts_are_checked_without_harm(classifier, text):
    checked = check(classifier, text)
    assert all(one.span.quote.strip() for one in checked.sentences)
