"""HTTP in front of the model and the store."""

import logging
import sys
from io import BytesIO
from time import monotonic
from typing import Any

from flask import Flask, Request, Response, g, request
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI

from server import api, cli, config, metrics, pages, problems, reports, reports_cli
from server.current import Current

log = logging.getLogger("caveat")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    # "no-referrer" would make the form at / send the Origin "null", which is refused.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
DOCS_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
)
"""Swagger UI starts itself by a script in its page."""


class MemoryRequest(Request):
    """A request whose uploads stay in memory: article text never touches the disk."""

    def _get_file_stream(self, *_: Any, **__: Any) -> BytesIO:
        return BytesIO()


def create_app(settings: config.Config | None = None) -> Flask:
    """Join the parts; the one place where they meet.

    Parameters
    ----------
    settings : Config, optional
        By default read from the environment.

    Raises
    ------
    SystemExit
        A setting in the environment is not allowed.
    """
    settings = settings or _settings()
    app = OpenAPI(
        __name__,
        info=Info(
            title="Caveat",
            version="1",
            description="Marks overstated and unsafe health claims. A guide, not proof.",
        ),
        security_schemes={},
        validation_error_model=problems.Problem,
        validation_error_callback=problems.from_validation,
        doc_prefix="/docs",
    )
    app.request_class = MemoryRequest
    app.config.update(
        TRUSTED_HOSTS=list(settings.names),
        MAX_CONTENT_LENGTH=settings.limits.body_bytes,
        MAX_FORM_MEMORY_SIZE=settings.limits.body_bytes,
        OPENAPI_HTML_STRING='<meta http-equiv="refresh" content="0; url=swagger">',
        SWAGGER_CONFIG={"supportedSubmitMethods": []},
    )
    app.extensions["caveat"] = (settings, Current(settings))
    for part in (problems, metrics, api, reports, pages, cli, reports_cli):
        part.init_app(app)
    app.before_request(_start_clock)
    app.after_request(_finish)
    return app


def _settings() -> config.Config:
    try:
        return config.from_environment()
    except config.ConfigError as error:
        sys.exit(str(error))


def _start_clock() -> None:
    g.started = monotonic()


def _finish(response: Response) -> Response:
    """Add the headers, and log what was asked but never what it held."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith("/docs"):
        response.headers["Content-Security-Policy"] = DOCS_POLICY
    milliseconds = 1_000 * (monotonic() - g.get("started", monotonic()))
    where = request.url_rule.rule if request.url_rule else "(no such page)"
    log.info("%s %s %d %.0f ms", request.method, where, response.status_code, milliseconds)
    return response
