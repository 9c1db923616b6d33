"""``python -m model.examples check`` and ``report``: look at the whole corpus."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table
from sklearn.metrics import cohen_kappa_score

from model import examples
from model.errors import ExampleError
from model.examples import Example, checks
from model.labels import Label, Reason

MOST_SHOWN = 20


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m model.examples", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="say what is wrong with the rows; exit 1 if anything is")
    report = commands.add_parser("report", help="draw the rows' distributions")
    report.add_argument("--to", type=Path, default=Path("docs/corpus.png"))
    options = parser.parse_args()
    try:
        written = examples.written()
        if options.command == "check":
            check(written)
        else:
            from model.examples.report import draw  # Matplotlib is slow to load

            draw(written, options.to)
    except ExampleError as error:
        sys.exit(str(error))


def check(written: Sequence[Example]) -> None:
    """Run every check, print a table of the counts, and exit 1 if anything is wrong."""
    console = Console()
    failures = [
        failure
        for one in track(checks.WRITTEN, description="Checking", console=Console(stderr=True))
        for failure in one(written)
    ]
    held_out, challenge = examples.held_out(), examples.challenge()
    failures += checks.apart(examples.to_learn_from(), held_out, challenge)
    console.print(counts(written, held_out, challenge))
    console.print(agreement([*written, *held_out, *challenge, *examples.disputed()]))
    places = examples.places()
    for says, ids in failures[:MOST_SHOWN]:
        where = ", ".join(places[one] for one in ids[:4])
        console.print(f"{where}: {says}" if where else says, soft_wrap=True, highlight=False)
    if failures:
        sys.exit(f"{len(failures)} failures, {min(MOST_SHOWN, len(failures))} shown.")


def counts(
    written: Sequence[Example], held_out: Sequence[Example], challenge: Sequence[Example]
) -> Table:
    """How many rows of each kind."""
    table = Table("", "written", "held out", "challenge", title="Rows")
    sides = (written, held_out, challenge)

    def row(name: str, *numbers: int) -> None:
        table.add_row(name, *map(str, numbers))

    row("all", *map(len, sides))
    row("ok", *(sum(not one.labels for one in side) for side in sides))
    for target in (*Label, *Reason):
        row(target, *(sum(target in one.targets for one in side) for side in sides))
    row("ok and hard", *(sum(not e.labels and e.phenomenon is not None for e in s) for s in sides))
    row("contrast pairs", *(sum(one.pair is not None for one in side) // 2 for side in sides))
    row("topics", *(len({one.topic for one in side}) for side in sides))
    row("genres", *(len({one.genre for one in side}) for side in sides))
    return table


def agreement(judged: Sequence[Example]) -> str:
    """How well the two judgements agree, over every row that was judged twice."""
    kappas = [
        cohen_kappa_score(
            [label in one.labels for one in judged], [label in (one.second or ()) for one in judged]
        )
        for label in Label
    ]
    figures = ", ".join(f"{label} {kappa:.3f}" for label, kappa in zip(Label, kappas, strict=True))
    return f"Cohen's kappa over {len(judged)} rows, disputed ones included: {figures}"


if __name__ == "__main__":
    main()
