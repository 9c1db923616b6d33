import sys

import pytest

from model import artefact, examples
from model.train import __main__ as command
from tests.model.train.test_train import served, spoilt


@pytest.fixture
def command_line(folder, few_rows, measured_on_few, monkeypatch, capsys):
    """Run ``python -m model.train``, in this process, on few rows; gives status and output."""

    def call(*words, rows=few_rows):
        monkeypatch.setattr(examples, "to_learn_from", lambda: rows)
        monkeypatch.setattr(command, "JOBS", 1)
        monkeypatch.setattr(sys, "argv", ["train", "--artefacts", str(folder), *words])
        try:
            command.main()
            status = 0
        except SystemExit as end:
            status = end.code
        return status, "".join(capsys.readouterr())

    return call


def test_a_model_that_is_not_served_says_why_and_what_to_do(command_line, folder, few_rows):
    before = served(folder)
    status, said = command_line(rows=spoilt(few_rows))
    assert status == 1
    assert "Gates that it failed:\n  " in said
    assert f"So {before} is served still" in said
    assert f"python -m model.artefact diff {before} " in said
    assert served(folder) == before


def test_promoting_anyway_tells_why(command_line, folder, few_rows):
    before = served(folder)
    status, said = command_line("--promote-anyway", "--why", "I looked", rows=spoilt(few_rows))
    assert status == 0
    assert "It is served all the same: I looked" in said
    assert served(folder) != before


@pytest.mark.parametrize(
    "words",
    [
        ["--promote-anyway"],
        ["--promote-anyway", "--why", " "],
        ["--why", "so"],
        ["--jobs", "1"],
        ["--jobs", "two"],
        ["--gold", "/no/such/file"],
    ],
)
def test_options_that_make_no_sense_are_refused(command_line, words):
    assert command_line(*words)[0] == 2


def test_two_at_once_are_refused_in_words(command_line, folder):
    with artefact.locked(folder):
        status, _ = command_line()
    assert status.startswith("Not trained: Another training or promotion is at work")


def test_the_command_keeps_a_usable_artefact(command_line):
    assert command_line("--if-missing") == (0, "")


def test_a_spoilt_artefact_is_trained_anew_if_missing(command_line, folder):
    version = served(folder)
    (folder / version / "pipeline.joblib").write_bytes(b"")
    status, said = command_line("--if-missing")
    assert status == 0
    assert "Training it anew now" in said
    artefact.load(folder)


def test_a_folder_that_cannot_be_written_is_named(command_line, tmp_path):
    (tmp_path / "file").write_text("")
    status, _ = command_line("--artefacts", str(tmp_path / "file" / "below"))
    assert status.startswith("Not trained: ")
