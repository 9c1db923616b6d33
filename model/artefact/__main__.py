"""``python -m model.artefact list | promote VERSION | rollback | diff A B``: look after models."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from model import artefact, encoder, examples, flips, unseen
from model.artefact import pointer
from model.errors import ArtefactMissing, ArtefactRefused, CaveatError
from model.labels import Label


def main() -> None:
    """Run the command."""
    options = _parser().parse_args()
    folder, console = options.artefacts, Console(highlight=False)
    try:
        if options.command == "list":
            _print_list(folder, console)
        elif options.command == "diff":
            show(diff(options.old, options.new, folder=folder), as_json=options.json)
        else:
            with artefact.locked(folder):
                if options.command == "promote":
                    artefact.promote(options.version, folder=folder)
                else:
                    artefact.rollback(folder)
            served = artefact.read_card(folder / pointer.read(folder)[0])
            console.print(f"Served from now on: {served['version']}")
            for failed in _failed(served):
                console.print(f"  It failed when it was trained: {failed}", soft_wrap=True)
    except (CaveatError, OSError) as error:
        sys.exit(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model.artefact", description=__doc__)
    parser.add_argument("--artefacts", type=Path, default=artefact.ARTEFACTS, help="their folder")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="the models, the one served marked")
    promote = commands.add_parser("promote", help="serve this one from now on")
    promote.add_argument("version")
    commands.add_parser("rollback", help="serve the one before it again")
    diff = commands.add_parser("diff", help="every unseen sentence whose mark changed")
    diff.add_argument("old", metavar="A")
    diff.add_argument("new", metavar="B")
    diff.add_argument("--json", action="store_true", help="one JSON array")
    return parser


def diff(old: str, new: str, *, folder: Path) -> list[flips.Flip]:
    """The flips from one version to another."""
    rows = unseen.rows(examples.to_learn_from())
    models = [artefact.load(folder, version=version) for version in (old, new)]
    with encoder.remembering():
        answers = [unseen.ask(one, rows) for one in models]
    return flips.flips(rows, *answers)


def show(report: list[flips.Flip], *, as_json: bool) -> None:
    """Print a flip report, whole lines, so that it can be searched and piped."""
    lines = [json.dumps(flips.plain(report), ensure_ascii=False)] if as_json else flips.text(report)
    sys.stdout.writelines(line + "\n" for line in lines)


def _print_list(folder: Path, console: Console) -> None:
    homes = sorted(home for home in folder.glob("*-*") if not home.name.startswith("."))
    console.print(overview(folder, homes) if homes else f"There are no models in {folder}.")


def overview(folder: Path, homes: Sequence[Path]) -> Table:
    """Some models of a folder: when, from how many rows, how good, and which cannot be used."""
    try:
        served = pointer.read(folder)[0]
    except ArtefactMissing:
        served = ""
    table = Table("served", "version", "trained", "rows", *Label, "failed", box=None)
    for _, row in sorted((_row(home) for home in homes), key=lambda one: one[0]):
        table.add_row("→" if row[0] == served else "", *row)
    table.caption = "average precision on held-out rows, as measured when it was trained"
    return table


def _row(home: Path) -> tuple[str, list[str]]:
    try:
        card = artefact.check(home.parent, home.name)
    except ArtefactRefused as error:
        return "", [home.name, *"????", str(error)]
    figures = card.get("figures", {}).get("held_out", {})
    precisions = [str(figures.get(label, {}).get("average_precision", "?")) for label in Label]
    trained = str(card.get("trained", "?"))
    failed = "; ".join(_failed(card)) or "nothing"
    return trained, [home.name, trained, str(card.get("rows", "?")), *precisions, failed]


def _failed(card: artefact.Card) -> Iterator[str]:
    """What the gates said that the artefact did not pass."""
    return (gate["says"] for gate in card.get("gates", ()) if not gate["passed"])


if __name__ == "__main__":
    main()
