"""Reports over real HTTP, into the real database; no model is needed."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from server import store
from server.config import Config
from server.store import reports
from tests.conftest import call, run, serving
from tests.server.conftest import blank, fault

QUOTE = "Ketamine is a guaranteed cure for every illness."
REPORT = {"kind": "wrong", "quote": QUOTE, "labels": ["overstated"], "model": "1-abc"}

FORTY = """
import pathlib, sys
from server import store
from server.store import reports

for _ in range(40):
    report = store.Report(kind="missing", labels=[], reasons=[], model="1-a", comment="")
    try:
        reports.add(pathlib.Path(sys.argv[1]), report, quote="Same.", hourly=60, kept=99)
        print("kept")
    except reports.TooManyError:
        print("refused")
"""
"""A program that reports forty times."""


@pytest.fixture
def settings(database, tmp_path):
    return Config(artefacts=tmp_path / "none", database=database)


@pytest.fixture
def address(settings):
    with serving(settings) as started:
        yield f"{started}/api/v1/reports"


def send(address, **changes):
    return call(address, {**REPORT, **changes})


def rows(database, table):
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()  # table is ours


def test_a_report_gives_a_receipt_that_tells_what_became_of_it(address, database):
    status, headers, body = send(address, comment="It says so itself: nobody knows yet.")
    assert status == 201
    assert headers["Cache-Control"] == "no-store"
    told = call(f"{address}/{body['receipt']}")[2]
    assert (told["kind"], told["state"]) == ("wrong", "waiting")
    assert datetime.now(UTC) - datetime.fromisoformat(told["reported"]) < timedelta(minutes=1)
    [report] = reports.listed(database)
    reports.answer(database, report.id, outcome="noted", moderator="Ann")
    reports.answer(database, report.id, outcome="upheld", moderator="Ben", reply="You are right.")
    told = call(f"{address}/{body['receipt']}")[2]
    assert (told["state"], told["reply"]) == ("upheld", "You are right.")
    assert "Ben" not in str(told)
    assert "decided" in told


@pytest.mark.parametrize(
    "quote", ["Naïve — “quoted” 😀 👩‍👩‍👧 שלום e\u0301", "a\nb\tc", "' OR 1=1; --", "x" * 1_000]
)
def test_what_was_sent_is_kept_exactly(address, database, quote):
    assert send(address, quote=quote, comment=quote)[0] == 201
    [report] = reports.listed(database)
    assert (report.sentence.text, report.comment) == (quote, quote)
    assert (report.labels, report.reasons, report.model) == (["overstated"], [], "1-abc")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"quote": "x" * 1_001}, "quote: String should have at most 1000"),
        ({"quote": "x" * 2_000}, "quote: String should have at most 1000"),
        ({"quote": ""}, "quote: "),
        ({"quote": " \n"}, "quote: Value error, holds nothing but white space"),
        ({"quote": "a\ud83d b"}, "quote: Value error, holds half of a surrogate pair"),
        ({"quote": "a\0b"}, "quote: Value error, holds a NUL"),
        ({"quote": 7}, "quote: Input should be a valid string"),
        ({"comment": "x" * 1_001}, "comment: "),
        ({"comment": "\udc00"}, "comment: Value error, holds half of a surrogate pair"),
        ({"comment": None}, "comment: "),
        ({"kind": "rude"}, "kind: Input should be 'wrong' or 'missing'"),
        ({"labels": []}, "labels: Value error, a mark that is wrong has at least one"),
        ({"labels": ["fake"]}, "labels.0: Input should be 'overstated' or 'unsafe'"),
        ({"labels": ["unsafe"] * 3}, "labels: List should have at most 2"),
        ({"reasons": ["because"]}, "reasons.0: "),
        ({"model": ""}, "model: "),
        ({"url": "https://news.test/private"}, "url: Extra inputs are not permitted"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_kept(address, database, changes, says):
    status, headers, answer = send(address, **changes)
    assert status == 422
    assert headers["Content-Type"] == "application/problem+json"
    assert answer["detail"].startswith(says)
    assert "private" not in str(answer)
    assert rows(database, "report") == rows(database, "sentence") == []


@pytest.mark.parametrize("field", ["kind", "quote", "model"])
def test_a_missing_field_is_named(address, field):
    body = {name: value for name, value in REPORT.items() if name != field}
    assert call(address, body)[2]["detail"] == f"{field}: Field required"


def test_a_missing_mark_is_reported_without_labels(address):
    assert send(address, kind="missing", labels=[])[0] == 201


def test_web_pages_and_other_kinds_of_body_are_refused(address):
    assert call(address, REPORT, headers={"Origin": "https://news.test"})[0] == 403
    assert call(address, REPORT, headers={"Host": "evil.test"})[0] == 400
    assert call(address, data=b"kind=wrong")[0] == 415
    receipt = send(address)[2]["receipt"]
    assert call(f"{address}/{receipt}", headers={"Origin": "null"})[0] == 403


def test_an_unknown_receipt_tells_nothing_more(address):
    status, _, answer = call(f"{address}/{'x' * 22}")
    assert (status, answer["detail"]) == (404, "No report has this receipt.")


@pytest.mark.parametrize("receipt", ["x", "x" * 23, "x" * 21 + "%00", "x" * 21 + "%F0%9F%98%80"])
def test_what_cannot_be_a_receipt_is_said_to_be_none(address, receipt):
    status, _, answer = call(f"{address}/{receipt}")
    assert status == 422
    assert "is no receipt" in answer["detail"]


def test_the_same_sentence_is_one_row_with_two_reports(address, database):
    receipts = {send(address, kind=kind)[2]["receipt"] for kind in ("wrong", "missing")}
    assert len(receipts) == 2
    assert len(rows(database, "sentence")) == 1
    assert len(rows(database, "report")) == 2


def test_a_stolen_database_gives_no_receipt_away(address, database):
    receipt = send(address)[2]["receipt"]
    held = b"".join(path.read_bytes() for path in database.parent.glob("caveat.sqlite3*"))
    assert QUOTE.encode() in held
    assert receipt.encode() not in held


def test_more_than_an_hours_reports_are_refused_with_the_time_to_wait(settings):
    with serving(replace(settings, reports_hourly=2)) as started:
        address = f"{started}/api/v1/reports"
        assert [send(address)[0] for _ in range(2)] == [201, 201]
        status, headers, answer = send(address)
    assert status == 429
    assert 3_500 < int(headers["Retry-After"]) <= 3_600
    assert answer["limit"] == {"reports_hourly": 2}
    assert "not kept" in answer["detail"]
    assert len(rows(settings.database, "report")) == 2


def test_room_comes_back_as_the_hour_passes(database):
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)

    def add(minutes):
        now = noon + timedelta(minutes=minutes)
        return reports.add(database, blank(), quote=QUOTE, hourly=2, kept=9, now=now)

    add(0), add(20)
    with pytest.raises(reports.TooManyError) as told:
        add(50)
    assert told.value.seconds == 600
    assert add(60)


def test_a_full_store_takes_no_more_and_says_so(settings):
    with serving(replace(settings, reports_kept=1)) as started:
        address = f"{started}/api/v1/reports"
        assert send(address)[0] == 201
        status, _, answer = send(address)
        assert (status, answer["limit"]) == (507, {"reports_kept": 1})
        reports.erase(settings.database, 1)
        assert send(address)[0] == 201


@pytest.mark.parametrize(
    "pragma", ["query_only=ON", "max_page_count=1"], ids=["read-only", "disk full"]
)
def test_a_database_that_cannot_be_written_keeps_nothing_and_says_so(address, database, pragma):
    receipt = send(address)[2]["receipt"]
    before = rows(database, "sentence"), rows(database, "report")
    with fault(database, pragma):
        for number in range(20):
            status, _, answer = send(address, quote=f"{number} " + "x" * 900, comment="y" * 1_000)
            if status != 201:
                break
            before = rows(database, "sentence"), rows(database, "report")
        assert status == 503
        assert "database cannot be used now; nothing was changed" in answer["detail"]
        assert str(database) not in str(answer)
        assert call(f"{address}/{receipt}")[2]["state"] == "waiting"
    assert (rows(database, "sentence"), rows(database, "report")) == before
    assert send(address)[0] == 201


def test_a_locked_database_is_told_and_read_all_the_same(address, database):
    receipt = send(address)[2]["receipt"]
    with fault(database, "busy_timeout=50"), closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert send(address)[0] == 503
        assert call(f"{address}/{receipt}")[0] == 200
        other.rollback()
        assert send(address)[0] == 201


def test_a_file_that_is_no_database_is_told(address, database):
    store.engine(database).dispose()
    for path in database.parent.glob("caveat.sqlite3-*"):
        path.unlink()
    database.write_bytes(b"no database " * 500)
    assert send(address)[0] == 503


def test_neither_quote_nor_receipt_nor_comment_is_logged(address, database, caplog):
    caplog.set_level("DEBUG")
    receipt = send(address, comment="My own words.")[2]["receipt"]
    call(f"{address}/{receipt}")
    call(f"{address}/{receipt}x")
    with fault(database, "query_only=ON"):
        send(address, comment="My own words.")
    assert "/api/v1/reports/<receipt> 200" in caplog.text
    assert "readonly" in caplog.text
    for text in (QUOTE, receipt, "My own words."):
        assert text not in caplog.text


def test_two_servers_at_once_lose_nothing_and_keep_the_limit(settings):
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda _: run("-c", FORTY, str(settings.database)), range(2)))
    said = "".join(one.stdout for one in done)
    assert [one.stderr for one in done] == ["", ""]
    assert (said.count("kept"), said.count("refused")) == (60, 20)
    assert len(rows(settings.database, "report")) == 60
    assert len(rows(settings.database, "sentence")) == 1
