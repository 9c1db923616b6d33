import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from server import store
from server.store import reports
from server.store.database import empty_log
from tests.conftest import run
from tests.server.conftest import blank, fault

FIRST = """
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO alembic_version VALUES ('0001');
CREATE TABLE served (version VARCHAR NOT NULL PRIMARY KEY, digest VARCHAR NOT NULL,
                     codebook INTEGER NOT NULL, since DATETIME NOT NULL);
INSERT INTO served VALUES ('1-a', 'a', 1, '2026-11-01 08:00:00.000000');
"""
"""A database as the first migration left it."""


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


def test_a_database_of_a_newer_caveat_is_told(database):
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(store.StoreError, match="made by a newer Caveat"):
        store.upgrade(database)


def test_the_file_is_the_one_that_was_named(tmp_path):
    store.upgrade(tmp_path / "a?b" / "caveat.sqlite3")
    assert [path.name for path in tmp_path.iterdir()] == ["a?b"]
    store.engine(tmp_path / "a?b" / "caveat.sqlite3").dispose()


def test_a_log_that_cannot_be_emptied_is_told(tmp_path):
    with pytest.raises(store.StoreError, match="CAVEAT_DATABASE"):
        empty_log(tmp_path / "none" / "caveat.sqlite3")


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


def test_a_database_of_the_first_release_is_upgraded_with_its_rows(tmp_path):
    old = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(FIRST)
    store.upgrade(old)
    assert [(one.version, one.since.year) for one in store.served(old)] == [("1-a", 2026)]
    store.check(old)


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(tmp_path):
    old = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(FIRST + "CREATE TABLE decision (id INTEGER);")
    with pytest.raises(store.StoreError, match="already exists"):
        store.upgrade(old)
    with closing(sqlite3.connect(old)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        assert {name for (name,) in tables} == {"alembic_version", "served", "decision"}


@pytest.fixture
def reported(database):
    """A database with a report and a decision on it."""
    reports.add(database, blank(comment="Mine."), quote="A sentence.", hourly=9, kept=9)
    reports.answer(database, 1, outcome="upheld", moderator="Ann", reply="Yes.")
    return database


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM decision",
        "UPDATE decision SET outcome = 'declined'",
        "UPDATE decision SET moderator = 'Ben'",
        "UPDATE decision SET reply = 'No.'",
        "DELETE FROM report",
        "UPDATE report SET kind = 'wrong'",
        "UPDATE report SET comment = 'Yours.'",
        "UPDATE report SET comment = ''",
        "UPDATE sentence SET text = 'Another.'",
        "DELETE FROM sentence",
    ],
)
def test_the_database_itself_keeps_what_was_reported_and_decided(reported, change):
    with closing(sqlite3.connect(reported)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(change)


def test_erasing_takes_the_text_and_leaves_the_fact(reported):
    assert reports.erase(reported, 1)
    [report] = reports.listed(reported, answered=True)
    assert (report.kind, report.comment, report.sentence) == ("missing", "", None)
    assert [(one.outcome, one.reply) for one in report.decisions] == [("upheld", "")]
    held = b"".join(path.read_bytes() for path in reported.parent.glob("caveat.sqlite3*"))
    assert b"Ann" in held
    for text in (b"A sentence.", b"Mine.", b"Yes."):
        assert text not in held


def test_a_sentence_stays_while_another_reader_reports_it(reported):
    reports.add(reported, blank(), quote="A sentence.", hourly=9, kept=9)
    reports.erase(reported, 1)
    assert reports.get(reported, 2).sentence.text == "A sentence."
    reports.erase(reported, 2)
    with closing(sqlite3.connect(reported)) as connection:
        assert connection.execute("SELECT count(*) FROM sentence").fetchone() == (0,)


def test_a_log_that_is_still_read_is_told(reported):
    with fault(reported, "busy_timeout=50"), closing(sqlite3.connect(reported)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM report").fetchall()
        assert not reports.erase(reported, 1)
    assert reports.erase(reported, 1)


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
