"""Starts browsers with the extension, and lends them to one test after another."""

import json
import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.conftest import ROOT

EXTENSION = ROOT / "extension"


class Lender:
    """One running browser at a time: starting it takes longer than most tests.

    Parameters
    ----------
    driver : module
        `tests.extension.chromium` or `tests.extension.firefox`.
    """

    def __init__(self, driver):
        self._driver = driver
        self._running = ExitStack()
        self._browser = None
        self._changes = {}

    def lend(self, server, **changes):
        """A browser as on the day of installing, but that it asks the server at an address.

        Parameters
        ----------
        server : str
        **changes
            To the extension, as for `changed`.
        """
        if self._browser is None or not self._browser.can_renew or self._changes != changes:
            self.close()
            self._browser = self._running.enter_context(started(self._driver, **changes))
            self._changes = changes
        self._browser.renew(server=server)
        return self._browser

    def close(self):
        self._running.close()
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
