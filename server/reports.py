"""``/api/v1/reports``: a reader says that a mark is wrong, or that one is missing.

The only place where text is stored, because the reader chose to send it.
"""

import re
from datetime import datetime
from typing import Annotated, Literal

from flask import Flask, Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import AfterValidator, BaseModel, Field, ValidationInfo, field_validator

from model import Label, Reason
from server import api, store
from server.config import Config
from server.problems import ProblemError, described
from server.store import reports
from server.wire import Strict, Text

RECEIPT = re.compile(r"[A-Za-z0-9_-]{22}")


def blueprint() -> APIBlueprint:
    """Make the routes."""
    routes = APIBlueprint(
        "reports", __name__, url_prefix="/api/v1/reports", abp_tags=[Tag(name="Reports")]
    )
    routes.before_request(api.refuse_web_pages)

    @routes.post(
        "",
        responses={201: ReceiptOut, **described(400, 403, 413, 415, 422, 429, 500, 503, 507)},
    )
    def add(body: ReportIn) -> Response:
        """Report a mark that is wrong, or one that is missing.

        What is sent is stored, with the time, and nothing else. The receipt is the only way to it.
        """
        return api.json_response(ReceiptOut(receipt=_keep(body, api.parts()[0])), status=201)

    @routes.get("/<receipt>", responses={200: ReportOut, **described(403, 404, 422, 500, 503)})
    def find(path: ReceiptIn) -> Response:
        """What became of a report."""
        report = reports.find(api.parts()[0].database, path.receipt)
        if report is None:
            raise ProblemError(404, "No such report", "No report has this receipt.")
        return api.json_response(_told(report))

    return routes


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("holds nothing but white space")
    return value


def _receipt_like(value: str) -> str:
    if not RECEIPT.fullmatch(value):
        raise ValueError("is no receipt: those are 22 letters, digits, hyphens and underscores")
    return value


class ReportIn(Strict):
    """What a reader says of one sentence."""

    kind: Literal["wrong", "missing"] = Field(
        description="'wrong': the mark should not be there, or says the wrong thing."
        " 'missing': a mark should be there."
    )
    quote: Annotated[Text, AfterValidator(_not_blank)] = Field(
        min_length=1, max_length=1_000, description="The sentence, exactly as it was shown."
    )
    labels: list[Annotated[Label, Field(strict=False)]] = Field(
        [],
        max_length=len(Label),
        validate_default=True,
        examples=[["overstated"]],
        description="What the mark said; none where there is no mark.",
    )
    reasons: list[Annotated[Reason, Field(strict=False)]] = Field(
        [], max_length=len(Reason), description="The reasons that the mark gave."
    )
    model: Text = Field(
        min_length=1, max_length=64, description="The version of the model that answered."
    )
    comment: Text = Field("", max_length=1_000, description="In the reader's own words.")

    @field_validator("labels")
    @classmethod
    def _say_what_is_wrong(cls, labels: list[Label], given: ValidationInfo) -> list[Label]:
        if given.data.get("kind") == "wrong" and not labels:
            raise ValueError("a mark that is wrong has at least one label; send what it said")
        return labels


class ReceiptIn(BaseModel):
    """Which report is asked for."""

    receipt: Annotated[str, AfterValidator(_receipt_like)] = Field(
        json_schema_extra={"pattern": f"^{RECEIPT.pattern}$"}
    )


class ReceiptOut(BaseModel):
    """The report is kept."""

    receipt: str = Field(description="Whoever holds it can see what became of the report.")


class ReportOut(BaseModel):
    """What became of a report; what was sent is not told again."""

    kind: Literal["wrong", "missing"]
    state: Literal["waiting", "upheld", "declined", "noted", "erased"] = Field(
        description="'upheld': the reader is right. 'declined': the mark stays as it is."
        " 'noted': kept for later. 'erased': what the reader wrote was erased on request."
    )
    reported: datetime
    decided: datetime | None = Field(None, description="When the last decision was made.")
    reply: str | None = Field(None, description="What a moderator replied.")


def _keep(body: ReportIn, config: Config) -> str:
    row = store.Report(**body.model_dump(mode="json", exclude={"quote"}))
    try:
        return reports.add(
            config.database,
            row,
            quote=body.quote,
            hourly=config.reports_hourly,
            kept=config.reports_kept,
        )
    except reports.TooManyError as error:
        raise ProblemError(
            429,
            "Too many reports",
            f"This server takes {config.reports_hourly:,} reports an hour, from all readers"
            " together. Yours was not kept; send it again later.",
            limit={"reports_hourly": config.reports_hourly},
            retry_after=error.seconds,
        ) from None
    except reports.FullError:
        raise ProblemError(
            507,
            "No room for reports",
            f"This server keeps {config.reports_kept:,} reports at most and has as many."
            " Yours was not kept; tell who runs the server.",
            limit={"reports_kept": config.reports_kept},
        ) from None


def _told(report: store.Report) -> ReportOut:
    last = report.decisions[-1] if report.decisions else None
    return ReportOut.model_validate(
        {
            "kind": report.kind,
            "state": report.state,
            "reported": report.reported,
            "decided": last and last.decided,
            "reply": (last and last.reply) or None,
        }
    )


def init_app(app: Flask) -> None:
    """Add the routes to an app."""
    app.register_api(blueprint())  # type: ignore[attr-defined]
