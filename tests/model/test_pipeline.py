import joblib
import numpy as np
import pytest

from model import examples, pipeline
from model.labels import TARGETS, Label, Reason


@pytest.fixture(scope="module")
def rows():
    return pipeline.table(examples.written()[::7])


@pytest.fixture(scope="module")
def fitted(rows):
    return pipeline.fit(pipeline.build(), rows)


def test_flagged_rows_weigh_what_flagged_sentences_do_on_pages(rows):
    flagged = rows.truth.any(axis=1)
    share = rows.weights[flagged].sum() / rows.weights.sum()
    assert share == pytest.approx(pipeline.PREVALENCE)


def test_every_target_gets_a_probability(fitted):
    probabilities = fitted.predict_proba(["Ketamine cures everyone.", "", "😀", "x" * 100_000])
    assert probabilities.shape == (4, len(TARGETS))
    assert np.isfinite(probabilities).all()
    assert ((probabilities >= 0) & (probabilities <= 1)).all()


def test_a_sentence_scores_the_same_alone_and_in_company(fitted, rows):
    together = fitted.predict_proba(rows.texts[:50])
    alone = np.vstack([fitted.predict_proba([text]) for text in rows.texts[:50]])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_it_survives_joblib(fitted, rows, tmp_path):
    joblib.dump(fitted, tmp_path / "p")
    loaded = joblib.load(tmp_path / "p")
    np.testing.assert_array_equal(
        loaded.predict_proba(rows.texts[:20]), fitted.predict_proba(rows.texts[:20])
    )


def test_fitting_leaves_its_input_alone(rows):
    texts, truth = list(rows.texts), rows.truth.copy()
    pipeline.fit(pipeline.build(), rows)
    assert rows.texts == texts
    np.testing.assert_array_equal(rows.truth, truth)


def test_negations_and_hedges_are_seen(fitted):
    words = fitted.words_.vocabulary_
    assert {"not", "no", "never", "may", "might", "only", "without", "always"} <= set(words)


def test_held_out_topics_are_told_better_than_by_chance(fitted, rows):
    from model import evaluate

    thresholds = {s: {"overstated": 0.5, "unsafe": 0.5} for s in ("quiet", "balanced", "sensitive")}
    figures = evaluate.figures(rows, fitted.oof_probabilities_, thresholds)
    for label in ("overstated", "unsafe"):
        assert figures[label]["average_precision"] > 2 * pipeline.PREVALENCE


def test_a_target_with_rows_of_one_kind_is_refused(rows):
    truth = rows.truth.copy()
    truth[:, 3] = False
    with pytest.raises(ValueError, match=r"\[3\] have rows of one kind"):
        pipeline.fit(pipeline.build(), rows._replace(truth=truth))


@pytest.mark.parametrize("reason", Reason)
def test_one_sure_reason_speaks_for_its_label_and_no_other(reason):
    nothing = np.full((1, len(TARGETS)), -6.0)
    sure = nothing.copy()
    sure[0, TARGETS.index(reason)] = 6.0
    before, after = pipeline.with_any_reason(nothing), pipeline.with_any_reason(sure)
    np.testing.assert_array_equal(after[:, : len(TARGETS)], sure)
    rise = dict(zip(Label, (after - before)[0, len(TARGETS) :], strict=True))
    assert rise.pop(reason.label) > 9
    assert set(rise.values()) == {0}
