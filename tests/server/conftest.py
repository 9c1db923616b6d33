"""What the server's tests share."""

import pytest

from server import store


@pytest.fixture
def database(tmp_path):
    """A database with the newest schema."""
    path = tmp_path / "caveat.sqlite3"
    store.upgrade(path)
    yield path
    store.engine(path).dispose()
