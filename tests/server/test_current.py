import json
import os
import shutil
from dataclasses import replace

import pytest

from server import create_app, current, store
from tests.waiting import until

BODY = {"blocks": [{"id": "a", "text": "It is a guaranteed cure for everyone."}]}


@pytest.fixture
def folder(artefacts, tmp_path):
    shutil.copytree(artefacts, tmp_path / "artefacts")
    return tmp_path / "artefacts"


def card(folder):
    return folder / (folder / "CURRENT").read_text().strip() / "card.json"


def spoil(folder):
    card(folder).write_text("{}")


def touch(folder):
    os.utime(folder / "CURRENT", ns=(1, 1))


def test_without_an_artefact_nothing_is_checked_and_that_is_said(config, tmp_path):
    client = create_app(replace(config, artefacts=tmp_path / "none")).test_client()
    for answer in (client.post("/api/v1/check", json=BODY), client.get("/health/ready")):
        assert answer.status_code == 503
        assert "python -m model.train" in answer.json["detail"]
    page = client.post("/", data={"text": "A text."})
    assert page.status_code == 503
    assert "Nothing was checked" in page.text
    assert client.get("/health/live").status_code == 200


def test_a_refused_artefact_is_told(config, folder):
    spoil(folder)
    client = create_app(replace(config, artefacts=folder)).test_client()
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "card" in answer.json["detail"]


def test_an_artefact_trained_later_is_served_without_a_restart(config, folder, artefacts, tmp_path):
    later = tmp_path / "later"
    client = create_app(replace(config, artefacts=later)).test_client()
    assert client.get("/health/ready").status_code == 503
    shutil.copytree(artefacts, later)
    assert client.get("/health/ready").status_code == 200


def test_a_model_is_recorded_once_the_database_answers_again(config, monkeypatch):
    monkeypatch.setattr(current, "RETRY", 0.05)
    record, failures = store.record_served, [store.StoreError("locked"), store.StoreError("locked")]

    def fail_twice(*args, **facts):
        if failures:
            raise failures.pop()
        record(*args, **facts)

    monkeypatch.setattr(store, "record_served", fail_twice)
    assert create_app(config).test_client().get("/health/ready").status_code == 200
    until(lambda: store.served(config.database))


def test_a_newer_model_is_taken_over_without_a_restart(config, folder):
    client = create_app(replace(config, artefacts=folder)).test_client()
    assert client.get("/health/ready").status_code == 200
    newer = {**json.loads(card(folder).read_text()), "rows": 7}
    card(folder).write_text(json.dumps(newer))
    touch(folder)
    assert client.get("/api/v1/model").json["rows"] == 7


def garble(folder):
    (folder / "CURRENT").write_bytes(b"\xff\xfe")


@pytest.mark.parametrize("spoil", [spoil, garble])
def test_a_bad_newcomer_does_not_stop_a_good_model(config, folder, spoil, caplog):
    client = create_app(replace(config, artefacts=folder)).test_client()
    assert client.get("/health/ready").status_code == 200
    spoil(folder)
    touch(folder)
    assert client.post("/api/v1/check", json=BODY).status_code == 200
    assert "cannot be" in caplog.text  # it was looked at, and refused


def test_what_was_served_is_remembered(config, client):
    client.get("/health/ready")
    [served] = store.served(config.database)
    assert served.version == client.get("/api/v1/model").json["version"]
