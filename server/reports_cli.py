"""``flask --app server reports``: read what readers reported, answer it, erase it."""

import json
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import Flask
from rich.console import Console
from rich.table import Table
from rich.text import Text

from server import store
from server.config import Config
from server.reports import RECEIPT
from server.store import reports

NUMBER = click.IntRange(1, 2**63 - 1)
OUTCOMES = click.Choice(["upheld", "declined", "noted"])
LONGEST = 1_000
NEWLINE = "\n"
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""Bidirectional classes of characters that turn the text after them around."""


def init_app(app: Flask) -> None:
    """Add the commands to an app."""
    config: Config = app.extensions["caveat"][0]

    @app.cli.group("reports", invoke_without_command=True)
    @click.option("--all", "answered", is_flag=True, help="Those already answered too.")
    @click.option("--json", "as_json", is_flag=True, help="For programs.")
    @click.pass_context
    def group(context: click.Context, answered: bool, as_json: bool) -> None:
        """List readers' reports that wait for an answer; show, answer or erase one."""
        with _failures_told():
            store.find(config.database)
            store.upgrade(config.database)
            if context.invoked_subcommand is None:
                _print_list(reports.listed(config.database, answered=answered), as_json=as_json)

    @group.command("show")
    @click.argument("number", type=NUMBER)
    @click.option("--json", "as_json", is_flag=True, help="For programs.")
    def show(number: int, as_json: bool) -> None:
        """Show one report and every decision on it."""
        with _failures_told():
            _print_one(reports.get(config.database, number), as_json=as_json)

    @group.command("answer")
    @click.argument("number", type=NUMBER)
    @click.argument("outcome", type=OUTCOMES)
    @click.option("--as", "moderator", required=True, callback=_readable, help="Your name.")
    @click.option("--reply", default="", callback=_readable, help="What the reader is told.")
    def answer(number: int, outcome: str, moderator: str, reply: str) -> None:
        """Answer a report. This answer stands; earlier ones stay on record."""
        with _failures_told():
            reports.answer(
                config.database, number, outcome=outcome, moderator=moderator, reply=reply
            )
        click.echo(f"Report {number}: {outcome}. Its reader sees it by the receipt.")

    # A receipt may begin with a hyphen, as an option does.
    @group.command("forget", context_settings={"ignore_unknown_options": True})
    @click.argument("report")
    @click.confirmation_option(prompt="Erase what the reader wrote, for good?")
    def forget(report: str) -> None:
        """Erase a report's text for its reader. REPORT is its number or receipt."""
        with _failures_told():
            number = _number(config, report)
            emptied = reports.erase(config.database, number)
        click.echo(f"Report {number} is erased; that there was one stays on record.")
        if not emptied:
            sys.exit(
                "Another program reads the database just now, so its log file still holds the"
                " text: run this command again."
            )


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        yield
    except (store.StoreError, reports.ReportError) as error:
        sys.exit(str(error))


def _readable(_: click.Context, parameter: click.Parameter, value: str) -> str:
    if parameter.required and not value.strip():
        raise click.BadParameter("must not be empty")
    if len(value) > LONGEST:
        raise click.BadParameter(f"has {len(value):,} characters; {LONGEST:,} are allowed")
    if _visible(value) != value:
        raise click.BadParameter("holds characters that cannot be shown")
    return value


def _number(config: Config, report: str) -> int:
    if report.isascii() and report.isdigit() and len(report) < 19:
        return int(report)
    found = reports.find(config.database, report) if RECEIPT.fullmatch(report) else None
    if found is None:
        raise reports.ReportError("No report has this number or receipt.")
    return found.id


def _print_list(listed: Any, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([_facts(report) for report in listed], indent=2))
        return
    if not listed:
        click.echo("No report waits for an answer.")
        return
    table = Table("No.", "reported", "says", "mark", "sentence", "comment", "state")
    for report in listed:
        facts = _facts(report)
        cells = [report.id, f"{report.reported:%Y-%m-%d}", report.kind, " ".join(report.labels)]
        cells += [facts["quote"] or "(erased)", report.comment, facts["state"]]
        table.add_row(*(Text(_visible(str(cell)).replace("\n", " ")) for cell in cells))
    Console().print(table)


def _print_one(report: store.Report, *, as_json: bool) -> None:
    facts = _facts(report)
    if as_json:
        click.echo(json.dumps(facts, indent=2))
        return
    decisions = facts.pop("decisions")
    for name, value in facts.items():
        shown = ", ".join(value) if isinstance(value, list) else str(value or "-")
        # Indented, a line of a stranger's text is not taken for one of ours.
        click.echo(f"{name:<10}{_visible(shown).replace(NEWLINE, NEWLINE + 10 * ' ')}")
    for one in decisions:
        said = f" to the reader: {_visible(one['reply'])}" if one["reply"] else ""
        click.echo(f"{one['decided']}  {one['outcome']} by {_visible(one['moderator'])}{said}")


def _facts(report: store.Report) -> dict[str, Any]:
    return {
        "number": report.id,
        "state": report.state,
        "reported": report.reported.isoformat(timespec="seconds"),
        "kind": report.kind,
        "quote": report.sentence and report.sentence.text,
        "labels": report.labels,
        "reasons": report.reasons,
        "model": report.model,
        "comment": report.comment,
        "decisions": [
            {
                "decided": one.decided.isoformat(timespec="seconds"),
                "moderator": one.moderator,
                "outcome": one.outcome,
                "reply": one.reply,
            }
            for one in report.decisions
        ],
    }


def _visible(text: str) -> str:
    """Strangers' text without what would steer a terminal."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}"
        if (unicodedata.category(character) in {"Cc", "Cs"} and character != "\n")
        or unicodedata.bidirectional(character) in TURNING
        else character
        for character in text
    )
