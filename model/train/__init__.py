"""Fit, measure, compare and save a model; ``python -m model.train`` is the command.

Fits and calibrates with folds by topic, chooses the thresholds on what the
folds said of rows that they had not seen, and serves the new model only if no
gate (`model.train.gates`) fails.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from joblib import parallel_config
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from threadpoolctl import threadpool_limits

from model import (
    artefact,
    encoder,
    evaluate,
    examples,
    gold,
    neighbours,
    pipeline,
    policy,
    unseen,
)
from model.errors import ArtefactError, ArtefactMissing, ExampleError
from model.gate import Gated
from model.labels import CODEBOOK, TARGETS, Label
from model.train import gates, model_card, plots, probe

JOBS = 2
"""Worker processes, unless another number is asked for."""

FEWEST_TOPICS = 5
"""Topics needed, since the calibration holds topics out."""

FEWEST_ROWS = 5
"""Rows needed of each target."""


class Trained(NamedTuple):
    """What came of it.

    Attributes
    ----------
    version : str
        The new artefact's name.
    facts : dict
        What its card says besides.
    failed : list of Gate
        Those that it did not pass.
    served : bool
        Whether it is the one served now.
    """

    version: str
    facts: dict[str, Any]
    failed: list[gates.Gate]
    served: bool


class _Rival(NamedTuple):
    """The model served so far, asked the same."""

    version: str
    answers: unseen.Answers


def train(
    rows: Sequence[examples.Example],
    *,
    folder: Path,
    console: Console,
    jobs: int = JOBS,
    anyway: str | None = None,
    gold_set: Path | None = None,
) -> Trained:
    """Fit, measure, compare with the model served, save, and promote unless a gate fails.

    Parameters
    ----------
    rows : sequence of Example
        What to learn from.
    folder : Path
        Where artefacts live.
    console : Console
        Where progress is shown.
    jobs : int
        Worker processes; how many changes nothing but the time taken. With one
        the work is done in this process, which has once given another digest, so
        the command asks for two or more.
    anyway : str, optional
        Why to promote even if a gate fails.
    gold_set : Path, optional
        Real pages to measure on as well, if the file is there.

    Raises
    ------
    ExampleError
        The rows are too few or too alike to learn from, or are measured on.
    ArtefactBusy
        Another training is at work.
    """
    check_enough(rows)
    never = unseen.rows(rows)
    check_apart(rows, never)
    with artefact.locked(folder), encoder.remembering(), _steps(console, 4) as step:
        step(f"Fitting on {len(rows)} rows")
        laid_out = pipeline.table(rows)
        fitted, out_of_fold = _fit(laid_out, jobs)
        step("Measuring")
        decides = {
            "thresholds": _thresholds(rows, out_of_fold),
            "neighbours": neighbours.weigh(out_of_fold, laid_out),
        }
        model = artefact.Artefact(fitted, decides)
        answers = unseen.ask(model, never)
        figures = _figures(laid_out, out_of_fold, never, answers)
        with _workers(jobs):
            figures["probe"] = probe.measure(laid_out)
        figures["gold"] = gold_set and gold.measure(gold_set, model)
        step("Comparing")
        rival = _rival(folder, never, console)
        looked_at = list(gates.alone(figures))
        if rival:
            looked_at += gates.compared(never, answers, rival.answers)
        failed = [gate for gate in looked_at if not gate.passed]
        facts = {
            **_origin(rows),
            **decides,
            "figures": figures,
            "compared_with": rival.version if rival else None,
            "gates": [gate._asdict() for gate in looked_at],
            "promoted_anyway": anyway if failed and rival else None,
        }
        step("Saving")
        papers = partial(_papers, never, answers)
        version = artefact.save(fitted, facts, folder=folder, papers=papers)
        if served := not failed or not rival or anyway is not None:
            artefact.promote(version, folder=folder)
    return Trained(version, facts, failed, served)


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
        having = [row.topic for row in rows if target in row.targets]
        if len(having) < FEWEST_ROWS or len(set(having)) < 2 or len(having) == len(rows):
            raise ExampleError(
                f"'{target}' needs rows with it, {FEWEST_ROWS} or more in two topics or more,"
                " and rows without it"
            )
    alone = [row for row in rows if row.article is None]
    for label in Label:
        if len({label in row.targets for row in alone}) < 2:
            raise ExampleError(
                "thresholds are chosen on rows that stand in no article: of these some"
                f" must be '{label}', and some not"
            )


def check_apart(rows: Sequence[examples.Example], never: unseen.Unseen) -> None:
    """Refuse rows that are measured on, or share a topic with the held-out ones.

    Raises
    ------
    ExampleError
        Names the row, and what to do.
    """
    topics = {row.topic for row in never.held_out}
    measured = {examples.folded(row.text): row.id for row in [*never.held_out, *never.challenge]}
    for row in rows:
        if row.topic in topics:
            raise ExampleError(f"{row.id}: the topic {row.topic!r} is held out; drop the row")
        if other := measured.get(examples.folded(row.text)):
            raise ExampleError(f"{row.id} says the same as {other}, which is measured on; drop it")


def _fit(rows: pipeline.Table, jobs: int) -> tuple[Gated, NDArray[np.floating]]:
    """The fitted Pipeline, and what its folds said of rows that they had not seen."""
    try:
        # One thread in each: sums in another order would give another digest.
        with threadpool_limits(1), _workers(jobs):
            fitted = pipeline.fit(pipeline.build(), rows)
    except ValueError as error:  # scikit-learn's, on rows of a kind not foreseen
        raise ExampleError(f"nothing can be learnt from these rows: {error}") from error
    return fitted, fitted.oof_probabilities_


def _workers(jobs: int) -> Any:
    """Whatever can be done side by side is, in so many processes."""
    return parallel_config("loky", n_jobs=jobs, inner_max_num_threads=1)


def _figures(
    rows: pipeline.Table,
    out_of_fold: NDArray[np.floating],
    never: unseen.Unseen,
    answers: unseen.Answers,
) -> dict[str, Any]:
    marked, ordinary = evaluate.ordinary_alarms(never, answers)
    return {
        "out_of_fold": evaluate.figures(rows, out_of_fold, answers.thresholds),
        "held_out": evaluate.figures(never.table, answers.held_out, answers.thresholds),
        "pages": evaluate.figures(never.page_table, answers.pages, answers.thresholds),
        "challenge": evaluate.by_phenomenon(never, answers),
        "ordinary_alarms": f"{marked} of {ordinary}",
    }


def _papers(never: unseen.Unseen, answers: unseen.Answers, card: artefact.Card) -> dict[str, str]:
    return {"MODEL_CARD.md": model_card.text(card), **plots.draw(never, answers)}


def _rival(folder: Path, never: unseen.Unseen, console: Console) -> _Rival | None:
    try:
        served = artefact.load(folder)
    except ArtefactMissing:
        return None
    except ArtefactError as error:
        console.print(f"{error}\nThe new model is compared with none.", soft_wrap=True)
        return None
    return _Rival(served.card["version"], unseen.ask(served, never))


def _thresholds(
    rows: Sequence[examples.Example], out_of_fold: NDArray[np.floating]
) -> dict[str, dict[str, float]]:
    """Where marks begin, chosen on the rows that stand in no article.

    Half of these are hard cases. Sentences of our own articles are easier than the
    web's: thresholds chosen on all rows were right far less often on topics held out
    than each sensitivity says (ADR 7).
    """
    alone = [number for number, row in enumerate(rows) if row.article is None]
    hard, said = pipeline.table([rows[number] for number in alone]), out_of_fold[alone]
    return {
        sensitivity: {
            label: policy.threshold(said[:, column], hard.truth[:, column], hard.weights, aim)
            for column, label in enumerate(Label)
        }
        for sensitivity, aim in policy.PRECISION.items()
    }


def _origin(rows: Sequence[examples.Example]) -> dict[str, Any]:
    """What the model was made of, and when."""
    return {
        "trained": datetime.now(UTC).isoformat(timespec="seconds"),
        "codebook": CODEBOOK,
        "rows": len(rows),
        "rows_digest": examples.digest(rows),
        "prevalence": pipeline.PREVALENCE,
    }


@contextmanager
def _steps(console: Console, total: int) -> Iterator[Any]:
    """A progress bar; call what it gives at the beginning of each step."""
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("Training", total=total, completed=-1)
        yield lambda says: progress.update(task, advance=1, description=says)
        progress.update(task, advance=1, description="Trained")
