"""A training that takes seconds: ``python -m tests.model.few``, with the options of model.train."""

from pathlib import Path

from model import examples, gold, pipeline, unseen
from model.train import __main__ as command


def rows():
    """Enough rows to learn something from."""
    return examples.written()[::24]


def never():
    """A fifth of the unseen rows."""
    whole = unseen.rows(rows())
    held_out, pages = whole.held_out[::5], whole.pages[::20]
    tables = pipeline.table(held_out), pipeline.table(pages)
    return unseen.Unseen(held_out, whole.challenge[::5], pages, whole.sober, *tables)


if __name__ == "__main__":
    learnt, measured_on = rows(), never()
    examples.to_learn_from = lambda: learnt
    unseen.rows = lambda _: measured_on
    gold.GOLD = Path("nowhere")  # its sentences would take longer than all else
    command.main()
