"""Small models, for tests of what happens around them; and how work grows with its input."""

import time
from pathlib import Path

import pytest

from model import artefact, encoder, examples, gold, pipeline, unseen
from tests.model import few

FACTS = {
    "codebook": 1,
    "thresholds": {
        s: {"overstated": 0.5, "unsafe": 0.5} for s in ("quiet", "balanced", "sensitive")
    },
    "neighbours": {"overstated": 0.0, "unsafe": 0.0},
}


@pytest.fixture(scope="session")
def few_rows():
    return few.rows()


@pytest.fixture(scope="session")
def small(few_rows):
    return pipeline.fit(pipeline.build(), pipeline.table(few_rows))


@pytest.fixture(scope="session")
def other():
    return pipeline.fit(pipeline.build(), pipeline.table(examples.written()[::30]))


@pytest.fixture
def folder(small, tmp_path):
    """A folder where a small model is served; a test may spoil it."""
    version = artefact.save(small, FACTS, folder=tmp_path)
    artefact.promote(version, folder=tmp_path)
    return tmp_path


@pytest.fixture
def newer(folder, other):
    """The version of another model in `folder`, saved and not promoted."""
    return artefact.save(other, FACTS, folder=folder)


@pytest.fixture(scope="session")
def never():
    """All that is measured on."""
    return unseen.rows([])


@pytest.fixture(scope="session")
def few_unseen():
    return few.never()


@pytest.fixture(scope="module")
def remembering():
    """Let the encoder read each sentence once for all tests of a file."""
    with encoder.remembering():
        yield


@pytest.fixture
def measured_on_few(few_unseen, remembering, monkeypatch):
    """Let trainings in this process measure on a fifth of the unseen rows, and on no gold."""
    monkeypatch.setattr(gold, "GOLD", Path("nowhere"))
    monkeypatch.setattr(unseen, "rows", lambda _: few_unseen)


def growth(work, made, small, large):
    """How many times as long `work` takes for ``made(large)`` as for ``made(small)``.

    Only this thread's own time counts: a machine that is busy elsewhere does not.
    """

    def seconds(size):
        given = made(size)
        started = time.thread_time()
        work(given)
        return time.thread_time() - started

    seconds(small)
    short = min(seconds(small) for _ in range(3))
    return min(seconds(large) for _ in range(3)) / short
