import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from server import store
from tests.conftest import run


def test_the_migrations_make_what_the_code_expects(database):
    with store.engine(database).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), store.Base.metadata) == []


def test_the_database_can_be_read_while_it_is_written(database):
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_upgrading_twice_changes_nothing(database):
    store.record_served(database, version="1-a", digest="a", codebook=1)
    store.upgrade(database)
    assert [one.version for one in store.served(database)] == ["1-a"]


def test_a_version_is_noted_once(database):
    for _ in range(2):
        store.record_served(database, version="1-a", digest="a", codebook=1)
    assert len(store.served(database)) == 1


def test_a_database_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(store.StoreError, match="CAVEAT_DATABASE"):
        store.upgrade(tmp_path / "file" / "caveat.sqlite3")


def test_a_message_never_holds_what_was_to_be_stored(database):
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TABLE served")
    connection.close()
    with pytest.raises(store.StoreError, match="no such table") as told:
        store.record_served(database, version="private", digest="a", codebook=1)
    assert "private" not in str(told.value)


def test_two_upgrades_at_once_make_one_database(tmp_path):
    with ThreadPoolExecutor() as pool:
        list(pool.map(upgrade_elsewhere, [tmp_path / "caveat.sqlite3"] * 3))
    store.check(tmp_path / "caveat.sqlite3")


def upgrade_elsewhere(database):
    code = "import sys, pathlib; from server import store; store.upgrade(pathlib.Path(sys.argv[1]))"
    done = run("-c", code, str(database))
    assert done.returncode == 0, done.stderr


def test_a_lost_database_makes_the_server_unready(config, client):
    assert client.get("/health/ready").status_code == 200
    store.engine(config.database).dispose()
    for file in config.database.parent.glob("caveat.sqlite3*"):
        file.unlink()
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "database" in answer.json["detail"]
    shutil.rmtree(config.database.parent, ignore_errors=True)
