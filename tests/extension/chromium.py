"""Drives Chromium with the real extension.

Playwright can neither press the toolbar button nor list the popup; the
DevTools protocol can do both.
"""

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.extension.waiting import until

FLAGS = ("--host-resolver-rules=MAP *.test 127.0.0.1", "--disable-gpu", "--disable-sync")


@contextmanager
def start(extension, profile):
    """A Chromium with an unpacked extension; skips the test where there is none."""
    with sync_playwright() as playwright:
        path = executable(playwright)
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=path,
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


def executable(playwright):
    """Where Chromium is; skips the test where there is none."""
    # Branded Chrome is not looked for: it loads no unpacked extensions.
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    own = Path(playwright.chromium.executable_path)
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

    def __init__(self, context):
        self.page = context.pages[0]
        self._workers = context.service_workers or [context.wait_for_event("serviceworker")]
        self._devtools = context.browser.new_browser_cdp_session()
        self._heard = {}
        self._asked = 0
        self._devtools.on("Target.receivedMessageFromTarget", self._hear)

    def open(self, url):
        self.page.goto(url)

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
        popup = self._popup()
        if popup is None:
            return None
        target = {"targetId": popup, "flatten": False}
        session = self._devtools.send("Target.attachToTarget", target)["sessionId"]
        self._asked += 1
        asked = self._asked
        params = {"expression": "document.body.innerText", "returnByValue": True}
        message = {"id": asked, "method": "Runtime.evaluate", "params": params}
        self._devtools.send(
            "Target.sendMessageToTarget", {"sessionId": session, "message": json.dumps(message)}
        )
        until(lambda: asked in self._heard or self.page.wait_for_timeout(20))
        self._devtools.send("Target.detachFromTarget", {"sessionId": session})
        return self._heard.pop(asked)["result"]["result"].get("value")

    def close_popup(self):
        self._devtools.send("Target.closeTarget", {"targetId": self._popup()})
        until(lambda: self._popup() is None)

    def _popup(self):
        return next((one["targetId"] for one in self._targets() if "/popup/" in one["url"]), None)

    def in_page(self, code):
        """Evaluate code beside the content scripts."""
        ask = """async (code) => {
            const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
            const func = CODE;
            const [answer] = await chrome.scripting.executeScript({target: {tabId: tab.id}, func});
            return answer.result;
        }"""
        return self._workers[0].evaluate(ask.replace("CODE", f"() => {code}"), code)

    def click(self, x, y):
        self.page.mouse.click(x, y)

    def key(self, name):
        self.page.keyboard.press(name)

    def screenshot(self, path):
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=path)

    def _targets(self, **options):
        return self._devtools.send("Target.getTargets", options)["targetInfos"]

    def _hear(self, event):
        message = json.loads(event["message"])
        if "id" in message:
            self._heard[message["id"]] = message
