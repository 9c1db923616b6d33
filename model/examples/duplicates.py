"""Texts that say nearly the same, found without comparing every two."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

GRAM = 5
LIKE = 0.6
"""Jaccard likeness of the sets of `GRAM` characters from which texts are near duplicates."""


def near_duplicates(texts: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    """Find the pairs of texts that are alike.

    Two sets that are alike share one of their rarest members (the prefix
    filter of Chaudhuri, Ganti and Kaushik 2006), so that only texts which
    share a rare gram are compared.

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
    grams = [_grams(text) for _, text in texts]
    frequency = Counter(gram for one in grams for gram in one)
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for number, mine in enumerate(grams):
        rarest = sorted(mine, key=lambda gram: (frequency[gram], gram))
        prefix = rarest[: len(mine) - int(LIKE * len(mine)) + 1]
        for other in sorted({other for gram in prefix for other in seen[gram]}):
            likeness = len(mine & grams[other]) / len(mine | grams[other])
            if likeness > LIKE:
                yield texts[other][0], texts[number][0], likeness
        for gram in prefix:
            seen[gram].append(number)


def _grams(text: str) -> frozenset[str]:
    folded = " ".join(text.lower().split())
    return frozenset(folded[i : i + GRAM] for i in range(max(1, len(folded) - GRAM + 1)))
