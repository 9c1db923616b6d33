"""The options page, and what follows from what is chosen there."""

import json
import time

import pytest

from tests.extension.conftest import (
    DEAD,
    OPTIONS,
    at_options,
    check,
    keep,
    kept,
    pictures_of_popup,
    says,
    settled,
    tells,
)
from tests.extension.waiting import until

NEWS = {"host_permissions": ["*://news.test/*"]}


def submit(browser, form, **fields):
    for name, value in fields.items():
        browser.in_own(f"document.getElementById({name!r}).value = {json.dumps(value)}")
    browser.in_own(f"document.getElementById('{form}').requestSubmit()")


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


def test_the_sensitivity_is_sent(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    browser.open_own(OPTIONS)
    until(lambda: browser.in_own("document.querySelectorAll('#sensitivity input').length") == 3)
    browser.in_own("document.querySelector('#sensitivity input[value=quiet]').click()")
    until(lambda: kept(browser)["sensitivity"] == "quiet")
    check(browser, site)
    assert json.loads(faulty.asked[0])["sensitivity"] == "quiet"


def test_a_site_on_the_list_is_left_alone_until_asked_twice(open_browser, site, faulty, request):
    browser = open_browser(faulty.address)
    browser.open_own(OPTIONS)
    keep(browser, never=["news.*"])
    browser.open(f"{site}/ketamine-clinic/source.html")
    browser.press()
    assert "Not checked yet" in says(browser, "to leave alone. Nothing was sent.")
    assert browser.in_page("typeof caveat") == "undefined"
    assert not faulty.asked
    browser.in_popup("document.getElementById('check').click()")
    said = settled(browser)
    assert "5 marks" in said
    assert "text that appears on the page later is not checked" in said
    pictures_of_popup(request, browser, "once")


def test_a_site_that_is_left_alone_is_checked_once_and_not_watched(open_browser, site, faulty):
    browser = open_browser(faulty.address)
    browser.open_own(OPTIONS)
    keep(browser, never=["news.*"])
    browser.open(f"{site}/plain/source.html")
    browser.press()
    says(browser, "Nothing was sent.")
    browser.in_popup("document.getElementById('check').click()")
    assert "Nothing marked in 9 sentences" in settled(browser)
    asked = len(faulty.asked)
    browser.in_page("document.querySelector('article p').append(' Ketamine cures all.')")
    time.sleep(2)  # a watched page is asked about after a quarter of a second
    assert len(faulty.asked) == asked


HOSTS = {
    "mail.google.com": "leftNever",
    "www.mybank.example": "leftNever",
    "mychart.hospital.example": "leftNever",
    "intranet": "leftIntranet",
    "wiki.corp": "leftIntranet",
    "192.168.1.20": "leftIntranet",
    "[::1]": "leftIntranet",
    "patient.info": None,
    "gmail.news.example": None,
    "172.200.1.1": None,
    "": None,
}


def test_mail_banks_portals_and_intranets_are_left_alone(options):
    ask = """Promise.all([import('/sites.js'), import('/settings.js')]).then(
        ([{leftAlone}, {DEFAULTS}]) => HOSTS.map((host) => leftAlone(host, DEFAULTS)))"""
    found = options.in_own(ask.replace("HOSTS", json.dumps(list(HOSTS))))
    assert dict(zip(HOSTS, found, strict=True)) == HOSTS


def test_a_list_with_something_else_in_it_is_not_saved(options):
    submit(options, "never", **{"left-alone": "mail.*\nhttps://example.org/path"})
    tells(options, "never-said", "Not saved")
    assert "mail.*" in kept(options)["never"]
    assert len(kept(options)["never"]) > 2


def test_a_chosen_site_is_checked_by_itself(open_browser, site, server):
    browser = at_options(open_browser(server, manifest=NEWS))
    browser.in_own("document.getElementById('site').value = 'news.test'")
    browser.in_own("document.getElementById('site').scrollIntoView({block: 'center'})")
    browser.click_own("#always button")
    tells(browser, "site-said", "news.test is checked by itself from now on.")
    browser.open(f"{site}/ketamine-clinic/source.html")
    until(lambda: "5 marks in " in (browser.in_page("globalThis.caveat?.said?.()") or ""))
    browser.in_own("document.querySelector('#sites button').click()")
    tells(browser, "site-said", "no longer")
    registered = "(globalThis.browser ?? chrome).scripting.getRegisteredContentScripts()"
    assert browser.in_own(registered) == []


def test_settings_go_out_as_they_are_now_and_come_in_again(options):
    keep(options, sensitivity="quiet", never=["example.org"])
    name, text = exported(options)
    assert name == "caveat-settings.json"
    keep(options, sensitivity="balanced", never=[])
    take(options, text)
    tells(options, "data-said", "The settings were loaded.")
    assert kept(options)["sensitivity"] == "quiet"
    assert kept(options)["never"] == ["example.org"]


def test_what_is_not_allowed_in_a_file_is_left_out_and_named(options, server):
    take(options, '{"caveat": 1, "server": "javascript:1", "labels": ["fake"], "intranets": true}')
    said = tells(options, "data-said", "except for what is not allowed")
    assert "server, labels" in said
    assert kept(options)["intranets"] is True
    assert kept(options)["server"] == server


@pytest.mark.parametrize("text", ["", "[]", "{}", "not JSON", '{"caveat": 2}'])
def test_a_file_of_something_else_changes_nothing(options, text):
    before = kept(options)
    take(options, text)
    tells(options, "data-said", "Nothing was changed.")
    assert kept(options) == before


def test_erasing_leaves_nothing_behind(options, site, server):
    keep(options, sensitivity="quiet", hidden=["a" * 64])
    check(options, site)
    options.in_own("globalThis.confirm = () => true")
    options.in_own("document.getElementById('erase').click()")
    tells(options, "data-said", "Everything in this browser was erased.")
    api = "(globalThis.browser ?? chrome).storage"
    assert options.in_own(f"{api}.local.get()") == {}
    assert options.in_own(f"{api}.session.get()") == {}


def exported(browser):
    """Press the button that saves the settings; gives the file's name and text, and saves none."""
    browser.in_own(
        "void (HTMLAnchorElement.prototype.click = function () { globalThis.saved = this })"
    )
    browser.in_own("document.getElementById('export').click()")
    until(lambda: browser.in_own("Boolean(globalThis.saved)"))
    return browser.in_own(
        "fetch(saved.href).then(async (file) => [saved.download, await file.text()])"
    )


def take(browser, text):
    """Choose a file with a text for the import."""
    choose = """(() => {
        const files = new DataTransfer();
        files.items.add(new File([TEXT], "settings.json"));
        const input = document.getElementById("import");
        input.files = files.files;
        input.dispatchEvent(new Event("change"));
    })()"""
    browser.in_own(choose.replace("TEXT", json.dumps(text)))


def test_the_browser_takes_every_key_that_the_extension_suggests(options):
    keys = options.in_own("[...document.querySelectorAll('#keys dt')].map((key) => key.innerText)")
    assert len(keys) == 3
    assert "–" not in keys
