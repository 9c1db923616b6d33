import json
import re

import pytest

from server import wording
from tests.conftest import ROOT

MESSAGES = json.loads((ROOT / "extension" / "_locales" / "en" / "messages.json").read_text())
OURS = [path for path in (ROOT / "extension").rglob("*.js") if "vendor" not in path.parts]


@pytest.mark.parametrize("words", [wording.LABELS, wording.STRENGTHS, wording.REASONS])
def test_the_extension_says_what_the_page_says(words):
    assert {code: MESSAGES[code]["message"] for code in words} == dict(words)


def test_the_extension_asks_what_the_page_asks():
    assert {code: MESSAGES[f"ask_{code}"]["message"] for code in wording.REASONS} == wording.ASKS


def test_every_key_that_is_used_has_words():
    used = set()
    for path in OURS:
        text = path.read_text()
        used |= set(re.findall(r'(?:words|CheckError)\((?:[^)"]+\? )?"(\w+)"', text))
        used |= set(re.findall(r'"(server\w+)"', text))
        used |= set(re.findall(r'why: "(\w+)"', text))
        used |= set(re.findall(r'(?:say|warn)\("[\w-]+", "(\w+)"', text))
        for key in re.findall(r'counted\("(\w+)"', text):
            used |= {f"{key}_one", f"{key}_other"}
    for path in (ROOT / "extension").rglob("*.html"):
        used |= set(re.findall(r'data-words="(\w+)"', path.read_text()))
    used |= {f"skipped_{why}" for why in wording.SKIPPED}
    assert used <= set(MESSAGES)


def test_one_file_fetches_and_one_talks_to_the_browser():
    assert [path.name for path in OURS if re.search(r"\bfetch\(", path.read_text())] == [
        "server.js"
    ]
    talking = re.compile(r"globalThis\.(browser|chrome)\b")
    # Content scripts cannot import, and have a browser.js of their own.
    assert {path.name for path in OURS if talking.search(path.read_text())} == {"browser.js"}


def test_the_extension_writes_no_markup():
    for path in OURS:
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML", path.read_text())
