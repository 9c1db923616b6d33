"""Every setting, from the environment; unsafe values refuse to start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from model import ARTEFACTS

INSTANCE = Path(__file__).parent.parent / "instance"
LOOPBACK = ("127.0.0.1", "localhost")


class ConfigError(ValueError):
    """A setting has a value that is not allowed; the message says which."""


@dataclass(frozen=True)
class Limits:
    """What one request may hold; published at ``/api/v1/limits``.

    Attributes
    ----------
    blocks : int
        Blocks in an article.
    block_characters, characters : int
        Characters in one block, and in all of them together.
    body_bytes : int
        Bytes of the request's body.
    seconds : float
        After this long the rest of an article is skipped.
    """

    blocks: int = 2_000
    block_characters: int = 50_000
    characters: int = 400_000
    body_bytes: int = 5_000_000
    seconds: float = 20.0


@dataclass(frozen=True)
class Config:
    """The settings of a server.

    Attributes
    ----------
    host : str
        ``CAVEAT_HOST``: the address to listen at.
    port : int
        ``CAVEAT_PORT``.
    names : tuple of str
        ``CAVEAT_NAMES``: host names, comma-separated, that requests may be for.
    artefacts : Path
        ``CAVEAT_ARTEFACTS``: the folder that ``model.train`` writes.
    database : Path
        ``CAVEAT_DATABASE``: the SQLite file.
    threads : int
        ``CAVEAT_THREADS``: requests answered at a time.
    reports_hourly : int
        ``CAVEAT_REPORTS_HOURLY``: readers' reports taken in an hour, from all together.
    reports_kept : int
        ``CAVEAT_REPORTS_KEPT``: reports whose text is kept at a time.
    limits : Limits
    """

    host: str = "127.0.0.1"
    port: int = 8750
    names: tuple[str, ...] = LOOPBACK
    artefacts: Path = ARTEFACTS
    database: Path = INSTANCE / "caveat.sqlite3"
    threads: int = 4
    reports_hourly: int = 60
    reports_kept: int = 20_000
    limits: Limits = Limits()


SETTINGS = {field.name for field in fields(Config)} - {"limits"}


def from_environment(environment: Mapping[str, str] = os.environ) -> Config:
    """Read the settings.

    Parameters
    ----------
    environment : mapping
        Variables; those that do not begin with ``CAVEAT_`` are not looked at.

    Raises
    ------
    ConfigError
        A variable is unknown, or its value not allowed.
    """
    given = {
        name.removeprefix("CAVEAT_").lower(): value
        for name, value in environment.items()
        if name.startswith("CAVEAT_")
    }
    unknown = given.keys() - SETTINGS
    if unknown:
        raise ConfigError(f"CAVEAT_{sorted(unknown)[0].upper()} is no setting of Caveat.")
    host = given.get("host", Config.host)
    names = tuple(name.strip() for name in given.get("names", "").split(",") if name.strip())
    if host not in LOOPBACK and not names:
        raise ConfigError(
            f"CAVEAT_HOST={host} opens the server to other machines: say in CAVEAT_NAMES by"
            " which host names it may be called."
        )
    return Config(
        host=host,
        port=_whole_number(given, "port", Config.port, 1, 65_535),
        names=names or LOOPBACK,
        artefacts=Path(given.get("artefacts", Config.artefacts)),
        database=Path(given.get("database", Config.database)),
        threads=_whole_number(given, "threads", Config.threads, 1, 64),
        reports_hourly=_whole_number(given, "reports_hourly", Config.reports_hourly, 1, 10_000),
        reports_kept=_whole_number(given, "reports_kept", Config.reports_kept, 1, 1_000_000),
    )


def _whole_number(given: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    value = given.get(name, str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise ConfigError(f"CAVEAT_{name.upper()} needs a whole number from {least} to {most}.")
    return int(value)
