"""Text in, highlights out.

This is the front door: all that the server may use. It knows nothing of HTTP,
users or databases.
"""

from model.artefact import ARTEFACTS, Artefact, load
from model.blocks import from_html, from_text
from model.classifier import Block, Checked, Classifier, Highlight, Scored, Skipped, Span, Why
from model.errors import (
    ArtefactError,
    ArtefactMissing,
    ArtefactRefused,
    CaveatError,
    ExampleError,
    InputError,
)
from model.explain import Cue
from model.labels import CODEBOOK, Label, Reason
from model.notes import Note
from model.policy import Sensitivity, Strength

__all__ = [
    "ARTEFACTS",
    "CODEBOOK",
    "Artefact",
    "ArtefactError",
    "ArtefactMissing",
    "ArtefactRefused",
    "Block",
    "CaveatError",
    "Checked",
    "Classifier",
    "Cue",
    "ExampleError",
    "Highlight",
    "InputError",
    "Label",
    "Note",
    "Reason",
    "Scored",
    "Sensitivity",
    "Skipped",
    "Span",
    "Strength",
    "Why",
    "from_html",
    "from_text",
    "load",
]
