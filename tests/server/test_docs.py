import re

from openapi_spec_validator import validate

from server.problems import Problem
from tests.conftest import ROOT


def test_the_openapi_document_is_valid_3_1(client):
    spec = client.get("/docs/openapi.json").json
    assert spec["openapi"].startswith("3.1")
    validate(spec)


def test_every_route_of_the_api_is_described(app, client):
    described = set(client.get("/docs/openapi.json").json["paths"])
    rules = {re.sub("<(.+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules()}
    assert {rule for rule in rules if rule.startswith(("/api", "/health"))} == described


def test_errors_are_described_in_the_shape_they_have(client):
    operation = client.get("/docs/openapi.json").json["paths"]["/api/v1/check"]["post"]
    for status in ("413", "422", "503"):
        content = operation["responses"][status]["content"]
        [schema] = [kind["schema"] for kind in content.values()]
        assert Problem.__name__ in str(schema)


def test_the_docs_load_nothing_from_elsewhere(client):
    page = client.get("/docs/swagger").text
    assert re.findall(r"(?:src|href)=[\"']?https?:", page) == []


def test_every_setting_is_documented():
    written = (ROOT / "docs" / "settings.md").read_text()
    source = (ROOT / "server" / "config.py").read_text()
    settings = set(re.findall(r"CAVEAT_[A-Z_]*[A-Z]", source))
    assert settings == set(re.findall(r"`(CAVEAT_[A-Z_]*[A-Z])`", written))
