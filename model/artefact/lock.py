"""One training or promotion at a time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from model.artefact.pointer import UNFINISHED
from model.errors import ArtefactBusy


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder of artefacts, and clear away what a killed training left.

    The operating system lets go of the lock when the process dies, however it dies.

    Parameters
    ----------
    folder : Path
        Where artefacts live; made if it is missing.

    Raises
    ------
    ArtefactBusy
        Another process, or another thread, holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".lock", timeout=0):
            for left in folder.glob(f"{UNFINISHED}*"):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            yield
    except Timeout:
        raise ArtefactBusy(
            f"Another training or promotion is at work in {folder}; wait until it has ended."
        ) from None
