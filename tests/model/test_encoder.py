import json
import shutil

import joblib
import numpy as np
import pytest

from model import ArtefactRefused, artefact, encoder, examples
from model.encoder import SentenceEncoder
from model.labels import TARGETS


@pytest.fixture(scope="module")
def texts():
    return [row.text for row in examples.held_out()[:60]]


@pytest.fixture(scope="module")
def fitted():
    return SentenceEncoder().fit([])


def test_a_sentence_has_the_same_logits_alone_and_in_company(fitted, texts):
    together = fitted.transform(texts)
    alone = np.vstack([fitted.transform([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_the_order_of_sentences_does_not_matter(fitted, texts):
    backwards = fitted.transform(texts[::-1])[::-1]
    np.testing.assert_allclose(fitted.transform(texts), backwards, atol=1e-5)


def test_no_run_holds_more_tokens_than_it_may(fitted, texts, monkeypatch):
    sizes, run = [], encoder._run

    def measured(tokens):
        sizes.append(len(tokens) * max(map(len, tokens)))
        return run(tokens)

    monkeypatch.setattr(encoder, "_run", measured)
    fitted.transform([*texts, "It cures. " * 100])
    assert 2 <= len(sizes) < len(texts)
    assert max(sizes) <= encoder.AT_A_TIME


@pytest.mark.parametrize("text", ["", " ", "😀", "\u202e", "x" * 100_000, "word " * 5_000])
def test_odd_texts_have_finite_logits(fitted, text):
    assert np.isfinite(fitted.transform([text])).all()


def test_a_long_sentence_is_read_to_its_end(fitted):
    claim = "this miracle remedy is guaranteed to cure every illness"
    calm = "we open at nine and close at five and sell bread and milk and " * 12
    plain, ends_in_a_claim, alone = fitted.transform([calm, calm + claim, claim])[:, 0]
    assert ends_in_a_claim > plain + 2
    assert ends_in_a_claim > alone / 2


def test_what_is_remembered_is_not_read_again(fitted, texts, monkeypatch):
    read = []
    run = encoder._run
    monkeypatch.setattr(encoder, "_run", lambda tokens: read.extend(tokens) or run(tokens))
    with encoder.remembering():
        first = fitted.transform(texts[:3])
        with encoder.remembering():
            again = fitted.transform(texts[:4])
    np.testing.assert_array_equal(first, again[:3])
    assert len(read) == 4
    fitted.transform(texts[:4])
    assert len(read) == 8


def test_nothing_in_gives_nothing_out(fitted):
    assert fitted.transform([]).shape == (0, len(TARGETS))


def test_it_survives_joblib_without_its_weights(fitted, texts, tmp_path):
    joblib.dump(fitted, tmp_path / "encoder")
    assert (tmp_path / "encoder").stat().st_size < 10_000
    again = joblib.load(tmp_path / "encoder")
    np.testing.assert_array_equal(again.transform(texts), fitted.transform(texts))


def test_other_weights_are_refused(fitted, texts):
    stranger = SentenceEncoder().fit([])
    stranger.digest_ = "0" * 64
    with pytest.raises(ArtefactRefused, match="another encoder"):
        stranger.transform(texts)


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A copy of the encoder, to spoil."""
    place = shutil.copytree(encoder.FOLDER, tmp_path / "encoder")
    monkeypatch.setattr(encoder, "FOLDER", place)
    kept = (
        encoder._session,
        encoder._tokenizer,
        encoder.weights,
        encoder.unseen,
        encoder.card,
    )
    for one in kept:
        one.cache_clear()
    yield place
    for one in kept:
        one.cache_clear()


def test_altered_weights_are_refused(fitted, texts, elsewhere):
    (elsewhere / encoder.WEIGHTS).write_bytes(b"not weights")
    with pytest.raises(ArtefactRefused, match="not the file that its card describes"):
        fitted.transform(texts)


def test_altered_weights_are_noticed_when_a_model_is_loaded(folder, elsewhere):
    (elsewhere / encoder.WEIGHTS).write_bytes(b"not weights")
    with pytest.raises(ArtefactRefused, match=rf"card describes\); restore {elsewhere}"):
        artefact.load(folder)


def test_missing_weights_are_told(folder, elsewhere):
    (elsewhere / encoder.WEIGHTS).unlink()
    with pytest.raises(ArtefactRefused, match="cannot be read"):
        artefact.load(folder)


@pytest.mark.parametrize("name", [encoder.TOKENIZER, encoder.CARD])
def test_other_spoilt_files_are_noticed_when_a_model_is_loaded(name, folder, elsewhere):
    (elsewhere / name).write_bytes(b"\xff")
    with pytest.raises(ArtefactRefused, match=f"cannot be read .* restore {elsewhere}"):
        artefact.load(folder)


def test_another_tokenizer_is_noticed_when_a_model_is_loaded(folder, elsewhere):
    file = elsewhere / encoder.TOKENIZER
    file.write_text(json.dumps({**json.loads(file.read_text()), "normalizer": None}))
    with pytest.raises(ArtefactRefused, match=r"tokenizer\.json is not the file"):
        artefact.load(folder)


def test_spoilt_readings_of_known_rows_are_refused(fitted, texts, elsewhere):
    file = elsewhere / encoder.UNSEEN
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(ArtefactRefused, match=r"unseen\.npz is not the file"):
        fitted.fit_transform(texts)


def test_the_card_says_what_it_was_made_of():
    card = json.loads((encoder.FOLDER / encoder.CARD).read_text())
    assert card["targets"] == list(TARGETS)
    assert card["base_licence"] == "Apache-2.0"
    assert card["megabytes"] <= 25
    assert (encoder.FOLDER / encoder.WEIGHTS).stat().st_size == pytest.approx(
        1e6 * card["megabytes"], rel=0.01
    )


@pytest.fixture(scope="module")
def tuned_on():
    return [row for row in examples.written() if encoder.text_key(row.text) in encoder.unseen()]


def test_what_was_tuned_on_is_fitted_with_logits_of_another_encoder(fitted, tuned_on):
    texts = [row.text for row in tuned_on[::50]]
    learnt_from = SentenceEncoder().fit_transform(texts)
    assert np.abs(learnt_from - fitted.transform(texts)).max(axis=1).min() > 0


def test_rows_look_harder_to_the_encoder_that_had_not_seen_them(fitted, tuned_on):
    rows = tuned_on[::10]
    truth = np.array([[target in row.targets for target in TARGETS] for row in rows])
    texts = [row.text for row in rows]

    def loss(logits):
        return np.logaddexp(0, np.where(truth, -logits, logits)).mean()

    assert loss(SentenceEncoder().fit_transform(texts)) > 1.05 * loss(fitted.transform(texts))


def test_new_sentences_are_fitted_with_the_logits_that_serving_uses(fitted, texts):
    np.testing.assert_array_equal(SentenceEncoder().fit_transform(texts), fitted.transform(texts))
