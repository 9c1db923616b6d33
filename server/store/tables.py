"""The tables; `server/migrations` makes the same ones."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A time in UTC; SQLite itself keeps no time zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: without its zone."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: in UTC again."""
        return value and value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base of every table."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment}


class Served(Base):
    """An artefact that readers were answered with, kept for ever."""

    __tablename__ = "served"

    version: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    codebook: Mapped[int]
    since: Mapped[datetime]


class Sentence(Base):
    """A sentence that readers reported; the same text is the same row."""

    __tablename__ = "sentence"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(unique=True)


class Report(Base):
    """What a reader said of one sentence; never changed, but erased at the reader's wish.

    Attributes
    ----------
    receipt : str
        SHA-256 of the receipt: a stolen database gives none away.
    kind : str
        ``wrong`` or ``missing``.
    labels, reasons : list of str
        What the mark said.
    model : str
        Version of the artefact that said it.
    comment : str
        The reader's own words, or empty.
    sentence : Sentence or None
        None when erased.
    erased : datetime or None
        When the text was erased.
    decisions : list of Decision
        Oldest first; the last one stands.
    """

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt: Mapped[str] = mapped_column(unique=True)
    reported: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str]
    labels: Mapped[list[str]] = mapped_column(JSON)
    reasons: Mapped[list[str]] = mapped_column(JSON)
    model: Mapped[str]
    comment: Mapped[str]
    sentence_id: Mapped[int | None] = mapped_column(ForeignKey("sentence.id"), index=True)
    erased: Mapped[datetime | None]
    sentence: Mapped[Sentence | None] = relationship(lazy="joined")
    decisions: Mapped[list["Decision"]] = relationship(lazy="selectin", order_by="Decision.id")

    @property
    def state(self) -> str:
        """``waiting``, the outcome that stands, or ``erased``."""
        if self.erased:
            return "erased"
        return self.decisions[-1].outcome if self.decisions else "waiting"


class Decision(Base):
    """A moderator's answer to a report; never changed, a later one stands instead.

    Attributes
    ----------
    outcome : str
        ``upheld``, ``declined`` or ``noted``.
    reply : str
        What the reader is told, or empty.
    moderator : str
        Who decided; not shown to readers.
    """

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    decided: Mapped[datetime]
    moderator: Mapped[str]
    outcome: Mapped[str]
    reply: Mapped[str]
