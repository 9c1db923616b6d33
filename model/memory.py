"""What was said of a sentence before, without the sentence."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from model.labels import TARGETS

MOST = 50_000
"""Sentences remembered, about 10 MB; the one asked for longest ago is forgotten first."""

Score = Callable[[Sequence[str]], NDArray[np.floating]]


class Memory:
    """Asks for scores once for each sentence.

    Pages are checked again as they change, and articles share sentences. What is
    kept of a sentence is its hash under a key that is drawn at the start and never
    leaves the process: the text cannot be read from it, nor guessed and compared.

    Parameters
    ----------
    score : callable
        Gives sentences their scores, shape (n, n_targets).
    """

    def __init__(self, score: Score) -> None:
        self._score = score
        self._key = secrets.token_bytes(32)
        self._known: LRUCache[bytes, NDArray[np.floating]] = LRUCache(MOST)
        self._lock = Lock()

    def __call__(self, sentences: Sequence[str]) -> NDArray[np.floating]:
        """Scores, shape (n, n_targets); only unknown sentences are asked for."""
        keys = [self._hash(sentence) for sentence in sentences]
        with self._lock:
            found = {key: self._known[key] for key in keys if key in self._known}
        missing = {key: text for key, text in zip(keys, sentences, strict=True) if key not in found}
        if missing:
            fresh = dict(zip(missing, self._score(list(missing.values())), strict=True))
            with self._lock:
                self._known.update(fresh)
            found |= fresh
        return np.array([found[key] for key in keys]).reshape(-1, len(TARGETS))

    def _hash(self, sentence: str) -> bytes:
        text = sentence.encode(errors="surrogatepass")
        return hashlib.blake2b(text, key=self._key, digest_size=16).digest()
