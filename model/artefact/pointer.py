"""The file CURRENT: which version is served, and which were served before it.

One version a line, newest first; the first line is the one served. Pointer and
past are one small file, replaced in one step, so that no interruption can leave
them at odds.
"""

from pathlib import Path

from model.errors import ArtefactError, ArtefactMissing, ArtefactRefused

CURRENT = "CURRENT"
UNFINISHED = ".unfinished-"
"""How names of half-written files and folders begin; `model.artefact.lock` removes them."""


def read(folder: Path) -> list[str]:
    """Versions, the one served first.

    Raises
    ------
    ArtefactMissing
        Nothing has been promoted here yet.
    ArtefactRefused
        The file cannot be read.
    """
    try:
        versions = (folder / CURRENT).read_text(encoding="utf-8").split()
    except FileNotFoundError:
        versions = []
    except (OSError, UnicodeDecodeError) as error:
        raise ArtefactRefused(
            f"Which model is served cannot be read from {folder / CURRENT}: {error}."
        ) from None
    if not versions:
        raise ArtefactMissing(
            f"No model has been trained in {folder}; run: .venv/bin/python -m model.train"
        )
    return versions


def push(version: str, *, folder: Path) -> None:
    """Serve a version from now on; of one that is served already say that it was mended."""
    try:
        past = read(folder)
    except ArtefactError:
        past = []
    if past[:1] == [version]:
        (folder / CURRENT).touch()  # a server that refused it looks again
    else:
        _write([version, *past], folder)


def before(folder: Path) -> str:
    """The version that was served before the present one.

    Raises
    ------
    ArtefactMissing
        Nothing has been promoted here yet.
    ArtefactRefused
        There was none before.
    """
    versions = read(folder)
    if len(versions) < 2:
        raise ArtefactRefused(f"There is no model before {versions[0]} to go back to.")
    return versions[1]


def pop(folder: Path) -> None:
    """Serve `before` again, and forget that the present one was served."""
    _write(read(folder)[1:], folder)


def _write(versions: list[str], folder: Path) -> None:
    unfinished = folder / f"{UNFINISHED}{CURRENT}"
    try:
        unfinished.write_text("\n".join(versions) + "\n", encoding="utf-8")
        unfinished.replace(folder / CURRENT)
    finally:
        unfinished.unlink(missing_ok=True)
