import json

import pytest

from model import ExampleError
from model.examples import parse, read

GOOD = {
    "id": "t-001",
    "text": "It cures everything.",
    "labels": ["overstated"],
    "reasons": ["scope"],
    "topic": "t",
    "genre": "clinic_blog",
    "phenomenon": None,
    "pair": None,
    "second": ["overstated"],
}


def test_a_good_row_is_read(tmp_path):
    file = tmp_path / "t.jsonl"
    file.write_text(json.dumps(GOOD) + "\n")
    [example] = read([file])
    assert example.targets == {"overstated", "scope"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"labels": ["fake"]}, "'labels' needs a list of: overstated, unsafe"),
        ({"labels": "overstated"}, "'labels' needs a list"),
        ({"labels": ["overstated", "overstated"]}, "twice"),
        ({"labels": [{}]}, "'labels' needs a list"),
        ({"reasons": []}, "every label needs a reason"),
        ({"labels": []}, "every label needs a reason"),
        ({"reasons": ["dose"]}, "every label needs a reason"),
        ({"text": "  "}, "'text' needs 1 to"),
        ({"text": "x" * 100_000}, "'text' needs 1 to"),
        ({"text": 3}, "'text' needs 1 to"),
        ({"id": ""}, "'id' needs"),
        ({"pair": 3}, "'pair' needs"),
        ({"extra": 1}, "exactly the fields"),
        ({"second": ["ok"]}, "'second' needs a list"),
    ],
)
def test_a_bad_row_is_named_with_its_place_and_what_is_allowed(change, says):
    with pytest.raises(ExampleError) as caught:
        parse({**GOOD, **change}, place="t.jsonl:7")
    assert str(caught.value).startswith("t.jsonl:7")
    assert says in str(caught.value)


def test_a_line_that_is_no_json_is_named(tmp_path):
    file = tmp_path / "t.jsonl"
    file.write_text(json.dumps(GOOD) + "\n{")
    with pytest.raises(ExampleError, match=r"t\.jsonl:2: not JSON"):
        read([file])


def test_an_id_stands_once(tmp_path):
    file = tmp_path / "t.jsonl"
    file.write_text(2 * (json.dumps(GOOD) + "\n"))
    with pytest.raises(ExampleError, match=r"stands at \S+/t\.jsonl:1 already"):
        read([file])
