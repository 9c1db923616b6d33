"""Pictures of what the corpus holds."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from model.examples import Example
from model.labels import Label, Reason

COLOURS = {"ok": "#8aa6b1", Label.OVERSTATED: "#b36b00", Label.UNSAFE: "#c0392b"}


LONGEST = 60
"""Words; longer sentences are drawn as having so many."""


def draw(rows: Sequence[Example], to: Path) -> None:
    """Draw topics, genres, reasons and lengths into one PNG file.

    Parameters
    ----------
    rows : sequence of Example
    to : Path
        The file to write.
    """
    mpl.use("Agg")
    figure, axes = plt.subplot_mosaic(
        [["topics", "genres"], ["topics", "reasons"], ["topics", "lengths"]],
        figsize=(12, 13),
        layout="constrained",
        height_ratios=[5, 3, 3],
    )
    _stack(axes["topics"], rows, "topic", "Rows by topic")
    _stack(axes["genres"], rows, "genre", "Rows by genre")
    _reasons(axes["reasons"], rows)
    _lengths(axes["lengths"], rows)
    axes["topics"].margins(y=0.01)
    axes["topics"].legend(loc="lower right", frameon=False)
    figure.savefig(to, dpi=110, metadata={"Software": None})
    plt.close(figure)


def _stack(axes: Axes, rows: Sequence[Example], field: str, title: str) -> None:
    counts = Counter((getattr(row, field), _kind(row)) for row in rows)
    totals = Counter(getattr(row, field) for row in rows)
    names = [name for name, _ in sorted(totals.items(), key=lambda one: one[1])]
    left = [0] * len(names)
    for kind, colour in COLOURS.items():
        widths = [counts[name, kind] for name in names]
        axes.barh(names, widths, left=left, color=colour, label=kind)
        left = [a + b for a, b in zip(left, widths, strict=True)]
    axes.tick_params(axis="y", labelsize=7)
    _plain(axes, title)


def _kind(row: Example) -> str:
    """The row's colour; a row with both labels counts as unsafe."""
    return row.labels[-1] if row.labels else "ok"


def _reasons(axes: Axes, rows: Sequence[Example]) -> None:
    counts = Counter(reason for row in rows for reason in row.reasons)
    names = sorted(Reason, key=lambda reason: counts[reason])
    axes.barh(names, [counts[one] for one in names], color=[COLOURS[one.label] for one in names])
    _plain(axes, "Rows by reason")


def _lengths(axes: Axes, rows: Sequence[Example]) -> None:
    lengths = [
        [min(len(row.text.split()), LONGEST) for row in rows if bool(row.labels) is flagged]
        for flagged in (False, True)
    ]
    colours = [COLOURS["ok"], COLOURS[Label.OVERSTATED]]
    axes.hist(lengths, bins=range(0, LONGEST + 4, 2), color=colours, label=["ok", "flagged"])
    axes.legend(frameon=False)
    _plain(axes, "Words in a sentence")


def _plain(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="left", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
