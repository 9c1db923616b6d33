"""The list of the reader's own reports, and what became of each."""

import json

import pytest

from server.store import reports
from tests.conftest import serving
from tests.extension.conftest import DEAD, pictures
from tests.extension.test_report import SEND, say_wrong
from tests.extension.test_report import said as says
from tests.server.conftest import blank
from tests.waiting import until

LIST = "reports/reports.html"
QUOTE = "Ketamine is a guaranteed cure for every illness."
LOCAL = "(globalThis.browser ?? chrome).storage.local"


def kept(config, *, kind="missing", quote=QUOTE):
    """A report in the server's store; gives its receipt."""
    return reports.add(config.database, blank(kind=kind), quote=quote, hourly=99, kept=99)


def remember(browser, server, receipt, **more):
    """Have the browser keep a receipt, as after sending; gives the entry."""
    entry = {"receipt": receipt, "server": server, "kind": "missing", "quote": QUOTE}
    entry = {**entry, "sent": "2026-11-21T10:00:00Z", **more}
    browser.in_own(f"import('/reports.js').then((own) => own.keep({json.dumps(entry)}))")


def answer(config, number, outcome, reply=""):
    reports.answer(config.database, number, outcome=outcome, moderator="Ann", reply=reply)


@pytest.fixture
def listed(open_browser, config):
    """A browser at the list, and a server with a store of its own: (browser, address)."""
    with serving(config) as address:
        browser = open_browser(address)
        browser.open_own(LIST)
        yield browser, address


def test_a_report_that_was_sent_is_listed_with_what_became_of_it(open_browser, site, config):
    with serving(config) as address:
        browser = open_browser(address)
        say_wrong(browser, site)
        browser.in_own(SEND)
        says(browser, "Your report was kept")
        browser.open_own(LIST)
        text = says(browser, "Waiting: nobody has judged it yet.")
        assert "miracle treatment" in text
        answer(config, 1, "upheld", "It is a story.")
        browser.open_own(LIST)
        assert "Waiting" not in says(browser, "You were right: It is a story.")
        answer(config, 1, "declined", "It is a claim after all.")
        browser.open_own(LIST)
        says(browser, "Not changed: It is a claim after all.")


def test_every_outcome_has_its_words(listed, config, request):
    browser, address = listed
    outcomes = ["upheld", "declined", "noted", "waiting", "erased"]
    for number, outcome in enumerate(outcomes, 1):
        remember(browser, address, kept(config), sent=f"2026-11-{number:02}T10:00:00Z")
        if outcome == "erased":
            reports.erase(config.database, number)
        elif outcome != "waiting":
            answer(config, number, outcome)
    browser.open_own(LIST)
    lines = "[...document.querySelectorAll('.state')].map((line) => line.textContent)"

    def answered():
        said = browser.in_own(lines)
        return len(said) == len(outcomes) and "Asking the server …" not in said and said

    assert until(answered) == [
        "What you wrote was erased on the server.",
        "Waiting: nobody has judged it yet.",
        "Noted for later.",
        "Not changed.",
        "You were right.",
    ]
    pictures(request, browser.picture_of_own, "reports")


def test_not_knowing_is_not_waiting(listed, request):
    browser, address = listed
    remember(browser, address, "A" * 22, quote="One.")
    remember(browser, DEAD, "B" * 22, quote="Two.")
    browser.open_own(LIST)
    text = says(browser, "The server has no report with this receipt.")
    text = says(browser, "The Caveat server did not answer.")
    assert text.count("What became of it is not known now.") == 2
    assert "Waiting" not in text
    pictures(request, browser.picture_of_own, "reports-unknown")


def test_a_report_can_be_forgotten_here(listed, config):
    browser, address = listed
    for quote in ("One.", "Two."):
        remember(browser, address, kept(config, quote=quote), quote=quote)
    browser.open_own(LIST)
    says(browser, "Two.")
    browser.in_own("void document.querySelector('[aria-label$=\"One.\"]').click()")
    until(lambda: "One." not in browser.in_own("document.body.innerText"))
    assert "One." not in json.dumps(browser.in_own(f"{LOCAL}.get()"))
    assert "Two." in says(browser, "Waiting")
    assert len(reports.listed(config.database)) == 2


def test_erasing_everything_erases_these_too(listed, config):
    browser, address = listed
    remember(browser, address, kept(config))
    browser.open_own("options/options.html")
    until(lambda: browser.in_own("document.getElementById('facts').textContent"))
    browser.in_own("void (globalThis.confirm = () => true)")
    browser.in_own("void document.getElementById('erase').click()")
    says(browser, "Everything in this browser was erased.")
    assert browser.in_own(f"{LOCAL}.get()") == {}
    browser.open_own(LIST)
    says(browser, "You have reported nothing from this browser.")
