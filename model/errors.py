"""What can go wrong in the model, most general first.

::

    CaveatError
    ├── InputError           a text that cannot be checked, or is over a limit
    ├── ExampleError         a training row that breaks the schema
    └── ArtefactError
        ├── ArtefactMissing  nothing has been trained here yet
        ├── ArtefactRefused  a file that its card does not vouch for
        └── ArtefactBusy     another training or promotion is at work

Messages say what was wrong and what is allowed, and never hold article text.
"""


class CaveatError(Exception):
    """Base of every error that the model raises on purpose."""


class InputError(CaveatError, ValueError):
    """A text cannot be checked as it was given."""


class ExampleError(CaveatError, ValueError):
    """A training row breaks the schema; the message names file and line."""


class ArtefactError(CaveatError):
    """An artefact cannot be used."""


class ArtefactMissing(ArtefactError, FileNotFoundError):
    """No artefact has been trained yet."""


class ArtefactRefused(ArtefactError, ValueError):
    """The artefact's file and its card disagree, or they suit another version."""


class ArtefactBusy(ArtefactError):
    """Another training or promotion holds the folder."""
