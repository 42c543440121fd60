"""The headings under which flags are listed, in the order in which people worry about them."""

from __future__ import annotations

TOPICS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Sponsor", frozenset({"c.sponsor", "c.sponsor-engaged"})),
    ("Rubber stamp", frozenset({"r.gate.norubber", "r.gate.all"})),
    ("Stuck in a stage", frozenset({"r.gate.zombie", "r.time.over"})),
    ("Skipped stage", frozenset({"r.gate.skip", "r.gate.decision"})),
    ("Real data", frozenset({"c.data-real"})),
    ("Way back", frozenset({"c.rollback-manual", "c.rollback-version"})),
    ("On call", frozenset({"c.on-call"})),
    ("Adoption", frozenset({"c.adoption", "c.adoption-scale", "r.people.decay"})),
    ("Change budget", frozenset({"c.change-budget"})),
    ("Cost in real use", frozenset({"c.budget-realism"})),
)
FIRST = ("Owner", "Metric", "Funding")
ODDS, OLD, REST, EARLIER = "At odds", "Old answers", "Everything else", "Earlier gates"
ORDER: tuple[str, ...] = (*FIRST, *(topic for topic, _ in TOPICS), ODDS, OLD, REST, EARLIER)


def topic_of(code: str, criterion: str, otherwise: str = REST) -> str:
    """Find the heading under which a flag is listed."""
    if code.startswith("r.odds.") or code == "r.named.five":  # asked apart, they differ
        return ODDS
    if code.startswith("old."):
        return OLD
    found = (topic for topic, ids in TOPICS if code in ids or criterion in ids)
    return next(found, otherwise)
