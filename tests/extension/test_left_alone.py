"""Sites that are left alone until the reader asks twice."""

import json
import time

import pytest

from tests.extension.conftest import OPTIONS, check, keep, pictures_of_popup, says, settled
from tests.extension.test_living import ADD, sent_texts
from tests.extension.test_ways import CHECK, SELECT
from tests.waiting import until

ONLY = "Only the paragraphs that your selection touched were checked."


@pytest.fixture
def refusing(open_browser, site, faulty):
    """A browser whose popup has just said that the site of a page is left alone."""

    def at(slug="ketamine-clinic"):
        browser = open_browser(faulty.address)
        browser.open_own(OPTIONS)
        keep(browser, never=["news.*"])
        browser.open(f"{site}/{slug}/source.html")
        browser.press()
        assert "Not checked yet" in says(browser, "to leave alone. This check sent nothing.")
        return browser

    return at


def test_a_site_on_the_list_is_left_alone_until_asked_twice(refusing, faulty, request):
    browser = refusing()
    assert browser.in_page("typeof caveat") == "undefined"
    assert not faulty.asked
    browser.in_popup(CHECK)
    said = settled(browser)
    assert "5 marks" in said
    assert "text that appears on the page later is not checked" in said
    pictures_of_popup(request, browser, "once")


def test_a_site_that_is_left_alone_is_checked_once_and_not_watched(refusing, faulty):
    browser = refusing("plain")
    browser.in_popup(CHECK)
    assert "Nothing marked in 9 sentences" in settled(browser)
    asked = len(faulty.asked)
    browser.in_page("document.querySelector('article p').append(' Ketamine cures all.')")
    time.sleep(2)  # a watched page is asked about after a quarter of a second
    assert len(faulty.asked) == asked


HOSTS = {
    "mail.google.com": "leftNever",
    "www.mybank.example": "leftNever",
    "mychart.hospital.example": "leftNever",
    "intranet": "leftIntranet",
    "wiki.corp": "leftIntranet",
    "192.168.1.20": "leftIntranet",
    "[::1]": "leftIntranet",
    "patient.info": None,
    "gmail.news.example": None,
    "172.200.1.1": None,
    "": None,
}


def test_mail_banks_portals_and_intranets_are_left_alone(options):
    ask = """Promise.all([import('/sites.js'), import('/settings.js')]).then(
        ([{leftAlone}, {DEFAULTS}]) => HOSTS.map((host) => leftAlone(host, DEFAULTS)))"""
    found = options.in_own(ask.replace("HOSTS", json.dumps(list(HOSTS))))
    assert dict(zip(HOSTS, found, strict=True)) == HOSTS


def test_a_page_whose_site_is_put_on_the_list_is_sent_no_further(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    browser.open_own(OPTIONS)
    check(browser, site)
    keep(browser, never=["news.*"])
    browser.in_page(ADD.replace("TEXT", "'Ketamine cures all.'"))
    said = says(browser, "text that appears on the page later is not checked")
    assert "5 marks in 14 sentences; the rest was not checked" in said
    assert "keeps changing" not in said
    browser.in_page(ADD.replace("TEXT", "'It cures everyone.'"))
    time.sleep(2)  # a watched page is asked about after a quarter of a second
    assert len(faulty.asked) == 1


def selection_asked_for_twice(browser):
    """Ask for a check of a selection, and once more in the popup; gives its text."""
    browser.close_popup()
    selected = " ".join(browser.in_page(SELECT).split())
    browser.choose("selection")
    browser.press()
    says(browser, "This check sent nothing.")
    browser.in_popup(CHECK)
    return selected


def test_what_was_selected_is_all_that_is_checked_in_the_end(refusing, faulty, request):
    browser = refusing()
    selected = selection_asked_for_twice(browser)
    assert "3 marks in 3 sentences" in says(browser, ONLY)
    assert sent_texts(faulty) == [selected]
    browser.in_popup(CHECK)
    said = says(browser, "This check sent nothing.")
    assert "Not checked yet" in said
    assert ONLY in said
    pictures_of_popup(request, browser, "selected")
    assert sent_texts(faulty) == [selected]


def test_a_selection_that_could_not_be_checked_is_not_widened_here_either(refusing, faulty):
    faulty.fault = lambda number: b"" if number == 1 else None
    browser = refusing()
    selected = selection_asked_for_twice(browser)
    says(browser, "Could not check")
    browser.in_popup(CHECK)
    says(browser, "This check sent nothing.")
    browser.in_popup(CHECK)
    says(browser, "3 marks in 3 sentences")
    assert sent_texts(faulty) == [selected, selected]


def test_a_page_that_was_asked_for_twice_is_checked_again_at_once(refusing, faulty):
    browser = refusing()
    browser.in_popup(CHECK)
    settled(browser)
    browser.in_popup(CHECK)
    until(lambda: len(faulty.asked) == 2)
    said = settled(browser)
    assert "5 marks in 14 sentences" in said
    assert "text that appears on the page later is not checked" in said
