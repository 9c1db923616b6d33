"""One shape for every error: RFC 9457 for programs, a plain page for people."""

import logging
import traceback
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, json, render_template, request
from pydantic import BaseModel, Field, ValidationError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from server.store import StoreError

log = logging.getLogger("caveat")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(
        default="about:blank", description="Always about:blank: the title says the kind."
    )
    title: str = Field(description="The kind of problem.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What was wrong, and what is allowed.")
    errors: list[dict[str, str]] | None = Field(
        default=None, description="Which fields were wrong, and why."
    )
    limit: dict[str, float] | None = Field(default=None, description="The limit that was passed.")


class ProblemError(Exception):
    """Ends a request with a `Problem`.

    Parameters
    ----------
    status : int
        HTTP status.
    title, detail : str
        The kind; what was wrong and what is allowed. Never article text.
    retry_after : int, optional
        Seconds until it makes sense to ask again.
    **more
        Further members of `Problem`.
    """

    def __init__(
        self, status: int, title: str, detail: str, *, retry_after: int | None = None, **more: Any
    ) -> None:
        super().__init__(detail)
        self.retry_after = retry_after
        self.problem = Problem(status=status, title=title, detail=detail, **more)


def described(*statuses: int) -> dict[Any, Any]:
    """What the OpenAPI document says of these statuses."""
    shape = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {"application/problem+json": {"schema": shape}},
        }
        for status in statuses
    }


def init_app(app: Flask) -> None:
    """Answer every error of an app in this shape."""
    app.register_error_handler(ProblemError, _from_problem)
    app.register_error_handler(StoreError, _from_store)
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(Exception, _from_fault)


def respond(problem: Problem) -> Response:
    """Make the response: JSON under ``/api`` and ``/health``, else a page."""
    # For a host that is refused there are no routes, and so no page with links.
    refused = isinstance(request.routing_exception, SecurityError)
    if refused or request.path.startswith(("/api/", "/health/")):
        body = json.dumps(problem.model_dump(exclude_none=True))
        return Response(body, problem.status, mimetype="application/problem+json")
    return Response(render_template("problem.html", problem=problem), problem.status)


def from_validation(error: ValidationError) -> Response:
    """Name the fields that were wrong, without what stood in them."""
    errors = [
        {"field": ".".join(map(str, one["loc"])) or "body", "problem": one["msg"]}
        for one in error.errors(include_url=False, include_input=False, include_context=False)[:20]
    ]
    first = errors[0]
    return respond(
        Problem(
            status=422,
            title="A field is not as it must be",
            detail=f"{first['field']}: {first['problem']}",
            errors=errors,
        )
    )


def _from_problem(error: ProblemError) -> Response:
    response = respond(error.problem)
    response.retry_after = error.retry_after
    return response


def _from_http(error: HTTPException) -> Response:
    status = error.code or 500
    detail = error.description or ""
    limit = None
    allowed = current_app.config["MAX_CONTENT_LENGTH"]
    if status == 413 and (request.content_length or 0) <= allowed:
        detail = "The form has more parts than one text or one file."
    elif status == 413:
        limit = {"body_bytes": allowed}
        detail = f"The request holds more than the {allowed:,} bytes allowed."
    response = respond(Problem(status=status, title=error.name, detail=detail, limit=limit))
    if error.response is None and status == 405:
        response.headers.extend(error.get_headers())
        response.headers["Content-Type"] = response.mimetype
    return response


def _from_store(error: StoreError) -> Response:
    log.error("%s", error)  # for the maintainer: it names the file
    return respond(
        Problem(
            status=503,
            title="No database",
            detail="The server's database cannot be used now; nothing was changed."
            " Try again later, or tell who runs the server.",
        )
    )


def _from_fault(error: Exception) -> Response:
    # The message may quote article text: only its kind and place are logged.
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s in %s\n%s", type(error).__name__, request.endpoint, places)
    return respond(
        Problem(
            status=500,
            title=InternalServerError().name,
            detail="The server made a mistake and could not answer; nothing was checked.",
        )
    )
