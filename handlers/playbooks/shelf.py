"""The knowledge that holds in each tenant: what we ship, the house's folder, the tenant's own."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.loading.reading import Source, UnusableKnowledge, build
from knowledge.model import Library, Question
from knowledge.passages.index import index_of
from storage.store import Tx
from storage.tenant import editions
from storage.tenant.editions import HOUSE, Edition

log = logging.getLogger("gatepost.playbooks")

FRESH = timedelta(seconds=1)  # after which another process's edition is looked for
OLDER = 20  # editions looked through where the newest no longer fits


@dataclass(frozen=True, slots=True)
class _Kept:
    """A tenant's library, the editions that it was made from, and when that was last looked at."""

    library: Library
    numbers: tuple[int, int]
    at: datetime


class Shelf:
    """Hands out each tenant's library; a new edition is taken up within a second, everywhere."""

    def __init__(self, base: Library) -> None:
        self.base = base
        self.trouble = ""  # why the newest files of the house's folder are not in force
        self._kept: dict[str, _Kept] = {}

    def of(self, tx: Tx, tenant: str, now: datetime) -> Library:
        """Find what holds in a tenant; what no longer can be read never replaces what can."""
        kept = self._kept.get(tenant)
        if kept is not None and timedelta() <= now - kept.at < FRESH:
            return kept.library
        numbers = editions.number(tx, HOUSE), editions.number(tx, tenant)
        return self._taken(tx, tenant, numbers, now)

    def warm(self, tx: Tx, now: datetime) -> None:
        """Read what others published, before somebody who speaks has to wait for it."""
        known = editions.numbers(tx)
        for tenant, number in known.items():
            if tenant != HOUSE:
                index_of(self._taken(tx, tenant, (known.get(HOUSE, 0), number), now))

    def _taken(self, tx: Tx, tenant: str, numbers: tuple[int, int], now: datetime) -> Library:
        kept = self._kept.get(tenant)
        if kept is not None and kept.numbers == numbers:
            found = kept.library
        else:
            found = self.base if numbers == (0, 0) else self._read(tx, tenant, kept)
        self._kept[tenant] = _Kept(found, numbers, now)
        return found

    def forget(self, tenant: str) -> None:
        """Look anew the next time: something was published."""
        if tenant == HOUSE:
            self._kept.clear()
        self._kept.pop(tenant, None)

    def _read(self, tx: Tx, tenant: str, kept: _Kept | None) -> Library:
        house, own = editions.newest(tx, HOUSE), editions.newest(tx, tenant)
        try:
            return together(house, own)
        except UnusableKnowledge as wrong:
            log.error("the playbooks of %s do not fit any more:\n%s", tenant or "the house", wrong)
        if kept is not None:
            return kept.library
        return self._older(tx, tenant, house)

    def _older(self, tx: Tx, tenant: str, house: Edition | None) -> Library:
        """Fall back to the newest edition that still fits beside what we ship today."""
        for own in editions.latest(tx, tenant, OLDER)[1:]:
            try:
                return together(house, own)
            except UnusableKnowledge:
                continue
        try:
            return together(house, None)
        except UnusableKnowledge:
            return self.base


def together(house: Edition | None, own: Edition | None) -> Library:
    """Read the folder's files and a tenant's own as one library; raises UnusableKnowledge."""
    retired = [*retired_by(house), *retired_by(own)]
    return build([*sources(house), *sources(own)], retired)


def sources(edition: Edition | None) -> tuple[Source, ...]:
    """List an edition's files, ready to be read."""
    return as_sources(edition.files) if edition else ()


def as_sources(files: Sequence[tuple[str, str]]) -> tuple[Source, ...]:
    """Make files, as they are kept, ready to be read."""
    return tuple(Source(name, text.encode()) for name, text in files)


def retired_by(edition: Edition | None) -> tuple[Question, ...]:
    """List the questions that an edition no longer asks but whose answers stay readable."""
    return tuple(Question.model_validate(dict(one)) for one in edition.retired) if edition else ()
