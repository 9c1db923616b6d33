import json
from dataclasses import replace

import pytest

from model.artefact import FORMAT
from server import create_app
from server.config import Limits
from tests.conftest import CLAIM, call

LIMITS = Limits()


def check(server, **body):
    return call(f"{server}/api/v1/check", body)


def block(text, number=0):
    return {"id": f"b{number}", "text": text}


def test_an_article_is_checked_over_http(server):
    status, headers, body = check(server, blocks=[block(CLAIM), block("Open at nine.", 1)])
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    [highlight] = body["highlights"]
    assert highlight["id"] == "h0"
    assert highlight["quote"] == CLAIM
    assert highlight["labels"] == ["overstated"]
    assert highlight["reasons"]
    assert set(highlight["scores"]) == {"overstated", "unsafe"}
    assert body["coverage"] == {
        "sentences": 2, "checked": 2, "flagged": 1, "complete": True, "skipped": [],
    }  # fmt: skip
    assert "sentences" not in body


@pytest.mark.parametrize(
    "before", ["", "😀 ", "👩‍👩‍👧‍👦 ", "e\u0301 ", "שלום עולם ", "مرحبا ", "𝔄𝔅 ", "\ufeff"]
)
def test_positions_are_javascripts(server, before):
    text = f"{before}Welcome to all of you here. {CLAIM} 😀 Thanks."
    _, _, body = check(server, blocks=[block(text)], include=["sentences"])
    units = text.encode("utf-16-le")

    def cut(one):
        return units[2 * one["start"] : 2 * one["end"]].decode("utf-16-le")

    assert [cut(one) for one in body["highlights"]] == [one["quote"] for one in body["highlights"]]
    assert CLAIM in [one["quote"] for one in body["highlights"]]
    for highlight in body["highlights"]:
        for cue in highlight["cues"]:
            assert cut(cue) in highlight["quote"]
            assert cut(cue).strip() == cut(cue) != ""
    assert all(cut(one).strip() for one in body["sentences"])


def test_the_same_text_gives_the_same_answer(server):
    first, second = (check(server, blocks=[block(CLAIM)]) for _ in range(2))
    assert first[2] == second[2]


def test_what_was_skipped_is_said(server):
    german = "Ketamin heilt jede Depression garantiert und ohne jedes Risiko für immer."
    _, _, body = check(server, blocks=[block(german), block("Hi", 1), block(CLAIM, 2)])
    assert [one["why"] for one in body["coverage"]["skipped"]] == ["language", "too_short"]
    assert body["coverage"]["skipped"][0] == {
        "block": "b0", "start": 0, "end": len(german), "why": "language",
    }  # fmt: skip


def test_more_is_marked_the_more_sensitive_a_check_is(server):
    blocks = [block(f"It helps the body to restore balance. {CLAIM}")]
    quiet, sensitive = (
        check(server, blocks=blocks, sensitivity=how)[2]["highlights"]
        for how in ("quiet", "sensitive")
    )
    assert len(quiet) < len(sensitive)


def test_the_title_brings_the_note_on_what_it_names(server):
    blocks = [block("It is a guaranteed miracle cure that resets the brain.")]
    [named] = check(server, blocks=blocks, title="Spravato for you")[2]["highlights"]
    [unnamed] = check(server, blocks=blocks)[2]["highlights"]
    assert "certified" in named["note"]["text"]
    assert "note" not in unnamed


def test_a_check_that_runs_out_of_time_says_so(config):
    client = create_app(replace(config, limits=Limits(seconds=0))).test_client()
    coverage = client.post("/api/v1/check", json={"blocks": [block(CLAIM)]}).json["coverage"]
    assert coverage["complete"] is False
    assert coverage["checked"] == 0


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "blocks: Field required"),
        ({"blocks": []}, "blocks: List should have at least 1 item"),
        ({"blocks": [block("a"), block("b")]}, "two blocks have the same id"),
        ({"blocks": [{"id": "", "text": "a"}]}, "blocks.0.id"),
        ({"blocks": [{"id": "a"}]}, "blocks.0.text: Field required"),
        ({"blocks": [block(7)]}, "blocks.0.text: Input should be a valid string"),
        ({"blocks": [block("a\0b")]}, "NUL"),
        ({"blocks": [block("a\ud83d b")]}, "surrogate"),
        ({"blocks": "text"}, "blocks: Input should be a valid list"),
        ({"blocks": [block("a")], "sensitivity": "loud"}, "'quiet', 'balanced' or 'sensitive'"),
        ({"blocks": [block("a")], "include": ["all"]}, "include.0"),
        ({"blocks": [block("a")], "url": "http://x"}, "url: Extra inputs"),
        ({"blocks": [block("a")], "title": "x" * 1_001}, "title"),
    ],
)
def test_a_bad_field_is_named_with_what_is_allowed(server, body, says):
    status, headers, answer = check(server, **body)
    assert status == 422
    assert headers["Content-Type"] == "application/problem+json"
    assert says in answer["detail"]
    assert answer["errors"]


@pytest.mark.parametrize(
    ("blocks", "limit"),
    [
        ([block("x" * 300_000)], {"block_characters": LIMITS.block_characters}),
        ([block("a", n) for n in range(5_000)], {"blocks": LIMITS.blocks}),
        ([block("x" * 45_000, n) for n in range(10)], {"characters": LIMITS.characters}),
        ([block("x" * 6_000_000)], {"body_bytes": LIMITS.body_bytes}),
    ],
    ids=["one long block", "many blocks", "much text", "a large body"],
)
def test_a_text_over_a_limit_is_refused_with_the_limit(server, blocks, limit):
    status, _, answer = check(server, blocks=blocks)
    assert status == 413
    assert answer["limit"] == limit
    assert f"{next(iter(limit.values())):,}" in answer["detail"]


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b'{"blocks": "\xff"}', "application/json", 400),
        (b"[]", "application/json", 422),
        (b'"{}"', "application/json", 422),
        (b"blocks=a", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b"[" * 100_000, "application/json", 400),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(server, data, kind, status):
    found, headers, answer = call(
        f"{server}/api/v1/check", data=data, headers={"Content-Type": kind}
    )
    assert found == status == answer["status"]
    assert headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("origin", ["https://news.test", "http://127.0.0.1:8750", "null"])
def test_web_pages_may_not_use_the_api(server, origin):
    for path, body in (("check", {"blocks": [block(CLAIM)]}), ("limits", None)):
        status, headers, _ = call(f"{server}/api/v1/{path}", body, headers={"Origin": origin})
        assert status == 403
        assert not [name for name in headers if name.lower().startswith("access-control")]


def test_the_extension_may(server):
    origin = {"Origin": "moz-extension://0b5a3c1e-1111-4222-8333-444455556666"}
    assert call(f"{server}/api/v1/limits", headers=origin)[0] == 200


@pytest.mark.parametrize("path", ["/api/v1/limits", "/health/live", "/metrics", "/docs", "/"])
def test_another_host_name_is_refused(server, path):
    status, _, answer = call(f"{server}{path}", headers={"Host": "evil.test"})
    assert status == answer["status"] == 400


def test_the_card_and_the_limits_are_published(server):
    _, _, card = call(f"{server}/api/v1/model")
    assert card["thresholds"]["balanced"]
    assert card["version"].startswith(f"{FORMAT}-")
    _, _, limits = call(f"{server}/api/v1/limits")
    assert limits == vars(LIMITS)


@pytest.mark.parametrize("path", ["live", "ready"])
def test_health_is_told(server, path):
    assert call(f"{server}/health/{path}")[2] == {"status": path}


def test_a_wrong_method_names_the_right_one(server):
    status, headers, answer = call(f"{server}/api/v1/check")
    assert status == answer["status"] == 405
    assert "POST" in headers["Allow"]


def test_no_article_text_in_errors_or_logs(client, app, caplog, monkeypatch):
    secret = "xyzzy-very-private"

    def broken(*_, **__):
        raise RuntimeError(secret)

    caplog.set_level("DEBUG")
    client.post("/api/v1/check", json={"blocks": [block(secret, 1), block(7)]})
    client.post("/api/v1/check", json={"blocks": [block(secret)], secret: 1})
    client.post("/api/v1/check", data=secret)
    client.get(f"/{secret}?{secret}")
    monkeypatch.setattr("model.Classifier.check", broken)
    answer = client.post("/api/v1/check", json={"blocks": [block(secret)]})
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert secret not in answer.text
    assert "RuntimeError" in caplog.text
    assert secret not in caplog.text


def test_of_a_million_bad_blocks_the_first_is_named(client):
    answer = client.post("/api/v1/check", json={"blocks": [0] * 100_000})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == ["blocks.0"]


def test_unknown_fields_are_named_without_their_value(client):
    answer = client.post("/api/v1/check", json={"blocks": [block("a")], "more": "private"})
    assert "private" not in json.dumps(answer.json)
