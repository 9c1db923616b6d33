"""Readers' reports: kept, looked up by receipt, answered, erased."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.store.database import empty_log, reading, writing
from server.store.tables import Decision, Report, Sentence

HOUR = timedelta(hours=1)
RECEIPT_BYTES = 16
"""Random bytes of a receipt: 128 bits, 22 characters."""

WAITING = (~Report.decisions.any(), Report.erased.is_(None))
"""What holds of a report that nobody answered yet."""


class TooManyError(Exception):
    """The reports of this hour are used up.

    Attributes
    ----------
    seconds : int
        After so many one more is kept.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(f"The next report is kept in {seconds} seconds.")
        self.seconds = seconds


class FullError(Exception):
    """As many reports are kept as may be."""


class ReportError(Exception):
    """A report is unknown or was erased; the message says so."""


def add(
    database: Path,
    report: Report,
    *,
    quote: str,
    hourly: int,
    kept: int,
    now: datetime | None = None,
) -> str:
    """Keep a report, wholly or not at all.

    Parameters
    ----------
    report : Report
        Without receipt, time and sentence, which are given here.
    quote : str
        The sentence.
    hourly, kept : int
        So many reports are taken in an hour; so many texts are kept in all.
    now : datetime, optional
        In UTC.

    Returns
    -------
    str
        The receipt; it stands nowhere else.

    Raises
    ------
    TooManyError, FullError
        A limit is reached.
    StoreError
        The database cannot be written.
    """
    receipt = secrets.token_urlsafe(RECEIPT_BYTES)
    with writing(database) as session:
        # The time is read under the lock: reports are then in the order of their times.
        now = now or datetime.now(UTC)
        _check_room(session, hourly=hourly, kept=kept, now=now)
        known = session.scalar(select(Sentence).where(Sentence.text == quote))
        report.sentence = known or Sentence(text=quote)
        report.receipt, report.reported = _digest(receipt), now
        session.add(report)
    return receipt


def find(database: Path, receipt: str) -> Report | None:
    """The report that this receipt was given for."""
    with reading(database) as session:
        return session.scalar(select(Report).where(Report.receipt == _digest(receipt)))


def get(database: Path, number: int) -> Report:
    """The report of this number.

    Raises
    ------
    ReportError
        There is none.
    """
    with reading(database) as session:
        return _get(session, number)


def listed(database: Path, *, answered: bool = False) -> Sequence[Report]:
    """The reports that wait for an answer, oldest first; or all that there are."""
    with reading(database) as session:
        wanted = select(Report).order_by(Report.id)
        return session.scalars(wanted if answered else wanted.where(*WAITING)).all()


def waiting(database: Path) -> int:
    """How many reports wait for an answer."""
    with reading(database) as session:
        return session.scalar(select(func.count(Report.id)).where(*WAITING)) or 0


def answer(database: Path, number: int, *, outcome: str, moderator: str, reply: str = "") -> None:
    """Add a decision; the one that stood before stays on record.

    Raises
    ------
    ReportError
        There is no such report, or its text was erased.
    """
    with writing(database) as session:
        report = _get(session, number)
        if report.erased:
            raise ReportError(f"Report {number} was erased; there is nothing left to judge.")
        report.decisions.append(
            Decision(decided=datetime.now(UTC), moderator=moderator, outcome=outcome, reply=reply)
        )


def erase(database: Path, number: int) -> bool:
    """Erase what a reader wrote and what was replied; that there was a report stays.

    The sentence itself goes with the last report of it. Erasing twice does no harm.

    Returns
    -------
    bool
        Whether the database's log file is free of it too; it is not while another
        program reads an older state.

    Raises
    ------
    ReportError
        There is no such report.
    """
    with writing(database) as session:
        report = _get(session, number)
        sentence = report.sentence
        report.comment, report.sentence = "", None
        report.erased = report.erased or datetime.now(UTC)
        for decision in report.decisions:
            decision.reply = ""
        session.flush()
        if sentence and not session.scalar(
            select(func.count(Report.id)).where(Report.sentence_id == sentence.id)
        ):
            session.delete(sentence)
    return empty_log(database)


def _check_room(session: Session, *, hourly: int, kept: int, now: datetime) -> None:
    recent = session.scalars(
        select(Report.reported)
        .where(Report.reported > now - HOUR, Report.reported <= now)
        .order_by(Report.reported.desc())
        .limit(hourly)
    ).all()
    if len(recent) >= hourly:
        raise TooManyError(max(1, ceil((recent[-1] + HOUR - now).total_seconds())))
    if (session.scalar(select(func.count(Report.sentence_id))) or 0) >= kept:
        raise FullError


def _get(session: Session, number: int) -> Report:
    report = session.get(Report, number)
    if report is None:
        raise ReportError(f"There is no report {number}.")
    return report


def _digest(receipt: str) -> str:
    return hashlib.sha256(receipt.encode()).hexdigest()
