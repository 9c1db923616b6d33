"""Pages that Back brings back as they were left, where the browser does that."""

import pytest

from tests.extension.conftest import NEWS, at_options, check, keep, says, settled
from tests.extension.test_settings import add_site
from tests.waiting import until

SHOWN = """(async (api) => {
    const [tab] = await api.tabs.query({active: true, lastFocusedWindow: true});
    return tab.status === "complete" && new URL(tab.url).pathname.split("/")[1];
})(globalThis.browser ?? chrome)"""


@pytest.fixture
def browser(open_browser, faulty):
    """A browser with a right to the pages that lasts: Firefox takes back what a press gave."""
    lent = at_options(open_browser(faulty.address, manifest=NEWS))
    add_site(lent)
    keep(lent, always=[])
    return lent


def go(browser, code, slug):
    """Leave the page by some code, for another one."""
    browser.in_page(f"void setTimeout(() => {code})")
    until(lambda: browser.in_own(SHOWN) == slug)


def follow(browser, site, slug):
    """Follow a link of the page."""
    go(browser, f"location.href = '{site}/{slug}/source.html'", slug)


def go_back(browser, slug):
    """Press Back; gives whether the page is as it was left. Playwright's Chromium reads it anew."""
    go(browser, "history.back()", slug)
    return browser.in_page("Boolean(globalThis.caveat?.count)")


def test_a_page_that_comes_back_with_its_marks_is_told_as_it_was(browser, site, faulty):
    check(browser, site)
    browser.close_popup()
    follow(browser, site, "plain")
    browser.press()
    says(browser, "Nothing marked in 9 sentences")
    browser.close_popup()
    is_same = go_back(browser, "ketamine-clinic")
    browser.press()
    assert "5 marks in 14 sentences" in settled(browser)
    assert len(faulty.asked) == (2 if is_same else 3)


def test_going_back_ends_the_check_of_the_page_that_is_left(browser, site, faulty, held):
    check(browser, site)
    browser.close_popup()
    follow(browser, site, "long")
    browser.press()
    says(browser, "Checking: 0 of 60 parts done")
    browser.close_popup()
    is_same = go_back(browser, "ketamine-clinic")
    held.set()
    browser.press()
    assert "5 marks in 14 sentences" in settled(browser)
    assert len(faulty.asked) == (2 if is_same else 3)


def test_a_page_that_was_left_in_the_midst_of_its_check_is_not_called_whole(browser, site, held):
    browser.open(f"{site}/long/source.html")
    browser.press()
    says(browser, "Checking: 6 of 60 parts done")
    browser.close_popup()
    follow(browser, site, "plain")
    is_same = go_back(browser, "long")
    held.set()
    browser.press()
    outcome = "Stopped: 6 of 60 parts were checked" if is_same else "3 marks in 119 sentences"
    assert outcome in settled(browser)
