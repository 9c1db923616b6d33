"""The ways to a check besides the toolbar button."""

import json

from tests.conftest import ROOT
from tests.extension.conftest import MARKS, check, says
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
    assert "Only what you selected was checked." in says(browser, "Check again")


def test_the_menu_checks_the_page(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    browser.choose("page")
    until(lambda: "5 marks in " in browser.in_page("caveat.said()"))


def test_nothing_selected_is_told(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.in_page("getSelection().removeAllRanges()")
    browser.choose("selection")
    assert "No text that can be checked is selected." in says(browser, "Could not check")


def test_every_command_has_a_key():
    manifest = json.loads((ROOT / "extension" / "manifest.json").read_text())
    keys = [one["suggested_key"]["default"] for one in manifest["commands"].values()]
    assert len(set(keys)) == len(keys) == 3
