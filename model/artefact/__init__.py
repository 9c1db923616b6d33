"""The trained folder: its card is checked first, then its pipeline is loaded.

::

    model/artefacts/
        CURRENT                  the version that is served, then those before it
        2-3fa2c9d0e1/
            card.json            what it is, where from, how good
            pipeline.joblib
            MODEL_CARD.md        the card in words, with its plots (*.svg)
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import joblib
import sklearn

from model import encoder
from model.artefact import pointer
from model.artefact.lock import locked
from model.errors import ArtefactRefused
from model.gate import Gated
from model.labels import TARGETS
from model.pipeline import forget_the_run

__all__ = [
    "ARTEFACTS",
    "Artefact",
    "check",
    "load",
    "locked",
    "promote",
    "read_card",
    "rollback",
    "save",
]

FORMAT = 2
"""Number of the layout above; another one is refused."""

ARTEFACTS = Path(os.environ.get("CAVEAT_ARTEFACTS") or Path(__file__).parents[1] / "artefacts")
"""Where artefacts lie; the server's setting holds for the commands as well."""

PIPELINE = "pipeline.joblib"
CARD = "card.json"
NEEDED = frozenset(
    "format version digest sklearn encoder targets codebook thresholds neighbours".split()
)

Card = Mapping[str, Any]


class Artefact(NamedTuple):
    """A trained Pipeline and the facts about it."""

    pipeline: Gated
    card: Card


def save(
    pipeline: Gated,
    facts: Card,
    *,
    folder: Path,
    papers: Callable[[Card], Mapping[str, str]] = lambda _: {},
) -> str:
    """Write an artefact whole or not at all; `promote` is what makes it served.

    Parameters
    ----------
    pipeline : Gated
        Fitted.
    facts : mapping
        What else the card says; what JSON can hold.
    folder : Path
        Where artefacts live.
    papers : callable
        Makes the texts that lie beside the card, by file name, from the card.

    Returns
    -------
    str
        The version: format and a hash of what decides its answers, the same for the same
        rows and seed.
    """
    unfinished = folder / f"{pointer.UNFINISHED}{os.getpid()}"
    unfinished.mkdir(parents=True)
    try:
        forget_the_run(pipeline)
        joblib.dump(pipeline, unfinished / PIPELINE)
        digest = _digest(unfinished / PIPELINE)
        deciding = [digest, facts["thresholds"], facts["neighbours"]]
        said = json.dumps(deciding, sort_keys=True).encode()
        version = f"{FORMAT}-{hashlib.sha256(said).hexdigest()[:10]}"
        card = {
            "format": FORMAT,
            "version": version,
            "digest": digest,
            **_surroundings(),
            **facts,
        }
        for name, text in {**papers(card), CARD: json.dumps(card, indent=2) + "\n"}.items():
            (unfinished / name).write_text(text, encoding="utf-8")
        _settle(unfinished, folder / version)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return version


def _settle(unfinished: Path, home: Path) -> None:
    """Give a finished folder its name, or its files to the folder that has it.

    Who has the name gives the same answers, unless it was spoilt: at no
    moment do card and pipeline disagree, and the one served may be written over.
    """
    if not home.exists():
        unfinished.rename(home)
        return
    for file in sorted(unfinished.iterdir(), key=lambda file: file.name != PIPELINE):
        file.replace(home / file.name)


def promote(version: str, *, folder: Path) -> None:
    """Serve a version from now on, once it has proved to be whole.

    Raises
    ------
    ArtefactRefused
        As `load` does; then the one served stays the same.
    """
    check(folder, version)
    pointer.push(version, folder=folder)


def rollback(folder: Path) -> str:
    """Serve the version again that was served before, once it has proved to be whole.

    Returns
    -------
    str
        That version.

    Raises
    ------
    ArtefactRefused
        There was none, or it is not whole; then the one served stays the same.
    """
    version = pointer.before(folder)
    check(folder, version)
    pointer.pop(folder)
    return version


def load(folder: Path = ARTEFACTS, *, version: str | None = None) -> Artefact:
    """Load an artefact, once its card has been checked.

    Parameters
    ----------
    folder : Path
        Where artefacts live.
    version : str, optional
        By default the one served.

    Raises
    ------
    ArtefactMissing
        Nothing has been trained here yet.
    ArtefactRefused
        There is no such version, or its card is unreadable, of another format
        or scikit-learn version, or does not match the file; or the encoder's
        weights are spoilt.
    """
    version = version or pointer.read(folder)[0]
    card = check(folder, version)
    return Artefact(joblib.load(folder / version / PIPELINE), card)


def check(folder: Path, version: str) -> Card:
    """Make sure that an artefact can be loaded here, and give its card.

    Raises
    ------
    ArtefactRefused
        As by `load`.
    """
    home = folder / version
    if home.parent != folder or version.startswith(".") or not home.is_dir():
        raise ArtefactRefused(
            f"There is no model {version} in {folder}; see: .venv/bin/python -m model.artefact list"
        )
    card = read_card(home)
    for fact, here in {"format": FORMAT, **_surroundings()}.items():
        if card[fact] != here:
            raise _refusal(home, f"its {fact} is {card[fact]!r}, but this Caveat needs {here!r}")
    encoder.look()  # what is spoilt is to be noticed now, not at the first check
    if _digest(home / PIPELINE) != card["digest"]:
        raise _refusal(home, "the file is not the one that its card describes")
    return card


def _surroundings() -> dict[str, Any]:
    """What an artefact works with alone; loaded beside anything else, it is refused."""
    return {
        "sklearn": sklearn.__version__,
        "encoder": encoder.card()["digest"],
        "targets": list(TARGETS),
    }


def read_card(home: Path) -> Card:
    """Read what an artefact says of itself, without loading it.

    Raises
    ------
    ArtefactRefused
        The card is unreadable or lacks facts.
    """
    try:
        card = json.loads((home / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise _refusal(home, "its card cannot be read") from None
    if not isinstance(card, dict) or not set(card) >= NEEDED:
        raise _refusal(home, "its card lacks facts")
    return card


def _digest(file: Path) -> str:
    try:
        return encoder.digest(file)
    except OSError:
        raise _refusal(file.parent, "its pipeline cannot be read") from None


def _refusal(home: Path, why: str) -> ArtefactRefused:
    return ArtefactRefused(
        f"The model {home.name} cannot be used: {why}."
        " Train it anew: .venv/bin/python -m model.train"
    )
