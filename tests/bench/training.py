"""How training time grows: ``python -m tests.bench.training`` (some minutes).

Rows are drawn again and again from the corpus until there are enough; each copy is
told apart by its id alone, so that only the time means anything.
"""

import time
import warnings

import numpy as np
from joblib import parallel_config

from model import examples, pipeline
from model.train import JOBS

SIZES = (6_000, 12_000, 25_000, 50_000, 100_000)


def main() -> None:
    """Fit on growing numbers of rows and print the seconds."""
    rows = examples.to_learn_from()
    draw = np.random.default_rng(0)
    print("rows     seconds  per 1,000 rows")
    for size in SIZES:
        some = [rows[number] for number in draw.integers(0, len(rows), size)]
        start = time.perf_counter()
        with parallel_config("loky", n_jobs=JOBS, inner_max_num_threads=1):
            pipeline.fit(pipeline.build(), pipeline.table(some))
        seconds = time.perf_counter() - start
        print(f"{size:7,} {seconds:8.1f} {1_000 * seconds / size:15.2f}", flush=True)


if __name__ == "__main__":
    warnings.simplefilter("error")
    main()
