"""Trainings that are quick, where what they measure on is not the point."""

import pytest

from model import pipeline, unseen


@pytest.fixture(scope="session")
def few_unseen():
    never = unseen.rows()
    held_out, pages = never.held_out[::5], never.pages[::20]
    tables = pipeline.table(held_out), pipeline.table(pages)
    return unseen.Unseen(held_out, never.challenge[::5], pages, never.sober, *tables)


@pytest.fixture
def measured_on_few(few_unseen, monkeypatch):
    """Let trainings in this process measure on a fifth of the unseen rows."""
    monkeypatch.setattr(unseen, "rows", lambda: few_unseen)
