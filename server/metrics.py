"""``/metrics``: what the server did, counted, for Prometheus; no text and no addresses."""

from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import suppress

from flask import Flask, Response, current_app, request
from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from model import Checked
from server import wording
from server.config import Config
from server.current import Current
from server.problems import ProblemError
from server.store import StoreError, reports

SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30)
"""Bounds of the histogram: from a paragraph to an article that uses its time up."""


class Metrics:
    """What one app counted.

    Parameters
    ----------
    config : Config
    current : Current
    """

    def __init__(self, config: Config, current: Current) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.registry.register(Now(config, current))
        self.requests = Counter(
            "caveat_requests",
            "Requests answered, by the route's rule and the status.",
            ["rule", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "caveat_check_seconds",
            "How long checks of articles took.",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.sentences = Counter(
            "caveat_sentences_checked", "Sentences checked.", registry=self.registry
        )
        self.flagged = Counter(
            "caveat_sentences_flagged",
            "Checked sentences that were marked.",
            registry=self.registry,
        )
        self.skipped = Counter(
            "caveat_sentences_skipped",
            "Sentences not checked, by why not.",
            ["why"],
            registry=self.registry,
        )
        for why in wording.SKIPPED:
            self.skipped.labels(why)

    def count_check(self, checked: Checked) -> None:
        """Count the sentences of an answer."""
        self.sentences.inc(len(checked.sentences))
        self.flagged.inc(len(checked.highlights))
        for why, count in Tally(one.why for one in checked.skipped).items():
            self.skipped.labels(why).inc(count)

    def count_request(self, response: Response) -> Response:
        """Count a request; the rule is the route's, never the path that was asked for."""
        rule = request.url_rule.rule if request.url_rule else "none"
        self.requests.labels(rule, response.status_code).inc()
        return response


class Now(Collector):
    """What is looked up when asked; what cannot be known is left out, never shown as 0."""

    def __init__(self, config: Config, current: Current) -> None:
        self._config = config
        self._current = current

    def describe(self) -> list[Metric]:
        """Nothing, so that registering looks nothing up."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The model that answers now, and the reports that wait."""
        model = InfoMetricFamily("caveat_model", "The model that answers now; absent without one.")
        with suppress(ProblemError):  # no model: logged, and told by /health/ready
            card = self._current.classifier().card
            model.add_metric([], {name: str(card[name]) for name in ("version", "codebook")})
        yield model
        waiting = GaugeMetricFamily(
            "caveat_reports_waiting",
            "Readers' reports without an answer; absent when the database fails.",
        )
        with suppress(StoreError):  # told by /health/ready
            waiting.add_metric([], reports.waiting(self._config.database))
        yield waiting


def metrics() -> Metrics:
    """The metrics of the app that answers."""
    return current_app.extensions["caveat_metrics"]  # type: ignore[no-any-return]


def init_app(app: Flask) -> None:
    """Count what an app does, and add the page that tells."""
    made = app.extensions["caveat_metrics"] = Metrics(*app.extensions["caveat"])
    app.after_request(made.count_request)

    def show() -> Response:
        return Response(
            generate_latest(made.registry),
            content_type=CONTENT_TYPE_PLAIN_0_0_4,
            headers={"Cache-Control": "no-store"},
        )

    app.add_url_rule("/metrics", "metrics", show)
