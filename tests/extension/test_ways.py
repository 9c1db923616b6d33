"""The ways to a check besides the toolbar button."""

import json
import time

import pytest

from tests.conftest import ROOT
from tests.extension.conftest import MARKS, check, says, settled
from tests.extension.test_living import sent_texts
from tests.waiting import until

SELECT = """(() => {
    const [, second] = document.querySelectorAll("article p");
    getSelection().selectAllChildren(second);
    return getSelection().toString();
})()"""


def test_the_menu_checks_the_selection_alone(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)  # Chromium's menu cannot be opened by a test: the button gives the right
    browser.close_popup()
    selected = " ".join(browser.in_page(SELECT).split())
    browser.choose("selection")
    until(lambda: browser.in_page("caveat.tally().scope") == "selection")
    until(lambda: "3 marks in 3 sentences" in browser.in_page("caveat.said()"))
    assert all(mark["quote"] in selected for mark in browser.in_page(MARKS))
    browser.press()
    says(browser, "Only the paragraphs that your selection touched were checked.")


CHECK = "document.getElementById('check').click()"
SELECT_A_LITTLE = """(() => {
    const [, second] = document.querySelectorAll("article p");
    getSelection().setBaseAndExtent(second.firstChild, 3, second.firstChild, 9);
    return second.textContent;
})()"""


def test_a_paragraph_that_a_selection_touches_goes_whole_as_is_told(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    check(browser, site)
    faulty.asked.clear()
    whole = " ".join(browser.in_page(SELECT_A_LITTLE).split())
    browser.choose("selection")
    says(browser, "Only the paragraphs that your selection touched were checked.")
    assert sent_texts(faulty) == [whole]


def test_the_whole_page_is_checked_after_a_selection_where_the_button_says_so(
    open_browser, site, server
):
    browser = open_browser(server)
    check(browser, site)
    browser.in_page(SELECT)
    browser.choose("selection")
    assert "3 marks in 3 sentences" in says(browser, "Check the whole page")
    browser.in_popup(CHECK)
    assert "5 marks in 14 sentences" in settled(browser)


@pytest.fixture
def failed(open_browser, site, faulty):
    """A browser whose popup says that the check of a selection failed."""
    browser = open_browser(faulty.address)
    check(browser, site)
    browser.close_popup()
    faulty.fault = lambda _: b""
    browser.in_page(SELECT)
    browser.choose("selection")
    until(lambda: "Could not check" in browser.in_page("caveat.said()"))
    faulty.fault = lambda _: None
    faulty.asked.clear()
    browser.press()
    settled(browser)
    return browser


def test_a_selection_whose_check_failed_is_not_widened(failed, faulty):
    time.sleep(1)  # the popup checks a page by itself at once
    assert not faulty.asked
    failed.in_popup(CHECK)
    assert "3 marks in 3 sentences" in says(failed, "Check the whole page")
    selected = " ".join(failed.in_page(SELECT).split())
    assert sent_texts(faulty) == [selected]


def test_where_the_selection_is_gone_the_place_of_the_caret_is_none(failed, faulty):
    failed.in_page("getSelection().collapse(document.querySelector('article p').firstChild, 3)")
    failed.in_popup(CHECK)
    assert "No text that can be checked is selected." in says(failed, "Check the whole page")
    assert not faulty.asked


def test_the_menu_checks_the_page(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    check(browser, site)
    browser.close_popup()
    browser.choose("page")
    until(lambda: len(faulty.asked) == 2)
    until(lambda: "5 marks in " in browser.in_page("caveat.said()"))


def test_nothing_selected_is_told(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.in_page("getSelection().removeAllRanges()")
    browser.choose("selection")
    assert "No text that can be checked is selected." in says(browser, "Could not check")
    browser.in_popup(CHECK)
    assert "5 marks in 14 sentences" in settled(browser)


def test_every_command_has_a_key():
    manifest = json.loads((ROOT / "extension" / "manifest.json").read_text())
    keys = [one["suggested_key"]["default"] for one in manifest["commands"].values()]
    assert len(set(keys)) == len(keys) == 3
