"""What tests share: a classifier that was really trained, once, and a real server."""

import json
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from rich.console import Console
from waitress import wasyncore

from model import Classifier, artefact, examples, train
from server import create_app, current, store
from server.config import Config
from server.serving import make_server

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "tests" / "output"
SHARED = ROOT.parent / "shared"
CLAIM = "Ketamine is a guaranteed miracle cure that resets the brain and heals every illness."

# Workers take files in this order. While one trains the model that most tests share, which takes
# over a minute, the others have long files that need none, and do not wait at its lock.
FIRST = (
    "tests/model/test_classifier.py",  # trains
    "tests/model/train/test_train_command.py",
    "tests/model/artefact/",
    "tests/model/test_encoder.py",
    "tests/model/examples/test_checks.py",
)


def pytest_collection_modifyitems(items):
    def place(item):
        return next(
            (n for n, start in enumerate(FIRST) if item.nodeid.startswith(start)), len(FIRST)
        )

    items.sort(key=place)


@pytest.fixture(scope="session")
def artefacts(tmp_path_factory, worker_id):
    """A folder with an artefact trained on every row; workers share it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "artefacts"
    with FileLock(f"{folder}.lock"):
        if not (folder / "CURRENT").exists():
            train.train(examples.to_learn_from(), folder=folder, console=Console(quiet=True))
    return folder


@pytest.fixture(scope="session")
def loaded(artefacts):
    """The artefact, read once: that takes longer than most tests that need it."""
    return artefact.load(artefacts)


@pytest.fixture(scope="session")
def classifier(loaded):
    return Classifier(loaded)


@pytest.fixture
def config(artefacts, loaded, tmp_path, monkeypatch):
    """Settings with a database of the test's own; servers take what is `loaded`."""

    def load(folder):
        return loaded if folder == artefacts else artefact.load(folder)

    monkeypatch.setattr(current, "load", load)
    settings = Config(artefacts=artefacts, database=tmp_path / "caveat.sqlite3")
    store.upgrade(settings.database)
    yield settings
    store.engine(settings.database).dispose()


@pytest.fixture
def app(config):
    return create_app(config)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(scope="session")
def server(artefacts, tmp_path_factory):
    """The address of a real server, for tests that do not change it."""
    settings = Config(artefacts=artefacts, database=tmp_path_factory.mktemp("store") / "db.sqlite3")
    store.upgrade(settings.database)
    with serving(settings) as address:
        yield address


class serving:  # noqa: N801  (used as a function)
    """Serves with Waitress on a free port, as long as the context lasts."""

    def __init__(self, settings, *, port=0):
        settings = replace(settings, port=port)
        self.server = make_server(create_app(settings), settings)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return f"http://127.0.0.1:{self.server.effective_port}"

    def __exit__(self, *_):
        self.server.task_dispatcher.shutdown()
        # Sockets are closed by the thread that waits on them, or it fails now and then.
        self.server.trigger.pull_trigger(
            lambda: wasyncore.close_all(self.server._map, ignore_all=True)
        )
        self.thread.join()


def call(address, body=None, *, headers=None, data=None):
    """Ask over real HTTP; gives (status, headers, body as JSON or text)."""
    if body is not None:
        data = json.dumps(body).encode()
        headers = {"Content-Type": "application/json", **(headers or {})}
    request = urllib.request.Request(address, data, headers or {})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, _body(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, _body(error)


def _body(answer):
    text = answer.read().decode()
    return json.loads(text) if "json" in answer.headers["Content-Type"] else text


def run(*command, **options):
    """Run a command of the project as a maintainer would."""
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, timeout=300, **options
    )


@pytest.fixture
def seeds():
    """The five seed articles, which users do not have."""
    files = sorted((SHARED / "seeds").glob("*.txt"))
    if not files:
        pytest.skip("../shared/seeds is not there")
    return files
