"""The card's pictures, written as SVG.

Plain text instead of Matplotlib: whoever only runs Caveat then needs neither
Matplotlib nor what it brings, and the pictures follow the reader's dark mode.
"""

from collections import Counter
from html import escape

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_curve

from model import policy
from model.evaluate import BINS
from model.labels import TARGETS, Label, Reason
from model.unseen import MEASURED_AT, Answers, Unseen

SIDE, LEFT, TOP = 300, 60, 40
CELL = 46
NONE, OK = "no mark", "ok"
STYLE = """<style>
svg { background: #fff; color: #1d2326; font: 12px system-ui, sans-serif }
text { fill: currentColor } .grid { stroke: currentColor; opacity: .15 }
polyline { fill: none; stroke-width: 2 } .title { font-size: 14px; font-weight: 600 }
.overstated { stroke: #b36b00 } .unsafe { stroke: #c0392b; stroke-dasharray: 6 3 }
.perfect { stroke: currentColor; opacity: .4; stroke-dasharray: 2 4 } .cell { fill: #2f6f8f }
@media (prefers-color-scheme: dark) {
  svg { background: #1d2326; color: #e6e9ea }
  .overstated { stroke: #e3a13c } .unsafe { stroke: #f07a6c } .cell { fill: #5fa8cc } }
</style>"""


def draw(unseen: Unseen, answers: Answers) -> dict[str, str]:
    """Draw the pictures of a model's answers on the held-out rows.

    Returns
    -------
    dict
        SVG by file name.
    """
    return {
        "precision-recall.svg": _precision_recall(unseen, answers),
        "reliability.svg": _reliability(unseen, answers),
        "confusion.svg": _confusion(unseen, answers),
    }


def _precision_recall(unseen: Unseen, answers: Answers) -> str:
    rows = unseen.table
    lines = []
    for column, label in enumerate(Label):
        precision, recall, _ = precision_recall_curve(
            rows.truth[:, column], answers.held_out[:, column], sample_weight=rows.weights
        )
        lines.append(_line(recall, precision, label))
    return _square("Precision and recall, held-out rows", "recall", "precision", lines)


def _reliability(unseen: Unseen, answers: Answers) -> str:
    rows = unseen.table
    lines = [_line(np.array([0, 1]), np.array([0, 1]), "perfect")]
    for column, label in enumerate(Label):
        scores, weights = answers.held_out[:, column], rows.weights
        bins = np.minimum((scores * BINS).astype(int), BINS - 1)
        mass, said, true = (
            np.bincount(bins, weights=weights * one, minlength=BINS)
            for one in (np.ones(len(scores)), scores, rows.truth[:, column])
        )
        filled = mass > 0
        lines.append(_line(said[filled] / mass[filled], true[filled] / mass[filled], label))
    return _square("Are scores right as often as they say?", "score", "share that is true", lines)


def confusion(unseen: Unseen, answers: Answers) -> Counter[tuple[str, str]]:
    """How often a held-out row's reason met the first reason that its mark names.

    A row with two reasons counts for both; an ok row counts as `OK`.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for row, scores in zip(unseen.held_out, answers.held_out.tolist(), strict=True):
        by_target = dict(zip(TARGETS, scores, strict=True))
        marked = policy.labels(by_target, answers.thresholds[MEASURED_AT])
        named = policy.reasons(by_target, marked)[0] if marked else NONE
        counts.update((str(reason), str(named)) for reason in row.reasons or (OK,))
    return counts


def _confusion(unseen: Unseen, answers: Answers) -> str:
    counts = confusion(unseen, answers)
    down, across = [*map(str, Reason), OK], [*map(str, Reason), NONE]
    left, top = 130, 130
    parts = [_text(12, 22, "Reason judged (rows) against first reason named (columns)", "title")]
    for y, truth in enumerate(down):
        parts.append(_text(left - 8, top + y * CELL // 2 + 16, truth, anchor="end"))
        total = sum(counts[truth, named] for named in across) or 1
        for x, named in enumerate(across):
            if count := counts[truth, named]:
                parts.append(_cell(left + x * CELL, top + y * CELL // 2, count, count / total))
    for x, named in enumerate(across):
        at = f"translate({left + x * CELL + CELL // 2},{top - 8}) rotate(-45)"
        parts.append(f'<text transform="{at}">{escape(named)}</text>')
    return _svg(left + len(across) * CELL + 60, top + len(down) * CELL // 2 + 20, parts)


def _cell(x: int, y: int, count: int, share: float) -> str:
    box = f'<rect class="cell" x="{x}" y="{y}" width="{CELL}" height="{CELL // 2}"'
    number = _text(x + CELL // 2, y + 16, str(count), anchor="middle")
    return f'{box} opacity="{0.1 + 0.6 * share:.2f}"/>{number}'


def _square(title: str, across: str, up: str, lines: list[str]) -> str:
    parts = [_text(12, 22, title, "title")]
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x, y = LEFT + SIDE * tick, TOP + SIDE * (1 - tick)
        parts += [
            f'<path class="grid" d="M{LEFT} {y}H{LEFT + SIDE}M{x} {TOP}V{TOP + SIDE}"/>',
            _text(LEFT - 6, y + 4, f"{tick:g}", anchor="end"),
            _text(x, TOP + SIDE + 16, f"{tick:g}", anchor="middle"),
        ]
    parts += [
        _text(LEFT + SIDE / 2, TOP + SIDE + 34, across, anchor="middle"),
        f'<text transform="translate(18,{TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">'
        f"{escape(up)}</text>",
    ]
    for number, label in enumerate(Label):
        x, y = LEFT + SIDE + 12, TOP + 16 + 20 * number
        parts.append(f'<polyline class="{label}" points="{x},{y - 4} {x + 24},{y - 4}"/>')
        parts.append(_text(x + 30, y, label))
    return _svg(LEFT + SIDE + 120, TOP + SIDE + 46, [*parts, *lines])


def _line(x: NDArray[np.floating], y: NDArray[np.floating], kind: str) -> str:
    points = " ".join(
        f"{LEFT + SIDE * a:.1f},{TOP + SIDE * (1 - b):.1f}" for a, b in zip(x, y, strict=True)
    )
    return f'<polyline class="{kind}" points="{points}"/>'


def _text(x: float, y: float, says: str, kind: str = "", *, anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y:g}" class="{kind}" text-anchor="{anchor}">{escape(says)}</text>'


def _svg(width: int, height: int, parts: list[str]) -> str:
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    return "\n".join([f'{opening} width="{width}" height="{height}">', STYLE, *parts, "</svg>\n"])
