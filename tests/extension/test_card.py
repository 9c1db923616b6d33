"""The card of a mark."""

import json

import pytest

from tests.conftest import ROOT
from tests.extension.conftest import MARKS, check, pictures
from tests.waiting import until

MESSAGES = json.loads((ROOT / "extension" / "_locales" / "en" / "messages.json").read_text())
REASONS = "caveat.mark(1).highlight.reasons.map(({code}) => code)"


def opened(browser, number=1):
    browser.in_page(f"caveat.open({number})")
    return until(lambda: browser.in_page("caveat.card()"))


def press(browser, text):
    """Press a button of the card by keyboard: Tab until it says the text, then Enter."""
    for _ in range(6):
        browser.key("Tab")
        if browser.in_page("caveat.focused().textContent") == text:
            return browser.key("Enter")
    raise AssertionError(f"no button says {text}")


def test_each_reason_comes_with_something_to_ask(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    card = opened(browser)
    for code in browser.in_page(REASONS):
        assert MESSAGES[code]["message"] in card
        assert MESSAGES[f"ask_{code}"]["message"] in card


NOTES = """Array.from({length: caveat.count()}, (_, i) => caveat.mark(i + 1).highlight.note)"""
LINK = "(({textContent, href, target, rel}) => [textContent, href, target, rel])"


def test_a_regulators_note_comes_with_its_source_and_day(open_browser, site, server, request):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    notes = browser.in_page(NOTES)
    number = next(number for number, note in enumerate(notes, 1) if note)
    card = opened(browser, number)
    note = notes[number - 1]
    assert note["text"] in card
    assert note["looked_up"][:4] in card
    link = browser.in_page(f"{LINK}(caveat.focused().querySelector('a'))")
    assert link == [note["source"], note["url"], "_blank", "noopener noreferrer"]
    pictures(request, browser.screenshot, "note")
    assert "Source:" not in opened(browser, notes.index(None) + 1)


def with_a_link_that_runs(answer):
    for highlight in answer["highlights"]:
        if "note" in highlight:
            highlight["note"]["url"] = "javascript:document.title = 'run'"
    return answer


def test_a_note_with_a_link_that_runs_is_refused(open_browser, site, faulty):
    faulty.fault = lambda _: with_a_link_that_runs
    assert "did not come from a Caveat server" in check(open_browser(faulty.address), site)


def test_a_mark_that_is_hidden_stays_hidden(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    first = browser.in_page(MARKS)[0]["quote"]
    opened(browser)
    press(browser, "Hide this mark")
    until(lambda: browser.in_page("caveat.count()") == 4)
    assert browser.in_page("caveat.card()") is None
    said = check(browser, site)
    assert "4 marks in 14 sentences" in said
    assert "1 mark is not shown: you hid it." in said
    assert first not in said
    browser.close_popup()
    browser.open_own("options/options.html")
    kept = json.dumps(browser.in_own("(globalThis.browser ?? chrome).storage.local.get()"))
    assert "Larkfield" not in kept
    browser.in_own("document.getElementById('reveal').click()")
    until(lambda: "Marks that you hid: 0." in browser.in_own("document.body.innerText"))
    assert "5 marks" in check(browser, site)


def test_a_card_speaks_of_its_own_mark_when_marks_come_before_it(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    first = browser.in_page(MARKS)[0]["quote"]
    opened(browser)
    browser.in_page(
        "document.querySelector('main').prepend(Object.assign(document.createElement('p'),"
        " { textContent: 'Ketamine is a guaranteed cure for every illness.' }))"
    )
    until(lambda: browser.in_page("caveat.count()") == 6)
    press(browser, "Hide this mark")
    until(lambda: browser.in_page("caveat.count()") == 5)
    assert first not in [mark["quote"] for mark in browser.in_page(MARKS)]


def test_escape_gives_the_focus_back(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    browser.in_page("document.querySelector('a').focus()")
    opened(browser)
    assert browser.in_page("caveat.focused().getAttribute('role')") == "dialog"
    browser.key("Escape")
    until(lambda: browser.in_page("caveat.card()") is None)
    assert browser.in_page("document.activeElement.textContent") == "Home"


def test_a_mark_is_hidden_where_the_background_may_not_reach_the_page(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    browser.in_page("{ caveat.tell = () => {} }")  # as after Back, when the right is gone
    opened(browser)
    press(browser, "Hide this mark")
    until(lambda: browser.in_page("caveat.count()") == 4)


def test_the_mark_of_an_open_card_stays_emphasised_when_marks_are_drawn_anew(
    open_browser, site, server
):
    browser = open_browser(server)
    check(browser, site)
    opened(browser)
    browser.in_page("caveat.leave('')")
    assert browser.in_page("CSS.highlights.has('caveat-shown')")
    browser.in_page("caveat.close()")
    assert not browser.in_page("CSS.highlights.has('caveat-shown')")


# A claim far down the page, and what stands around it.
FAR = """{
    const breaks = () => Array.from({length: 200}, () => document.createElement("br"));
    const claim = "Ketamine is a guaranteed cure for every illness.";
    const added = document.createElement("div");
    (document.querySelector("article") ?? document.body).append(...breaks(), added);
    AROUND
}"""
AROUND = {  # Readability does not look into roots: for "root" a page that is too short for it
    "breaks": "added.append(...breaks(), claim);",
    "root": "added.attachShadow({mode: 'closed'}).append(...breaks(), claim, ...breaks());",
    "contents": "added.style.display = 'contents'; added.append(claim);",
    "scrolls": "added.append(...breaks(), claim, ...breaks());"
    "added.style = 'height: 300px; overflow: auto';",
}
SEEN = """(() => {
    const {left, top, height} = caveat.mark(caveat.count()).range.getClientRects()[0];
    const [x, y] = [left + 20, top + height / 2];
    return caveat.at(x, y, document.elementFromPoint(x, y))?.number;
})()"""


@pytest.mark.parametrize("around", AROUND)
def test_a_card_brings_its_mark_into_view(open_browser, site, server, around):
    browser = open_browser(server)
    check(browser, site, "shadow" if around == "root" else "plain")
    number = browser.in_page("caveat.count()") + 1
    browser.in_page(FAR.replace("AROUND", AROUND[around]))
    until(lambda: browser.in_page("caveat.count()") == number)
    assert "guaranteed cure" in opened(browser, number)
    assert browser.in_page(SEEN) == number


UNDER = """(() => {
    const marked = caveat.mark(1).range.startContainer.parentElement;
    const { left, top } = caveat.focused().getBoundingClientRect();
    marked.style = `position: fixed; left: ${left + 20}px; top: ${top}px; width: 300px`;
    const box = caveat.mark(1).range.getClientRects()[0];
    return [box.left + 6, box.top + box.height / 2];
})()"""


def test_a_click_in_the_card_does_not_reach_a_mark_beneath(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    card = opened(browser, 5)
    x, y = browser.in_page(UNDER)
    assert browser.in_page(f"caveat.at({x}, {y}, document.documentElement)?.number") == 1
    browser.click(x, y)
    assert browser.in_page("caveat.card()") == card


def test_keys_in_the_card_do_not_reach_the_page(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    browser.in_page("{ document.addEventListener('keydown', () => document.title = 'heard') }")
    opened(browser)
    browser.key("Tab")
    browser.key("Escape")
    until(lambda: browser.in_page("caveat.card()") is None)
    assert browser.in_page("document.title") != "heard"
