"""A small fine-tuned sentence encoder, run by ONNX Runtime without PyTorch.

``python -m model.finetune`` makes ``model/encoder/`` anew; the folder is kept in
the repository, so that nobody needs PyTorch to run or retrain.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from tokenizers import Tokenizer

from model.errors import ArtefactRefused
from model.memory import Memory

FOLDER = Path(__file__).parent / "encoder"
WEIGHTS = "encoder.onnx"
TOKENIZER = "tokenizer.json"
CARD = "card.json"
UNSEEN = "unseen.npz"
MOST_TOKENS = 96
"""Tokens that are read at a time; 99 % of real sentences have fewer."""

OVERLAP = 24
"""Tokens that two windows of a longer sentence share, so that no claim is cut in two."""

AT_A_TIME = 1_024
"""Tokens, padding counted, in one run of the network: more gain no time, and take memory."""

Floats = NDArray[np.float32]


class SentenceEncoder(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns sentences into one logit for each target.

    Its weights are fixed: fitting only notes which they are, so that a Pipeline
    trained on other weights is refused. Sentences that it was tuned on would look
    too easy to what learns from its logits: for these `fit_transform` gives what
    another encoder said, tuned without their topics. (scikit-learn's TargetEncoder
    differs between the two in the same way, for the same reason.)

    Attributes
    ----------
    digest_ : str
        SHA-256 of the weights.
    """

    def fit(self, X: Sequence[str], y: Any = None) -> Self:
        """Note which weights are used; nothing is learnt."""
        self.digest_ = card()["digest"]
        return self

    def fit_transform(self, X: Sequence[str], y: Any = None) -> Floats:
        """Logits as of sentences not tuned on, shape (n, n_targets)."""
        keys, known = [text_key(text) for text in X], unseen()
        new = [text for text, key in zip(X, keys, strict=True) if key not in known]
        fresh = iter(self.fit(X).transform(new))
        rows = [known[key] if key in known else next(fresh) for key in keys]
        return np.array(rows, np.float32).reshape(-1, len(card()["targets"]))

    def transform(self, X: Sequence[str]) -> Floats:
        """Logits, shape (n, n_targets).

        A sentence's logits do not depend on the others: only the weights are
        int8, activations are not quantised (ADR 7). A sentence of more than
        `MOST_TOKENS` is read in windows, and has the most of theirs.

        Raises
        ------
        ArtefactRefused
            The weights are not those that it was fitted with.
        """
        if self.digest_ != card()["digest"]:
            raise ArtefactRefused("The model was trained with another encoder; train it anew.")
        logits = np.array(_reading.get()(X), np.float32)
        return logits.reshape(-1, len(card()["targets"]))


def _read(texts: Sequence[str]) -> Floats:
    owners, windows = _windows(texts)
    logits = np.full((len(texts), len(card()["targets"])), -np.inf, np.float32)
    for batch in _batches(list(map(len, windows))):
        said = _run([windows[number] for number in batch])
        np.maximum.at(logits, [owners[number] for number in batch], said)
    return logits


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of windows that are about equally long."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[number] > AT_A_TIME:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


Reading = Callable[[Sequence[str]], Iterable[Floats]]
_reading: ContextVar[Reading] = ContextVar("reading", default=_read)


@contextmanager
def remembering() -> Iterator[None]:
    """Read each sentence once, as long as the context lasts.

    Models that are compared on the same rows share the encoder, and reading is
    nearly all the time that they take.
    """
    before = _reading.get()
    token = _reading.set(before if isinstance(before, Memory) else Memory(before))
    try:
        yield
    finally:
        _reading.reset(token)


def _windows(texts: Sequence[str]) -> tuple[list[int], list[list[int]]]:
    """Tokens to read at a time, and for each the number of its text."""
    owners, windows = [], []
    for number, first in enumerate(_tokenizer().encode_batch(list(texts))):
        for window in (first, *first.overflowing):
            owners.append(number)
            windows.append(window.ids)
    return owners, windows


def _run(tokens: Sequence[Sequence[int]]) -> Floats:
    width = max(map(len, tokens))
    ids = np.zeros((len(tokens), width), np.int64)
    mask = np.zeros_like(ids)
    for row, one in enumerate(tokens):
        ids[row, : len(one)] = one
        mask[row, : len(one)] = 1
    logits: Floats = _session().run(None, {"input_ids": ids, "attention_mask": mask})[0]
    return logits


@cache
def card() -> dict[str, Any]:
    """The encoder's facts: base weights, rows, settings, figures.

    Raises
    ------
    ArtefactRefused
        They cannot be read.
    """
    with _restoring():
        facts: dict[str, Any] = json.loads((FOLDER / CARD).read_text(encoding="utf-8"))
    return facts


@cache
def unseen() -> dict[str, Floats]:
    """For each sentence tuned on, by `text_key`, what an encoder said that had not seen it.

    Raises
    ------
    ArtefactRefused
        The file is spoilt, or belongs to other weights.
    """
    with _restoring(), np.load(_vouched_for(UNSEEN, "unseen")) as kept:
        return dict(zip(kept["keys"].tolist(), kept["logits"].astype(np.float32), strict=True))


def text_key(text: str) -> str:
    """A short name of a text."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]


@contextmanager
def _restoring() -> Iterator[None]:
    """Say of a file of the encoder that cannot be read what to do."""
    try:
        yield
    except Exception as error:  # tokenizers raises nothing narrower
        raise ArtefactRefused(f"The encoder cannot be read ({error}); restore {FOLDER}.") from None


def look() -> None:
    """Make sure that the encoder can be used, before anybody waits for it.

    Raises
    ------
    ArtefactRefused
        A file of it is missing or spoilt.
    """
    weights()
    _tokenizer()


@cache
def _tokenizer() -> Tokenizer:
    with _restoring():
        return tokenizer(_vouched_for(TOKENIZER, "tokenizer").parent)


def tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer that lies in a folder, set to cut as serving and tuning both need."""
    found = Tokenizer.from_file(str(folder / TOKENIZER))
    found.no_padding()
    found.enable_truncation(MOST_TOKENS, stride=OVERLAP)
    return found


@cache
def _session() -> onnxruntime.InferenceSession:
    # By its path: of bytes it would keep a second copy.
    return onnxruntime.InferenceSession(weights(), _options(), providers=["CPUExecutionProvider"])


@cache
def weights() -> Path:
    """Where the encoder's weights lie, known to be those that its card describes.

    Looked at once: what is read of them afterwards stays in memory.

    Raises
    ------
    ArtefactRefused
        They are others, or cannot be read.
    """
    with _restoring():
        return _vouched_for(WEIGHTS, "digest")


def _vouched_for(name: str, fact: str) -> Path:
    """Where a file lies, known to be the one whose digest is a fact of the card."""
    if digest(FOLDER / name) != card()[fact]:
        raise ValueError(f"{name} is not the file that its card describes")
    return FOLDER / name


def digest(file: Path) -> str:
    """SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False  # it keeps memory for good, and gains no time
    # Threads that wait do not spin: the reader's machine has other work, too.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options
