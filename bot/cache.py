"""A small memory of what was looked up."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Cache(Generic[T]):
    """Remember up to `size` things for `seconds`, the least lately used going first."""

    def __init__(self, size: int, seconds: float, clock: Callable[[], float]) -> None:
        self.size, self.seconds, self.clock = size, seconds, clock
        self._kept: OrderedDict[str, tuple[float, T]] = OrderedDict()

    def get(self, key: str) -> T | None:
        found = self._kept.get(key)
        if found is None:
            return None
        until, thing = found
        if self.clock() >= until:
            return None
        self._kept.move_to_end(key)
        return thing

    def stale(self, key: str) -> T | None:
        """Return even what is too old: better than nothing when a look-up fails."""
        found = self._kept.get(key)
        return None if found is None else found[1]

    def put(self, key: str, thing: T, seconds: float | None = None) -> T:
        keep = self.seconds if seconds is None else seconds
        self._kept[key] = (self.clock() + keep, thing)
        self._kept.move_to_end(key)
        if len(self._kept) > self.size:
            self._kept.popitem(last=False)
        return thing

    def forget(self, key: str) -> None:
        self._kept.pop(key, None)
