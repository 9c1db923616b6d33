"""The prose checkers that people run today, each called in process in a loop."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

from tests.bench.rounds import Run, cost

HERE = Path(__file__).parent
OF_NPM = ("alex", "write-good", "harper", "harper again")


@contextmanager
def checkers(texts: Sequence[str]) -> Iterator[Mapping[str, Run]]:
    """Make the checkers ready to check these texts, those of npm if they are installed."""
    if not CheckRegistry().checks:
        CheckRegistry().register_many(__register__)
    runs = {"proselint": lambda: cost(lambda: [LintFile("-", text).lint() for text in texts])}
    if not shutil.which("node") or not (HERE / "node_modules").exists():
        yield runs
        return
    with subprocess.Popen(
        ["node", "checkers.mjs"], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as node:
        _say(node, json.dumps(texts))
        yield runs | {name: _asking(node, name) for name in OF_NPM}
        node.stdin.close()


def _asking(node: subprocess.Popen, name: str) -> Run:
    def run() -> float:
        _say(node, name)
        answer = json.loads(node.stdout.readline())
        if not answer["found"]:
            raise RuntimeError(f"{name} found nothing at all: it cannot have checked the texts.")
        return answer["seconds"]

    return run


def _say(node: subprocess.Popen, line: str) -> None:
    node.stdin.write(line + "\n")
    node.stdin.flush()
