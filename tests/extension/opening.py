"""Starts browsers with the extension, and lends them to one test after another."""

import json
import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.conftest import ROOT

EXTENSION = ROOT / "extension"


class Lender:
    """Keeps browsers running: starting one takes longer than most tests.

    One has the extension as it is, another the changed one that was lent last.

    Parameters
    ----------
    driver : module
        `tests.extension.chromium` or `tests.extension.firefox`.
    """

    def __init__(self, driver):
        self._plain, self._changed = Running(driver), Running(driver)

    def lend(self, server, **changes):
        """A browser as on the day of installing, but that it asks the server at an address.

        Parameters
        ----------
        server : str
        **changes
            To the extension, as for `changed`.
        """
        browser = (self._changed if changes else self._plain).suiting(changes)
        browser.renew(server=server)
        return browser

    def close(self):
        self._plain.close()
        self._changed.close()


class Running:
    """One running browser at a time, started when the one before does not suit."""

    def __init__(self, driver):
        self._driver = driver
        self._open = ExitStack()
        self._browser = None
        self._changes = {}

    def suiting(self, changes):
        """A browser whose extension has these changes; to be renewed before use."""
        if self._browser is None or not self._browser.can_renew or self._changes != changes:
            self.close()
            self._browser = self._open.enter_context(started(self._driver, **changes))
            self._changes = changes
        return self._browser

    def close(self):
        self._open.close()
        self._browser = None


@contextmanager
def started(driver, **changes):
    """A browser with the extension, or with a changed copy of it; to be renewed before use."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        extension = changed(folder / "extension", **changes) if changes else EXTENSION
        with driver.start(extension, folder / "profile") as browser:
            yield browser


def changed(folder, *, manifest=None, more=None, without=()):
    """A copy of the extension.

    Parameters
    ----------
    folder : Path
        Where to put it.
    manifest : dict of str to list, optional
        What to add to the manifest's lists: a headless browser shows no dialog that
        asks for a permission.
    more : dict of str to str, optional
        What to add at the end of which file.
    without : iterable of str
        Files to leave out.
    """
    shutil.copytree(EXTENSION, folder)
    file = folder / "manifest.json"
    whole = json.loads(file.read_text())
    for key, values in (manifest or {}).items():
        whole[key] = whole[key] + values
    file.write_text(json.dumps(whole))
    for name, text in (more or {}).items():
        with (folder / name).open("a") as script:
            script.write(text)
    for name in without:
        (folder / name).unlink(missing_ok=True)
    return folder
