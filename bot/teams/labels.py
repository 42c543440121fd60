"""What the fields of a shown card are called, for complaints that cannot stand beside them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from pydantic import ValidationError

from handlers.cards import Entry, from_json
from storage.post import outbox
from storage.store import Store


async def complaints(store: Store, tenant: str, message: str, errors: Mapping[str, str]) -> str:
    """Say each complaint after its field's label; a single one speaks for itself."""
    if len(errors) < 2:
        return " ".join(errors.values())
    found = await asyncio.wrap_future(store.read(lambda tx: outbox.shown(tx, tenant, message)))
    labels = _labels(found[1]) if found else {}
    return " ".join(
        f"{labels[name]}: {words}" if name in labels else words for name, words in errors.items()
    )


def _labels(card: str) -> dict[str, str]:
    try:
        blocks = from_json(card).blocks
    except ValidationError:  # written by another version
        return {}
    entries = (block for block in blocks if isinstance(block, Entry))
    return {field.name: field.label for entry in entries for field in entry.fields}
