"""``/``: paste a text or upload a file, and see it marked; works without JavaScript."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, render_template, request

from model import Block, Checked, Highlight, InputError, Sensitivity, from_html, from_text
from server import api, wording
from server.problems import ProblemError

pages = Blueprint("pages", __name__)


class Piece(NamedTuple):
    """A stretch of a block: plain when it has no highlight."""

    text: str
    number: int
    highlight: Highlight | None


@pages.get("/")
def form() -> str:
    """The form."""
    return render_template("check.html", sensitivities=wording.SENSITIVITIES, chosen="balanced")


@pages.post("/")
def marked() -> Response:
    """The text with its marks."""
    _refuse_other_sites()
    article = [Block(f"b{number}", text) for number, text in enumerate(_blocks_of_form())]
    if not article:
        raise ProblemError(
            422, "Nothing to check", "Paste a text, or choose a file with text in it."
        )
    api.check_limits(article)
    sensitivity = _sensitivity()
    checked, _ = api.check_now(article, sensitivity=sensitivity)
    page = render_template(
        "check.html",
        sensitivities=wording.SENSITIVITIES,
        chosen=sensitivity,
        paragraphs=list(_paragraphs(article, checked)),
        highlights=checked.highlights,
        coverage=coverage(checked),
        wording=wording,
    )
    return Response(page, headers={"Cache-Control": "no-store"})


def coverage(checked: Checked) -> str:
    """The line that says what was checked and what was not."""
    skipped = Counter(one.why for one in checked.skipped)
    result = "nothing marked" if checked.sentences else "none could be checked"
    parts = [
        _count(len(checked.sentences) + len(checked.skipped), "sentence"),
        f"{len(checked.sentences)} checked",
        *(f"{count} skipped ({wording.SKIPPED[why]})" for why, count in skipped.items()),
        f"{len(checked.highlights)} marked" if checked.highlights else result,
    ]
    end = "a guide, not proof" if checked.highlights else "not a seal of approval"
    return f"{', '.join(parts)}; {end}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _refuse_other_sites() -> None:
    origin = request.headers.get("Origin")
    if origin is not None and _host(origin) != request.host:
        raise ProblemError(
            403, "Not from another site", "This form can only be sent from its page."
        )


def _host(origin: str) -> str:
    """The host and port, without the scheme: a proxy that takes https speaks http to us."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _sensitivity() -> Sensitivity:
    try:
        return Sensitivity(request.form.get("sensitivity", "balanced"))
    except ValueError:
        allowed = ", ".join(Sensitivity)
        raise ProblemError(422, "Unknown sensitivity", f"Choose one of: {allowed}.") from None


def _blocks_of_form() -> list[str]:
    upload = request.files.get("file")
    pasted = request.form.get("text", "")
    if upload is None or not upload.filename:
        return from_text(_readable(pasted))
    if pasted.strip():
        raise ProblemError(422, "A text and a file", "Paste a text or choose a file, not both.")
    name = upload.filename.lower()
    if not name.endswith((".txt", ".html", ".htm")):
        raise ProblemError(
            415, "Unknown kind of file", "Choose a file whose name ends in .txt, .html or .htm."
        )
    try:
        text = _readable(upload.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ProblemError(422, "Not UTF-8", "The file is not text in UTF-8.") from None
    try:
        return from_text(text) if name.endswith(".txt") else from_html(text)
    except InputError as error:
        raise ProblemError(422, "Page cannot be read", str(error)) from None


def _readable(text: str) -> str:
    if "\0" in text:
        raise ProblemError(422, "Not a text", "It holds NUL characters, as no text does.")
    return text


def _paragraphs(article: Sequence[Block], checked: Checked) -> Iterator[list[Piece]]:
    numbered = enumerate(checked.highlights, 1)
    by_block: dict[str, Any] = {
        block: list(group) for block, group in groupby(numbered, lambda one: one[1].span.block.id)
    }
    for block in article:
        yield list(_pieces(block, by_block.get(block.id, ())))


def _pieces(block: Block, highlights: Sequence[tuple[int, Highlight]]) -> Iterator[Piece]:
    position = 0
    for number, highlight in highlights:
        yield Piece(block.text[position : highlight.span.start], 0, None)
        yield Piece(highlight.span.quote, number, highlight)
        position = highlight.span.end
    yield Piece(block.text[position:], 0, None)


def init_app(app: Flask) -> None:
    """Add the page to an app."""
    app.register_blueprint(pages)
