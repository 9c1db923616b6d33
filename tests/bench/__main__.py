"""Measures Caveat's speed beside other ways to check the same articles: ``make bench``.

Nothing here passes or fails. What the rows mean: docs/speed.md.
"""

import argparse
import os
import platform
import statistics
from collections.abc import Sequence
from pathlib import Path

from model import Artefact, Classifier, load
from tests.bench import articles, caveat, minilm
from tests.bench.articles import Article
from tests.bench.checkers import checkers
from tests.bench.rounds import Times, cost, measure, one_core, ratio
from tests.conftest import SHARED

ROUNDS = 5
SCORED = {
    "one at a time": "(a) the same Pipeline, a sentence at a time",
    "one batch": "(b) the same Pipeline, one batch",
    "no gate, one batch": "(b) without its gate",
    "MiniLM": "(d) MiniLM and logistic regression",
}
CHECKED = {
    "proselint": "(c) proselint",
    "alex": "(c) alex",
    "write-good": "(c) write-good",
    "harper": "(c) Harper, text that it does not know",
}


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--seeds", type=Path, default=SHARED / "seeds", help="a folder of texts")
    artefact = load()
    read, source = articles.read(parser.parse_args().seeds)
    texts = caveat.sentences(read, artefact)
    article = articles.long(read, Classifier(artefact))
    say(f"{len(texts)} sentences of {len(read)} articles: {source}.")
    say(f"{platform.machine()}, {os.cpu_count()} cores{busy()}; model {artefact.card['version']}.")
    say(f"Medians of {ROUNDS} rounds, in each of which everything runs once.")

    times, facts = caveat.serving(article)
    say("")
    say("The server as it runs, wall clock, all cores", "measured", "aim")
    say("from its start until it is ready", f"{facts['ready']:.1f} s", "2 s")
    say("its first article, 60 sentences", f"{1_000 * facts['first']:.0f} ms")
    say("the article, cold, over HTTP", milliseconds(times, "cold"))
    say("the article, cached, over HTTP", milliseconds(times, "cached"))
    held = facts["megabytes"]
    say("most memory held", "not told here" if held is None else f"{held:.0f} MB", "400 MB")

    with one_core():
        one_core_only(artefact, article, read, texts)


def one_core_only(
    artefact: Artefact, article: Article, read: Sequence[Article], texts: Sequence[str]
) -> None:
    """Print what is measured in this process."""
    times = measure(caveat.checking([article], artefact), rounds=ROUNDS)
    say("")
    say("In process, one core, one thread, processor time", "measured", "aim")
    say("the article of 60 sentences, cold", milliseconds(times, "cold"), "100 ms")
    say("the same without its cues", milliseconds(times, "no cues"))
    say("the same, cached", milliseconds(times, "cached"), "10 ms")

    runs = caveat.scoring(texts, artefact)
    if minilm.installed():
        other = minilm.MiniLM()
        runs["MiniLM"] = lambda: cost(lambda: other.predict_proba(texts))
    times = measure(runs, rounds=ROUNDS)
    say("sentences a second through the gate", rate(times, "gate", texts), "10,000")
    say("sentences a second scored", rate(times, "scores", texts))
    compare("Scores of all sentences, beside", times, "scores", SCORED)

    with checkers([one.text for one in read]) as others:
        ours = caveat.checking(read, artefact)
        del ours["no cues"]
        times = measure(ours | others, rounds=ROUNDS)
    compare("Whole articles, cold, beside", times, "cold", CHECKED)
    compare("Whole articles, cached, beside", times, "cached", {"harper again": "Harper again"})


def compare(title: str, times: Times, ours: str, others: dict[str, str]) -> None:
    """Print how many times as long others take, those that could be measured."""
    say("")
    say(title, "times as long", f"Caveat {milliseconds(times, ours)}")
    for name, words in others.items():
        if name in times:
            say(words, f"{ratio(times, ours, name):.2f}", milliseconds(times, name))
        else:
            say(words, "not measured", "not installed")


def milliseconds(times: Times, name: str) -> str:
    return f"{1_000 * statistics.median(times[name]):,.0f} ms"


def rate(times: Times, name: str, texts: Sequence[str]) -> str:
    return f"{len(texts) / statistics.median(times[name]):,.0f}"


def busy() -> str:
    """How many programs wanted a core in the last minute."""
    return f", {os.getloadavg()[0]:.1f} of them busy" if hasattr(os, "getloadavg") else ""


def say(what: str, *columns: str) -> None:
    line = f"{what:44}" + "".join(f"{column:>16}" for column in columns)
    print(line.rstrip(), flush=True)


if __name__ == "__main__":
    main()
