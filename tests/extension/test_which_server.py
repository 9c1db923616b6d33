"""Which server texts go to, as chosen on the options page."""

import pytest

from tests.extension.conftest import DEAD, NEWS, at_options, check, kept, submit, tells
from tests.waiting import until


def test_the_page_says_which_server_answers_and_where_texts_go(options, server):
    facts = tells(options, "facts", "answers: model")
    assert server.removeprefix("http://") in facts
    assert "2,000 parts" in facts
    assert "a program on this computer" in tells(options, "goes", "goes to")


@pytest.mark.parametrize(
    "address", ["", "ftp://example.org", "http://a b", "http://u:p@a.org/", "x/y"]
)
def test_what_is_no_address_is_refused(options, server, address):
    submit(options, "server", address=address)
    tells(options, "facts", "This is no server's address.")
    assert kept(options)["server"] == server


def test_a_server_that_does_not_answer_is_not_kept(options, server):
    submit(options, "server", address=DEAD)
    tells(options, "facts", "did not answer")
    assert kept(options)["server"] == server


def test_a_server_of_another_kind_is_not_kept(options, server, site):
    submit(options, "server", address=site.replace("news.test", "127.0.0.1"))
    tells(options, "facts", "did not come from a Caveat server")
    assert kept(options)["server"] == server


def test_another_server_is_asked_from_then_on(options, faulty, site):
    submit(options, "server", address="localhost:" + faulty.address.rsplit(":")[-1])
    tells(options, "facts", "answers: model")
    until(lambda: kept(options)["server"].startswith("http://localhost:"))
    check(options, site)
    assert faulty.asked


def test_a_server_that_is_not_kept_is_not_told_as_the_one_that_gets_the_texts(open_browser, server):
    browser = at_options(open_browser(server, manifest=NEWS))
    browser.in_own("document.getElementById('address').value = 'http://news.test:9'")
    browser.click_own("#server button")
    tells(browser, "facts", "news.test:9 did not answer")
    assert "a program on this computer" in tells(browser, "goes", "goes to")
    assert kept(browser)["server"] == server


GIVEN = {
    "http://127.0.0.1:8750": True,
    "http://localhost:1": True,
    "https://localhost:1": False,
    "https://127.0.0.1": False,
    "http://example.org": False,
}


def test_permission_is_asked_for_wherever_the_manifest_gives_none(options):
    ask = f"import('/sites.js').then(({{isGiven}}) => {list(GIVEN)}.map(isGiven))"
    assert dict(zip(GIVEN, options.in_own(ask), strict=True)) == GIVEN
