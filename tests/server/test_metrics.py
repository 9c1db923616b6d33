import pytest
from prometheus_client.parser import text_string_to_metric_families

from server import create_app, store
from server.config import Config
from server.store import reports
from tests.conftest import CLAIM, call, serving
from tests.server.conftest import blank

GERMAN = "Ketamin heilt jede Depression garantiert und ohne jedes Risiko für immer."


def samples(text):
    """Every sample: (name, labels) to its value."""
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def bare(database, tmp_path):
    """An app without a model."""
    return create_app(Config(artefacts=tmp_path / "none", database=database))


def test_checks_are_counted_over_http(config):
    with serving(config) as address:
        blocks = [{"id": str(n), "text": text} for n, text in enumerate([CLAIM, GERMAN])]
        assert call(f"{address}/api/v1/check", {"blocks": blocks})[0] == 200
        assert call(address, data=b"text=The+clinic+opens+at+nine.")[0] == 200
        status, headers, text = call(f"{address}/metrics")
        version = call(f"{address}/api/v1/model")[2]["version"]
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert headers["Content-Type"].startswith("text/plain; version=0.0.4")
    found = samples(text)
    assert found[("caveat_sentences_checked_total",)] == 2
    assert found[("caveat_sentences_flagged_total",)] == 1
    assert found[("caveat_sentences_skipped_total", ("why", "language"))] == 1
    assert found[("caveat_sentences_skipped_total", ("why", "time_limit"))] == 0
    assert found[("caveat_check_seconds_count",)] == 2
    assert found[("caveat_model_info", ("codebook", "1"), ("version", version))] == 1
    assert found[("caveat_requests_total", ("rule", "/api/v1/check"), ("status", "200"))] == 1


def test_waiting_reports_are_counted(bare, database):
    client = bare.test_client()
    for _ in range(2):
        reports.add(database, blank(), quote="A sentence.", hourly=9, kept=9)
    assert samples(client.get("/metrics").text)[("caveat_reports_waiting",)] == 2
    reports.answer(database, 1, outcome="noted", moderator="Ann")
    assert samples(client.get("/metrics").text)[("caveat_reports_waiting",)] == 1


def test_what_cannot_be_known_is_left_out_not_zero(bare, database):
    client = bare.test_client()
    store.engine(database).dispose()
    for path in database.parent.glob("caveat.sqlite3*"):
        path.unlink()
    answer = client.get("/metrics")
    assert answer.status_code == 200
    names = {name for name, *_ in samples(answer.text)}
    assert not names & {"caveat_model_info", "caveat_reports_waiting"}


def test_no_text_no_path_and_no_address_is_counted(bare):
    client = bare.test_client()
    secret = "xyzzy-private"
    report = {"kind": "missing", "quote": secret, "model": "1-a", "comment": secret}
    receipt = client.post("/api/v1/reports", json=report).json["receipt"]
    client.get(f"/api/v1/reports/{receipt}")
    client.get(f"/{secret}?{secret}", headers={"User-Agent": secret})
    client.open("/", method=secret.upper())
    text = client.get("/metrics").text
    for private in (secret, secret.upper(), receipt, "127.0.0.1"):
        assert private not in text
    found = samples(text)
    rule = ("rule", "/api/v1/reports/<receipt>")
    assert found[("caveat_requests_total", rule, ("status", "200"))] == 1
    assert found[("caveat_requests_total", ("rule", "none"), ("status", "404"))] == 1


def test_another_host_name_is_refused(bare):
    assert bare.test_client().get("/metrics", headers={"Host": "evil.test"}).status_code == 400
