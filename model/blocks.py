"""A text file or a page's HTML in, its blocks out.

The extension walks the living page by itself; this is for files, in the
terminal and on the page at ``/``.
"""

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from model.errors import InputError

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt"
    " fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hgroup hr li main ol p"
    " section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that begin and end a block (HTML Standard, section 15.3)."""

LEFT_OUT = frozenset(
    "title script style noscript template svg math canvas iframe object nav form button"
    " select textarea label code pre".split()
)
"""What no reader reads as part of the article."""

DEEPEST = 512
"""Elements in one another; Chromium stops nesting there too."""

INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))
"""Soft hyphen, zero-width space, word joiner, byte order mark."""

LIST_ITEM = re.compile(r"\s*(?:[-*•–—]|\d{1,3}[.)])\s")
HARD_WRAP = 50
"""A line this long that the next one continues was wrapped by an editor."""


def from_text(text: str) -> list[str]:
    """Cut plain text into blocks: paragraphs, headings, list items.

    Parameters
    ----------
    text : str
        The text of a file or of a text field.

    Returns
    -------
    list of str
        Without empty ones, white space collapsed.
    """
    blocks: list[list[str]] = []  # lines: joining them one by one takes quadratic time
    previous = ""
    for line in text.splitlines():
        if not line.strip():
            previous = ""
            continue
        if len(previous) >= HARD_WRAP and not LIST_ITEM.match(line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
        previous = line
    return _tidy(" ".join(lines) for lines in blocks)


def from_html(html: str) -> list[str]:
    """Read the blocks of a page, one for each block-level element.

    Navigation, forms, code, scripts and hidden parts are left out.

    Parameters
    ----------
    html : str
        The page's source; broken markup is mended, much as a browser would.

    Returns
    -------
    list of str
        Without empty ones, white space collapsed.

    Raises
    ------
    InputError
        The elements are nested deeper than any real page nests them.
    """
    parser = etree.HTMLParser(target=_Runs(), encoding="utf-8", huge_tree=True)
    source = html.replace("\0", "").encode(errors="replace")
    parser.feed(source or b" ")
    runs: list[str] = parser.close()
    return _tidy("".join(runs).split("\n"))


class _Runs:
    """Collects text runs, with a line feed wherever a block begins or ends.

    Fed by the parser's events instead of by a tree: hostile markup makes tree
    builders take quadratic time (docs/decisions/0004-html.md).
    """

    def __init__(self) -> None:
        self.runs: list[str] = []
        self.depth = 0
        self.left_out_at: int | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise InputError(f"The page nests more than {DEEPEST} elements in one another.")
        if self.left_out_at is None and _is_left_out(tag, attributes):
            self.left_out_at = self.depth
        self._edge(tag)

    def end(self, tag: str) -> None:
        if self.left_out_at == self.depth:
            self.left_out_at = None
        self.depth -= 1
        self._edge(tag)

    def data(self, text: str) -> None:
        if self.left_out_at is None:
            self.runs.append(re.sub(r"\s", " ", text))

    def _edge(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self.runs.append("\n")
        elif tag == "br":
            self.runs.append(" ")

    def close(self) -> list[str]:
        return self.runs


def _is_left_out(tag: str, attributes: Mapping[str, str]) -> bool:
    return (
        tag in LEFT_OUT
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("contenteditable", "false") != "false"
    )


def _tidy(blocks: Iterable[str]) -> list[str]:
    collapsed = (" ".join(block.translate(INVISIBLE).split()) for block in blocks)
    return [block for block in collapsed if block]
