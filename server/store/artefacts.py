"""Which artefacts were served, and from when on."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from server.store.database import reading, writing
from server.store.tables import Served


def record_served(database: Path, *, version: str, digest: str, codebook: int) -> None:
    """Note that an artefact is served from now on, unless it was served before.

    Raises
    ------
    StoreError
        The database cannot be written.
    """
    row = {"version": version, "digest": digest, "codebook": codebook, "since": datetime.now(UTC)}
    with writing(database) as session:
        session.execute(insert(Served).values(row).on_conflict_do_nothing())


def served(database: Path) -> list[Served]:
    """Every artefact that was served, in the order in which each first was.

    Raises
    ------
    StoreError
        The database cannot be read.
    """
    with reading(database) as session:
        return list(session.scalars(select(Served).order_by(Served.since)))
