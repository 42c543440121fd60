"""Counts for Prometheus: what was heard, how long it took, what went out, what waits.

Labels name platforms, kinds and outcomes, never a person, a pilot, a channel or a tenant.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from bot.ports import Desk
from handlers.heard import Heard, Reply, Unsaved

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)  # seconds; Slack waits for 3
KIND = CONTENT_TYPE_LATEST


class Metrics:
    """The counts of one process, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self._registry)
        self._heard = Counter(
            "gatepost_heard",
            "Things heard, by platform, by what they were and what came of them.",
            ("platform", "what", "outcome"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "gatepost_answer_seconds",
            "From a thing heard to its answer, committed.",
            ("platform",),
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._delivered = Counter(
            "gatepost_deliveries",
            "Attempts to send, by platform and outcome: sent, later, dead, uncertain.",
            ("platform", "outcome"),
            registry=self._registry,
        )
        self._waiting = Gauge(
            "gatepost_outbox",
            "Messages that have not arrived.",
            ("state",),
            registry=self._registry,
        )
        self._well = Gauge(
            "gatepost_up", "1 where the part answers.", ("part",), registry=self._registry
        )

    def heard(self, heard: Heard, outcome: str, seconds: float) -> None:
        """Count one thing heard."""
        platform = heard.where.platform
        self._heard.labels(platform, type(heard.what).__name__.lower(), outcome).inc()
        self._seconds.labels(platform).observe(seconds)

    def delivered(self, platform: str, outcome: str) -> None:
        """Count one attempt to send."""
        self._delivered.labels(platform, outcome).inc()

    def page(self, waiting: Mapping[str, int], well: Mapping[str, bool]) -> bytes:
        """Write all counts in Prometheus' format."""
        for state, count in waiting.items():
            self._waiting.labels(state).set(count)
        for part, answers in well.items():
            self._well.labels(part).set(answers)
        return generate_latest(self._registry)


class CountedDesk:
    """A desk whose work is counted."""

    def __init__(self, desk: Desk, metrics: Metrics) -> None:
        self._desk, self._metrics = desk, metrics

    async def hear(self, heard: Heard) -> Reply:
        """Let the desk act, and count it, also where the program itself is at fault."""
        begun, outcome = perf_counter(), "failed"
        try:
            reply = await self._desk.hear(heard)
            outcome = "not_saved" if isinstance(reply, Unsaved) else "answered"
            return reply
        finally:
            self._metrics.heard(heard, outcome, perf_counter() - begun)
