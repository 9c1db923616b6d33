"""What the extension's tests share: pages, browsers with the extension, a check."""

import functools
import http.server
import json
import threading

import pytest

from tests.conftest import OUTPUT, ROOT
from tests.extension import chromium, firefox
from tests.extension.faults import between
from tests.extension.opening import Lender
from tests.waiting import PATIENCE, until

PAGES = ROOT / "tests" / "pages"
OPTIONS = "options/options.html"
DEAD = "http://127.0.0.1:9"  # the discard port: nothing listens
NEWS = {"host_permissions": ["*://*.news.test/*"]}  # the right to the pages of `site`


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    """The test pages, at a host name outside the extension's host permissions."""
    handler = functools.partial(QuietHandler, directory=PAGES)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as pages:
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        yield f"http://news.test:{pages.server_port}"
        pages.shutdown()


@pytest.fixture(scope="session")
def lenders():
    """One lender for each browser."""
    found = {driver: Lender(driver) for driver in (chromium, firefox)}
    yield found
    for lender in found.values():
        lender.close()


@pytest.fixture(params=[chromium, firefox], ids=["chromium", "firefox"])
def open_browser(request, lenders):
    """Gives a browser with the extension, which asks the server at an address."""
    return lenders[request.param].lend


@pytest.fixture
def faulty(server):
    """The real server, behind faults that a test asks for."""
    with between(server) as standing_between:
        yield standing_between


@pytest.fixture
def held(faulty):
    """A server that answers once, and then only when the event is set."""
    go_on = threading.Event()
    faulty.fault = lambda number: go_on.wait(PATIENCE) and None if number > 1 else None
    yield go_on
    go_on.set()


@pytest.fixture
def options(open_browser, server):
    """A browser at the options page, and a server that answers."""
    return at_options(open_browser(server))


def name(request):
    return request.node.callspec.id


def pictures(request, take, what):
    """Keep pictures of what a driver takes, in light and dark, for people to look at."""
    OUTPUT.mkdir(exist_ok=True)
    for dark, scheme in enumerate(("light", "dark")):
        take(OUTPUT / f"{name(request)}-{what}-{scheme}.png", dark=bool(dark))


def pictures_of_popup(request, browser, state):
    """Keep pictures of the popup, where the driver can make them."""
    if hasattr(browser, "picture_of_popup"):
        pictures(request, browser.picture_of_popup, f"popup-{state}")


def expected(slug):
    return json.loads((PAGES / slug / "expected.json").read_text())


def settled(browser):
    """What the popup says once it is done."""
    return says(browser, "Check again")


def says(browser, text):
    """What the popup says once a text stands in it."""
    said = until(lambda: text in (now := browser.popup() or "") and now)
    assert not ("Checking" in said and "Check again" in said)
    return said


def check(browser, site, slug="ketamine-clinic"):
    browser.open(f"{site}/{slug}/source.html")
    browser.press()
    return settled(browser)


def at_options(browser):
    """The browser, once its options page knows the server."""
    browser.open_own(OPTIONS)
    tells(browser, "facts", "answers: model")
    return browser


def tells(browser, part, text):
    """What a part of the options page says once a text stands in it."""
    ask = f"document.getElementById('{part}').textContent"
    return until(lambda: text in (now := browser.in_own(ask)) and now)


def submit(browser, form, **fields):
    for name, value in fields.items():
        browser.in_own(f"document.getElementById({name!r}).value = {json.dumps(value)}")
    browser.in_own(f"document.getElementById('{form}').requestSubmit()")


def kept(browser):
    return browser.in_own("import('/settings.js').then((settings) => settings.read())")


def keep(browser, **changes):
    write = f"import('/settings.js').then((settings) => settings.write({json.dumps(changes)}))"
    browser.in_own(write)


MARKS = """Array.from({length: caveat.count()}, (_, i) => {
    const {highlight, range} = caveat.mark(i + 1);
    const {left, top, height} = range.getClientRects()[0] ?? {};
    return {quote: highlight.quote, labels: highlight.labels, text: range.toString(),
        left, top, height};
})"""
