"""How the database is opened, brought up to date, read and written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, literal, select
from sqlalchemy.exc import DatabaseError, IntegrityError, ProgrammingError
from sqlalchemy.orm import Session

from server.store.tables import Base

MIGRATIONS = Path(__file__).parent.parent / "migrations"


class StoreError(Exception):
    """The database cannot be opened, read or written; the message says which and why."""


@cache
def engine(database: Path) -> Engine:
    """The engine for a database file; made once.

    A transaction that writes takes the lock when it begins: what it reads before
    it writes then stays true, also beside another process.
    """
    # An error's message would hold the parameters, and so a reader's text.
    made = create_engine(URL.create("sqlite", database=str(database)), hide_parameters=True)

    @event.listens_for(made, "connect")
    def _set_up(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # Python's sqlite3 would begin too late
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")  # erased text is overwritten

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


def upgrade(database: Path) -> None:
    """Make the database, or bring it to the newest schema, wholly or not at all.

    Raises
    ------
    StoreError
        The folder or file cannot be written.
    """
    with _failures_told(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        with engine(database).execution_options(writes=True).begin() as connection:
            settings = AlembicConfig()
            settings.set_main_option("script_location", str(MIGRATIONS))
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")


def find(database: Path) -> None:
    """Make sure that there is a database, before a command looks for something in it.

    Raises
    ------
    StoreError
        There is none.
    """
    if not database.exists():
        raise StoreError(
            f"There is no database {database}. Set CAVEAT_DATABASE as the server has it, or"
            " start the server once."
        )


def check(database: Path) -> None:
    """Make sure that the database answers and has every table.

    Raises
    ------
    StoreError
        It does not.
    """
    with reading(database) as session:
        for table in Base.metadata.sorted_tables:
            session.execute(select(literal(1)).select_from(table).limit(1))


@contextmanager
def reading(database: Path) -> Iterator[Session]:
    """A session that sees one state of the database.

    Raises
    ------
    StoreError
        The database cannot be read.
    """
    with _failures_told(database), Session(engine(database)) as session:
        yield session


@contextmanager
def writing(database: Path) -> Iterator[Session]:
    """A session whose changes are kept all together, or none of them.

    Raises
    ------
    StoreError
        The database cannot be written, or is locked for more than five seconds.
    """
    writer = engine(database).execution_options(writes=True)
    session = Session(writer, expire_on_commit=False)
    with _failures_told(database), session, session.begin():
        session.connection()  # takes the lock now, not at the first statement
        yield session


def empty_log(database: Path) -> bool:
    """Write the write-ahead log into the database and cut it to nothing.

    Returns
    -------
    bool
        False when another program still reads or writes an older state.

    Raises
    ------
    StoreError
        The database cannot be written.
    """
    with _failures_told(database), closing(engine(database).raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(busy, _, _)] = cursor.fetchall()
    return not busy


@contextmanager
def _failures_told(database: Path) -> Iterator[None]:
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise  # a mistake in the code, not in the file
    except CommandError:
        raise StoreError(
            f"The database {database} was made by a newer Caveat. Use that one, or set"
            " CAVEAT_DATABASE to another file."
        ) from None
    except (OSError, sqlite3.Error, DatabaseError) as error:
        why = error.strerror if isinstance(error, OSError) else getattr(error, "orig", error)
        raise StoreError(
            f"The database {database} cannot be used: {why}."
            " Make its folder and file writable, or set CAVEAT_DATABASE."
        ) from None
