"""Rows of measurements, and how they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """One measurement beside what it is measured against."""

    what: str
    ours: float
    unit: str
    limit: float | None = None
    """The most that is allowed, in the unit; None where only the ratio is bounded."""
    peer: float | None = None
    """The peer's value, or the physical limit, of the same run."""
    peer_name: str = ""
    largest_ratio: float | None = None
    spread: float | None = None
    """Half the range between the quartiles of ours, in the unit."""

    @property
    def ratio(self) -> float | None:
        """Ours by the peer's."""
        return self.ours / self.peer if self.peer else None

    @property
    def within(self) -> bool | None:
        """Whether the budget is kept; None where there is none."""
        bounds = [(self.ours, self.limit), (self.ratio, self.largest_ratio)]
        known = [value <= most for value, most in bounds if value is not None and most is not None]
        return all(known) if known else None

    def plain(self) -> dict[str, object]:
        """As plain values, for JSON."""
        return asdict(self) | {"ratio": self.ratio, "within": self.within}


def middle(values: Sequence[float]) -> tuple[float, float]:
    """The median, and half the range between the quartiles."""
    ordered = sorted(values)
    quarter = len(ordered) // 4
    return median(ordered), (ordered[-1 - quarter] - ordered[quarter]) / 2


def percentile(values: Sequence[float], part: float) -> float:
    """The value that so much of the whole (0-1) does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def printed(rows: Iterable[Row]) -> str:
    """The rows as a table of plain text."""
    cells = [("what", "ours", "against", "ratio", "budget", "")]
    cells += [
        (
            row.what,
            _number(row.ours, row.unit) + (f" ±{row.spread:.2g}" if row.spread else ""),
            f"{_number(row.peer, row.unit)} {row.peer_name}" if row.peer is not None else "",
            f"{row.ratio:.2f}" if row.ratio is not None else "",
            _budget(row),
            {True: "kept", False: "MISSED", None: ""}[row.within],
        )
        for row in rows
    ]
    widths = [max(len(line[n]) for line in cells) for n in range(len(cells[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )


def _budget(row: Row) -> str:
    parts = []
    if row.limit is not None:
        parts.append(f"≤ {_number(row.limit, row.unit)}")
    if row.largest_ratio is not None:
        parts.append(f"≤ {row.largest_ratio:g} ×")
    return ", ".join(parts)


def _number(value: float, unit: str) -> str:
    return f"{value:.3g} {unit}" if value < 1000 else f"{value:,.0f} {unit}"
