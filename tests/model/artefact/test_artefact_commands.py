import json
import shutil
import sys

import pytest

from model import artefact
from model.artefact import __main__ as commands


@pytest.fixture
def command(folder, measured_on_few, monkeypatch, capsys):
    """Run ``python -m model.artefact``, in this process; gives what it printed."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["artefact", "--artefacts", str(folder), *words])
        monkeypatch.setenv("COLUMNS", "200")
        commands.main()
        return capsys.readouterr().out

    return run


def test_the_list_points_at_the_one_that_is_served(command, folder, newer):
    served = artefact.load(folder).card["version"]
    lines = command("list").splitlines()
    assert [served in line for line in lines if "→" in line] == [True]
    assert any(newer in line for line in lines)


def test_the_list_names_what_cannot_be_read(command, folder, newer):
    (folder / newer / "card.json").write_text("{")
    assert "its card cannot be read" in command("list")


def test_the_list_names_what_cannot_be_loaded(command, folder, newer):
    file = folder / newer / "card.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "encoder": "another"}))
    assert "its encoder is 'another'" in " ".join(command("list").split())


def test_a_folder_without_models_is_told(command, folder, newer):
    for home in folder.glob("*-*"):
        shutil.rmtree(home)
    assert command("list") == f"There are no models in {folder}.\n"


def test_promote_and_rollback_say_what_is_served(command, folder, newer):
    first = artefact.load(folder).card["version"]
    assert command("promote", newer) == f"Served from now on: {newer}\n"
    assert command("rollback") == f"Served from now on: {first}\n"
    assert artefact.load(folder).card["version"] == first


def test_promoting_what_failed_its_gates_says_so(command, folder, other):
    gates = [{"gate": "x", "passed": False, "says": "it marks more ordinary sentences"}]
    facts = {**artefact.load(folder).card, "gates": gates}
    for fact in ("format", "version", "digest", "sklearn", "targets"):
        del facts[fact]
    version = artefact.save(other, facts, folder=folder)
    assert "failed when it was trained: it marks more" in command("promote", version)


def test_an_unknown_version_is_refused_in_words(command):
    with pytest.raises(SystemExit, match="There is no model 1-x"):
        command("promote", "1-x")


def test_diff_of_a_model_with_itself_is_empty(command, folder):
    served = artefact.load(folder).card["version"]
    assert command("diff", served, served) == "No mark changed.\n"


def test_diff_prints_the_sentences_and_the_same_as_json(command, folder, newer):
    first = artefact.load(folder).card["version"]
    flips = json.loads(command("diff", first, newer, "--json"))
    printed = command("diff", first, newer)
    assert flips
    for flip in flips:
        assert f"  {flip['text']}\n" in printed
    back = json.loads(command("diff", newer, first, "--json"))
    assert {(f["id"], f["label"]) for f in flips} == {(f["id"], f["label"]) for f in back}


def test_diff_with_a_version_that_is_not_there_says_so(command, newer):
    with pytest.raises(SystemExit, match="There is no model 1-x"):
        command("diff", newer, "1-x")
