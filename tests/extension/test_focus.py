"""The focus of the keyboard stays, or goes to what is beside, when a list changes under it."""

from tests.extension.conftest import MARKS, at_options, check, keep, tells
from tests.extension.test_report import said as says
from tests.extension.test_reports import LIST, remember
from tests.waiting import until

FOCUSED = "document.activeElement.ariaLabel ?? document.activeElement.id"
PRESS = "void document.activeElement.click()"
ADD = """document.querySelector('main').prepend(Object.assign(document.createElement('p'),
    {textContent: 'Ketamine is a guaranteed cure for every illness.'}))"""


def at_the_list(browser, quote):
    """Go by keyboard to a mark's entry in the page's list."""
    for _ in range(9):  # past the three links of the page
        browser.key("Tab")
        if quote in browser.in_page("caveat.focused().textContent"):
            return
    raise AssertionError("the list was not reached")


def test_an_entry_keeps_the_focus_when_marks_come_before_it(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    quote = browser.in_page(MARKS)[1]["quote"]
    at_the_list(browser, f"2. Overstated: {quote}")
    browser.in_page(ADD)
    until(lambda: browser.in_page("caveat.count()") == 6)
    assert browser.in_page("caveat.focused().textContent") == f"3. Overstated: {quote}"


def test_the_focus_goes_to_the_next_entry_when_its_own_is_gone(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    quotes = [mark["quote"] for mark in browser.in_page(MARKS)]
    at_the_list(browser, quotes[1])
    browser.in_page(f"caveat.leave({quotes[1]!r})")
    assert quotes[2] in browser.in_page("caveat.focused().textContent")


def test_the_focus_goes_to_the_next_site_and_then_to_the_field(options):
    keep(options, always=["one.example", "two.example"])
    at_options(options)
    options.in_own("document.querySelector('#sites button').focus()")
    options.in_own(PRESS)
    tells(options, "site-said", "one.example is no longer")
    assert options.in_own(FOCUSED) == "Remove two.example"
    options.in_own(PRESS)
    tells(options, "site-said", "two.example is no longer")
    assert options.in_own(FOCUSED) == "site"


def test_the_focus_goes_to_what_is_said_of_hidden_marks(options):
    keep(options, hidden=["a" * 64])
    at_options(options)
    options.in_own("document.getElementById('reveal').focus()")
    options.in_own(PRESS)
    tells(options, "hidden", "Marks that you hid: 0.")
    assert until(lambda: options.in_own(FOCUSED)) == "hidden"


def test_the_focus_goes_to_the_next_report_and_then_to_the_heading(open_browser, server):
    browser = open_browser(server)
    browser.open_own(LIST)
    for number, quote in enumerate(("One.", "Two."), 1):
        sent = f"2026-11-{30 - number}T10:00:00Z"
        remember(browser, server, str(number) * 22, quote=quote, sent=sent)
    browser.open_own(LIST)
    says(browser, "Two.")
    browser.in_own("document.querySelector('[aria-label$=\"One.\"]').focus()")
    browser.in_own(PRESS)
    until(lambda: "One." not in browser.in_own("document.body.innerText"))
    assert browser.in_own(FOCUSED).endswith("Two.")
    browser.in_own(PRESS)
    says(browser, "You have reported nothing")
    assert browser.in_own(FOCUSED) == "heading"
