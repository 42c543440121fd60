"""What a measurement says, and the table that all of them make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class NotMeasured(Exception):
    """A measurement that could not be made; what it would have said is unknown."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: a ratio, or what it names; `limit` is the most that is wanted, or the least."""

    name: str
    measured: float
    limit: float | None = None  # None: reported, nothing wanted
    raw: str = ""  # the figures behind it, in words
    floor: bool = False  # the limit is the least that is wanted: precision, recall

    @property
    def verdict(self) -> str:
        """Say whether it holds, and by how much it does not."""
        if self.limit is None:
            return ""
        over = self.limit - self.measured if self.floor else self.measured - self.limit
        return "met" if over <= 0 else f"short by {over:.2f}"


def table(rows: Sequence[Row]) -> str:
    """Set rows in columns."""
    cells = [("what", "measured", "wanted", "", "figures")]
    for row in rows:
        wanted = "" if row.limit is None else f"{'>=' if row.floor else '<='} {row.limit:.2f}"
        cells.append((row.name, f"{row.measured:.2f}", wanted, row.verdict, row.raw))
    widths = [max(len(line[at]) for line in cells) for at in range(4)]
    return "\n".join(
        "  ".join(
            (
                line[0].ljust(widths[0]),
                line[1].rjust(widths[1]),
                line[2].rjust(widths[2]),
                line[3].ljust(widths[3]),
                line[4],
            )
        ).rstrip()
        for line in cells
    )
