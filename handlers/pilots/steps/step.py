"""What a step of folding takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from handlers.pilots.pilot import (
    Pilot,
)
from storage.pilots.journal import Entry

Changes: TypeAlias = Mapping[str, Any]  # fields of a Pilot and what they become

Said: TypeAlias = Mapping[str, Any]  # what a journal entry says

Step: TypeAlias = Callable[[Pilot, Entry, Said], Changes]
