"""Train a model: ``python -m model.train``.

Reads training_data (written, articles, and moderated.jsonl if it is there), fits, measures,
compares with the model served, and serves the new one only if no gate fails.
Exit status: 0 served, 1 not served, 2 wrong options.
"""

import argparse
import sys
import warnings
from pathlib import Path

from rich.console import Console

from model import artefact, evaluate, examples, gold
from model.errors import ArtefactError, ArtefactMissing, CaveatError
from model.train import JOBS, Trained, train


def main() -> None:
    """Run the command."""
    parser = _parser()
    options = parser.parse_args()
    if options.promote_anyway != bool(options.why and options.why.strip()):
        parser.error("--promote-anyway and --why need each other")
    if options.gold != gold.GOLD and not options.gold.is_file():
        parser.error(f"--gold: there is no file {options.gold}")
    console = Console(stderr=True, highlight=False)
    try:
        if options.if_missing and _usable(options.artefacts, console):
            return
        trained = train(
            examples.to_learn_from(),
            folder=options.artefacts,
            console=console,
            jobs=options.jobs,
            anyway=options.why,
            gold_set=options.gold,
        )
    except (CaveatError, OSError) as error:
        sys.exit(f"Not trained: {error}\nNo model was changed.")
    report(trained, console)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model.train", description=__doc__)
    parser.add_argument(
        "--if-missing", action="store_true", help="do nothing when a usable artefact is there"
    )
    parser.add_argument("--artefacts", type=Path, default=artefact.ARTEFACTS, help="where to write")
    parser.add_argument("--jobs", type=_jobs, default=JOBS, help="worker processes, from 2")
    parser.add_argument(
        "--promote-anyway", action="store_true", help="serve it even if a gate fails"
    )
    parser.add_argument(
        "--gold", type=Path, default=gold.GOLD, help="real pages to measure on, if they are there"
    )
    parser.add_argument("--why", help="the reason, which its card keeps")
    return parser


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 2")
    return int(text)


def _usable(folder: Path, console: Console) -> bool:
    try:
        artefact.load(folder)
    except ArtefactMissing:
        return False
    except ArtefactError as error:
        console.print(f"{error}\nTraining it anew now.")
        return False
    return True


def report(trained: Trained, console: Console) -> None:
    """Say what came of it; exit 1 if the new model is not served."""

    def say(line: str) -> None:
        console.print(line, soft_wrap=True, markup=False)

    say(f"Trained {trained.version} on {trained.facts['rows']} rows. On rows never trained on:")
    for line in evaluate.summary(trained.facts["figures"]["held_out"]):
        say(f"  {line}")
    if not trained.facts["figures"]["gold"]:
        say("Not measured on real pages: the gold set is not here.")
    if trained.failed:
        say("Gates that it failed:")
    for gate in trained.failed:
        say(f"  {gate.says}")
    say(f"More in {trained.version}/MODEL_CARD.md, beside the model.")
    before = trained.facts["compared_with"]
    if not trained.served:
        say(f"So {before} is served still. Look at what changed, then promote it if you like:")
        say(f"  .venv/bin/python -m model.artefact diff {before} {trained.version}")
        say(f"  .venv/bin/python -m model.artefact promote {trained.version}")
        sys.exit(1)
    if trained.failed:
        why = trained.facts["promoted_anyway"] or "there is none to compare it with"
        say(f"It is served all the same: {why}")


if __name__ == "__main__":
    warnings.simplefilter("error")
    main()
