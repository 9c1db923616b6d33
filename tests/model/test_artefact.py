import json
import shutil

import pytest

from model import ArtefactMissing, ArtefactRefused, artefact


@pytest.fixture
def mine(artefacts, tmp_path):
    """A copy that a test may spoil."""
    shutil.copytree(artefacts, tmp_path / "artefacts")
    return tmp_path / "artefacts"


def home(folder):
    return folder / (folder / "CURRENT").read_text().strip()


def test_no_artefact_says_how_to_train_one(tmp_path):
    with pytest.raises(ArtefactMissing, match=r"python -m model\.train"):
        artefact.load(tmp_path)


def test_an_altered_file_is_refused_before_it_is_loaded(mine):
    with (home(mine) / "pipeline.joblib").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ArtefactRefused, match="not the one that its card describes"):
        artefact.load(mine)


def test_a_truncated_file_is_refused(mine):
    (home(mine) / "pipeline.joblib").write_bytes(b"")
    with pytest.raises(ArtefactRefused, match="not the one"):
        artefact.load(mine)


@pytest.mark.parametrize(
    ("fact", "value"), [("sklearn", "0.1"), ("format", 99), ("targets", ["good", "bad"])]
)
def test_a_card_for_another_version_is_refused(mine, fact, value):
    card = json.loads((home(mine) / "card.json").read_text())
    (home(mine) / "card.json").write_text(json.dumps({**card, fact: value}))
    with pytest.raises(ArtefactRefused, match=f"its {fact} is"):
        artefact.load(mine)


@pytest.mark.parametrize("card", ["", "{", "[]", "{}", "null"])
def test_a_card_that_says_too_little_is_refused(mine, card):
    (home(mine) / "card.json").write_text(card)
    with pytest.raises(ArtefactRefused, match="card"):
        artefact.load(mine)


def test_a_pointer_to_nothing_is_refused(mine):
    (mine / "CURRENT").write_text("1-gone\n")
    with pytest.raises(ArtefactRefused, match="1-gone"):
        artefact.load(mine)


def test_a_failed_save_leaves_the_current_artefact_whole(mine, monkeypatch):
    before = artefact.load(mine).card["version"]

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(artefact.joblib, "dump", full)
    with pytest.raises(OSError, match="No space"):
        artefact.save(artefact.load(mine).pipeline, {}, folder=mine)
    assert artefact.load(mine).card["version"] == before
    assert [path.name for path in mine.iterdir() if path.name.startswith(".")] == []
