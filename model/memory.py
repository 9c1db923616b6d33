"""What was found out about a text before, without the text."""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar

from cachetools import LRUCache

MOST = 50_000
"""Places for what is remembered, one a text; what was asked for longest ago goes first."""

T = TypeVar("T")


class Memory(Generic[T]):
    """Asks once for each text.

    Pages are checked again as they change, and articles share sentences. What is
    kept of a text is its hash under a key that is drawn at the start and never
    leaves the process: the text cannot be read from it, nor guessed and compared.

    Parameters
    ----------
    ask : callable
        Gives texts a value each, in order. The values must not hold the texts.
    size : callable, optional
        How many of the `MOST` places a value takes; one of more is not remembered.
    """

    def __init__(
        self,
        ask: Callable[[Sequence[str]], Iterable[T]],
        *,
        size: Callable[[Any], int] = lambda _: 1,
    ) -> None:
        self._ask = ask
        self._key = secrets.token_bytes(32)
        self._size = size
        self._known: LRUCache[bytes, T] = LRUCache(MOST, getsizeof=size)
        self._lock = Lock()

    def __call__(self, texts: Sequence[str]) -> list[T]:
        """A value for each text; only unknown texts are asked about."""
        keys = [self._hash(text) for text in texts]
        with self._lock:
            found = {key: self._known[key] for key in keys if key in self._known}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        if missing:
            fresh = dict(zip(missing, self._ask(list(missing.values())), strict=True))
            with self._lock:
                self._known.update(
                    (key, value) for key, value in fresh.items() if self._size(value) <= MOST
                )
            found |= fresh
        return [found[key] for key in keys]

    def _hash(self, text: str) -> bytes:
        data = text.encode(errors="surrogatepass")
        return hashlib.blake2b(data, key=self._key, digest_size=16).digest()
