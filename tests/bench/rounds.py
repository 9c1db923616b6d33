"""Measures several things in turns, so that a busy machine slows them alike."""

import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from threadpoolctl import threadpool_limits

from model import encoder

Run = Callable[[], float]
"""Does something once and gives the seconds that it took."""

Times = Mapping[str, list[float]]


def cost(work: Callable[[], Any]) -> float:
    """Seconds of processor time: on one core, the time on a machine that does nothing else."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(runs: Mapping[str, Run], *, rounds: int) -> Times:
    """Run all of them once, and again, in the same order (A B C, A B C, …).

    Each runs once before, unmeasured: what is loaded or compiled at first use is not counted.
    """
    for run in runs.values():
        run()
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            times[name].append(run())
    return times


def ratio(times: Times, one: str, other: str) -> float:
    """How many times as long the other takes: the median of the rounds' ratios."""
    return statistics.median(b / a for a, b in zip(times[one], times[other], strict=True))


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this process on one core, and each library in it to one thread.

    ONNX Runtime puts its threads on other cores than those that a process may use,
    so its sessions are told apart from that.
    """
    options = encoder._options()
    options.intra_op_num_threads = 1
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None
    encoder._session.cache_clear()
    with threadpool_limits(1), patch.object(encoder, "_options", lambda: options):
        if allowed:
            os.sched_setaffinity(0, {min(allowed)})
        try:
            yield
        finally:
            encoder._session.cache_clear()
            if allowed:
                os.sched_setaffinity(0, allowed)
