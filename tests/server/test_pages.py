from io import BytesIO

import pytest

from model import notes
from server import wording
from tests.conftest import CLAIM, call


def send(client, text="", *, file=None, name="a.txt", **more):
    data = {"text": text, **more}
    if file is not None:
        data["file"] = (BytesIO(file), name)
    return client.post("/", data=data)


def test_the_form_is_there(client):
    page = client.get("/").text
    assert "<textarea" in page
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")


def test_a_pasted_text_comes_back_marked_with_reasons(client):
    page = send(client, f"Open at nine.\n\n{CLAIM}").text
    assert "2 sentences, 2 checked, 1 marked; a guide, not proof." in page
    assert 'class="mark overstated' in page
    assert 'href="#card-1"' in page
    assert "Words that weighed most" in page


def test_each_reason_comes_with_something_to_ask(client):
    page = send(client, CLAIM).text
    codes = [code for code, words in wording.REASONS.items() if words in page]
    assert codes
    assert all(wording.ASKS[code] in page for code in codes)


def test_a_regulators_note_comes_with_its_source_and_day(client):
    page = send(client, CLAIM).text
    note = notes.find(CLAIM)
    assert note.text in page
    assert f'<a href="{note.url}" target="_blank" rel="noopener">' in page
    assert f"looked up on {note.looked_up}" in page
    assert "looked up on" not in send(client, "This cream is a guaranteed miracle cure.").text


def test_nothing_marked_is_no_seal_of_approval(client):
    page = send(client, "The clinic is open from nine to five on every weekday.").text
    assert "nothing marked; not a seal of approval." in page


def test_a_text_that_was_not_judged_does_not_look_fine(client):
    page = send(client, "Ketamin heilt jede Depression garantiert und ohne jedes Risiko.").text
    assert "none could be checked; not a seal of approval." in page
    assert "nothing marked" not in page


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "a.html", "a.htm"])
def test_a_file_is_checked(client, name):
    assert "1 marked" in send(client, file=CLAIM.encode(), name=name).text


def test_markup_of_an_upload_is_never_run(client):
    upload = b"<p>Hello there<script>alert(1)</script> <img src=x onerror=alert(2)> you all.</p>"
    page = send(client, file=upload, name="a.html")
    assert "alert" not in page.text
    escaped = send(client, "An <img src=x onerror=alert(3)> in a text.")
    assert "<img src=x" not in escaped.text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("options", "status", "says"),
    [
        ({"text": "  "}, 422, "Paste a text"),
        ({"text": "a\0b"}, 422, "NUL"),
        ({"text": "a", "sensitivity": "loud"}, 422, "quiet, balanced, sensitive"),
        ({"text": "a", "file": b"b"}, 422, "Paste a text or choose a file, not both."),
        ({"file": b"x", "name": "a.pdf"}, 415, ".txt, .html or .htm"),
        ({"file": b"\xff\xfe\x00", "name": "a.txt"}, 422, "UTF-8"),
        ({"file": b"<div>" * 9_000, "name": "a.html"}, 422, "nests more than"),
        ({"text": "word " * 20_000}, 413, "50,000"),
    ],
)
def test_what_cannot_be_checked_is_said_in_words(client, options, status, says):
    answer = send(client, **options)
    assert answer.status_code == status
    assert says in answer.text
    assert "Nothing was checked" in answer.text


def test_other_sites_may_not_send_the_form(client):
    answer = client.post("/", data={"text": CLAIM}, headers={"Origin": "https://evil.test"})
    assert answer.status_code == 403
    opaque = client.post("/", data={"text": CLAIM}, headers={"Origin": "null"})
    assert opaque.status_code == 403
    broken = client.post("/", data={"text": CLAIM}, headers={"Origin": "http://["})
    assert broken.status_code == 403
    for origin in ("http://localhost", "https://localhost"):
        own = client.post("/", data={"text": CLAIM}, headers={"Origin": origin})
        assert own.status_code == 200


def test_a_form_of_too_many_parts_is_not_called_too_large(client):
    answer = client.post(
        "/", data={"text": CLAIM} | {f"more{n}": (BytesIO(), "") for n in range(1_001)}
    )
    assert answer.status_code == 413
    assert "more parts than" in answer.text
    assert "bytes" not in answer.text


def upload(server, content):
    """Send a file over real HTTP, as a browser would."""
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        + content
        + b"\r\n--x--\r\n"
    )
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    return call(server, data=body, headers=kind)


def test_a_large_upload_touches_no_disk(server, monkeypatch):
    def spooled(*_, **__):
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr("tempfile.TemporaryFile", spooled)
    monkeypatch.setattr("tempfile.SpooledTemporaryFile", spooled)
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", spooled)
    status, _, page = upload(server, f"{CLAIM}\n\n".encode() * 9_000)
    assert status == 413
    assert "at most 2,000 are allowed" in page


def test_an_upload_over_the_limit_is_told_the_limit(server):
    status, _, page = upload(server, b"x" * 6_000_000)
    assert status == 413
    assert "5,000,000" in page


def test_a_missing_page_is_told_as_a_page(client):
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "<h1>Not Found</h1>" in answer.text
