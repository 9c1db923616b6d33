"""A check that left something out, and numbers that do not say all: neither may look whole."""

import pytest

from tests.extension.conftest import check, keep, says
from tests.extension.test_ways import SELECT
from tests.waiting import until

BADGE = """(async (api) => {
    const [tab] = await api.tabs.query({active: true, lastFocusedWindow: true});
    return api.action.getBadgeText({tabId: tab.id});
})(globalThis.browser ?? chrome)"""


def lent(open_browser, address):
    """A browser at a page of the extension, which can be asked what stands on the button."""
    browser = open_browser(address)
    browser.open_own("sent/sent.html")
    return browser


def on_badge(browser, text):
    """Whether a text comes to stand on the toolbar button."""
    return until(lambda: browser.in_own(BADGE) == text)


def cut_short(answer):
    answer["coverage"]["complete"] = False
    return answer


def mostly_foreign(answer):
    foreign = {**answer["sentences"][0], "why": "language"}
    answer["coverage"]["skipped"] += [foreign] * (len(answer["sentences"]) + 1)
    return answer


OUTCOMES = {
    "ketamine-clinic": ("5 marks in 14 sentences", "5?"),
    "plain": ("Nothing marked in 9 sentences", "?"),
}


@pytest.mark.parametrize("slug", OUTCOMES)
@pytest.mark.parametrize("partly", [cut_short, mostly_foreign])
def test_a_check_that_left_out_a_part_says_so(open_browser, site, faulty, slug, partly):
    faulty.fault = lambda _: partly
    outcome, badge = OUTCOMES[slug]
    browser = lent(open_browser, faulty.address)
    assert f"{outcome}; the rest was not checked" in check(browser, site, slug)
    until(lambda: f"{outcome}; the rest was not checked" in browser.in_page("caveat.said()"))
    assert on_badge(browser, badge)


def with_one_astray(answer):
    answer["highlights"][0]["quote"] = "Something else."
    return answer


def test_a_mark_that_could_not_be_placed_leaves_a_question(open_browser, site, faulty):
    faulty.fault = lambda _: with_one_astray
    browser = lent(open_browser, faulty.address)
    assert "4 marks in 14 sentences" in check(browser, site)
    assert on_badge(browser, "4?")


def test_a_selection_is_not_the_page(open_browser, site, server):
    browser = lent(open_browser, server)
    check(browser, site)
    assert on_badge(browser, "5")
    browser.close_popup()
    browser.in_page(SELECT)
    browser.choose("selection")
    assert on_badge(browser, "3?")


def test_a_site_that_is_left_alone_leaves_a_question(open_browser, site, server):
    browser = lent(open_browser, server)
    keep(browser, never=["news.*"])
    browser.open(f"{site}/plain/source.html")
    assert on_badge(browser, "")
    browser.press()
    says(browser, "This check sent nothing.")
    assert on_badge(browser, "?")
