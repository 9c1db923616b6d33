"""Starts a browser with a copy of the extension that asks a server of the test's."""

import shutil
from contextlib import contextmanager

from tests.conftest import ROOT


@contextmanager
def opened(driver, folder, server, *, without=()):
    """A browser with the extension.

    Parameters
    ----------
    driver : module
        `tests.extension.chromium` or `tests.extension.firefox`.
    folder : Path
        Where the copy and the browser's profile may lie.
    server : str
        The address that is asked.
    without : iterable of str
        Files of the extension to leave out.
    """
    extension = folder / "extension"
    shutil.copytree(ROOT / "extension", extension)
    settings = extension / "settings.js"
    settings.write_text(settings.read_text().replace("http://127.0.0.1:8750", server))
    for name in without:
        (extension / name).unlink()
    with driver.start(extension, folder / "profile") as browser:
        yield browser
