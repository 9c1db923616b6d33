"""What is measured of Caveat, and the ways to call its Pipeline that it is held against."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from unittest.mock import patch

from model import Artefact, Classifier
from model.classifier import BATCH
from model.memory import Memory
from tests.bench.articles import Article
from tests.bench.rounds import Run, Times, cost, measure
from tests.bench.service import service

STARTS = 3
ROUNDS = 5


def sentences(articles: Sequence[Article], artefact: Artefact) -> list[str]:
    """Those that Caveat checks, each once."""
    classifier = Classifier(artefact)
    checked = (one for article in articles for one in classifier.check(article.blocks).sentences)
    return list(dict.fromkeys(one.span.quote for one in checked))


def checking(articles: Sequence[Article], artefact: Artefact) -> dict[str, Run]:
    """Whole checks of some articles: cold, without cues, and again when all is known."""
    known = Classifier(artefact)

    def check(classifier: Classifier) -> None:
        for article in articles:
            classifier.check(article.blocks, seconds=600)

    def without_cues() -> float:
        with patch("model.explain.cues", lambda texts, *_, **__: [[] for _ in texts]):
            return cost(lambda: check(Classifier(artefact)))

    return {
        "cold": lambda: cost(lambda: check(Classifier(artefact))),
        "no cues": without_cues,
        "cached": lambda: cost(lambda: check(known)),
    }


def scoring(texts: Sequence[str], artefact: Artefact) -> dict[str, Run]:
    """Scores of sentences: as Caveat has them made, and by plain calls of the same Pipeline."""
    pipeline = artefact.pipeline
    ways: Mapping[str, Callable[[], Any]] = {
        "scores": lambda: in_batches(Memory(pipeline.predict_proba), texts),
        "one at a time": lambda: [pipeline.predict_proba([text]) for text in texts],
        "one batch": lambda: pipeline.predict_proba(texts),
        "no gate, one batch": lambda: pipeline.judge(texts),
        "gate": lambda: pipeline.quick(texts),
    }
    return {name: lambda work=work: cost(work) for name, work in ways.items()}


def in_batches(score: Memory, texts: Sequence[str]) -> list[Any]:
    """Ask for scores as `Classifier.check` does."""
    return [score(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)]


def serving(article: Article) -> tuple[Times, dict[str, float | None]]:
    """Measure the real server.

    Returns
    -------
    times : mapping
        Seconds that a request with the article takes, cold and cached.
    facts : dict
        Seconds until it is ready, those of the first article, most megabytes held.
    """
    ready, first = [], []
    for _ in range(STARTS):
        with service() as server:
            ready.append(server.ready)
            first.append(server.check(article))

            def cold(server: Any = server) -> float:
                server.forget()
                return server.check(article)

            if len(ready) == STARTS:
                runs = {"cold": cold, "cached": lambda server=server: server.check(article)}
                times = measure(runs, rounds=ROUNDS)
                megabytes = server.megabytes()
    return times, {
        "ready": statistics.median(ready),
        "first": statistics.median(first),
        "megabytes": megabytes,
    }
