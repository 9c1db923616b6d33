import importlib.util
import json

import pytest

from model import encoder, examples, finetune
from tests.conftest import run

HAS_TORCH = importlib.util.find_spec("torch") is not None


@pytest.mark.skipif(HAS_TORCH, reason="PyTorch is installed here")
def test_without_pytorch_it_says_what_to_install():
    done = run("-m", "model.finetune", "--to", "/nowhere")
    assert done.returncode == 1
    assert "requirements-train.txt" in done.stderr


@pytest.mark.skipif(not HAS_TORCH, reason="needs PyTorch (requirements-train.txt)")
def test_a_small_run_gives_an_encoder_that_can_be_used(tmp_path, monkeypatch):
    rows = examples.written()[::100]
    finetune.finetune(rows, finetune.Settings(layers=1, epochs=1), tmp_path)
    card = json.loads((tmp_path / encoder.CARD).read_text())
    assert card["rows"] == len(rows)
    monkeypatch.setattr(encoder, "FOLDER", tmp_path)
    for cached in (encoder.card, encoder._session, encoder._tokenizer):
        cached.cache_clear()
    logits = encoder.SentenceEncoder().fit([]).transform(["It cures.", "It rains today."])
    assert logits.shape == (2, 13)
    for cached in (encoder.card, encoder._session, encoder._tokenizer):
        cached.cache_clear()


def test_batches_hold_every_row_once():
    tokens = [[0] * (number % 40 + 1) for number in range(1_000)]
    batches = finetune._batches(tokens, 32, seed=1)
    assert sorted(number for batch in batches for number in batch) == list(range(1_000))
    assert max(map(len, batches)) == 32


def test_batches_are_the_same_for_the_same_seed():
    tokens = [[0] * (number % 40 + 1) for number in range(100)]
    first, second = (finetune._batches(tokens, 32, seed=1) for _ in range(2))
    assert first == second


def test_innocent_sentences_of_articles_are_read_in_turn_and_all_else_in_each_epoch():
    rows = examples.to_learn_from()[::50]
    innocent = [row for row in rows if row.article is not None and not row.targets]
    first, second, third = (
        finetune._read_in(epoch, rows, finetune.Settings(spread=2)) for epoch in range(3)
    )
    assert first == third
    both = [row for row in rows if row in first and row in second]
    assert both == [row for row in rows if row not in innocent]
    assert len(first) + len(second) == len(rows) + len(both)
    assert abs(len(first) - len(second)) <= 1


def test_what_is_flagged_in_a_part_is_flagged_in_the_whole():
    rows = examples.written()[::50]
    by_text = {row.text.rstrip("."): row for row in rows}
    joined = finetune._joined(rows, 1.0, seed=1)
    assert len(joined) == len(rows)
    for row, (text, targets) in zip(rows, joined, strict=True):
        assert text != row.text
        parts = [one for part, one in by_text.items() if part in text]
        assert row in parts
        assert {one.topic for one in parts} == {row.topic}
        assert targets >= set().union(*(one.targets for one in parts))


def test_rows_are_not_joined_where_none_are_wanted():
    rows = examples.written()[::50]
    assert finetune._joined(rows, 0.0, seed=1) == [(row.text, row.targets) for row in rows]
