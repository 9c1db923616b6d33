"""The options page, and what follows from what is chosen there."""

import json

from tests.extension.conftest import (
    NEWS,
    OPTIONS,
    at_options,
    check,
    keep,
    kept,
    submit,
    tells,
)
from tests.waiting import until


def test_the_sensitivity_is_sent(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    browser.open_own(OPTIONS)
    until(lambda: browser.in_own("document.querySelectorAll('#sensitivity input').length") == 3)
    browser.in_own("document.querySelector('#sensitivity input[value=quiet]').click()")
    until(lambda: kept(browser)["sensitivity"] == "quiet")
    check(browser, site)
    assert json.loads(faulty.asked[0])["sensitivity"] == "quiet"


def test_a_list_with_something_else_in_it_is_not_saved(options):
    submit(options, "never", **{"left-alone": "mail.*\nhttps://example.org/path"})
    tells(options, "never-said", "Not saved")
    assert "mail.*" in kept(options)["never"]
    assert len(kept(options)["never"]) > 2


def add_site(browser):
    """Choose the test pages' site, as a reader does, who is asked for the right to it."""
    browser.in_own("document.getElementById('site').value = 'news.test'")
    browser.in_own("document.getElementById('site').scrollIntoView({block: 'center'})")
    browser.click_own("#always button")
    tells(browser, "site-said", "news.test is checked by itself from now on.")


def test_a_chosen_site_is_checked_by_itself(open_browser, site, server):
    browser = at_options(open_browser(server, manifest=NEWS))
    add_site(browser)
    browser.open(f"{site}/ketamine-clinic/source.html")
    until(lambda: "5 marks in " in (browser.in_page("globalThis.caveat?.said?.()") or ""))
    browser.in_own("document.querySelector('#sites button').click()")
    tells(browser, "site-said", "no longer")
    registered = "(globalThis.browser ?? chrome).scripting.getRegisteredContentScripts()"
    assert browser.in_own(registered) == []


def test_erasing_leaves_nothing_behind(options, site, server):
    keep(options, sensitivity="quiet", hidden=["a" * 64])
    check(options, site)
    options.in_own("globalThis.confirm = () => true")
    options.in_own("document.getElementById('erase').click()")
    tells(options, "data-said", "Everything in this browser was erased.")
    api = "(globalThis.browser ?? chrome).storage"
    assert options.in_own(f"{api}.local.get()") == {}
    assert options.in_own(f"{api}.session.get()") == {}


def test_the_browser_takes_every_key_that_the_extension_suggests(options):
    keys = options.in_own("[...document.querySelectorAll('#keys dt')].map((key) => key.innerText)")
    assert len(keys) == 3
    assert "–" not in keys
