"""The articles that everything is measured on."""

from pathlib import Path
from typing import NamedTuple

from model import Block, Classifier, examples, from_html, from_text

PAGES = Path(__file__).parents[1] / "pages"
LONG = 60
"""Sentences of the one article whose time is told."""


class Article(NamedTuple):
    """Its name, and its blocks in order."""

    name: str
    blocks: list[Block]

    @property
    def text(self) -> str:
        """All of it, as a prose checker gets it."""
        return "\n\n".join(block.text for block in self.blocks)


def read(seeds: Path) -> tuple[list[Article], str]:
    """Read the articles; pages that scripts write have no text, and are left out.

    Parameters
    ----------
    seeds : Path
        Folder with the seeds, which users do not have: for them, held-out articles of
        ``training_data`` stand in.

    Returns
    -------
    articles : list of Article
    source : str
        Where they came from, in words.
    """
    pages = [
        _article(page.parent.name, from_html(page.read_text(encoding="utf-8")))
        for page in sorted(PAGES.glob("*/source.html"))
    ]
    texts = [
        _article(seed.stem, from_text(seed.read_text(encoding="utf-8")))
        for seed in sorted(seeds.glob("*.txt"))
    ]
    source = f"the {len(texts)} seeds in {seeds}"
    if not texts:
        texts = [
            _article(one.id, [" ".join(row.text for row in block) for block in one.blocks])
            for one in examples.held_out_articles()[:5]
        ]
        source = f"{len(texts)} held-out articles, since there are no seeds in {seeds}"
    return [one for one in texts + pages if one.blocks], f"{source}, and tests/pages"


def long(articles: list[Article], classifier: Classifier, *, sentences: int = LONG) -> Article:
    """Put blocks of the articles together into one of so many sentences, or somewhat fewer."""
    blocks: list[Block] = []
    left = sentences
    for block in (block for article in articles for block in article.blocks):
        count = len(classifier.check([block]).sentences)
        if 0 < count <= left:
            blocks.append(Block(f"b{len(blocks)}", block.text))
            left -= count
        if not left:
            break
    return Article("long", blocks)


def _article(name: str, texts: list[str]) -> Article:
    return Article(name, [Block(f"b{number}", text) for number, text in enumerate(texts)])
