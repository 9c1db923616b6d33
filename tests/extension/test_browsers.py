"""The extension in real browsers, on a page that no host permission covers."""

import json
from dataclasses import replace

from server.config import Limits
from tests.conftest import OUTPUT, serving
from tests.extension.conftest import DEAD, MARKS, check, expected, name, settled
from tests.waiting import until


def test_a_press_of_the_button_marks_the_article(open_browser, site, server, request):
    browser = open_browser(server)
    said = check(browser, site)
    marks = browser.in_page(MARKS)
    quotes = [mark["quote"] for mark in marks]
    for sentence in expected("ketamine-clinic")["marked"]:
        assert any(sentence in quote for quote in quotes), sentence
    for sentence in expected("ketamine-clinic")["never"]:
        assert not any(sentence in quote for quote in quotes), sentence
    assert all(" ".join(mark["text"].split()) == mark["quote"] for mark in marks)
    assert f"{len(marks)} marks in " in said
    assert "A guide, not proof." in said
    OUTPUT.mkdir(exist_ok=True)
    browser.screenshot(OUTPUT / f"{name(request)}-marked.png")


def test_a_click_on_a_mark_opens_its_card(open_browser, site, server, request):
    browser = open_browser(server)
    check(browser, site)
    assert browser.in_page("caveat.card()") is None
    first = browser.in_page(MARKS)[0]
    browser.close_popup()
    browser.click(first["left"] + 20, first["top"] + first["height"] / 2)
    card = until(lambda: browser.in_page("caveat.card()"))
    assert first["quote"] in card
    assert "Overstated" in card
    assert "Words that weighed most:" in card
    OUTPUT.mkdir(exist_ok=True)
    browser.screenshot(OUTPUT / f"{name(request)}-card.png")
    browser.key("Escape")
    until(lambda: browser.in_page("caveat.card()") is None)


def test_the_keyboard_alone_reaches_a_mark_and_its_card(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    for _ in range(6):  # past the three links of the page
        browser.key("Tab")
        if browser.in_page("document.activeElement.parentElement === document.documentElement"):
            break
    browser.key("Enter")
    first = browser.in_page(MARKS)[0]
    assert first["quote"] in until(lambda: browser.in_page("caveat.card()"))
    browser.key("Escape")
    until(lambda: browser.in_page("caveat.card()") is None)


def test_a_server_that_is_not_running_is_told_in_words(open_browser, site):
    browser = open_browser(DEAD)
    said = check(browser, site)
    assert "Could not check this page" in said
    assert "Is it running?" in said
    assert "Nothing marked" not in said


def test_a_page_without_an_article_is_told(open_browser, site, server):
    browser = open_browser(server)
    said = check(browser, site, "empty")
    assert "Could not check this page" in said
    assert "No article text" in said


def test_a_page_that_was_not_judged_does_not_look_fine(open_browser, site, server):
    said = check(open_browser(server), site, "german")
    assert "Nothing on this page could be judged" in said
    assert "2 skipped: not English." in said
    assert "Nothing marked" not in said


def test_a_page_that_browsers_close_to_extensions_is_told(open_browser, server):
    browser = open_browser(server)
    browser.open(browser.closed_page)
    browser.press()
    assert "cannot be read" in settled(browser)


def test_an_article_that_is_too_long_is_told(open_browser, site, config):
    with serving(replace(config, limits=Limits(characters=100))) as address:
        said = check(open_browser(address), site)
    assert "too long" in said
    assert "at most 100 are allowed" in said


def test_a_server_of_another_kind_is_told(open_browser, site):
    said = check(open_browser(site.replace("news.test", "127.0.0.1")), site)
    assert "Could not check this page" in said
    assert "Nothing marked" not in said


def test_a_long_article_is_asked_about_in_parts_a_small_one_first(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    assert "3 marks in 119 sentences" in check(browser, site, "long")
    parts = [json.loads(body)["blocks"] for body in faulty.asked]
    assert [len(part) for part in parts] == [6, 20, 20, 14]
    assert sum(len(block["text"]) for block in parts[0]) >= 500  # enough to tell the language
    assert len({block["id"] for part in parts for block in part}) == 60


def test_a_page_is_checked_without_readability_too(open_browser, site, server):
    browser = open_browser(server, without=["vendor/Readability.js"])
    assert "5 marks in 14 sentences" in check(browser, site)
    assert browser.in_page("typeof Readability") == "undefined"
