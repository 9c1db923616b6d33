"""Waiting for a browser or a server to get there."""

import time

PATIENCE = 60.0  # a busy machine is no fault; what is reached ends the wait


def until(reached, *, seconds=PATIENCE):
    """Wait until `reached()` gives something true, and give that."""
    deadline = time.monotonic() + seconds
    while not (value := reached()):
        assert time.monotonic() < deadline, f"not reached in {seconds} s; last: {value!r}"
        time.sleep(0.05)
    return value
