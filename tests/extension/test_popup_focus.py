"""The popup for those who use it by keyboard, or hear it."""

import pytest

from tests.extension.conftest import check, says
from tests.extension.test_living import ADD
from tests.extension.test_popup import press

FOCUS = "document.activeElement.id"


def test_the_focus_goes_from_one_button_to_the_other(open_browser, site, faulty, held):
    held.set()
    browser = open_browser(faulty.address)
    check(browser, site, "long")
    held.clear()
    browser.in_popup("document.getElementById('check').focus()")
    press(browser, "check")
    says(browser, "Checking: 0 of 60 parts done")
    assert browser.in_popup(FOCUS) == "stop"
    press(browser, "stop")
    says(browser, "Check again")
    assert browser.in_popup(FOCUS) == "check"


def test_a_list_that_stays_the_same_keeps_the_focus(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    says(browser, "completely natural")
    browser.in_popup("document.querySelectorAll('#marks button')[1].focus()")
    browser.in_page(ADD.replace("TEXT", "'We open at nine.'"))
    says(browser, "5 marks in 15 sentences")
    focused = "[...document.querySelectorAll('#marks button')].indexOf(document.activeElement)"
    assert browser.in_popup(focused) == 1


@pytest.mark.parametrize("part", ["headline", "details"])
def test_what_the_popup_says_is_told_as_it_changes(open_browser, site, server, part):
    browser = open_browser(server)
    check(browser, site)
    assert browser.in_popup(f"Boolean(document.getElementById('{part}').closest('[role=status]'))")
    assert browser.in_popup("document.getElementById('progress').ariaLabel")
