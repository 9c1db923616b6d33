"""What screen readers hear: a text that comes into a place which was there before."""

import threading

import pytest

from tests.extension.conftest import check, says
from tests.extension.test_popup import press
from tests.waiting import PATIENCE

LAID = "document.documentElement.lastElementChild !== document.body"
SILENT = """[...document.querySelectorAll('p[role=status]')]
    .filter((place) => getComputedStyle(place).display === 'none').map(({id}) => id)"""


def test_the_place_for_the_outcome_is_there_before_it(open_browser, site, faulty):
    go_on = threading.Event()
    faulty.fault = lambda _: go_on.wait(PATIENCE) and None
    browser = open_browser(faulty.address)
    browser.open(f"{site}/ketamine-clinic/source.html")
    browser.press()
    says(browser, "Checking: 0 of 8 parts done")
    assert browser.in_page(LAID) is True
    assert browser.in_page("caveat.said()") == ""
    go_on.set()


def test_the_same_outcome_is_told_again(open_browser, site, faulty, held):
    browser = open_browser(faulty.address)
    check(browser, site)
    assert "5 marks in " in browser.in_page("caveat.said()")
    press(browser, "check")
    says(browser, "Checking: 0 of 8 parts done")
    assert browser.in_page("caveat.said()") == ""


@pytest.mark.parametrize("name", ["options", "welcome"])
def test_an_empty_place_is_not_taken_away(open_browser, server, name):
    browser = open_browser(server)
    browser.open_own(f"{name}/{name}.html")
    assert browser.in_own(SILENT) == []
