import numpy as np
import pytest
from scipy.special import expit, logit

from model import neighbours, pipeline
from model.labels import TARGETS, Label, Reason

WEIGHTS = {"overstated": 1.0, "unsafe": 0.5}


def said(*scores):
    """Sentences whose every target has the score given."""
    return np.repeat(np.array(scores, float)[:, None], len(TARGETS), axis=1)


def moved(before, after):
    """By how many log-odds each score rose."""
    return logit(after) - logit(before)


@pytest.mark.parametrize("score", [0.0, 0.03, 0.5, 1.0])
def test_a_sentence_alone_keeps_its_score(score):
    for alone in (said(score), said(score).astype(np.float32)):
        np.testing.assert_allclose(neighbours.among(alone, WEIGHTS), alone, atol=1e-8)


def test_flagged_neighbours_raise_a_score_and_calm_ones_lower_it():
    among_claims = neighbours.among(said(0.5, 0.9, 0.9, 0.9), WEIGHTS)[0]
    among_calm = neighbours.among(said(0.5, 0.0, 0.0, 0.0), WEIGHTS)[0]
    assert (among_claims > 0.5).all()
    assert (among_calm < 0.5).all()


def test_the_more_neighbours_agree_the_more_they_count():
    few, many = (neighbours.among(said(0.5, *[0.9] * n), WEIGHTS)[0, 0] for n in (1, 20))
    assert 0.5 < few < many


def test_no_number_of_calm_neighbours_hides_a_blatant_claim():
    before = said(0.95, *[0.0] * 100)
    fell = -moved(before, neighbours.among(before, WEIGHTS))[0]
    assert 0 < fell.max() <= 0.5 * max(WEIGHTS.values())


def test_neighbours_are_heard_for_their_labels_not_their_reasons():
    reasoned = said(0.5, 0.2)
    reasoned[:, len(Label) :] = 0.9
    columns = slice(len(Label))
    np.testing.assert_allclose(
        neighbours.among(reasoned, WEIGHTS)[:, columns],
        neighbours.among(said(0.5, 0.2), WEIGHTS)[:, columns],
    )


def test_a_sentence_does_not_hear_itself():
    for own in (0.01, 0.99):
        before = said(own, 0.2, 0.2)
        rose = moved(before, neighbours.among(before, WEIGHTS))[0]
        other = said(0.5, 0.2, 0.2)
        np.testing.assert_allclose(rose, moved(other, neighbours.among(other, WEIGHTS))[0])


def test_other_pages_are_not_heard():
    pages = np.array(["a", "b", "a"])
    apart = neighbours.among(said(0.5, 0.9, 0.3), WEIGHTS, pages)
    np.testing.assert_allclose(apart[[0, 2]], neighbours.among(said(0.5, 0.3), WEIGHTS))
    np.testing.assert_allclose(apart[[1]], said(0.9))


def test_reasons_move_with_their_label():
    before = said(0.5, 0.9)
    [rose, _] = moved(before, neighbours.among(before, WEIGHTS))
    of = dict(zip(TARGETS, rose, strict=True))
    assert of[Label.OVERSTATED] == pytest.approx(2 * of[Label.UNSAFE])
    assert all(of[reason] == pytest.approx(of[reason.label]) for reason in Reason)


def pages_of_two_kinds(overstated, unsafe):
    """Sentences whose odds are the better, by a weight for each label, the worse their page is."""
    random = np.random.default_rng(0)
    pages = np.repeat(np.arange(300), 30).astype(str)
    bad = np.repeat(random.random(300) < 0.3, 30)
    own = random.normal(-3 + 2 * bad, 2)
    truth = [
        random.random(len(own)) < expit(own + heed * np.where(bad, 1.5, -1.0))
        for heed in (overstated, unsafe)
    ]
    table = pipeline.Table([""] * len(own), np.array(truth).T, np.ones(len(own)), pages, pages)
    return said(*expit(own)).astype(np.float32), table


def test_each_labels_weight_is_learnt_from_pages():
    weights = neighbours.weigh(*pages_of_two_kinds(0, 1))
    assert weights["overstated"] < 0.1 < 0.5 < weights["unsafe"]
    less = neighbours.weigh(*pages_of_two_kinds(0.5, 0.5))
    assert 0.1 < less["overstated"] == pytest.approx(less["unsafe"], abs=0.2)
    assert less["unsafe"] < weights["unsafe"]


def test_a_sentence_that_was_wrongly_certain_decides_nothing_alone():
    probabilities, table = pages_of_two_kinds(0, 0)
    probabilities[np.flatnonzero(~table.truth.any(axis=1))[0]] = 1
    assert max(neighbours.weigh(probabilities, table).values()) < 0.1


def test_rows_that_all_stand_alone_give_no_weight():
    probabilities, table = pages_of_two_kinds(1, 1)
    alone = table._replace(pages=np.arange(len(probabilities)).astype(str))
    assert neighbours.weigh(probabilities, alone) == {"overstated": 0, "unsafe": 0}
