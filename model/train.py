"""Train an artefact: ``python -m model.train``.

Reads ``training_data/written``, fits and calibrates with folds by topic,
chooses the thresholds on what the folds said of rows that they had not seen,
and makes the new artefact the current one.
"""

import argparse
import hashlib
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from model import artefact, evaluate, examples, pipeline, policy
from model.errors import ArtefactError, ArtefactMissing, CaveatError, ExampleError
from model.labels import CODEBOOK, TARGETS, Label

FEWEST_TOPICS = 5
"""Topics needed, since the calibration holds topics out."""


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m model.train", description=__doc__)
    parser.add_argument(
        "--if-missing", action="store_true", help="do nothing when a usable artefact is there"
    )
    parser.add_argument("--artefacts", type=Path, default=artefact.ARTEFACTS, help="where to write")
    options = parser.parse_args()
    console = Console(stderr=True)
    try:
        if options.if_missing and _usable(options.artefacts, console):
            return
        version, card = train(examples.written(), folder=options.artefacts, console=console)
    except (CaveatError, OSError) as error:
        sys.exit(f"Not trained: {error}")
    console.print(f"Trained {version} on {card['rows']} rows. On rows never trained on:")
    for line in evaluate.summary(card["figures"]["held_out"]):
        console.print("  " + line, soft_wrap=True)


def _usable(folder: Path, console: Console) -> bool:
    try:
        artefact.load(folder)
    except ArtefactMissing:
        return False
    except ArtefactError as error:
        console.print(f"{error}\nTraining it anew now.")
        return False
    return True


def train(
    rows: Sequence[examples.Example], *, folder: Path, console: Console
) -> tuple[str, dict[str, Any]]:
    """Fit, measure and save.

    Parameters
    ----------
    rows : sequence of Example
        What to learn from.
    folder : Path
        Where artefacts live.
    console : Console
        Where progress is shown.

    Returns
    -------
    version : str
    card : dict

    Raises
    ------
    ExampleError
        The rows are too few or too alike to learn from.
    ArtefactBusy
        Another training is at work.
    """
    check_enough(rows)
    with artefact.locked(folder), _progress(console) as progress:
        steps = progress.add_task("Training", total=3)
        laid_out = pipeline.table(rows)
        progress.update(steps, advance=1, description=f"Fitting on {len(rows)} rows")
        fitted = pipeline.fit(pipeline.build(), laid_out)
        progress.update(steps, advance=1, description="Measuring")
        held_out = fitted[-1].oof_probabilities_
        thresholds = _thresholds(laid_out, held_out)
        facts = {
            "codebook": CODEBOOK,
            "rows": len(rows),
            "rows_digest": _rows_digest(rows),
            "prevalence": pipeline.PREVALENCE,
            "thresholds": thresholds,
            "figures": {
                "out_of_fold": evaluate.figures(laid_out, held_out, thresholds),
                **_on_unseen_rows(fitted, thresholds),
            },
        }
        version = artefact.save(fitted, facts, folder=folder)
        artefact.promote(version, folder=folder)
        progress.update(steps, advance=1, description="Saved")
    return version, facts


def check_enough(rows: Sequence[examples.Example]) -> None:
    """Refuse rows that nothing could be learnt from.

    Raises
    ------
    ExampleError
        Says what is lacking.
    """
    topics = {row.topic for row in rows}
    if len(topics) < FEWEST_TOPICS:
        raise ExampleError(
            f"the rows speak of {len(topics)} topics; at least {FEWEST_TOPICS} are needed"
        )
    for target in TARGETS:
        having = {row.topic for row in rows if target in row.targets}
        if len(having) < 2 or all(target in row.targets for row in rows):
            raise ExampleError(
                f"'{target}' needs rows with it in two topics or more, and rows without it"
            )


def _on_unseen_rows(fitted: Any, thresholds: dict[str, dict[str, float]]) -> dict[str, Any]:
    """Figures on the rows that are never trained on and chose no threshold."""
    held_out, hard = pipeline.table(examples.held_out()), examples.challenge()
    said = fitted.predict_proba([row.text for row in hard])
    return {
        "held_out": evaluate.figures(held_out, fitted.predict_proba(held_out.texts), thresholds),
        "challenge": evaluate.by_phenomenon(hard, said, thresholds),
    }


def _thresholds(rows: pipeline.Table, held_out: Any) -> dict[str, dict[str, float]]:
    return {
        sensitivity: {
            label: policy.threshold(held_out[:, column], rows.truth[:, column], rows.weights, aim)
            for column, label in enumerate(Label)
        }
        for sensitivity, aim in policy.PRECISION.items()
    }


def _rows_digest(rows: Sequence[examples.Example]) -> str:
    return hashlib.sha256("\n".join(map(repr, rows)).encode()).hexdigest()


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console
    )


if __name__ == "__main__":
    warnings.simplefilter("error")
    main()
