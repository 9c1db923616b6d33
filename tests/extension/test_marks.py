"""Which marks are shown, and how, as the reader chose on the options page."""

import pytest

from tests.extension.conftest import MARKS, OPTIONS, check, kept, pictures, tells
from tests.extension.waiting import until

NAMED = """Array.from({length: caveat.count()},
    (_, i) => caveat.mark(i + 1).highlight.reasons.map(({code}) => code))"""


def tick(browser, value):
    """Click a box of the options page, as a reader does."""
    browser.in_own(f"document.querySelector('#labels input[value={value}]').click()")


def test_a_label_that_is_off_is_not_drawn_and_that_is_told(options, site):
    options.in_own("document.querySelector('#labels input[value=unsafe]').click()")
    until(lambda: kept(options)["labels"] == ["overstated"])
    said = check(options, site)
    assert "3 marks in " in said
    assert "2 marks are not shown: you switched their labels or reasons off." in said
    assert all(mark["labels"] == ["overstated"] for mark in options.in_page(MARKS))


def test_a_reason_that_is_off_is_not_named(options, site):
    check(options, site)
    before = options.in_page(NAMED)
    options.close_popup()
    code = next(codes[0] for codes in before if len(codes) > 1)
    tick(options, code)
    until(lambda: kept(options)["reasonsOff"] == [code])
    check(options, site)
    left = [[one for one in codes if one != code] for codes in before]
    assert options.in_page(NAMED) == [codes for codes in left if codes]


def test_a_mark_without_a_reason_that_is_on_is_not_drawn(options, site, request):
    check(options, site)
    [gone, *_] = options.in_page(NAMED)
    options.close_popup()
    for code in gone:
        tick(options, code)
    until(lambda: sorted(kept(options)["reasonsOff"]) == sorted(gone))
    said = check(options, site)
    named = options.in_page(NAMED)
    assert named
    assert not [codes for codes in named if set(codes) & set(gone)]
    hidden = 5 - len(named)
    assert f"{len(named)} mark" in said
    assert f"{hidden} mark" in said
    assert "not shown: you switched" in said
    pictures(request, options.picture_of_own, "options")


def test_the_reasons_of_a_label_that_is_off_cannot_be_chosen(options):
    tick(options, "unsafe")
    group = "document.querySelector('#labels fieldset[name=NAME]').disabled"
    assert options.in_own(group.replace("NAME", "unsafe"))
    assert not options.in_own(group.replace("NAME", "overstated"))
    tick(options, "unsafe")
    assert not options.in_own(group.replace("NAME", "unsafe"))
    assert kept(options)["reasonsOff"] == []


def with_a_newer_reason(answer):
    for highlight in answer["highlights"]:
        highlight["reasons"] = [{"code": "newer", "score": 0.9}]
    return answer


@pytest.mark.parametrize("off", [[], ["hype", "certainty", "scope", "risk"]])
def test_a_reason_that_is_newer_than_the_extension_is_on(open_browser, site, faulty, off):
    faulty.fault = lambda _: with_a_newer_reason
    browser = open_browser(faulty.address)
    browser.open_own(OPTIONS)
    tells(browser, "facts", "answers: model")
    for code in off:
        tick(browser, code)
    until(lambda: sorted(kept(browser)["reasonsOff"]) == sorted(off))
    assert "5 marks in 14 sentences" in check(browser, site)
    assert browser.in_page(NAMED) == [["newer"]] * 5
