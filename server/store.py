"""The embedded database, and the one place that speaks SQL."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Engine, create_engine, event, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from server.problems import ProblemError

MIGRATIONS = Path(__file__).parent / "migrations"


class StoreError(Exception):
    """The database cannot be opened or written; the message says which and why."""


class Base(DeclarativeBase):
    """Base of every table."""


class Served(Base):
    """An artefact that readers were answered with, kept for ever."""

    __tablename__ = "served"

    version: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    codebook: Mapped[int]
    since: Mapped[datetime]


@cache
def engine(database: Path) -> Engine:
    """The engine for a database file; made once."""
    made = create_engine(f"sqlite:///{database}")

    @event.listens_for(made, "connect")
    def _set_up(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")

    return made


def upgrade(database: Path) -> None:
    """Make the database, or bring it to the newest schema.

    Raises
    ------
    StoreError
        The folder or file cannot be written.
    """
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        with engine(database).begin() as connection:
            settings = AlembicConfig()
            settings.set_main_option("script_location", str(MIGRATIONS))
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
    except (OSError, OperationalError) as error:
        why = error.strerror if isinstance(error, OSError) else error.orig
        raise StoreError(
            f"The database {database} cannot be written: {why}."
            " Make its folder writable, or set CAVEAT_DATABASE."
        ) from None


def check(database: Path) -> None:
    """Make sure that the database answers.

    Raises
    ------
    ProblemError
        503: it does not.
    """
    try:
        with engine(database).connect() as connection:
            connection.execute(text("SELECT 1 FROM served LIMIT 1"))
    except OperationalError:
        raise ProblemError(503, "No database", "The server's database does not answer.") from None


def record_served(database: Path, *, version: str, digest: str, codebook: int) -> None:
    """Note that an artefact is served from now on, unless it is noted already.

    Raises
    ------
    StoreError
        The database cannot be written.
    """
    row = {"version": version, "digest": digest, "codebook": codebook, "since": datetime.now(UTC)}
    try:
        with Session(engine(database)) as session:
            session.execute(insert(Served).values(row).on_conflict_do_nothing())
            session.commit()
    except OperationalError as error:
        raise StoreError(f"The database {database} cannot be written: {error.orig}.") from None


def served(database: Path) -> list[Served]:
    """Every artefact that was served, oldest first."""
    with Session(engine(database)) as session:
        return list(session.scalars(select(Served).order_by(Served.since)))
