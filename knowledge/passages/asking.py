"""Answer a question with passages, or say plainly that nothing here answers it."""

from __future__ import annotations

import re

from knowledge.passages.index import Hit, Index

SHOWN = 3
LONGEST = 600  # characters of a question that are looked at
LOOKED_AT = 60
KNOWN = 0.6  # of the question's weight: words that our passages use at all
ENOUGH = 0.4  # of the question's weight that one passage has to cover
BESIDE = 0.6  # of the best score that a further passage has to reach
NEARLY = 0.9  # of the best coverage: what the criterion itself needs to be shown
GATE = re.compile(r"\bgate\s*([1-9]\d?)\b", re.IGNORECASE)
SECONDS = (1.0, 0.3, 0.1)  # what several passages about one thing add to it


def ask(index: Index, question: str) -> tuple[Hit, ...]:
    """Find up to three passages, no two about the same thing; none where we do not know."""
    if named := index.under(question.strip()):
        return named[:SHOWN]
    concepts = index.concepts(question[:LONGEST])
    if index.known(concepts) < KNOWN or all(concept.own.isdigit() for concept in concepts):
        return ()
    groups: dict[str, list[Hit]] = {}
    for hit in _of_gate(question, index.search(concepts, LOOKED_AT)):
        groups.setdefault(hit.passage.criterion or hit.passage.title, []).append(hit)
    ranked = sorted(groups.values(), key=_weight, reverse=True)
    found = [hits for hits in ranked if hits[0].coverage >= ENOUGH]
    best = _weight(found[0]) if found else 0
    return tuple(_speaking(hits) for hits in found if _weight(hits) >= BESIDE * best)[:SHOWN]


def _of_gate(question: str, hits: list[Hit]) -> list[Hit]:
    """Keep to the gate that is asked about by its number."""
    asked = GATE.search(question)
    if asked is None:
        return hits
    return [hit for hit in hits if hit.passage.title.casefold().startswith(f"gate {asked[1]} ")]


def _speaking(hits: list[Hit]) -> Hit:
    """Let the criterion speak, unless a question or rule of it answers clearly better."""
    clear = hits[0].coverage * NEARLY
    wholes = (hit for hit in hits if hit.passage.kind == "Criterion" and hit.coverage >= clear)
    return next(wholes, hits[0])


def _weight(hits: list[Hit]) -> float:
    """Weigh what is said about one thing: its best passage, and a little for each further one."""
    return sum(share * hit.score * hit.coverage for share, hit in zip(SECONDS, hits, strict=False))
