"""The options page, and what follows from what is chosen there."""

import json
import time

from tests.extension.conftest import (
    NEWS,
    OPTIONS,
    at_options,
    check,
    keep,
    kept,
    says,
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


def is_checked(browser, address):
    """Open a page and wait until it was checked by itself."""
    browser.open(f"{address}/ketamine-clinic/source.html")
    return until(lambda: "5 marks in " in (browser.in_page("globalThis.caveat?.said?.()") or ""))


def test_a_chosen_site_means_its_subdomains_too(open_browser, site, server):
    browser = at_options(open_browser(server, manifest=NEWS))
    add_site(browser)
    assert is_checked(browser, site.replace("news.test", "www.news.test"))


def test_a_site_that_was_permitted_by_itself_is_still_checked(open_browser, site, server):
    alone = {"host_permissions": ["*://news.test/*"]}
    browser = at_options(open_browser(server, manifest=alone))
    browser.in_own(
        """Promise.all([import('/settings.js'), import('/arrivals.js')]).then(
            ([settings, {runOnSites}]) =>
                settings.write({always: ['news.test']}).then(() => runOnSites(['news.test'])))"""
    )
    assert is_checked(browser, site)
    at_options(browser)
    tells(browser, "sites", "news.test (without its subdomains: add it again")


TYPED = {"left-alone": "clinic.example", "address": "https://caveat.example"}


def typed(browser):
    fields = f"Object.keys({json.dumps(TYPED)})"
    ask = f"Object.fromEntries({fields}.map((id) => [id, document.getElementById(id).value]))"
    return browser.in_own(ask)


def test_what_is_typed_and_not_saved_yet_stays(open_browser, server):
    browser = at_options(open_browser(server, manifest=NEWS))
    keep(browser, hidden=["a" * 64])
    at_options(browser)
    for part, text in TYPED.items():
        browser.in_own(f"void (document.getElementById({part!r}).value = {text!r})")
    add_site(browser)
    assert typed(browser) == TYPED
    browser.in_own("document.querySelector('#sites button').click()")
    tells(browser, "site-said", "no longer")
    assert typed(browser) == TYPED
    browser.in_own("document.getElementById('reveal').click()")
    tells(browser, "hidden", "Marks that you hid: 0.")
    assert typed(browser) == TYPED


def test_erasing_leaves_nothing_behind(options, site, server):
    keep(options, sensitivity="quiet", hidden=["a" * 64])
    check(options, site)
    options.in_own("globalThis.confirm = () => true")
    options.in_own("document.getElementById('erase').click()")
    tells(options, "data-said", "Everything in this browser was erased.")
    api = "(globalThis.browser ?? chrome).storage"
    assert options.in_own(f"{api}.local.get()") == {}
    assert options.in_own(f"{api}.session.get()") == {}


def test_erasing_ends_a_check_that_is_going_on(open_browser, site, faulty, held):
    browser = at_options(open_browser(faulty.address))
    browser.open(f"{site}/long/source.html")
    browser.press()
    says(browser, "Checking: 6 of 60 parts done")
    until(lambda: len(faulty.asked) == 2)
    browser.in_own("globalThis.confirm = () => true")
    browser.in_own("document.getElementById('erase').click()")
    tells(browser, "data-said", "Everything in this browser was erased.")
    held.set()
    time.sleep(2)  # a check that went on would ask again
    assert len(faulty.asked) == 2
    assert browser.in_own("(globalThis.browser ?? chrome).storage.session.get()") == {}


def test_the_browser_takes_every_key_that_the_extension_suggests(options):
    keys = options.in_own("[...document.querySelectorAll('#keys dt')].map((key) => key.innerText)")
    assert len(keys) == 3
    assert "–" not in keys
