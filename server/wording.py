"""What codes mean, in words for readers.

The extension has the same words in ``_locales/en/messages.json``; a test keeps
the two alike.
"""

from collections.abc import Mapping

from model import Label, Reason, Sensitivity, Strength

LABELS: Mapping[Label, str] = {Label.OVERSTATED: "Overstated", Label.UNSAFE: "Unsafe"}

STRENGTHS: Mapping[Strength, str] = {Strength.CLEAR: "clear", Strength.LIKELY: "likely"}

REASONS: Mapping[Reason, str] = {
    Reason.CERTAINTY: "It leaves no room for doubt, where there is doubt.",
    Reason.HYPE: "It praises where evidence should stand.",
    Reason.CAUSE: "It tells a hypothesis as settled cause.",
    Reason.SCOPE: "It promises too much: for everyone, for everything, or for good.",
    Reason.COMPARISON: "It says better, faster or safer than other care, and does not show it.",
    Reason.EVIDENCE: "It takes thin evidence for proof.",
    Reason.UNSUPERVISED: "It speaks for use without the professional care that this needs.",
    Reason.DOSE: "It invites more, more often, or a dose of one's own choosing.",
    Reason.RISK: "It denies or plays down harms.",
    Reason.REFUSAL: "It speaks against care that is proven, or for putting it off.",
    Reason.HAZARD: "The thing itself can do harm, as it is described.",
}

ASKS: Mapping[Reason, str] = {
    Reason.CERTAINTY: "How sure are those who study this, and what would change their minds?",
    Reason.HYPE: "What was measured, in how many people, and how large was the difference?",
    Reason.CAUSE: (
        "Was this shown in people, compared with something else, or is it an idea of how"
        " it might work?"
    ),
    Reason.SCOPE: "For whom was it tested, for how long, and whom did it not help?",
    Reason.COMPARISON: "Was it compared with the usual care in the same study, and who says so?",
    Reason.EVIDENCE: "How many people were studied, was there a comparison, and was it repeated?",
    Reason.UNSUPERVISED: (
        "What would a doctor or pharmacist check first, and who would notice if it went wrong?"
    ),
    Reason.DOSE: "What amount is known to be safe, and who decides on it for you?",
    Reason.RISK: "Which harms are known, for whom are they likelier, and where are they listed?",
    Reason.REFUSAL: "What happens to people who put the proven care off? Ask someone who gives it.",
    Reason.HAZARD: "Do doctors or poison centres warn of this? Ask before you try it.",
}
"""What a reader may ask about a sentence that is marked for a reason."""

SKIPPED: Mapping[str, str] = {
    "language": "not English",
    "too_short": "too short to judge",
    "time_limit": "time ran out",
}

SENSITIVITIES: Mapping[Sensitivity, str] = {
    Sensitivity.QUIET: "Quiet: only the surest marks",
    Sensitivity.BALANCED: "Balanced",
    Sensitivity.SENSITIVE: "Sensitive: more marks, more of them wrong",
}
