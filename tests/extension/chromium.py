"""Drives Chromium with the real extension.

Playwright can neither press the toolbar button nor list the popup; the
DevTools protocol can do both.
"""

import atexit
import base64
import json
import os
import shutil
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.extension import injected
from tests.waiting import until

FLAGS = ("--host-resolver-rules=MAP *.test 127.0.0.1", "--disable-gpu", "--disable-sync")


@contextmanager
def start(extension, profile):
    """A Chromium with an unpacked extension; skips the test where there is none."""
    context = playwright().chromium.launch_persistent_context(
        profile,
        executable_path=executable(),
        headless=True,
        chromium_sandbox=os.geteuid() != 0,
        viewport={"width": 1100, "height": 900},
        args=[
            f"--disable-extensions-except={extension}",
            f"--load-extension={extension}",
            *FLAGS,
        ],
    )
    try:
        yield Chromium(context)
    finally:
        context.close()


@cache
def playwright():
    """The one Playwright of this process; it refuses a second."""
    own = sync_playwright().start()
    atexit.register(own.stop)
    return own


def executable():
    """Where Chromium is; skips the test where there is none."""
    # Branded Chrome is not looked for: it loads no unpacked extensions.
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    own = Path(playwright().chromium.executable_path)
    if not found and not own.exists():
        pytest.skip("no Chromium is installed")
    return found or own


class Chromium:
    """A running Chromium.

    Parameters
    ----------
    context : playwright BrowserContext
    """

    closed_page = "chrome://version"
    can_renew = True

    def __init__(self, context):
        self.page = context.pages[0]
        self._workers = context.service_workers or [context.wait_for_event("serviceworker")]
        until(lambda: self._own_pages("welcome/"))  # it opens on installing
        self._devtools = context.browser.new_browser_cdp_session()
        self._heard = {}
        self._asked = 0
        self._own = None
        self._devtools.on("Target.receivedMessageFromTarget", self._hear)

    def renew(self, **settings):
        """Leave one new tab, and nothing stored but some settings."""
        context = self.page.context
        old, self.page, self._own = context.pages, context.new_page(), None
        for page in old:
            page.close()
        self._in_worker(
            """async (settings) => {
                await chrome.storage.session.clear();
                await chrome.storage.local.clear();
                await chrome.storage.local.set(settings);
            }""",
            settings,
        )

    def open(self, url):
        self.page.goto(url)
        self.page.bring_to_front()

    def press(self):
        """Press the toolbar button: it grants activeTab and opens the popup."""
        tabs = self._targets(filter=[{"type": "tab", "exclude": False}])
        [tab] = [one for one in tabs if one["url"] == self.page.url]
        extension = self._workers[0].url.split("/")[2]
        self._devtools.send(
            "Extensions.triggerAction", {"id": extension, "targetId": tab["targetId"]}
        )

    def popup(self):
        """What the popup says; None when it is closed."""
        return self.in_popup("document.body.innerText")

    def in_popup(self, code):
        """Evaluate code in the popup; None when it is closed."""
        params = {"expression": code, "returnByValue": True, "awaitPromise": True}
        answer = self._ask_popup(("Runtime.evaluate", params))
        return answer and answer["result"].get("value")

    def picture_of_popup(self, path, *, dark=False):
        """Keep a picture of the popup."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        shot = self._ask_popup(
            ("Emulation.setEmulatedMedia", {"features": [scheme]}), ("Page.captureScreenshot", {})
        )
        path.write_bytes(base64.b64decode(shot["data"]))

    def command(self, name):
        """Give a keyboard command; the browser's own keys do not reach a headless window."""
        self._in_worker(
            """async (name) => {
                const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
                chrome.commands.onCommand.dispatch(name, tab);
            }""",
            name,
        )

    def choose(self, entry):
        """Choose an entry of the context menu; a headless window has none to click."""
        self._in_worker(
            """async (entry) => {
                const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
                chrome.contextMenus.onClicked.dispatch({menuItemId: entry}, tab);
            }""",
            entry,
        )

    def end_background(self):
        """End the background, as the browser does when memory is short; not to be lent again."""
        self.can_renew = False
        [worker] = [one for one in self._targets() if one["type"] == "service_worker"]
        self._devtools.send("Target.closeTarget", {"targetId": worker["targetId"]})

    def _in_worker(self, code, argument):
        return self._workers[0].evaluate(code, argument)

    def _ask_popup(self, *messages):
        """Send (method, params) to the popup, in one session; gives the last one's result."""
        popup = self._popup()
        if popup is None:
            return None
        target = {"targetId": popup, "flatten": False}
        session = self._devtools.send("Target.attachToTarget", target)["sessionId"]
        for message in messages:
            answer = self._ask_session(session, *message)
        if self._popup() is not None:  # it may have closed itself, and its session with it
            self._devtools.send("Target.detachFromTarget", {"sessionId": session})
        return answer

    def _ask_session(self, session, method, params):
        self._asked += 1
        asked = self._asked
        message = json.dumps({"id": asked, "method": method, "params": params})
        self._devtools.send(
            "Target.sendMessageToTarget", {"sessionId": session, "message": message}
        )
        until(
            lambda: asked in self._heard or self.page.wait_for_timeout(20) or self._popup() is None
        )
        return self._heard.pop(asked, {}).get("result")

    def open_own(self, path):
        """Open a page of the extension in a tab of its own."""
        base = self._workers[0].url.rsplit("/", 1)[0]
        self._own = self._own or self.page.context.new_page()
        self._own.on("dialog", lambda dialog: dialog.accept())
        self._own.goto(f"{base}/{path}")

    def adopt(self, path):
        """Take a page of the extension that opened by itself for that page."""
        self._own = until(lambda: self._own_pages(path))[-1]
        self._own.wait_for_load_state()
        self.page.bring_to_front()

    def is_open(self, path):
        return bool(self._own_pages(path))

    def _own_pages(self, path):
        self.page.wait_for_timeout(20)  # or Playwright hears of no new and no closed page
        return [one for one in self.page.context.pages if f"/{path}" in one.url]

    def in_own(self, code):
        """Evaluate code in that page."""
        return self._own.evaluate(code)

    def click_own(self, selector):
        """Click in that page, as a reader."""
        self._own.click(selector)
        self.page.bring_to_front()

    def picture_of_own(self, path, *, dark=False):
        self._own.emulate_media(color_scheme="dark" if dark else "light")
        self._own.screenshot(path=path, full_page=True)

    def close_popup(self):
        self._devtools.send("Target.closeTarget", {"targetId": self._popup()})
        until(lambda: self._popup() is None)

    def _popup(self):
        return next((one["targetId"] for one in self._targets() if "/popup/" in one["url"]), None)

    def in_page(self, code):
        """Evaluate code beside the content scripts."""
        ask = """async () => {
            const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
            const func = CODE;
            const [answer] = await chrome.scripting.executeScript({target: {tabId: tab.id}, func});
            return answer.result;
        }"""
        found = self._workers[0].evaluate(ask.replace("CODE", injected.guarded(code)))
        return injected.value(found)

    def click(self, x, y):
        self.page.mouse.click(x, y)

    def key(self, name):
        self.page.keyboard.press(name)

    def screenshot(self, path, *, dark=False):
        self.page.emulate_media(color_scheme="dark" if dark else "light")
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=path)

    def picture_in(self, path, **media):
        """Keep a picture of the page in a medium, as Playwright names it."""
        self.page.emulate_media(**media)
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=path)

    def _targets(self, **options):
        return self._devtools.send("Target.getTargets", options)["targetInfos"]

    def _hear(self, event):
        message = json.loads(event["message"])
        if "id" in message:
            self._heard[message["id"]] = message
