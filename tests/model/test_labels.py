from model.labels import TARGETS, Label, Reason
from tests.conftest import ROOT


def test_every_reason_belongs_to_a_label():
    assert {reason.label for reason in Reason} == set(Label)
    assert len([reason for reason in Reason if reason.label is Label.OVERSTATED]) == 6


def test_the_codebook_explains_every_target():
    codebook = (ROOT / "training_data" / "CODEBOOK.md").read_text()
    assert [target for target in TARGETS if f"`{target}`" not in codebook] == []
