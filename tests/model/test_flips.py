import numpy as np
import pytest

from model import flips, unseen
from model.flips import Kind
from model.labels import TARGETS, Label
from tests.model.conftest import FACTS


@pytest.fixture
def silent(never):
    """What a model says that marks nothing."""
    return unseen.Answers(
        np.zeros((len(never.held_out), len(TARGETS))),
        np.zeros((len(never.challenge), len(TARGETS))),
        np.zeros((len(never.pages), len(TARGETS))),
        FACTS["thresholds"],
    )


@pytest.fixture
def loud(silent):
    return silent._replace(
        held_out=silent.held_out + 0.9,
        challenge=silent.challenge + 0.9,
        pages=silent.pages + 0.9,
    )


def test_nothing_changed_is_said(never, silent):
    assert list(flips.text(flips.flips(never, silent, silent))) == ["No mark changed."]


def test_every_changed_mark_is_told_apart(never, silent, loud):
    rows = [*never.held_out, *never.challenge, *never.pages]
    right = sum(len(row.labels) for row in rows)
    wrong = len(rows) * len(Label) - right
    for old, new, kinds in (
        (silent, loud, {Kind.NEWLY_FOUND: right, Kind.NEW_FALSE_ALARM: wrong}),
        (loud, silent, {Kind.NEWLY_MISSED: right, Kind.ALARM_GONE: wrong}),
    ):
        found = [flip.kind for flip in flips.flips(never, old, new)]
        assert {kind: found.count(kind) for kind in set(found)} == kinds


def test_what_got_worse_comes_first_and_the_widest_leap_before_the_rest(never, silent):
    old, new = silent, silent._replace(held_out=silent.held_out.copy())
    ok = [n for n, row in enumerate(never.held_out) if not row.labels][:2]
    flagged = next(n for n, row in enumerate(never.held_out) if Label.OVERSTATED in row.labels)
    new.held_out[ok[0], 0], new.held_out[ok[1], 0], new.held_out[flagged, 0] = 0.6, 0.9, 0.99
    report = flips.flips(never, old, new)
    assert [(flip.kind, flip.now) for flip in report] == [
        (Kind.NEW_FALSE_ALARM, 0.9),
        (Kind.NEW_FALSE_ALARM, 0.6),
        (Kind.NEWLY_FOUND, 0.99),
    ]
    assert flips.plain(report)[0]["text"] == never.held_out[ok[1]].text


def test_a_mark_flips_with_its_threshold_too(never, loud):
    strict = {s: dict.fromkeys(Label, 0.95) for s in ("quiet", "balanced", "sensitive")}
    report = flips.flips(never, loud, loud._replace(thresholds=strict))
    assert {flip.kind for flip in report} == {Kind.NEWLY_MISSED, Kind.ALARM_GONE}
    assert {(flip.was, flip.now) for flip in report} == {(0.9, 0.9)}
