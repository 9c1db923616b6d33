"""``/api/v1``: what the extension calls; and the health checks."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, Response, current_app, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, ConfigDict
from werkzeug.exceptions import BadRequest

from model import Block, Checked, Sensitivity
from server import store, wire
from server.config import Config, Limits
from server.current import Current
from server.metrics import metrics
from server.problems import ProblemError, described


def blueprint() -> APIBlueprint:
    """Make the API's routes."""
    api = APIBlueprint("api", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="Caveat")])
    api.before_request(refuse_web_pages)

    @api.post(
        "/check",
        responses={200: wire.CheckResponse, **described(400, 403, 413, 415, 422, 500, 503)},
    )
    def check(body: wire.CheckRequest) -> Response:
        """Check an article.

        The text is neither stored nor logged.
        """
        check_limits(body.blocks)
        checked, card = check_now(
            [Block(block.id, block.text) for block in body.blocks],
            title=body.title,
            sensitivity=body.sensitivity,
        )
        return json_response(wire.answer(checked, card, with_sentences="sentences" in body.include))

    @api.get("/model", responses={200: Card, **described(403, 500, 503)})
    def card() -> Response:
        """What is known of the model that answers now."""
        return json_response(Card(**parts()[1].classifier().card))

    @api.get("/limits", responses={200: LimitsOut, **described(403, 500)})
    def limits() -> Response:
        """What one request may hold."""
        return json_response(LimitsOut(**vars(parts()[0].limits)))

    return api


def health() -> APIBlueprint:
    """Make the health checks."""
    checks = APIBlueprint("health", __name__, url_prefix="/health", abp_tags=[Tag(name="Health")])

    @checks.get("/live", responses={200: Health})
    def live() -> Response:
        """Whether the server runs."""
        return json_response(Health(status="live"))

    @checks.get("/ready", responses={200: Health, **described(500, 503)})
    def ready() -> Response:
        """Whether the server can check articles: it has a model and its database."""
        parts()[1].classifier()
        store.check(parts()[0].database)
        return json_response(Health(status="ready"))

    return checks


class Card(BaseModel):
    """The artefact's card; more facts may stand in it."""

    model_config = ConfigDict(extra="allow")

    format: int
    version: str
    digest: str
    codebook: int
    sklearn: str
    rows: int
    thresholds: dict[Sensitivity, dict[str, float]]
    neighbours: dict[str, float]


class LimitsOut(BaseModel):
    """What one request may hold."""

    blocks: int
    block_characters: int
    characters: int
    body_bytes: int
    seconds: float


class Health(BaseModel):
    """How the server is."""

    status: str


def parts() -> tuple[Config, Current]:
    """The settings and the classifier's holder of the app that answers."""
    return current_app.extensions["caveat"]  # type: ignore[no-any-return]


def refuse_web_pages() -> None:
    """Let no web page use the API, and nothing but JSON in.

    Raises
    ------
    ProblemError
        403 for an Origin of the web, 415 or 400 for a body that is not JSON.
    """
    origin = request.headers.get("Origin", "")
    if origin == "null" or origin.startswith(("http:", "https:")):
        raise ProblemError(
            403,
            "Not for web pages",
            "Web pages may not call this API; the extension and programs may.",
        )
    if request.method == "POST":
        if request.mimetype != "application/json":
            raise ProblemError(
                415, "Not JSON", "Send the header Content-Type: application/json and a JSON body."
            )
        try:
            body = request.get_json()
        except (BadRequest, RecursionError):
            raise ProblemError(400, "Not JSON", "The body is not valid JSON in UTF-8.") from None
        if not isinstance(body, dict):
            raise ProblemError(422, "Not an object", "The body must be one JSON object.")


def check_limits(blocks: Sequence[wire.BlockIn | Block]) -> None:
    """Refuse an article over a limit.

    Raises
    ------
    ProblemError
        413, with the limit in the body.
    """
    limits: Limits = parts()[0].limits
    lengths = [len(block.text) for block in blocks]
    for name, what, found in (
        ("blocks", "blocks", len(lengths)),
        ("block_characters", "characters in one block", max(lengths, default=0)),
        ("characters", "characters", sum(lengths)),
    ):
        allowed = getattr(limits, name)
        if found > allowed:
            raise ProblemError(
                413,
                "Over a limit",
                f"The article has {found:,} {what}; at most {allowed:,} are allowed.",
                limit={name: allowed},
            )


def check_now(
    blocks: Sequence[Block], *, sensitivity: Sensitivity, title: str = ""
) -> tuple[Checked, Mapping[str, Any]]:
    """Check an article with the model that answers now, and count it.

    Returns
    -------
    checked : Checked
    card : mapping
        The model's card.

    Raises
    ------
    ProblemError
        503: there is no model.
    """
    config, current = parts()
    classifier = current.classifier()
    with metrics().seconds.time():
        checked = classifier.check(
            blocks, title=title, sensitivity=sensitivity, seconds=config.limits.seconds
        )
    metrics().count_check(checked)
    return checked, classifier.card


def init_app(app: Flask) -> None:
    """Add the API to an app."""
    app.register_api(blueprint())  # type: ignore[attr-defined]
    app.register_api(health())  # type: ignore[attr-defined]


def json_response(body: BaseModel, *, status: int = 200) -> Response:
    """A body as JSON that nothing on the way may keep."""
    text = body.model_dump_json(exclude_none=True)
    headers = {"Cache-Control": "no-store"}
    return Response(text, status, headers, mimetype="application/json")
