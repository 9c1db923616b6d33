"""The page that shows what was sent."""

import json

import pytest

from tests.extension.conftest import check, says
from tests.waiting import until

BOXES = "[...document.querySelectorAll('pre')].map((box) => box.textContent)"


def boxes(browser, count):
    browser.open_own("sent/sent.html")
    return until(lambda: len(found := browser.in_own(BOXES)) == count and found)


def test_requests_and_answers_are_shown_byte_for_byte(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    check(browser, site, "long")
    shown = boxes(browser, 8)
    assert [request.encode() for request in shown[::2]] == faulty.asked
    assert all(json.loads(answer)["coverage"]["complete"] for answer in shown[1::2])


def test_only_text_title_and_sensitivity_are_sent(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    check(browser, site)
    [body] = faulty.asked
    assert set(json.loads(body)) == {"title", "blocks", "sensitivity", "include"}
    assert all(set(block) == {"id", "text"} for block in json.loads(body)["blocks"])
    assert b"news.test" not in body


def test_no_cookie_and_no_page_go_along(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    check(browser, site)
    browser.close_popup()
    check(browser, site, "plain")  # by now the server has set a cookie
    assert len(faulty.headers) == 2
    for headers in faulty.headers:
        assert not {"cookie", "referer"} & {name.lower() for name in headers}


def test_no_name_goes_along_but_the_one_that_is_told(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    check(browser, site)
    browser.open_own("sent/sent.html")
    origin = faulty.headers[0]["Origin"].split("://")[0]
    if origin == "moz-extension":
        assert f"{origin}://" in browser.in_own("document.body.innerText")
    else:  # the same in every installation
        assert origin == "chrome-extension"


def test_what_the_browser_tells_of_itself_is_named(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    check(browser, site)
    browser.open_own("sent/sent.html")
    told = browser.in_own("document.body.innerText")
    for name in ("User-Agent", "Accept-Language"):
        assert faulty.headers[0][name]
        assert name in told


# Loaded twice, as by the background and by a page of the extension.
KEEP = """Promise.all([import("/sent.js"), import("/sent.js?page")]).then((modules) =>
    Promise.all(SIZES.map((size, at) => modules[at % 2].keep(
        {address: "http://a.example", request: "x".repeat(size)}))))"""


@pytest.mark.parametrize(("sizes", "numbers"), [([1, 1, 1], [1, 2, 3]), ([900_000] * 3, [2, 3])])
def test_what_tabs_and_pages_send_at_once_is_kept(open_browser, server, sizes, numbers):
    browser = open_browser(server)
    browser.open_own("sent/sent.html")
    browser.in_own(KEEP.replace("SIZES", json.dumps(sizes)))
    boxes(browser, len(numbers))
    headings = "[...document.querySelectorAll('h2')].map((one) => one.textContent)"
    assert browser.in_own(headings) == [f"Request {number}" for number in numbers]
    assert "3 requests since the last check began." in browser.in_own("document.body.innerText")


def test_a_request_without_an_answer_is_shown_too(open_browser, site, faulty):
    faulty.fault = lambda _: b""
    browser = open_browser(faulty.address)
    check(browser, site)
    [request] = boxes(browser, 1)
    assert request.encode() == faulty.asked[-1]
    assert "No answer has come." in browser.in_own("document.body.innerText")


def test_a_request_whose_asker_was_ended_is_shown_too(open_browser, site, faulty, held):
    browser = open_browser(faulty.address)
    browser.open(f"{site}/long/source.html")
    browser.press()
    says(browser, "Checking: 6 of 60 parts done")
    until(lambda: len(faulty.asked) == 2)
    browser.end_background()
    first, _, last = boxes(browser, 3)
    assert [first.encode(), last.encode()] == faulty.asked
    assert "No answer has come." in browser.in_own("document.body.innerText")


def test_nothing_is_kept_on_disk(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.open_own("sent/sent.html")
    stored = browser.in_own("(globalThis.browser ?? chrome).storage.local.get()")
    assert stored == {"server": server}  # which the test chose
