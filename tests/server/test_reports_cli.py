import json
import sqlite3
from contextlib import closing

import pytest

from server import create_app, store
from server.config import Config
from server.store import reports
from tests.server.conftest import blank, fault

QUOTE = "Ketamine is a guaranteed cure for every illness."


@pytest.fixture
def app(database, tmp_path):
    return create_app(Config(artefacts=tmp_path / "none", database=database))


@pytest.fixture
def command(app, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments, **options):
        return app.test_cli_runner().invoke(args=["reports", *arguments], **options)

    return run


@pytest.fixture
def report(database):
    """Reports a sentence, and gives the receipt."""

    def add(quote=QUOTE, comment=""):
        row = blank(kind="wrong", labels=["overstated"], reasons=["hype"], comment=comment)
        return reports.add(database, row, quote=quote, hourly=99, kept=99)

    return add


def test_waiting_reports_are_listed(command, report):
    assert "No report waits" in command().output
    report(comment="It is well shown.")
    listed = command().output
    for part in (QUOTE, "It is well shown.", "wrong", "overstated", "waiting"):
        assert part in listed


def test_an_answered_report_leaves_the_list_and_every_decision_stays(command, report):
    report()
    assert command("answer", "1", "--as", "Ann", "noted").exit_code == 0
    done = command("answer", "1", "--as", "Ben", "upheld", "--reply", "You are right.")
    assert "Report 1: upheld" in done.output
    assert "No report waits" in command().output
    assert QUOTE in command("--all").output
    shown = command("show", "1").output
    assert "noted by Ann" in shown
    assert "upheld by Ben to the reader: You are right." in shown


def test_programs_get_json(command, report):
    report("Zoë said: 😀")
    [listed] = json.loads(command("--json").output)
    assert listed == json.loads(command("show", "1", "--json").output)
    assert (listed["quote"], listed["state"]) == ("Zoë said: 😀", "waiting")


@pytest.mark.parametrize("by", ["number", "receipt"])
def test_a_reader_is_forgotten(command, report, by):
    receipt = report(comment="Mine.")
    name = {"number": "1", "receipt": receipt}[by]
    assert command("forget", name, input="n\n").exit_code == 1
    assert QUOTE in command().output
    assert command("forget", name, "--yes").exit_code == 0
    assert QUOTE not in command("--all").output
    assert "(erased)" in command("--all").output
    assert "Mine." not in command("show", "1").output
    assert "nothing left to judge" in command("answer", "1", "noted", "--as", "Ann").output


@pytest.mark.parametrize("start", ["-", "--", "-h", "--yes"])
def test_a_receipt_may_look_like_an_option(command, report, monkeypatch, start):
    monkeypatch.setattr("secrets.token_urlsafe", lambda _: start.ljust(22, "x"))
    assert command("forget", report(), "--yes").exit_code == 0


def test_text_still_in_the_log_file_is_told(command, report, database):
    receipt = report()
    with fault(database, "busy_timeout=50"), closing(sqlite3.connect(database)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM report").fetchall()
        done = command("forget", receipt, "--yes")
    assert done.exit_code == 1
    assert "run this command again" in done.output
    assert command("forget", receipt, "--yes").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "7"], "There is no report 7."),
        (["show", "9" * 30], "not in the range"),
        (["answer", "7", "noted", "--as", "Ann"], "There is no report 7."),
        (["answer", "1", "maybe", "--as", "Ann"], "'upheld', 'declined', 'noted'"),
        (["answer", "1", "noted"], "Missing option '--as'"),
        (["answer", "1", "noted", "--as", " "], "must not be empty"),
        (["answer", "1", "noted", "--as", "Ann", "--reply", "x" * 1_001], "1,000 are allowed"),
        (["answer", "1", "noted", "--as", "A\udc80"], "cannot be shown"),
        (["forget", "x", "--yes"], "No report has this number or receipt."),
        (["forget", "x" * 22, "--yes"], "No report has this number or receipt."),
        (["forget", "9" * 22, "--yes"], "No report has this number or receipt."),
    ],
)
def test_what_cannot_be_done_is_said(command, report, arguments, says):
    report()
    done = command(*arguments)
    assert done.exit_code != 0
    assert says in done.output
    assert [one["state"] for one in json.loads(command("--json").output)] == ["waiting"]


def test_strangers_text_cannot_steer_the_terminal(command, report):
    report("[red]A[/red] \x1b[31mred\x07 \u202ereversed", comment="\x1b]0;title\x07")
    for output in (command().output, command("show", "1").output, command("--json").output):
        assert "[red]A[/red]" in output
        assert not {"\x1b", "\x07", "\u202e"} & set(output)


def test_strangers_text_cannot_pass_for_an_answer(command, report):
    report(comment="Thanks.\n2026-01-01  upheld by Ann")
    lines = command("show", "1").output.splitlines()
    assert not [line for line in lines if line.startswith("2026-01-01")]


def test_a_database_that_cannot_be_used_is_told(command, database):
    store.engine(database).dispose()
    database.write_bytes(b"no database " * 500)
    done = command()
    assert done.exit_code == 1
    assert "CAVEAT_DATABASE" in done.output
