"""The card in words, under the headings of Mitchell et al. (2019)."""

from collections.abc import Iterable, Mapping
from typing import Any

from model.labels import Label
from model.policy import PRECISION

INTENDED = """## Intended use

For: pointing a reader of an English health article to sentences that are *overstated* (told more
surely than the evidence allows) or *unsafe* (a reader who acted on them could come to harm), so
that they look twice.

Not for: deciding whether something is true, judging a person, a publisher or a product, blocking
or ranking pages, medical advice, or languages other than English. No mark is not approval."""

WEAKNESSES = """## Ethical considerations

Writer and judge of the training sentences are one language model; no clinician labelled them, and
blind spots are shared. A false alarm harms who wrote carefully; a missed sentence may be taken for
approval. Texts that are checked are neither stored nor learnt from.

## Caveats and recommendations

- The training sentences are cleaner than the web's, so that held-out figures flatter. Where real
  pages were measured, believe those figures.
- Who quotes or refutes a claim uses its words: see the hard cases of attribution and myth busting.
- Hard cases have some 45 sentences a kind: one sentence more or less is two points.
- Look at `python -m model.artefact diff` before you promote a model that failed a gate."""


def text(card: Mapping[str, Any]) -> str:
    """Write the model card.

    Parameters
    ----------
    card : mapping
        As `model.train` makes it.

    Returns
    -------
    str
        Markdown.
    """
    parts = [_details(card), INTENDED, _factors(card), _metrics(card), _data(card)]
    return "\n\n".join([*parts, _figures(card), _gates(card), WEAKNESSES]) + "\n"


def _details(card: Mapping[str, Any]) -> str:
    return f"""# Model card: {card["version"]}

## Model details

A classifier of sentences, with a calibrated probability for each of two labels and eleven reasons.
Each is read by itself; then its odds move with how likely the other sentences of its page are
flagged ({_heeded(card["neighbours"])}).

Trained {card["trained"]} with scikit-learn {card["sklearn"]}; labels follow codebook
{card["codebook"]}. Digest of the file: `{card["digest"]}`. Made by `python -m model.train`;
licence Apache-2.0."""


def _heeded(weights: Mapping[str, float]) -> str:
    return ", ".join(f"{label} by {weight:.2f} of that" for label, weight in weights.items())


def _factors(card: Mapping[str, Any]) -> str:
    hard = card["figures"]["challenge"]
    rows = [
        (kind.replace("_", " "), of["accuracy"], of["found"], of["false_alarms"])
        for kind, of in hard.items()
    ]
    return "## Factors\n\nHard cases, never trained on, at *balanced*:\n\n" + _table(
        ("kind", "accuracy", "flagged ones found", "ok ones marked"), rows
    )


def _metrics(card: Mapping[str, Any]) -> str:
    aims = ", ".join(f"{aim:.0%} at *{name}*" for name, aim in PRECISION.items())
    begin = _table(
        ("sensitivity", *Label),
        [
            (name, *(_threshold(of[label]) for label in Label))
            for name, of in card["thresholds"].items()
        ],
    )
    return f"""## Metrics

Rows are weighted so that flagged ones make up {card["prevalence"]:.0%}, as on the pages that
readers check. *Right marks* is precision, *found* is recall. A sentence is marked from these scores
on, the lowest from which that share of marks was right on training rows that stand in no article,
of topics that a fold had not seen (aims: {aims}):

{begin}"""


def _threshold(score: float) -> str:
    return f"{score:.2f}" if score <= 1 else "never"


def _data(card: Mapping[str, Any]) -> str:
    return f"""## Training data

{card["rows"]} sentences (`training_data/`, described in its README.md; digest
`{card["rows_digest"][:16]}`).

## Evaluation data

*Held-out*: `training_data/held_out.jsonl`, topics that no training row has. *Pages*: whole articles
on these topics (`held_out_articles.jsonl`), without what also stands in a training row. *Hard
cases*: `training_data/challenge`. *Out of fold*: the training rows, each scored by itself and by a
model that had not seen its topic; those that stand in no article chose the thresholds. *Real
pages*: a gold set that is not in this repository."""


def _figures(card: Mapping[str, Any]) -> str:
    figures = card["figures"]
    rows = [
        (split.replace("_", " "), label, of["rows"], of["average_precision"], *_shares(of))
        for split in ("held_out", "pages", "out_of_fold")
        for label, of in figures[split].items()
    ]
    gold = figures["gold"]
    if gold:
        rows += [("real pages", one, *map(gold[one].get, _ORDER), "") for one in Label]
    reached = ", ".join(f"{label} {value:.3f}" for label, value in figures["probe"].items())
    return f"""## Quantitative analyses

At *balanced*:

{_table(("measured on", "label", "flagged rows", *_NAMES), rows)}

{_real_pages(gold)} On ordinary text, never trained on, it marked {figures["ordinary_alarms"]} ok
sentences. A probe that sees only length, punctuation and topic reaches an average precision of
{reached} on rows that it had not seen, topics it had.

![Precision and recall](precision-recall.svg)
![Reliability](reliability.svg)
![Reasons](confusion.svg)"""


_ORDER = ("rows", "average_precision", "precision", "recall")
_NAMES = ("average precision", "right marks", "found", "calibration error")


def _shares(of: Mapping[str, Any]) -> tuple[Any, ...]:
    return of["balanced"]["precision"], of["balanced"]["recall"], of["calibration_error"]


def _real_pages(gold: Mapping[str, Any] | None) -> str:
    if not gold:
        return "Not measured on real pages: the gold set was not at hand."
    return (
        f"On responsible and ordinary real pages it marked {gold['false_alarms']} sentences without"
        " deserving it; real pages are unweighted, borderline sentences left out."
    )


def _gates(card: Mapping[str, Any]) -> str:
    against = card["compared_with"] or "no other model: there was none that could be loaded"
    lines = [f"- {'passed' if g['passed'] else '**failed**'}: {g['says']}" for g in card["gates"]]
    if card["promoted_anyway"]:
        lines.append(f"\nPromoted all the same: {card['promoted_anyway']}")
    return f"## Gates\n\nCompared with {against}.\n\n" + "\n".join(lines)


def _table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    names = [str(one) for one in head]
    lines = [names, ["---"] * len(names), *([_cell(one) for one in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Any) -> str:
    return "none" if value is None else str(value)
