"""What the server's tests share."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from server import store


@pytest.fixture
def database(tmp_path):
    """A database with the newest schema."""
    path = tmp_path / "caveat.sqlite3"
    store.upgrade(path)
    yield path
    store.engine(path).dispose()


@contextmanager
def fault(database, pragma):
    """SQLite itself refuses, as it would on a read-only or a full disk, or gives up sooner."""
    engine = store.engine(database)
    engine.dispose()

    def spoil(connection, _):
        connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", spoil)
    yield
    event.remove(engine, "connect", spoil)
    engine.dispose()


def blank(**changes):
    """A report of a sentence that should be marked, with nothing else in it."""
    plain = {"kind": "missing", "labels": [], "reasons": [], "model": "1-a", "comment": ""}
    return store.Report(**{**plain, **changes})
