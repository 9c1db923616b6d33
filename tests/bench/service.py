"""The real server in a process of its own, measured from outside by the wall clock."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from model import ARTEFACTS
from tests.bench.articles import Article
from tests.conftest import ROOT, call

PATIENCE = 120
"""Seconds until a server that is not ready counts as broken."""


@dataclass(frozen=True)
class Service:
    """A server that answers.

    Attributes
    ----------
    address : str
    artefacts : Path
        The folder that it serves from.
    pid : int
    ready : float
        Seconds from its start until it was ready.
    """

    address: str
    artefacts: Path
    pid: int
    ready: float

    def forget(self) -> None:
        """Have it load its model anew, and so know no sentence."""
        os.utime(self.artefacts / "CURRENT")
        call(f"{self.address}/health/ready")

    def check(self, article: Article) -> float:
        """Seconds until it has answered."""
        blocks = [block._asdict() for block in article.blocks]
        start = time.perf_counter()
        status, _, body = call(f"{self.address}/api/v1/check", {"blocks": blocks})
        seconds = time.perf_counter() - start
        if status != 200 or not body["coverage"]["complete"]:
            raise RuntimeError(f"The server did not check the article: {status} {body}")
        return seconds

    def megabytes(self) -> float | None:
        """The most memory that it ever held; None where the system does not tell."""
        file = Path(f"/proc/{self.pid}/status")
        if not file.exists():
            return None
        [line] = [line for line in file.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) * 1024 / 1e6


@contextmanager
def service() -> Iterator[Service]:
    """Start the server on a free port, with a new database and the model served here."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        artefacts = Path(folder)
        shutil.copy(ARTEFACTS / "CURRENT", artefacts)
        version = (artefacts / "CURRENT").read_text().split()[0]
        (artefacts / version).symlink_to(ARTEFACTS / version)
        settings = {
            "CAVEAT_PORT": str(port),
            "CAVEAT_ARTEFACTS": folder,
            "CAVEAT_DATABASE": str(artefacts / "caveat.sqlite3"),
        }
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "server", "serve"],
            cwd=ROOT,
            env=os.environ | settings,
            stderr=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _until_ready(address, start)
            yield Service(address, artefacts, process.pid, time.perf_counter() - start)
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def _until_ready(address: str, start: float) -> None:
    while time.perf_counter() < start + PATIENCE:
        try:
            if call(f"{address}/health/ready")[0] == 200:
                return
        except URLError:
            time.sleep(0.01)
    raise RuntimeError(f"The server was not ready within {PATIENCE} seconds.")
