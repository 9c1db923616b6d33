"""Settings that are saved as a file, and loaded from one."""

import json

import pytest

from tests.extension.conftest import keep, kept, tells
from tests.waiting import until


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


def test_a_file_does_not_choose_where_texts_go(options, server):
    take(options, '{"caveat": 1, "server": "https://a.example", "sensitivity": "quiet"}')
    said = tells(options, "data-said", "The settings were loaded.")
    assert "“Use this server” above to have texts go to a.example." in said
    assert kept(options)["server"] == server
    assert kept(options)["sensitivity"] == "quiet"
    assert options.in_own("document.getElementById('address').value") == "https://a.example"
    assert "a program on this computer" in tells(options, "goes", "goes to")
