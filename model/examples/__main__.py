"""``python -m model.examples check`` and ``report``: look at the whole corpus."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
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
        if options.command == "check":
            check(examples.written())
        else:
            from model.examples.report import draw  # Matplotlib is slow to load

            draw(examples.to_learn_from(), options.to)
    except ExampleError as error:
        sys.exit(str(error))


def check(written: Sequence[Example]) -> None:
    """Run every check, print a table of the counts, and exit 1 if anything is wrong."""
    console = Console()
    held_out, challenge = examples.held_out(), examples.challenge()
    articles, unseen = examples.articles(), examples.held_out_articles()
    to_learn = [*written, *examples.moderated(), *checks.claims(articles)]
    unseen_rows = [*held_out, *checks.claims(unseen)]
    failures = [
        failure
        for one in track(checks.WRITTEN, description="Checking", console=Console(stderr=True))
        for failure in one(written)
    ]
    failures += [
        *checks.shares([*articles, *unseen]),
        *checks.judged([*articles, *unseen]),
        *checks.judgements(examples.moderated()),
        *checks.enough_apart(held_out, challenge, unseen),
        *checks.apart(to_learn, unseen_rows),
        *checks.alike(to_learn, unseen_rows, challenge),
    ]
    learnt = [one for article in articles for one in article.sentences]
    measured = [one for article in unseen for one in article.sentences]
    console.print(
        counts(
            {
                "written": written,
                "in articles": learnt,
                "held out": held_out,
                "in articles held out": measured,
                "challenge": challenge,
            }
        )
    )
    judged = [*written, *learnt, *held_out, *measured, *challenge, *examples.disputed()]
    console.print(agreement([one for one in judged if one.second is not None]))
    _print_failures(failures, console)


def _print_failures(failures: Sequence[checks.Failure], console: Console) -> None:
    places = examples.places()
    for says, ids in failures[:MOST_SHOWN]:
        where = ", ".join(places[one] for one in ids[:4])
        console.print(f"{where}: {says}" if where else says, soft_wrap=True, highlight=False)
    if failures:
        sys.exit(f"{len(failures)} failures, {min(MOST_SHOWN, len(failures))} shown.")


def counts(sides: Mapping[str, Sequence[Example]]) -> Table:
    """How many rows of each kind, by side."""
    table = Table("", *sides, title="Rows")

    def row(name: str, count: Callable[[Sequence[Example]], int]) -> None:
        table.add_row(name, *(str(count(side)) for side in sides.values()))

    row("all", len)
    row("ok", lambda side: sum(not one.labels for one in side))
    for target in (*Label, *Reason):
        row(target, partial(_having, target))
    row("ok and hard", lambda side: sum(not e.labels and e.phenomenon is not None for e in side))
    row("contrast pairs", lambda side: sum(one.pair is not None for one in side) // 2)
    row("topics", lambda side: len({one.topic for one in side}))
    row("genres", lambda side: len({one.genre for one in side}))
    return table


def _having(target: str, side: Sequence[Example]) -> int:
    return sum(target in one.targets for one in side)


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
