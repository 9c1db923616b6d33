"""The trained folder: its card is checked first, then its pipeline is loaded.

::

    model/artefacts/
        CURRENT                  the version that is served
        1-3fa2c9d0e1/
            card.json            what it is, where from, how good
            pipeline.joblib
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import joblib
import sklearn
from sklearn.pipeline import Pipeline

from model.errors import ArtefactMissing, ArtefactRefused
from model.labels import TARGETS
from model.pipeline import forget_addresses

FORMAT = 1
"""Number of the layout above; another one is refused."""

ARTEFACTS = Path(__file__).parent / "artefacts"
CURRENT = "CURRENT"
PIPELINE = "pipeline.joblib"
CARD = "card.json"
NEEDED = frozenset({"format", "version", "digest", "sklearn", "targets", "codebook", "thresholds"})


class Artefact(NamedTuple):
    """A trained Pipeline and the facts about it."""

    pipeline: Pipeline
    card: Mapping[str, Any]


def save(pipeline: Pipeline, facts: Mapping[str, Any], *, folder: Path) -> str:
    """Write an artefact whole or not at all, and make it the current one.

    Parameters
    ----------
    pipeline : Pipeline
        Fitted.
    facts : mapping
        What else the card says; what JSON can hold.
    folder : Path
        Where artefacts live.

    Returns
    -------
    str
        The version: format and digest, the same for the same rows and seed.
    """
    unfinished = folder / f".unfinished-{os.getpid()}"
    unfinished.mkdir(parents=True)
    try:
        forget_addresses(pipeline)
        joblib.dump(pipeline, unfinished / PIPELINE)
        digest = _digest(unfinished / PIPELINE)
        version = f"{FORMAT}-{digest[:10]}"
        card = {
            "format": FORMAT,
            "version": version,
            "digest": digest,
            "sklearn": sklearn.__version__,
            "targets": list(TARGETS),
            **facts,
        }
        (unfinished / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
        if not (folder / version).exists():
            unfinished.rename(folder / version)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    promote(version, folder=folder)
    return version


def promote(version: str, *, folder: Path) -> None:
    """Make a version the current one, in one step."""
    pointer = folder / f".{CURRENT}-{os.getpid()}"
    pointer.write_text(version + "\n", encoding="utf-8")
    pointer.replace(folder / CURRENT)


def load(folder: Path = ARTEFACTS) -> Artefact:
    """Load the current artefact, once its card has been checked.

    Parameters
    ----------
    folder : Path
        Where artefacts live.

    Raises
    ------
    ArtefactMissing
        Nothing has been trained here yet.
    ArtefactRefused
        The card is unreadable, of another format or scikit-learn version, or
        does not match the file.
    """
    try:
        version = (folder / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise ArtefactMissing(
            f"No model has been trained in {folder}; run: python -m model.train"
        ) from None
    home = folder / version
    card = _read_card(home)
    if _digest(home / PIPELINE) != card["digest"]:
        raise ArtefactRefused(_refusal(home, "the file is not the one that its card describes"))
    return Artefact(joblib.load(home / PIPELINE), card)


def _read_card(home: Path) -> dict[str, Any]:
    try:
        card = json.loads((home / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ArtefactRefused(_refusal(home, "its card cannot be read")) from None
    if not isinstance(card, dict) or not set(card) >= NEEDED:
        raise ArtefactRefused(_refusal(home, "its card lacks facts"))
    for fact, here in (
        ("format", FORMAT),
        ("sklearn", sklearn.__version__),
        ("targets", list(TARGETS)),
    ):
        if card[fact] != here:
            raise ArtefactRefused(
                _refusal(home, f"its {fact} is {card[fact]!r}, but this Caveat needs {here!r}")
            )
    return card


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        raise ArtefactRefused(_refusal(file.parent, "its pipeline cannot be read")) from None


def _refusal(home: Path, why: str) -> str:
    return f"The model {home.name} was not loaded: {why}. Train it anew: python -m model.train"
