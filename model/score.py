"""Mark files in the terminal: ``python -m model.score FILE…``.

Reads text and HTML files; needs no server.
"""

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from model import artefact, blocks
from model.classifier import Block, Checked, Classifier, Highlight
from model.errors import CaveatError, InputError
from model.labels import Label
from model.policy import Sensitivity

STYLES = {Label.OVERSTATED: "underline yellow", Label.UNSAFE: "bold reverse red"}
LARGEST = 5_000_000
"""Bytes of a file; a long novel has one million."""


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m model.score", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON object a file, a line each")
    parser.add_argument(
        "--sensitivity", type=Sensitivity, choices=list(Sensitivity), default=Sensitivity.BALANCED
    )
    options = parser.parse_args()
    console = Console(highlight=False)
    try:
        classifier = Classifier(artefact.load())
        for file in options.files:
            article = [Block(f"b{i}", text) for i, text in enumerate(read(file))]
            checked = classifier.check(article, sensitivity=options.sensitivity, seconds=600)
            if options.json:
                sys.stdout.write(json.dumps(_plain(file, checked), ensure_ascii=False) + "\n")
            else:
                _show(console, file, article, checked)
    except CaveatError as error:
        sys.exit(str(error))


def read(file: Path) -> list[str]:
    """Read a file's blocks.

    Parameters
    ----------
    file : Path
        HTML when its name ends in ``.html`` or ``.htm``, else plain text; UTF-8.

    Raises
    ------
    InputError
        The file cannot be read, is too large, or is not UTF-8.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise InputError(f"{file} has over {LARGEST:,} bytes, the most that is read.")
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{file} is not text in UTF-8.") from None
    is_html = file.suffix.lower() in {".html", ".htm"}
    return blocks.from_html(text) if is_html else blocks.from_text(text)


def _show(console: Console, file: Path, article: list[Block], checked: Checked) -> None:
    console.rule(Text(_visible(str(file))))
    for block in article:
        line = Text(_visible(block.text))
        for highlight in checked.highlights:
            if highlight.span.block is block:
                for label in highlight.labels:
                    line.stylize(STYLES[label], highlight.span.start, highlight.span.end)
        console.print(line, soft_wrap=True)
    console.print()
    for highlight in checked.highlights:
        console.print(_card(highlight), soft_wrap=True)
    console.print(Text(_coverage(checked), style="bold"), soft_wrap=True)


def _visible(text: str) -> str:
    """A text, sign for sign, without what would steer the terminal."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "\N{REPLACEMENT CHARACTER}", text)


def _card(highlight: Highlight) -> Text:
    labels = " and ".join(highlight.labels)
    reasons = ", ".join(highlight.reasons)
    return Text.assemble(
        (f"{labels}, {highlight.strength}", STYLES[highlight.labels[-1]]),
        f" ({reasons}): {_visible(highlight.span.quote)}",
    )


def _coverage(checked: Checked) -> str:
    whys = Counter(skipped.why for skipped in checked.skipped)
    skipped = "".join(f", {count} skipped ({why})" for why, count in sorted(whys.items()))
    return (
        f"{len(checked.sentences) + len(checked.skipped)} sentences,"
        f" {len(checked.sentences)} checked{skipped}, {len(checked.highlights)} marked;"
        " a guide, not proof."
    )


def _plain(file: Path, checked: Checked) -> dict[str, Any]:
    return {
        "file": str(file),
        "sentences": len(checked.sentences) + len(checked.skipped),
        "checked": len(checked.sentences),
        "complete": checked.complete,
        "highlights": [
            {
                "block": one.span.block.id,
                "start": one.span.start,
                "end": one.span.end,
                "quote": one.span.quote,
                "labels": one.labels,
                "strength": one.strength,
                "reasons": one.reasons,
                "scores": {label: round(one.scores[label], 4) for label in Label},
            }
            for one in checked.highlights
        ],
    }


if __name__ == "__main__":
    main()
