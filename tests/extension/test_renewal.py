"""New text on a page that was checked, when the check of that text does not come to its end."""

from tests.extension.conftest import check, says
from tests.extension.test_living import ADD

GROW = ADD.replace("TEXT", "'Ketamine is a guaranteed cure for every illness.'")
STAYS = "5 marks in 14 sentences. What stood there before was checked"


def test_new_text_that_could_not_be_checked_leaves_what_was(open_browser, site, faulty):
    faulty.fault = lambda number: b"" if number == 2 else None
    browser = open_browser(faulty.address)
    check(browser, site)
    browser.in_page(GROW)
    said = says(browser, "Could not check what is new on this page")
    assert STAYS in said
    assert "Before that" not in said


def test_new_text_whose_check_was_stopped_leaves_what_was(open_browser, site, faulty, held):
    browser = open_browser(faulty.address)
    check(browser, site)
    browser.in_page(GROW)
    says(browser, "Checking: 0 of 1 parts done")
    browser.in_popup("document.getElementById('stop').click()")
    said = says(browser, "Stopped before all that is new on this page was checked")
    assert STAYS in said
    assert "In these" not in said


def test_a_page_that_cannot_be_read_again_says_no_number_that_there_is_not(
    open_browser, site, server
):
    browser = open_browser(server)
    check(browser, site)
    browser.in_page("void (caveat.renew = () => { throw new Error('on purpose') })")
    browser.in_page(GROW)
    said = says(browser, "Could not check what is new on this page")
    assert STAYS in said
    assert "undefined" not in said
