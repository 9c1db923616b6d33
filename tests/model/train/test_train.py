import io
import json
import random
import resource
import subprocess
import sys
from dataclasses import replace
from functools import partial

import pytest
from rich.console import Console

import model.train
from model import ExampleError, artefact, examples
from model.errors import ArtefactBusy
from tests.conftest import ROOT, run

pytestmark = pytest.mark.usefixtures("measured_on_few")
QUIET = Console(quiet=True)

# Worker processes take longer to start than few rows to learn from.
train = partial(model.train.train, console=QUIET, jobs=1)


def served(folder):
    return artefact.load(folder).card["version"]


def spoilt(rows):
    """The same sentences, with the labels of others: a model that learns nothing."""
    others = random.Random(0).sample(rows, len(rows))
    return [
        replace(row, labels=other.labels, reasons=other.reasons)
        for row, other in zip(rows, others, strict=True)
    ]


def test_the_same_rows_give_the_same_digest_with_however_many_jobs(tmp_path):
    for jobs in ("2", "3"):  # each in a process of its own
        run("-m", "tests.model.few", "--artefacts", str(tmp_path / jobs), "--jobs", jobs)
    one, other = (artefact.load(tmp_path / jobs).card["digest"] for jobs in ("2", "3"))
    assert one == other


def test_the_card_says_what_it_was_made_of(loaded):
    card = loaded.card
    assert card["rows"] == len(examples.to_learn_from())
    assert set(card["thresholds"]) == {"quiet", "balanced", "sensitive"}
    assert len(card["rows_digest"]) == 64
    assert card["compared_with"] is None


def test_the_gates_are_on_the_card(loaded):
    gates = loaded.card["gates"]
    assert [gate["gate"] for gate in gates if not gate["passed"]] == []
    assert len(gates) == 4


def test_the_first_model_is_served_even_if_it_fails_a_gate(few_rows, tmp_path):
    trained = train(spoilt(few_rows), folder=tmp_path)
    assert trained.failed
    assert trained.served
    assert served(tmp_path) == trained.version


def test_the_same_rows_again_are_served_again(tmp_path, few_rows):
    before = train(few_rows, folder=tmp_path)
    again = train(few_rows, folder=tmp_path)
    assert (again.version, again.facts["compared_with"]) == (before.version, before.version)
    compared = [gate for gate in again.failed if "calibration" not in gate.gate]
    assert [gate for gate in compared if "shortcuts" not in gate.gate] == []


def test_a_worse_model_is_kept_but_not_served(folder, few_rows):
    before = served(folder)
    trained = train(spoilt(few_rows), folder=folder)
    assert not trained.served
    assert "average precision of overstated" in [gate.gate for gate in trained.failed]
    assert trained.facts["compared_with"] == served(folder) == before
    artefact.promote(trained.version, folder=folder)
    assert served(folder) == trained.version


def test_a_worse_model_is_served_for_a_reason_that_its_card_keeps(folder, few_rows):
    rows = spoilt(few_rows)
    refused = train(rows, folder=folder)
    trained = train(rows, folder=folder, anyway="the codebook changed")
    assert trained.version == refused.version == served(folder)
    assert artefact.load(folder).card["promoted_anyway"] == "the codebook changed"


def test_one_from_another_scikit_learn_is_said_and_compared_with_nothing(folder, few_rows):
    card = folder / served(folder) / "card.json"
    card.write_text(json.dumps({**json.loads(card.read_text()), "sklearn": "0.1"}))
    console = Console(record=True, file=io.StringIO(), width=300)
    trained = train(few_rows, folder=folder, console=console)
    assert "its sklearn is '0.1'" in console.export_text()
    assert trained.served
    assert trained.facts["compared_with"] is None


@pytest.mark.parametrize(
    ("some", "says"),
    [
        (lambda rows: rows[:0], "0 topics"),
        (lambda rows: rows[::1200], "needs rows"),
        (lambda rows: [row for row in rows if row.topic == "gut"], "1 topics"),
        (lambda rows: [row for row in rows if not row.labels], "'overstated' needs rows"),
        (lambda rows: [row for row in rows if row.labels == ("overstated",)], "'overstated' needs"),
        (lambda rows: [row for row in rows if "dose" not in row.targets], "'dose' needs rows"),
        (lambda rows: [replace(row, text="😀") for row in rows[::24]], "nothing can be learnt"),
    ],
)
def test_too_little_to_learn_from_is_refused(some, says, tmp_path):
    with pytest.raises(ExampleError, match=says):
        train(some(examples.written()), folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] == []


def test_articles_alone_are_too_little_to_choose_thresholds_on(tmp_path):
    rows = [row for row in examples.to_learn_from() if row.article is not None]
    with pytest.raises(ExampleError, match="must be 'overstated', and some not"):
        train(rows, folder=tmp_path)


def test_a_row_with_only_an_emoji_is_learnt_from(few_rows, tmp_path):
    trained = train([replace(few_rows[0], text="😀"), *few_rows[1:]], folder=tmp_path)
    assert trained.served


def test_a_row_that_is_measured_on_is_refused(few_rows, tmp_path):
    hard = examples.challenge()[0]
    leak = replace(few_rows[0], text=f" {hard.text.upper()}")
    with pytest.raises(ExampleError, match=f"{leak.id} says the same as {hard.id}"):
        train([leak, *few_rows[1:]], folder=tmp_path)


def test_a_row_of_a_held_out_topic_is_refused(few_rows, tmp_path):
    with pytest.raises(ExampleError, match="the topic 'gout' is held out"):
        train([replace(few_rows[0], topic="gout"), *few_rows[1:]], folder=tmp_path)


def test_moderated_rows_are_learnt_from_where_there_are_any(tmp_path, monkeypatch):
    (tmp_path / "written").mkdir()
    row = json.loads((ROOT / "training_data/held_out.jsonl").read_text().splitlines()[0])
    (tmp_path / "written" / "a.jsonl").write_text(json.dumps(row) + "\n")
    monkeypatch.setattr(examples, "TRAINING_DATA", tmp_path)
    assert len(examples.to_learn_from()) == 1
    (tmp_path / "moderated.jsonl").write_text(json.dumps({**row, "id": "m-1"}) + "\n")
    assert [one.id for one in examples.to_learn_from()] == [row["id"], "m-1"]
    (tmp_path / "moderated.jsonl").write_text(json.dumps(row) + "\n")
    with pytest.raises(ExampleError, match=r"moderated.jsonl:1: the id .* stands at \S+/a.jsonl:1"):
        examples.to_learn_from()


def test_a_second_training_is_refused(folder, few_rows):
    with artefact.locked(folder), pytest.raises(ArtefactBusy, match="Another training"):
        train(few_rows, folder=folder)


HOLD = """
import pathlib, sys, time
from model import artefact
with artefact.locked(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_killed_training_lets_go_of_its_lock(folder):
    words = [sys.executable, "-c", HOLD, folder]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE) as one:
        assert one.stdout.readline() == b"held\n"
        with pytest.raises(ArtefactBusy), artefact.locked(folder):
            pass
        one.kill()
    with artefact.locked(folder):
        pass


def test_a_full_disk_is_said_and_leaves_the_served_model(folder):
    before = served(folder)

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    done = run(
        *("-m", "tests.model.few", "--artefacts", str(folder), "--jobs", "2"),
        preexec_fn=small_files,
    )
    assert done.returncode == 1
    assert "Not trained: [Errno 27] File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert served(folder) == before
    assert not list(folder.glob(".unfinished-*"))
