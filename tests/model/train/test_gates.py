import numpy as np
import pytest

from model import unseen
from model.labels import TARGETS, Label
from model.train import gates
from tests.model.conftest import FACTS


@pytest.fixture
def old(never):
    """A model that is right about everything, and marks no held-out row."""
    hard = np.array([[0.9 * (t in row.targets) for t in TARGETS] for row in never.challenge])
    pages = 0.4 * never.page_table.truth
    return unseen.Answers(0.4 * never.table.truth, hard, pages, FACTS["thresholds"])


@pytest.fixture
def new(old):
    """The same model, for a test to make worse."""
    return old._replace(held_out=old.held_out.copy(), challenge=old.challenge.copy())


def failed(never, new, old):
    return [gate.gate for gate in gates.compared(never, new, old) if not gate.passed]


def test_the_same_model_passes_every_gate(never, old, new):
    assert failed(never, new, old) == []
    assert len(list(gates.compared(never, new, old))) == len(Label) + 14 + 1


@pytest.mark.parametrize(("column", "label"), list(enumerate(Label)))
def test_telling_one_label_worse_fails_that_label_alone(never, old, new, column, label):
    new.held_out[:, column] = 0.4 - new.held_out[:, column]
    assert failed(never, new, old) == [f"average precision of {label}"]


def test_a_difference_that_chance_explains_passes(never, old, new):
    random = np.random.default_rng(0)
    for answers in (old, new):
        answers.held_out[:] = (answers.held_out + 0.5 * random.random(answers.held_out.shape)) / 3
    assert failed(never, new, old) == []
    precision = next(gates.compared(never, new, old))
    assert "→" in precision.says


def test_one_hard_case_lost_is_over_two_points_of_its_set(never, old, new):
    row = next(n for n, one in enumerate(never.challenge) if one.phenomenon == "negation")
    new.challenge[row] = 0.9 - new.challenge[row]
    assert failed(never, new, old) == ["hard cases of negation"]


def test_a_hard_case_won_passes(never, old, new):
    assert failed(never, old, new) == []
    new.challenge[0] = 0.9 - new.challenge[0]
    assert failed(never, old, new) == []


def test_one_more_false_alarm_on_ordinary_text_fails(never, old, new):
    row = next(n for n, one in enumerate(never.held_out) if one.topic == "everyday")
    new.held_out[row, 0] = 0.6
    assert "false alarms on ordinary text" in failed(never, new, old)
    assert "false alarms on ordinary text" not in failed(never, old, new)


def figures(*, error=0.01, reached=0.8, probe=0.2):
    by_label = {
        label: {"calibration_error": error, "average_precision": reached} for label in Label
    }
    return {"held_out": by_label, "out_of_fold": by_label, "probe": dict.fromkeys(Label, probe)}


@pytest.mark.parametrize(
    ("change", "name"),
    [({"error": 0.05}, "calibration"), ({"probe": 0.41}, "shortcuts")],
)
def test_absolute_gates_fail_at_their_limit(change, name):
    assert all(gate.passed for gate in gates.alone(figures()))
    bad = [gate for gate in gates.alone(figures(**change)) if not gate.passed]
    assert len(bad) == len(Label)
    assert all(gate.gate.startswith(name) for gate in bad)


def test_each_draw_has_as_many_rows_of_a_topic(never):
    topics = never.table.topics
    draws = gates._draws(topics)
    for topic in np.unique(topics):
        assert (draws[:, topics == topic].sum(axis=1) == (topics == topic).sum()).all()
    np.testing.assert_array_equal(draws, gates._draws(topics))
