"""Pages that change after they were checked."""

import json
import time

from tests.extension.conftest import MARKS, check, pictures_of_popup, says
from tests.waiting import until

CLAIM = "Ketamine is a guaranteed cure for every illness."
ADD = """{
    const added = document.createElement("p");
    added.textContent = TEXT;
    document.querySelector("article").append(added);
}"""


def quotes(browser):
    return [mark["quote"] for mark in browser.in_page(MARKS)]


def sent_texts(faulty):
    return [block["text"] for body in faulty.asked for block in json.loads(body)["blocks"]]


def test_new_text_is_checked_and_old_text_is_not_sent_again(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    check(browser, site, "plain")
    before = sent_texts(faulty)
    browser.in_page(ADD.replace("TEXT", json.dumps(CLAIM)))
    until(lambda: quotes(browser) == [CLAIM])
    assert sent_texts(faulty) == [*before, CLAIM]
    assert "1 mark in 10 sentences" in says(browser, "1 mark in")


def test_a_page_that_draws_itself_anew_keeps_its_marks(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    check(browser, site)
    before, sent = quotes(browser), sent_texts(faulty)
    browser.in_page(
        "{ const a = document.querySelector('main'); a.replaceWith(a.cloneNode(true)) }"
    )
    connected = """Array.from({length: caveat.count()},
        (_, i) => caveat.mark(i + 1).range.startContainer.isConnected)"""
    until(lambda: all(browser.in_page(connected)) and quotes(browser) == before)
    browser.in_page(ADD.replace("TEXT", json.dumps(CLAIM)))
    until(lambda: CLAIM in quotes(browser))
    assert sent_texts(faulty) == [*sent, CLAIM]


def test_an_edited_block_loses_its_marks_alone(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    before = quotes(browser)
    browser.in_page(
        "{ document.querySelectorAll('article p')[1].textContent = 'We open at nine every day.' }"
    )
    until(lambda: quotes(browser) == before[3:])
    assert "2 marks in 12 sentences" in says(browser, "2 marks in")


def test_text_that_a_reader_unfolds_is_checked(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.in_page("{ document.querySelector('[hidden]').hidden = false }")
    until(lambda: any("hidden cure" in quote for quote in quotes(browser)))


def test_a_page_that_never_rests_is_not_sent_for_ever(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    check(browser, site, "plain")
    one = ADD.replace("TEXT", "`Visitor ${n} came by the garden door today.`")
    many = f"for (let n = 0; n < 450; n++) {one}"
    browser.in_page("{ " + many + " }")
    assert "450 parts of the page were not checked" in says(browser, "keeps changing")
    assert len(faulty.asked) == 1


CHANGE = """{
    const button = document.getElementById("change");
    button.value = TEXT;
    button.click();
}"""


def test_a_link_within_the_page_leaves_what_is_known(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.in_page("location.hash = 'prices'")
    browser.in_page("history.pushState({}, '', '?page=2')")
    time.sleep(1)  # until the browser has told the extension
    assert "5 marks in 14 sentences" in browser.popup()
    browser.in_page(ADD.replace("TEXT", json.dumps(CLAIM)))
    until(lambda: CLAIM in quotes(browser))


def test_another_page_is_not_checked_yet(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    browser.open(f"{site}/plain/source.html")
    browser.press()
    assert "14 sentences" not in says(browser, "sentences")


def test_a_page_that_replaces_its_body_is_read_again(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site, "plain")
    browser.in_page("document.body.replaceWith(document.body.cloneNode(true))")
    browser.in_page(ADD.replace("TEXT", json.dumps(CLAIM)))
    until(lambda: quotes(browser) == [CLAIM])


def test_text_that_comes_while_other_new_text_is_asked_about_is_checked(
    open_browser, site, faulty, held
):
    later = "Everybody is cured for good by one spoon of this miracle oil."
    browser = open_browser(faulty.address)
    check(browser, site, "plain")
    browser.in_page(ADD.replace("TEXT", json.dumps(CLAIM)))
    until(lambda: len(faulty.asked) == 2)
    browser.in_page(ADD.replace("TEXT", json.dumps(later)))
    until(lambda: browser.in_page("caveat.tally().waiting") == 2)
    held.set()
    until(lambda: set(quotes(browser)) == {CLAIM, later})


def test_a_text_that_the_page_cuts_loses_its_mark_alone(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    cut = """(async () => {
        caveat.watch(false);
        caveat.mark(1).range.startContainer.data = "";
        const {unplaced, marks} = await caveat.leave(""); // a look that was going on comes later
        return [unplaced, marks];
    })()"""
    assert browser.in_page(cut) == [1, 4]


def test_text_that_changes_in_shadow_roots_is_checked(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    check(browser, site, "components")
    [before] = quotes(browser)
    browser.in_page(CHANGE.replace("TEXT", json.dumps(CLAIM)))  # in a root inside another one
    until(lambda: quotes(browser) == [before, CLAIM])
    browser.in_page("document.getElementById('add').click()")  # with a root that is new
    until(lambda: browser.in_page("caveat.tally().checked") == 5)
    later = "These drops cure every cancer for good."
    browser.in_page(CHANGE.replace("TEXT", json.dumps(later)))
    until(lambda: quotes(browser) == [before, CLAIM, later])
    assert sent_texts(faulty)[-2:] == [CLAIM, later]


def in_capitals(answer):
    for highlight in answer["highlights"]:
        highlight["quote"] = highlight["quote"].upper()
    return answer


def test_a_mark_that_cannot_be_placed_is_counted(open_browser, site, faulty, request):
    faulty.fault = lambda _: in_capitals
    browser = open_browser(faulty.address)
    said = check(browser, site)
    assert "No mark is shown of 5 found in 14 sentences" in said
    assert "5 marks could not be placed on the page." in said
    assert "Nothing marked" not in said
    assert browser.in_page("caveat.count()") == 0
    pictures_of_popup(request, browser, "unplaced")
