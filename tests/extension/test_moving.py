"""Sites that show another article without loading a new page, where the page is not watched."""

from tests.extension.conftest import check, says, settled
from tests.extension.test_popup import press
from tests.extension.test_ways import SELECT
from tests.extension.test_whole import lent, on_badge
from tests.waiting import until

MOVE = "history.pushState({}, '', '?article=2')"


def check_selection(browser):
    browser.in_page(SELECT)
    browser.choose("selection")


def is_forgotten(browser):
    """Whether nothing is said any more of what was checked."""
    assert "marks" not in says(browser, "Not checked yet")
    until(lambda: browser.in_page("caveat.count()") == 0)
    return on_badge(browser, "")


def test_a_selection_is_forgotten_with_its_article(open_browser, site, server):
    browser = lent(open_browser, server)
    check(browser, site)
    check_selection(browser)
    says(browser, "3 marks in 3 sentences")
    browser.in_page(MOVE)
    assert is_forgotten(browser)


def test_a_check_that_was_stopped_is_forgotten_with_its_article(open_browser, site, faulty, held):
    browser = lent(open_browser, faulty.address)
    browser.open(f"{site}/long/source.html")
    browser.press()
    says(browser, "Checking: 6 of 60 parts done")
    press(browser, "stop")
    settled(browser)
    browser.in_page(MOVE)
    assert is_forgotten(browser)


def test_a_selection_whose_article_went_meanwhile_is_forgotten(open_browser, site, faulty, held):
    browser = lent(open_browser, faulty.address)
    check(browser, site)
    check_selection(browser)
    says(browser, "Checking: 0 of 1 parts done")
    browser.in_page(MOVE)
    held.set()
    assert is_forgotten(browser)
