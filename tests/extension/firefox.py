"""Drives Firefox with the real extension, by WebDriver BiDi (no geckodriver needed)."""

import base64
import json
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
import websocket

from tests.extension import injected
from tests.waiting import PATIENCE, until

ID = "caveat@caveat.invalid"
UUID = "2f9c8a44-6f0e-4a51-9d1c-0d6f7f6f0a11"
PREFERENCES = {
    "extensions.webextensions.uuids": json.dumps({ID: UUID}),
    "extensions.webextOptionalPermissionPrompts": False,
    "network.dns.localDomains": "news.test,www.news.test",
    "remote.prefs.recommended": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}
PRESS = f"""(() => {{
  const parent = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
  const {{ extension }} = WebExtensionPolicy.getByID("{ID}");
  const front = Services.wm.getMostRecentWindow("navigator:browser");
  parent.ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(front);
}})()"""
# As ext-commands does when a key is pressed: the reader's act grants activeTab.
COMMAND = f"""(() => {{
  const {{ extension }} = WebExtensionPolicy.getByID("{ID}");
  extension.shortcuts.onCommand(NAME);
}})()"""
END = f"""(async () => {{
  const {{ extension }} = WebExtensionPolicy.getByID("{ID}");
  await extension.terminateBackground({{ ignoreDevToolsAttached: true }});
}})()"""
# A reader's choice from the menu, without the menu: it grants activeTab like the real one.
CHOOSE = f"""(() => {{
  const {{ extension }} = WebExtensionPolicy.getByID("{ID}");
  const front = Services.wm.getMostRecentWindow("navigator:browser");
  const tab = front.gBrowser.selectedTab;
  extension.tabManager.addActiveTabPermission(tab);
  extension.emit("webext-menu-menuitem-click", {{ menuItemId: ENTRY, modifiers: [] }}, tab);
}})()"""
SCHEME = "layout.css.prefers-color-scheme.content-override"  # 0 is dark, 1 light
KEYS = {"Tab": "\ue004", "Enter": "\ue006", "Escape": "\ue00c"}


@contextmanager
def start(extension, profile):
    """A Firefox with an unpacked extension; skips the test where there is none."""
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        pytest.skip("no Firefox is installed")
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
    Path(profile).mkdir(parents=True, exist_ok=True)
    (Path(profile) / "user.js").write_text("\n".join(lines))
    command = [path, "--headless", "--no-remote", "--profile", str(profile)]
    command += ["--remote-debugging-port", "0", "--remote-allow-system-access", "about:blank"]
    log = Path(profile) / "log"
    with log.open("w") as output:  # nobody reads a pipe, and a full one would stop Firefox
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        firefox = Firefox(_address(log, process), extension)
        yield firefox
        firefox.close()
    finally:
        process.kill()  # its profile is thrown away
        process.wait()


def _address(log, process):
    """Where WebDriver BiDi listens, once the log tells it."""

    def told():
        has_ended = process.poll() is not None
        found = re.search(r"WebDriver BiDi listening on (ws://\S+)\s", log.read_text())
        assert found or not has_ended, "Firefox ended without offering WebDriver BiDi"
        return found

    return until(told)[1]


class Firefox:
    """A running Firefox.

    Parameters
    ----------
    address : str
        Where its WebDriver BiDi listens.
    extension : path
        The folder to load.
    """

    closed_page = "about:license"
    can_renew = True

    def __init__(self, address, extension):
        self._connection = websocket.create_connection(
            f"{address}/session", timeout=PATIENCE, suppress_origin=True
        )
        self._asked = 0
        self._own = None
        accept = {"unhandledPromptBehavior": {"default": "accept"}}
        self._ask("session.new", capabilities={"alwaysMatch": accept})
        self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]
        windows = self._ask("browsingContext.getTree", **{"moz:scope": "chrome"})
        self._window = windows["contexts"][0]["context"]
        data = {"type": "path", "path": str(extension)}
        self._ask("webExtension.install", extensionData=data)
        until(lambda: self._own_tabs("welcome/"))  # it opens on installing
        # Any document of the extension reaches its API; an icon does nothing by itself.
        made = self._ask("browsingContext.create", type="tab", background=True)
        self._inside = made["context"]
        self._navigate(self._inside, f"moz-extension://{UUID}/icons/48.png")

    def renew(self, **settings):
        """Leave one new tab, and nothing stored but some settings."""
        self.close_popup()  # it outlives its tab
        tabs = self._ask("browsingContext.getTree")["contexts"]
        self._tab = self._ask("browsingContext.create", type="tab")["context"]
        for one in tabs:
            if one["context"] != self._inside:
                self._ask("browsingContext.close", context=one["context"])
        self._own = None
        self._evaluate(f"Services.prefs.clearUserPref({SCHEME!r})", self._window)
        store = """(async () => {
            await browser.storage.session.clear();
            await browser.storage.local.clear();
            await browser.storage.local.set(SETTINGS);
        })()"""
        self._evaluate(store.replace("SETTINGS", json.dumps(settings)), self._inside)

    def open(self, url):
        self._navigate(self._tab, url)

    def press(self):
        """Press the toolbar button: it grants activeTab and opens the popup."""
        self._evaluate(PRESS, self._window)

    def popup(self):
        """What the popup says; None when it is closed."""
        return self.in_popup("document.body.innerText")

    def in_popup(self, code):
        """Evaluate code in the popup; None when it is closed."""
        find = 'browser.extension.getViews({type: "popup"})[0]'
        return self._evaluate(f"{find}?.eval({json.dumps(code)}) ?? null", self._inside)

    def command(self, name):
        """Give a keyboard command of the manifest."""
        ask = COMMAND.replace("NAME", json.dumps(name))
        self._evaluate(ask, self._window)

    def choose(self, entry):
        """Choose an entry of the context menu, without opening it."""
        self._evaluate(CHOOSE.replace("ENTRY", json.dumps(entry)), self._window)

    def end_background(self):
        """End the background, as the browser does when it is idle."""
        self._evaluate(END, self._window)

    def open_own(self, path):
        """Open a page of the extension in a tab of its own, in the background."""
        if self._own is None:
            made = self._ask("browsingContext.create", type="tab", background=True)
            self._own = made["context"]
        self._navigate(self._own, f"moz-extension://{UUID}/{path}")

    def adopt(self, path):
        """Take a page of the extension that opened by itself for that page."""
        self._own = until(lambda: self._own_tabs(path))[-1]
        until(lambda: self.in_own("document.readyState") == "complete")
        self._ask("browsingContext.activate", context=self._tab)

    def is_open(self, path):
        return bool(self._own_tabs(path))

    def _own_tabs(self, path):
        tabs = self._ask("browsingContext.getTree")["contexts"]
        return [one["context"] for one in tabs if f"/{path}" in one["url"]]

    def in_own(self, code):
        """Evaluate code in that page."""
        ask = f"(async () => JSON.stringify(await ({code})) ?? 'null')()"
        return json.loads(self._evaluate(ask, self._own))

    def click_own(self, selector):
        """Click in that page, as a reader: browsers grant rights on nothing less."""
        self._ask("browsingContext.activate", context=self._own)
        box = f"document.querySelector({json.dumps(selector)}).getBoundingClientRect()"
        x, y = self.in_own(f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({box})")
        self._click(x, y, self._own)
        self._ask("browsingContext.activate", context=self._tab)

    def close_popup(self):
        self._evaluate('browser.extension.getViews({type: "popup"})[0]?.close()', self._inside)
        until(lambda: self.popup() is None)
        # A fresh Firefox has its focus in the address bar; a reader's is in the page.
        front = 'Services.wm.getMostRecentWindow("navigator:browser")'
        self._evaluate(f"{front}.gBrowser.selectedBrowser.focus()", self._window)

    def in_page(self, code):
        """Evaluate code beside the content scripts."""
        ask = """(async () => {
            const [tab] = await browser.tabs.query({active: true});
            const func = CODE;
            const [answer] = await browser.scripting.executeScript({target: {tabId: tab.id}, func});
            return JSON.stringify(answer.result);
        })()"""
        found = self._evaluate(ask.replace("CODE", injected.guarded(code)), self._inside)
        return injected.value(json.loads(found))

    def click(self, x, y):
        self._click(x, y, self._tab)

    def _click(self, x, y, context):
        point = [
            {"type": "pointerMove", "x": int(x), "y": int(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": point}, context)

    def key(self, name):
        value = KEYS[name]
        press = [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
        self._act({"type": "key", "id": "keyboard", "actions": press}, self._tab)

    def screenshot(self, path, *, dark=False):
        self._picture(path, self._tab, dark)

    def picture_of_own(self, path, *, dark=False):
        self._ask("browsingContext.activate", context=self._own)
        self._picture(path, self._own, dark, origin="document")
        self._ask("browsingContext.activate", context=self._tab)

    def _picture(self, path, context, dark, **options):
        self._evaluate(f"Services.prefs.setIntPref({SCHEME!r}, {0 if dark else 1})", self._window)
        wanted = f"matchMedia('(prefers-color-scheme: dark)').matches === {str(dark).lower()}"
        until(lambda: self._evaluate(wanted, context))
        shot = self._ask("browsingContext.captureScreenshot", context=context, **options)
        Path(path).write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        self._connection.close()

    def _act(self, source, context):
        self._ask("input.performActions", context=context, actions=[source])

    def _navigate(self, context, url):
        self._ask("browsingContext.navigate", context=context, url=url, wait="complete")

    def _evaluate(self, code, context):
        answer = self._ask(
            "script.evaluate",
            expression=code,
            target={"context": context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return answer["result"].get("value")

    def _ask(self, method, **params):
        self._asked += 1
        message = {"id": self._asked, "method": method, "params": params}
        self._connection.send(json.dumps(message))
        while True:
            answer = json.loads(self._connection.recv())
            if answer.get("id") == self._asked:
                assert answer["type"] == "success", answer
                return answer["result"]
