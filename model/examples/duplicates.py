"""Texts that say nearly the same, found without comparing every two."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import CountVectorizer

GRAM = 5
LIKE = 0.6
"""Jaccard likeness of the sets of `GRAM` characters from which texts are near duplicates."""

SHARED = 6
"""Rare grams that two texts must share to be compared; more spares comparisons of long ones."""

CHUNK = 4096
"""Texts looked up at a time, which bounds the memory."""


def near_duplicates(texts: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    """Find the pairs of texts that are alike.

    Two sets that are alike share some of their rarest members (the prefix
    filter of Chaudhuri, Ganti and Kaushik 2006, with longer prefixes as by Wang,
    Li and Feng 2012), so that only texts which share rare grams are compared.

    Parameters
    ----------
    texts : sequence of (name, text)

    Yields
    ------
    first, second : str
        Names, in the order given.
    likeness : float
        From `LIKE` to 1.
    """
    if len(texts) < 2:
        return
    grams = _table([text for _, text in texts])
    size = np.diff(grams.indptr)
    rare = _rarest(grams, size)
    for start in range(0, len(texts), CHUNK):
        later, first = _candidates(rare, size, start)
        common = grams[first].multiply(grams[later]).sum(axis=1)
        likeness = common / (size[first] + size[later] - common)
        for pair in np.flatnonzero(likeness > LIKE):
            yield texts[first[pair]][0], texts[later[pair]][0], float(likeness[pair])


def _table(texts: Sequence[str]) -> csr_array:
    """Which text has which gram, the rarest gram first."""
    grams = csr_array(CountVectorizer(analyzer=_grams, binary=True).fit_transform(texts))
    by_rarity = grams[:, np.argsort(grams.sum(axis=0), kind="stable")]
    by_rarity.sort_indices()
    return by_rarity


def _rarest(grams: csr_array, size: NDArray[np.int_]) -> csr_array:
    """Each text's rarest grams, so many that texts which are alike share `SHARED` of them."""
    enough = size - np.floor(LIKE * size).astype(int) + SHARED
    place = np.arange(grams.nnz) - np.repeat(grams.indptr[:-1], size)
    rare = grams.copy()
    rare.data = (place < np.repeat(enough, size)).astype(grams.dtype)
    rare.eliminate_zeros()
    return rare


def _candidates(
    rare: csr_array, size: NDArray[np.int_], start: int
) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Numbers of texts of one chunk, and of earlier texts that may be like them."""
    end = min(start + CHUNK, len(size))
    common = (rare[start:end] @ rare[:end].T).tocoo()
    later, first = common.row + start, common.col
    needed = np.ceil(LIKE / (1 + LIKE) * (size[first] + size[later])).astype(int)
    near = (first < later) & (common.data >= np.minimum(SHARED, needed))
    return later[near], first[near]


def _grams(text: str) -> frozenset[str]:
    folded = " ".join(text.lower().split())
    return frozenset(folded[i : i + GRAM] for i in range(max(1, len(folded) - GRAM + 1)))
