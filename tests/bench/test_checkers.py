import pytest

from tests.bench import checkers

TEXT = "Obviously the the best guys was chosen to bossman the the master list of teh slaves."


@pytest.fixture(scope="module")
def runs():
    with checkers.checkers([TEXT]) as ready:
        yield ready


def test_proselint_takes_time(runs):
    assert runs["proselint"]() > 0


@pytest.mark.parametrize("name", checkers.OF_NPM)
def test_each_checker_of_npm_finds_something(runs, name):
    if name not in runs:
        pytest.skip("the checkers of npm are not installed: make bench")
    runs["harper"]()
    assert runs[name]() > 0


def test_a_checker_that_finds_nothing_is_not_believed():
    with checkers.checkers(["Tea."]) as ready:
        if "write-good" not in ready:
            pytest.skip("the checkers of npm are not installed: make bench")
        with pytest.raises(RuntimeError, match="cannot have checked"):
            ready["write-good"]()


def test_without_npm_only_proselint_is_ready(tmp_path, monkeypatch):
    monkeypatch.setattr(checkers, "HERE", tmp_path)
    with checkers.checkers([TEXT]) as ready:
        assert list(ready) == ["proselint"]
