"""The vocabulary of the codebook, spelled once.

Source: ``training_data/CODEBOOK.md``, version `CODEBOOK`.
"""

from enum import StrEnum

CODEBOOK = 1
"""Version of the codebook that the labels follow."""


class Label(StrEnum):
    """What is wrong with a sentence; a sentence with no label is ``ok``."""

    OVERSTATED = "overstated"
    UNSAFE = "unsafe"


class Reason(StrEnum):
    """Why a sentence carries its label."""

    CERTAINTY = "certainty"
    HYPE = "hype"
    CAUSE = "cause"
    SCOPE = "scope"
    COMPARISON = "comparison"
    EVIDENCE = "evidence"
    UNSUPERVISED = "unsupervised"
    DOSE = "dose"
    RISK = "risk"
    REFUSAL = "refusal"
    HAZARD = "hazard"

    @property
    def label(self) -> Label:
        """The label that this reason belongs to."""
        return Label.UNSAFE if self in UNSAFE_REASONS else Label.OVERSTATED


UNSAFE_REASONS = frozenset(
    {Reason.UNSUPERVISED, Reason.DOSE, Reason.RISK, Reason.REFUSAL, Reason.HAZARD}
)

TARGETS: tuple[Label | Reason, ...] = (*Label, *Reason)
"""What the pipeline predicts, in the order of its columns."""
