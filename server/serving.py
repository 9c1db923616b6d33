"""Serves an app with Waitress, never with Flask's own server."""

import ctypes
import errno
import logging
from contextlib import suppress
from typing import Any

import waitress
from flask import Flask

from server.config import Config
from server.current import Current
from server.problems import ProblemError

log = logging.getLogger("caveat")

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""Their numbers in glibc's malloc.h."""

LARGE = 128 * 1024
"""Bytes; glibc's own beginning."""

NEXT = """
Caveat is ready at {url}

  1. Open {url} and paste a text.
  2. Or load the extension: in Chrome or Edge open chrome://extensions, switch on
     "Developer mode", choose "Load unpacked" and take the folder extension/.
     In Firefox open about:debugging#/runtime/this-firefox, choose
     "Load Temporary Add-on" and take extension/manifest.json.
  3. On any article, click Caveat's button in the toolbar.

Stop with Ctrl+C.
"""


class PortTakenError(Exception):
    """Another program listens at the address."""


def serve(app: Flask, config: Config) -> None:
    """Listen until interrupted.

    Raises
    ------
    PortTakenError
        The port is taken; the message says what to do.
    """
    try:
        server = make_server(app, config)
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL}:
            raise
        raise PortTakenError(
            f"Cannot listen at {config.host}:{config.port}: {error.strerror}."
            " Stop the program that is there, or choose another with CAVEAT_PORT=8751."
        ) from None
    except ValueError:  # Waitress', on a host that has no address
        raise PortTakenError(
            f"Cannot listen at {config.host}: this machine has no such address. Set CAVEAT_HOST."
        ) from None
    _announce(app.extensions["caveat"][1], f"http://{config.host}:{config.port}")
    give_memory_back()
    server.run()


def give_memory_back() -> None:
    """Have the system get back at once what a long article needed.

    glibc raises these thresholds to the largest piece that was ever freed, and from then on
    keeps as much in every thread; once set they stay. Other C libraries have no mallopt.
    """
    with suppress(AttributeError):
        for threshold in (M_TRIM_THRESHOLD, M_MMAP_THRESHOLD):
            ctypes.CDLL(None).mallopt(threshold, LARGE)


def _announce(current: Current, url: str) -> None:
    """Say what to do next, once it is known whether anything can be checked."""
    try:
        current.classifier()
    except ProblemError as error:
        log.error("Caveat answers at %s but can check nothing: %s", url, error)
    else:
        log.info(NEXT.format(url=url))


def make_server(app: Flask, config: Config) -> Any:
    """The Waitress server for an app, listening but not yet answering.

    Raises
    ------
    OSError
        It cannot listen there.
    """
    largest = config.limits.body_bytes
    return waitress.create_server(
        app,
        host=config.host,
        port=config.port,
        threads=config.threads,
        ident=None,
        # Waitress would spool larger bodies to files: article text stays in memory.
        inbuf_overflow=4 * largest,
        outbuf_overflow=16 * largest,
        # Beyond this Waitress itself refuses; up to it Caveat explains its limit.
        max_request_body_size=2 * largest,
        clear_untrusted_proxy_headers=True,
    )
