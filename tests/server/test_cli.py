import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import cli

from model.artefact import FORMAT
from server import store
from tests.conftest import ROOT, run
from tests.waiting import PATIENCE


@pytest.fixture
def environment(artefacts, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {
        **os.environ,
        "CAVEAT_PORT": str(port),
        "CAVEAT_ARTEFACTS": str(artefacts),
        "CAVEAT_DATABASE": str(tmp_path / "caveat.sqlite3"),
    }


def flask(*arguments):
    return ("-m", "flask", "--app", "server", *arguments)


@pytest.fixture
def refused(environment):
    """Run ``flask serve``, in this process, where it refuses to start; gives what it said."""

    def run(**settings):
        environment.update(settings)
        done = CliRunner().invoke(cli.cli, ["--app", "server", "serve"], env=environment)
        assert done.exit_code == 1
        assert isinstance(done.exception, SystemExit)
        return done.output

    yield run
    logging.getLogger("caveat").setLevel(logging.NOTSET)  # serving has set it
    store.engine(Path(environment["CAVEAT_DATABASE"])).dispose()


def says(server, text):
    """What a server has said once a text stands in it; one that never says it is ended."""
    limit = threading.Timer(PATIENCE, server.kill)
    limit.start()
    said = ""
    while text not in said:
        line = server.stderr.readline()
        if not line:
            break
        said += line
    limit.cancel()
    assert text in said, said
    return said


def test_serve_makes_the_database_and_says_what_to_do_next(environment):
    server = subprocess.Popen(
        [sys.executable, *flask("serve")],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        # Where the tests run in the background, their shell has Ctrl+C ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        said = says(server, "Ctrl+C")
        address = re.search(r"http://\S+", said)[0]
        with urllib.request.urlopen(f"{address}/health/ready", timeout=20) as answer:
            assert answer.status == 200
        assert "extension/" in said
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=20)
    finally:
        server.kill()
    listed = run(*flask("served"), env=environment)
    assert re.fullmatch(rf"[-\d]{{10}} \d\d:\d\d  {FORMAT}-\w{{10}}  codebook 1\n", listed.stdout)


def test_a_taken_port_is_told(environment):
    with socket.create_server(("127.0.0.1", int(environment["CAVEAT_PORT"]))):
        done = run(*flask("serve"), env=environment)
    assert done.returncode == 1
    assert "CAVEAT_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_is_told(refused, tmp_path):
    (tmp_path / "file").write_text("")
    assert "CAVEAT_DATABASE" in refused(CAVEAT_DATABASE=str(tmp_path / "file" / "db.sqlite3"))


def test_a_bad_setting_refuses_to_start(refused):
    assert "CAVEAT_PORT needs a whole number" in refused(CAVEAT_PORT="many")


def test_a_host_that_is_none_of_this_machine_is_told(refused):
    said = refused(CAVEAT_HOST="no.such.invalid", CAVEAT_NAMES="caveat.example.org")
    assert "Set CAVEAT_HOST" in said


def test_without_a_model_it_does_not_say_that_it_is_ready(environment, tmp_path):
    environment["CAVEAT_ARTEFACTS"] = str(tmp_path / "none")
    words = [sys.executable, *flask("serve")]
    with subprocess.Popen(
        words, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as server:
        said = says(server, "can check nothing")
        server.kill()
    assert "ready" not in said
    assert "python -m model.train" in said


@pytest.mark.parametrize("command", ["served", "reports"])
def test_a_database_that_is_not_there_is_no_empty_one(command, environment, tmp_path):
    done = run(*flask(command), env=environment)
    assert done.returncode == 1
    assert f"There is no database {tmp_path / 'caveat.sqlite3'}" in done.stderr
    assert not (tmp_path / "caveat.sqlite3").exists()


def test_the_folder_of_models_is_one_setting(environment, artefacts):
    listed = run("-m", "model.artefact", "list", env=environment)
    assert all(home.name in listed.stdout for home in artefacts.glob(f"{FORMAT}-*"))
