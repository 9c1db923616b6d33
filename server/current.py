"""The classifier that is served now; swapped when a new artefact is promoted."""

import logging
from threading import Lock, Thread
from time import sleep
from typing import Any

from model import ArtefactError, Classifier, load
from server import store
from server.config import Config
from server.problems import ProblemError

log = logging.getLogger("caveat")

RETRY = 60.0
"""Seconds after which the database is asked again to remember which model is served."""


class Current:
    """Holds the classifier, and looks for a newer one at each request.

    Parameters
    ----------
    config : Config
        Where artefacts live, and the database that remembers which were served.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._lock = Lock()
        self._seen: int | None = None
        self._classifier: Classifier | None = None
        self._why_not = ""

    def classifier(self) -> Classifier:
        """The classifier to use for this request.

        Raises
        ------
        ProblemError
            503: none can be used, with the reason in words.
        """
        with self._lock:
            stamp = self._stamp()
            if stamp != self._seen or self._classifier is None:
                self._load()
                self._seen = stamp
        if self._classifier is None:
            raise ProblemError(503, "No model", self._why_not)
        return self._classifier

    def _stamp(self) -> int | None:
        try:
            return (self._config.artefacts / "CURRENT").stat().st_mtime_ns
        except OSError:
            return None

    def _load(self) -> None:
        try:
            self._classifier = Classifier(load(self._config.artefacts))
        except ArtefactError as error:
            # A classifier that is already serving goes on: it is known to be good.
            self._why_not = str(error)
            log.error("%s", error)
        else:
            card = self._classifier.card
            log.info("serving model %s", card["version"])
            # Beside the answers: the model is ready, only its first check is slow.
            Thread(target=self._classifier.warm, daemon=True).start()
            facts = {fact: card[fact] for fact in ("version", "digest", "codebook")}
            if not self._is_recorded(facts):
                Thread(target=self._record, args=[facts], daemon=True).start()

    def _is_recorded(self, facts: dict[str, Any]) -> bool:
        try:
            store.record_served(self._config.database, **facts)
        except store.StoreError as error:
            # Readers are still answered; /health/ready says that the database fails.
            log.error("%s", error)
            return False
        return True

    def _record(self, facts: dict[str, Any]) -> None:
        while not self._is_recorded(facts):
            sleep(RETRY)
