"""The form for a report: what it shows, what it sends, and what happens when that fails."""

import json
from dataclasses import replace

import pytest

from server.store import reports
from tests.conftest import serving
from tests.extension.conftest import DEAD, check, pictures, settled
from tests.extension.test_card import opened, press
from tests.extension.test_ways import SELECT
from tests.server.conftest import blank
from tests.waiting import until

FORM = "report/report.html"
VALUE = "document.getElementById('comment').value"
SEND = "document.getElementById('form').requestSubmit()"


@pytest.fixture
def own(config):
    """A real server with a store of its own."""
    with serving(config) as address:
        yield address


def said(browser, text):
    """What the form says once a text stands in it."""
    return until(lambda: text in (now := browser.in_own("document.body.innerText")) and now)


def fill(browser, part, text):
    """Write into a field, as typing does."""
    browser.in_own(
        f"""(() => {{
            const field = document.getElementById({part!r});
            field.value = {json.dumps(text)};
            field.dispatchEvent(new Event("input", {{bubbles: true}}));
        }})()"""
    )


def shown(browser):
    """What the form says will be sent, word for word."""
    return browser.in_own("document.getElementById('request').textContent")


def reload(browser):
    browser.open_own(browser.in_own("location.pathname.slice(1) + location.search"))


def say_wrong(browser, site):
    """Press "This is wrong" on the card of the first mark."""
    check(browser, site)
    browser.close_popup()
    opened(browser)
    press(browser, "This is wrong")
    browser.adopt(FORM)
    said(browser, "Cancel")


def test_what_is_shown_is_what_is_sent_and_nothing_before_send(
    open_browser, site, own, faulty, request, config
):
    faulty.real = own
    browser = open_browser(faulty.address)
    say_wrong(browser, site)
    mark = browser.in_page("caveat.mark(1).highlight")
    fill(browser, "comment", "It is a story, not a claim. 😀")
    text = said(browser, "Overstated")
    assert "It praises where evidence should stand." in text
    assert mark["model"] in text
    assert faulty.address.removeprefix("http://") in text
    assert browser.in_own("document.getElementById('quote').value") == mark["quote"]
    assert browser.in_own("document.getElementById('quote').readOnly") is True
    pictures(request, browser.picture_of_own, "report")
    before = shown(browser)
    assert len(faulty.asked) == 1  # the check
    browser.in_own(SEND)
    text = said(browser, "Your report was kept")
    assert faulty.asked[1:] == [before.encode()]
    assert json.loads(before) == {
        "kind": "wrong",
        "quote": mark["quote"],
        "labels": mark["labels"],
        "reasons": [reason["code"] for reason in mark["reasons"]],
        "model": mark["model"],
        "comment": "It is a story, not a claim. 😀",
    }
    pictures(request, browser.picture_of_own, "report-sent")
    receipt = browser.in_own("document.getElementById('receipt').textContent")
    assert reports.find(config.database, receipt).comment == "It is a story, not a claim. 😀"


def test_the_focus_goes_from_the_form_to_the_receipt(open_browser, site, own):
    browser = open_browser(own)
    say_wrong(browser, site)
    browser.in_own("document.getElementById('send').focus()")
    browser.in_own(SEND)
    said(browser, "Your report was kept")
    focused = "document.getElementById('receipt').closest('section') === document.activeElement"
    assert browser.in_own(focused) is True


def test_a_report_that_is_cancelled_sends_nothing(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    say_wrong(browser, site)
    browser.in_own("void setTimeout(() => document.getElementById('cancel').click())")
    until(lambda: not browser.is_open(FORM))
    assert len(faulty.asked) == 1


def test_the_menu_reports_the_selection_as_missing(open_browser, site, own, config):
    browser = open_browser(own)
    check(browser, site)
    browser.close_popup()
    selected = " ".join(browser.in_page(SELECT).split())
    browser.choose("missing")
    browser.adopt(FORM)
    said(browser, "not marked")
    browser.in_own(SEND)
    said(browser, "Your report was kept")
    [report] = reports.listed(config.database)
    assert (report.kind, report.labels, report.sentence.text) == ("missing", [], selected)


def test_the_popup_reports_what_the_reader_writes(open_browser, site, own, faulty, config):
    faulty.real = own
    browser = open_browser(faulty.address)
    check(browser, site)
    browser.in_popup("document.getElementById('missing').click()")
    browser.adopt(FORM)
    said(browser, "not marked")
    browser.in_own(SEND)  # what is empty does not go
    fill(browser, "quote", " Garlic cures all. ")
    browser.in_own(SEND)
    said(browser, "Your report was kept")
    [report] = reports.listed(config.database)
    assert report.sentence.text == "Garlic cures all."
    assert report.model == browser.in_page("caveat.tally().model")
    assert len(faulty.asked) == 2  # the check, and one report


CUT = "The first 1,000 characters are sent"
QUOTE = "document.getElementById('quote').value"


def test_a_sentence_that_is_too_long_is_cut_in_words(open_browser, site, own, config, request):
    browser = open_browser(own)
    check(browser, site, "plain")
    browser.close_popup()
    long = "Garlic cures all. " * 55 + "So they say. 😀 " + "And more. " * 100
    browser.in_page(f"void (document.querySelector('article p').textContent = {json.dumps(long)})")
    browser.in_page("getSelection().selectAllChildren(document.querySelector('article p'))")
    browser.choose("missing")
    browser.adopt(FORM)
    said(browser, CUT)
    fill(browser, "comment", "All of it.")
    reload(browser)
    said(browser, CUT)
    pictures(request, browser.picture_of_own, "report-cut")
    sent = browser.in_own(QUOTE)
    assert long.startswith(sent)
    assert 1000 - 2 <= len(sent) <= 1000
    assert json.loads(shown(browser))["quote"] == sent
    browser.in_own(SEND)
    said(browser, "Your report was kept")
    [report] = reports.listed(config.database)
    assert report.sentence.text == sent.strip()


@pytest.mark.parametrize("part", ["quote", "comment"])
def test_what_is_pasted_beyond_the_limit_is_cut_in_words(open_browser, site, own, part):
    browser = open_browser(own)
    check(browser, site)
    browser.in_popup("document.getElementById('missing').click()")
    browser.adopt(FORM)
    assert CUT not in said(browser, "not marked")
    fill(browser, part, "x" * 999 + "😀 and more")
    said(browser, CUT)
    assert browser.in_own(f"document.getElementById('{part}').value") == "x" * 999
    assert json.loads(shown(browser))[part] == "x" * 999
    fill(browser, part, "x" * 1000)
    until(lambda: CUT not in browser.in_own("document.body.innerText"))


@pytest.mark.parametrize(
    ("limit", "says"),
    [({"reports_hourly": 1}, "again in about 60 min."), ({"reports_kept": 1}, "has no room")],
)
def test_a_server_that_takes_no_more_is_told_in_words(open_browser, site, config, limit, says):
    reports.add(config.database, blank(), quote="Same.", hourly=9, kept=9)
    with serving(replace(config, **limit)) as address:
        browser = open_browser(address)
        say_wrong(browser, site)
        fill(browser, "comment", "Nobody may lose this.")
        browser.in_own(SEND)
        assert "Yours was not kept" in said(browser, says)
    assert browser.in_own(VALUE) == "Nobody may lose this."
    reload(browser)
    said(browser, "Cancel")
    assert browser.in_own(VALUE) == "Nobody may lose this."


def test_a_server_that_is_gone_is_told_and_can_be_tried_again(open_browser, site, own, faulty):
    faulty.real = own
    browser = open_browser(faulty.address)
    say_wrong(browser, site)
    faulty.fault = lambda _: b""
    browser.in_own(SEND)
    assert "nothing that you wrote is lost" in said(browser, "No answer came.")
    faulty.fault = lambda _: None
    browser.in_own(SEND)
    assert "No answer came." not in said(browser, "Your report was kept")


def test_a_report_without_a_server_is_told_before_it_can_be_sent(open_browser, site):
    browser = open_browser(DEAD)
    browser.open(f"{site}/plain/source.html")
    browser.press()
    settled(browser)
    browser.close_popup()
    browser.choose("missing")
    browser.adopt(FORM)
    assert "Try again" in said(browser, "Is it running?")
    assert browser.in_own("document.getElementById('send').hidden") is True


def test_a_report_that_was_sent_cannot_be_sent_again_by_mistake(open_browser, site, own):
    browser = open_browser(own)
    say_wrong(browser, site)
    browser.in_own(SEND)
    said(browser, "Your report was kept")
    reload(browser)
    said(browser, "There is nothing to send here")
