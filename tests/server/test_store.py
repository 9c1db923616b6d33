import shutil
import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from server import store


def test_the_migrations_make_what_the_code_expects(config):
    with store.engine(config.database).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), store.Base.metadata) == []


def test_the_database_can_be_read_while_it_is_written(config):
    with sqlite3.connect(config.database) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_upgrading_twice_changes_nothing(config):
    store.record_served(config.database, version="1-a", digest="a", codebook=1)
    store.upgrade(config.database)
    assert [one.version for one in store.served(config.database)] == ["1-a"]


def test_a_version_is_noted_once(config):
    for _ in range(2):
        store.record_served(config.database, version="1-a", digest="a", codebook=1)
    assert len(store.served(config.database)) == 1


def test_a_database_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(store.StoreError, match="CAVEAT_DATABASE"):
        store.upgrade(tmp_path / "file" / "caveat.sqlite3")


def test_a_lost_database_makes_the_server_unready(config, client):
    assert client.get("/health/ready").status_code == 200
    store.engine(config.database).dispose()
    for file in config.database.parent.glob("caveat.sqlite3*"):
        file.unlink()
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "database" in answer.json["detail"]
    shutil.rmtree(config.database.parent, ignore_errors=True)
