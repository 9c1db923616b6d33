import json

import pytest

from model import artefact, score
from tests.conftest import run

CLAIM = "Ketamine is a guaranteed miracle cure that resets the brain and heals every illness."


@pytest.fixture(autouse=True)
def trained(artefacts, monkeypatch):
    trained_here = artefact.load(artefacts)
    monkeypatch.setattr(score.artefact, "load", lambda: trained_here)


def command(monkeypatch, *arguments):
    monkeypatch.setattr("sys.argv", ["score", *map(str, arguments)])
    score.main()


def test_a_file_is_shown_with_its_marks_and_coverage(tmp_path, monkeypatch, capsys):
    file = tmp_path / "a.html"
    file.write_text(f"<p>Open at nine.</p><p>{CLAIM}</p>")
    command(monkeypatch, file)
    shown = capsys.readouterr().out
    assert "overstated" in shown
    assert "2 sentences, 2 checked, 1 marked; a guide, not proof." in shown


def test_json_is_one_object_a_file(tmp_path, monkeypatch, capsys):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(CLAIM)
    command(monkeypatch, "--json", tmp_path / "a.txt", tmp_path / "b.txt")
    first, _ = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["highlights"][0]["quote"] == CLAIM


def test_the_seed_articles_are_read(seeds, monkeypatch, capsys):
    command(monkeypatch, "--json", *seeds)
    articles = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
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
