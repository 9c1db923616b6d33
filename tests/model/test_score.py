import json
from pathlib import Path

import pytest

from model import score
from tests.conftest import CLAIM, run


@pytest.fixture
def command(loaded, monkeypatch, capsys):
    """Run ``python -m model.score``, in this process; gives what it printed."""

    def run(*arguments):
        monkeypatch.setattr(score.artefact, "load", lambda: loaded)
        monkeypatch.setattr("sys.argv", ["score", *map(str, arguments)])
        score.main()
        return capsys.readouterr().out

    return run


def test_a_file_is_shown_with_its_marks_and_coverage(command, tmp_path):
    file = tmp_path / "a.html"
    file.write_text(f"<p>Open at nine.</p><p>{CLAIM}</p>")
    shown = command(file)
    assert "overstated" in shown
    assert "2 sentences, 2 checked, 1 marked; a guide, not proof." in shown


def test_nothing_in_a_file_or_its_name_steers_the_terminal(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = Path("a[b].txt")
    file.write_text(f"A plain line \x1b[31mhere.\n\n\x1b[31m{CLAIM}")
    shown = command(file)
    assert "\x1b" not in shown
    assert "a[b].txt" in shown


def test_json_is_one_object_a_file(command, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(CLAIM)
    said = command("--json", tmp_path / "a.txt", tmp_path / "b.txt")
    first, _ = map(json.loads, said.splitlines())
    assert first["highlights"][0]["quote"] == CLAIM


def test_the_seed_articles_are_read(command, seeds):
    articles = [json.loads(line) for line in command("--json", *seeds).splitlines()]
    assert [article["complete"] for article in articles] == [True] * 5
    assert all(article["highlights"] for article in articles[1:])


@pytest.mark.parametrize(
    ("content", "says"), [(None, "cannot be read"), (b"\xff\xfe", "not text in UTF-8")]
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, content, says):
    file = tmp_path / "a.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(score.InputError, match=says):
        score.read(file)


def test_the_command_runs_as_a_module():
    done = run("-m", "model.score", "--help")
    assert done.returncode == 0
    assert "FILE" in done.stdout
