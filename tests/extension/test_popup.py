"""The popup: its states, and what can be done from it."""

import pytest

from tests.extension.conftest import MARKS, check, pictures_of_popup, says, settled
from tests.waiting import until

PRESS = "document.getElementById('{}').click()"


def press(browser, part):
    browser.in_popup(PRESS.format(part))


def test_the_marks_are_listed_in_order_and_lead_to_their_cards(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    quotes = [mark["quote"] for mark in browser.in_page(MARKS)]
    said = says(browser, quotes[-1])  # the page is asked for the list, a moment later
    places = [said.index(quote) for quote in quotes]
    assert places == sorted(places)
    browser.in_popup("document.querySelectorAll('#marks button')[1].click()")
    card = until(lambda: browser.in_page("caveat.card()"))
    assert quotes[1] in card
    until(lambda: browser.popup() is None)


def test_a_page_with_nothing_marked_is_not_called_fine(open_browser, site, server):
    said = check(open_browser(server), site, "plain")
    assert "Nothing marked in 9 sentences" in said
    assert "This is not a seal of approval." in said


def test_a_check_shows_how_far_it_is_and_can_be_stopped(open_browser, site, faulty, held, request):
    browser = open_browser(faulty.address)
    browser.open(f"{site}/long/source.html")
    browser.press()
    said = says(browser, "Checking: 6 of 60 parts done")
    assert "1 mark so far." in said
    pictures_of_popup(request, browser, "checking")
    press(browser, "stop")
    said = settled(browser)
    assert "Stopped: 6 of 60 parts were checked" in said
    assert "The rest was not checked." in said
    pictures_of_popup(request, browser, "stopped")
    held.set()
    press(browser, "check")
    assert "3 marks in " in says(browser, " in 119 sentences")
    assert "Stopped" not in browser.popup()


def test_a_server_that_dies_half_way_leaves_the_marks_and_says_so(
    open_browser, site, faulty, request
):
    faulty.fault = lambda number: b"" if number == 3 else None
    browser = open_browser(faulty.address)
    said = check(browser, site, "long")
    assert "Could not check this page" in said
    assert "Is it running?" in said
    assert "Before that, 26 of 60 parts were checked: 2 marks" in said
    assert len(browser.in_page(MARKS)) == 2
    pictures_of_popup(request, browser, "failed")


def test_a_server_of_somebody_else_is_not_to_be_started_here(open_browser, site):
    said = check(open_browser("http://caveat.test:9"), site)
    assert "caveat.test:9 did not answer." in said
    assert "make run" not in said


@pytest.mark.parametrize("answer", [b"<p>Hello</p>", b"{}", b'{"coverage": {"complete": true}}'])
def test_an_answer_of_another_shape_is_no_verdict(open_browser, site, faulty, answer):
    faulty.fault = lambda _: answer
    said = check(open_browser(faulty.address), site)
    assert "did not come from a Caveat server" in said
    assert "Nothing marked" not in said


def test_marks_can_be_hidden_and_brought_back(open_browser, site, server, request):
    browser = open_browser(server)
    check(browser, site)

    before = browser.in_page("CSS.highlights.size")
    assert before > 0
    press(browser, "conceal")
    assert "The marks are hidden on this page." in says(browser, "Show marks")
    assert browser.in_page("CSS.highlights.size") == 0
    pictures_of_popup(request, browser, "hidden")
    press(browser, "conceal")
    says(browser, "Hide marks")
    assert browser.in_page("CSS.highlights.size") == before


def test_a_card_that_opens_brings_hidden_marks_back(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    press(browser, "conceal")
    says(browser, "Show marks")
    browser.command("next-mark")
    assert "The marks are hidden" not in says(browser, "Hide marks")
    press(browser, "conceal")
    says(browser, "Show marks")
    browser.in_popup("document.querySelector('#marks button').click()")
    until(lambda: browser.popup() is None)
    browser.press()
    says(browser, "Hide marks")


def test_keys_go_from_mark_to_mark_and_around(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    quotes = [mark["quote"] for mark in browser.in_page(MARKS)]
    for command, quote in (
        ("next-mark", quotes[0]),
        ("next-mark", quotes[1]),
        ("previous-mark", quotes[0]),
        ("previous-mark", quotes[-1]),
    ):
        browser.command(command)
        until(lambda quote=quote: quote in (browser.in_page("caveat.card()") or ""))


def test_a_background_that_was_ended_does_not_leave_a_check_running(
    open_browser, site, faulty, held
):
    browser = open_browser(faulty.address)
    browser.open(f"{site}/long/source.html")
    browser.press()
    says(browser, "Checking: 6 of 60 parts done")
    browser.end_background()
    said = says(browser, "The browser ended the check before it was done.")
    assert "Could not check this page" in said
    assert "Checking" not in said
