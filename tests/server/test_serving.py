"""What serving asks of the system; that it serves is tested over HTTP everywhere else."""

import ctypes
from types import SimpleNamespace

import pytest

from server import config, serving


@pytest.fixture
def library(monkeypatch):
    """A C library that can do nothing yet."""
    made = SimpleNamespace()
    monkeypatch.setattr(ctypes, "CDLL", lambda _: made)
    return made


def test_both_thresholds_for_keeping_memory_are_set(library):
    set_to = {}
    library.mallopt = set_to.__setitem__
    serving.give_memory_back()
    assert set_to == {-1: 131_072, -3: 131_072}


def test_another_c_library_is_left_as_it_is(library):
    serving.give_memory_back()


def test_the_thresholds_are_set_before_anything_is_served(library, monkeypatch):
    done = []
    library.mallopt = lambda *_: done.append("set")
    monkeypatch.setattr(serving, "_announce", lambda *_: None)
    listening = SimpleNamespace(run=lambda: done.append("served"))
    monkeypatch.setattr(serving, "make_server", lambda *_: listening)
    serving.serve(SimpleNamespace(extensions={"caveat": (None, None)}), config.from_environment({}))
    assert done == ["set", "set", "served"]
