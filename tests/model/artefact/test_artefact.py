import json
import os
import shutil
import subprocess
import sys
import threading

import joblib
import pytest

from model import ArtefactMissing, ArtefactRefused, artefact
from model.errors import ArtefactBusy
from tests.conftest import ROOT
from tests.model.conftest import FACTS


def served(folder):
    return artefact.load(folder).card["version"]


def home(folder):
    return folder / served(folder)


def leftovers(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(".unfinished")]


def test_no_artefact_says_how_to_train_one(tmp_path):
    with pytest.raises(ArtefactMissing, match=r"python -m model\.train"):
        artefact.load(tmp_path)


def test_an_empty_pointer_counts_as_none(tmp_path):
    (tmp_path / "CURRENT").write_text("")
    with pytest.raises(ArtefactMissing):
        artefact.load(tmp_path)


def test_an_altered_file_is_refused_before_it_is_loaded(folder):
    with (home(folder) / "pipeline.joblib").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ArtefactRefused, match="not the one that its card describes"):
        artefact.load(folder)


def test_a_truncated_file_is_refused(folder):
    (home(folder) / "pipeline.joblib").write_bytes(b"")
    with pytest.raises(ArtefactRefused, match="not the one"):
        artefact.load(folder)


def test_a_missing_file_is_refused(folder):
    (home(folder) / "pipeline.joblib").unlink()
    with pytest.raises(ArtefactRefused, match="cannot be read"):
        artefact.load(folder)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("sklearn", "0.1"),
        ("format", 99),
        ("encoder", "0" * 64),
        ("targets", ["good", "bad"]),
    ],
)
def test_a_card_for_another_version_is_refused(folder, fact, value):
    card = json.loads((home(folder) / "card.json").read_text())
    (home(folder) / "card.json").write_text(json.dumps({**card, fact: value}))
    with pytest.raises(ArtefactRefused, match=f"its {fact} is"):
        artefact.load(folder)


def test_a_model_from_before_the_encoder_is_refused(folder):
    card = json.loads((home(folder) / "card.json").read_text())
    del card["encoder"]  # served, every check would fail
    (home(folder) / "card.json").write_text(json.dumps(card))
    with pytest.raises(ArtefactRefused, match="lacks facts"):
        artefact.load(folder)


@pytest.mark.parametrize("card", ["", "{", "[]", "{}", "null"])
def test_a_card_that_says_too_little_is_refused(folder, card):
    (home(folder) / "card.json").write_text(card)
    with pytest.raises(ArtefactRefused, match="card"):
        artefact.load(folder)


def test_a_pointer_to_nothing_is_refused(folder):
    (folder / "CURRENT").write_text("1-gone\n")
    with pytest.raises(ArtefactRefused, match="1-gone"):
        artefact.load(folder)


@pytest.mark.parametrize("version", ["..", ".", "../elsewhere", "/etc", ".unfinished-1"])
def test_a_version_is_a_name_not_a_path(folder, version):
    with pytest.raises(ArtefactRefused, match="There is no model"):
        artefact.load(folder, version=version)


def test_saving_does_not_change_what_is_served(folder, newer):
    assert served(folder) != newer
    assert artefact.load(folder, version=newer).card["version"] == newer


def test_a_failed_save_leaves_everything_as_it_was(folder, monkeypatch):
    before = sorted(path.name for path in folder.iterdir())

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(artefact.joblib, "dump", full)
    with pytest.raises(OSError, match="No space"):
        artefact.save(artefact.load(folder).pipeline, {}, folder=folder)
    assert sorted(path.name for path in folder.iterdir()) == before


def test_training_it_anew_mends_a_spoilt_artefact(folder, small):
    (home(folder) / "pipeline.joblib").write_bytes(b"spoilt")
    artefact.save(small, FACTS, folder=folder)
    artefact.load(folder)


@pytest.mark.parametrize("fact", ["thresholds", "neighbours"])
def test_what_decides_otherwise_is_another_artefact(folder, small, fact):
    changed = {**FACTS, fact: {}}
    ours = {artefact.save(small, facts, folder=folder) for facts in (FACTS, FACTS, changed)}
    assert len(ours) == 2


def test_promoting_what_is_served_tells_servers_to_look_again(folder):
    os.utime(folder / "CURRENT", (1, 1))
    artefact.promote(served(folder), folder=folder)
    assert (folder / "CURRENT").stat().st_mtime > 1


def test_a_rollback_undoes_a_promotion_and_then_the_one_before(folder, newer):
    first = served(folder)
    artefact.promote(newer, folder=folder)
    artefact.promote(first, folder=folder)
    assert artefact.rollback(folder) == served(folder) == newer
    assert artefact.rollback(folder) == served(folder) == first
    with pytest.raises(ArtefactRefused, match=f"no model before {first}"):
        artefact.rollback(folder)
    assert served(folder) == first


def test_promoting_what_is_served_already_is_nothing_to_roll_back(folder):
    artefact.promote(served(folder), folder=folder)
    with pytest.raises(ArtefactRefused, match="no model before"):
        artefact.rollback(folder)


def test_a_spoilt_artefact_is_neither_promoted_nor_rolled_back_to(folder, newer):
    first = served(folder)
    shutil.copytree(folder / newer, folder / "1-spoilt")
    (folder / "1-spoilt" / "pipeline.joblib").write_bytes(b"")
    with pytest.raises(ArtefactRefused):
        artefact.promote("1-spoilt", folder=folder)
    assert served(folder) == first
    artefact.promote(newer, folder=folder)
    (folder / first / "pipeline.joblib").write_bytes(b"")
    with pytest.raises(ArtefactRefused):
        artefact.rollback(folder)
    assert served(folder) == newer


def test_two_at_once_are_refused_in_words(folder):
    seen = []

    def second():
        try:
            with artefact.locked(folder):
                seen.append("held twice")
        except ArtefactBusy as error:
            seen.append(str(error))

    with artefact.locked(folder):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert seen == [
        f"Another training or promotion is at work in {folder}; wait until it has ended."
    ]
    with artefact.locked(folder):
        pass


def test_what_a_killed_training_left_is_cleared_away(folder):
    (folder / ".unfinished-1").mkdir()
    (folder / ".unfinished-1" / "pipeline.joblib").write_bytes(b"half")
    (folder / ".unfinished-CURRENT").write_text("1-ha")
    with artefact.locked(folder):
        assert leftovers(folder) == []


KILL_AT_EVERY_LINE = """
import json, os, pathlib, shutil, signal, sys
import joblib
from model import artefact

original, file, facts = pathlib.Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
new, old = joblib.load(file), artefact.load(original).card["version"]
folder = original.parent / "killed"

def tracer(lines):
    def trace(frame, event, _):
        nonlocal lines
        if f"model{os.sep}artefact" not in frame.f_code.co_filename:
            return None
        if event == "line":
            lines -= 1
            if lines < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    return trace

moment, served = 0, []
while True:
    shutil.copytree(original, folder)
    if (child := os.fork()) == 0:
        sys.settrace(tracer(moment))
        with artefact.locked(folder):
            artefact.promote(artefact.save(new, facts, folder=folder), folder=folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    served.append(artefact.load(folder).card["version"] == old)
    with artefact.locked(folder):
        assert not list(folder.glob(".unfinished-*"))
    shutil.rmtree(folder)
    if os.WIFEXITED(status):
        assert os.WEXITSTATUS(status) == 0
        break
    moment += 1
print(moment, served.count(True), served.count(False))
"""


@pytest.mark.parametrize("which", ["small", "other"])  # written over, and beside
def test_killed_at_any_line_it_leaves_a_whole_model_served(which, folder, request, tmp_path):
    new = tmp_path.parent / f"{which}.joblib"
    joblib.dump(request.getfixturevalue(which), new)
    done = subprocess.run(
        [sys.executable, "-c", KILL_AT_EVERY_LINE, folder, new, json.dumps(FACTS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    killed, before, after = map(int, done.stdout.split())
    assert killed > 40, "the lines were not counted"
    assert which == "small" or (before > 40 and after >= 1)
