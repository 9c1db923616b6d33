import pytest
from rich.console import Console

from model import ExampleError, artefact, examples, train
from tests.conftest import run

QUIET = Console(quiet=True)


def test_the_same_rows_give_the_same_digest(artefacts, tmp_path):
    done = run("-m", "model.train", "--artefacts", str(tmp_path))  # another process
    assert done.returncode == 0, done.stderr
    assert artefact.load(tmp_path).card["digest"] == artefact.load(artefacts).card["digest"]


def test_the_card_says_what_it_was_made_of(artefacts):
    card = artefact.load(artefacts).card
    assert card["rows"] == len(examples.written())
    assert set(card["thresholds"]) == {"quiet", "balanced", "sensitive"}
    assert len(card["rows_digest"]) == 64


@pytest.mark.parametrize(
    ("some", "says"),
    [
        (lambda rows: rows[:0], "0 topics"),
        (lambda rows: [row for row in rows if row.topic == "gut"], "1 topics"),
        (lambda rows: [row for row in rows if not row.labels], "'overstated' needs rows"),
        (lambda rows: [row for row in rows if "dose" not in row.targets], "'dose' needs rows"),
    ],
)
def test_too_little_to_learn_from_is_refused(some, says, tmp_path):
    with pytest.raises(ExampleError, match=says):
        train.train(some(examples.written()), folder=tmp_path, console=QUIET)
    assert list(tmp_path.iterdir()) == []


def test_the_command_keeps_a_usable_artefact(artefacts):
    done = run("-m", "model.train", "--if-missing", "--artefacts", str(artefacts))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    done = run("-m", "model.train", "--artefacts", str(tmp_path / "file" / "below"))
    assert done.returncode == 1
    assert "Not trained: " in done.stderr
    assert "Traceback" not in done.stderr
