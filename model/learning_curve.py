"""Would more rows help? ``python -m model.learning_curve`` draws the answer.

Fits the gate and the head on growing shares of the corpus, and measures each on
the held-out rows. The encoder stays as it is, tuned on all of them.
"""

import argparse
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from rich.progress import track
from sklearn.metrics import average_precision_score

from model import examples, pipeline
from model.labels import Label

SHARES = (0.25, 0.5, 0.75, 1.0)
SEED = 0


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m model.learning_curve", description=__doc__)
    parser.add_argument("--to", type=Path, default=Path("docs/learning-curve.png"))
    options = parser.parse_args()
    figures = measure()
    for size, precisions in figures.items():
        print(size, *(f"{label} {one:.3f}" for label, one in precisions.items()))  # noqa: T201
    draw(figures, options.to)


def measure() -> dict[int, dict[Label, float]]:
    """Average precision on the held-out rows, by number of rows learnt from."""
    rows = examples.to_learn_from()
    shuffled = [rows[number] for number in np.random.default_rng(SEED).permutation(len(rows))]
    held_out = pipeline.table(examples.held_out())
    figures: dict[int, dict[Label, float]] = {}
    for share in track(SHARES, description="Fitting"):
        part = shuffled[: int(share * len(shuffled))]
        fitted = pipeline.fit(pipeline.build(), pipeline.table(part))
        said = fitted.predict_proba(held_out.texts)
        figures[len(part)] = {
            label: average_precision_score(
                held_out.truth[:, column], said[:, column], sample_weight=held_out.weights
            )
            for column, label in enumerate(Label)
        }
    return figures


def draw(figures: dict[int, dict[Label, float]], to: Path) -> None:
    """Draw the curve of each label into a PNG file."""
    mpl.use("Agg")
    figure, axes = plt.subplots(figsize=(6, 3.6), layout="constrained")
    for label, colour in ((Label.OVERSTATED, "#b36b00"), (Label.UNSAFE, "#c0392b")):
        heights = [one[label] for one in figures.values()]
        axes.plot(list(figures), heights, marker="o", color=colour, label=label)
        axes.annotate(f" {heights[-1]:.2f}", (list(figures)[-1], heights[-1]), va="center")
    axes.set(xlabel="rows learnt from", ylabel="average precision, held-out rows", ylim=(0, 1))
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="lower right")
    figure.savefig(to, dpi=110, metadata={"Software": None})
    plt.close(figure)


if __name__ == "__main__":
    main()
