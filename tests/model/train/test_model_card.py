import pytest

from model.train import model_card


@pytest.fixture(scope="module")
def card(loaded):
    return loaded.card


def test_the_card_has_the_headings_of_the_field(card):
    headings = [line[3:] for line in model_card.text(card).splitlines() if line.startswith("## ")]
    assert headings == [
        "Model details",
        "Intended use",
        "Factors",
        "Metrics",
        "Training data",
        "Evaluation data",
        "Quantitative analyses",
        "Gates",
        "Ethical considerations",
        "Caveats and recommendations",
    ]


def test_it_lies_beside_the_model_with_its_pictures(artefacts, card):
    home = artefacts / card["version"]
    written = (home / "MODEL_CARD.md").read_text()
    assert written == model_card.text(card)
    for picture in ("precision-recall", "reliability", "confusion"):
        assert f"({picture}.svg)" in written
        assert (home / f"{picture}.svg").exists()


def test_figures_stand_with_the_split_that_they_were_measured_on(card):
    of = card["figures"]["held_out"]["unsafe"]
    row = f"| held out | unsafe | {of['rows']} | {of['average_precision']} |"
    assert row in model_card.text(card)


def test_what_was_not_measured_is_said(card):
    assert "Not measured on real pages" in model_card.text(card)


def test_a_failed_gate_and_the_reason_to_promote_stand_out(card):
    gate = {"gate": "x", "passed": False, "says": "8 → 9"}
    text = model_card.text({**card, "gates": [gate], "promoted_anyway": "a new codebook"})
    assert "- **failed**: 8 → 9" in text
    assert "Promoted all the same: a new codebook" in text


def test_a_label_that_is_never_marked_is_said_so(card):
    never = {name: dict.fromkeys(of, 1.1) for name, of in card["thresholds"].items()}
    assert "| quiet | never | never |" in model_card.text({**card, "thresholds": never})
