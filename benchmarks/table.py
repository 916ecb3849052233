"""The rows of measurements, and the table that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """One measurement, with the value that it is compared with."""

    what: str
    ours: float
    unit: str
    limit: float | None = None
    """The largest value allowed, in the unit, or None."""
    peer: float | None = None
    """The value of another program, or the lower limit, from the same run."""
    peer_name: str = ""
    """The name of the other program. If `peer` is None, the reason."""
    largest_ratio: float | None = None
    spread: float | None = None
    """Half the range between the quartiles of `ours`, in the unit."""

    @property
    def ratio(self) -> float | None:
        """`ours` divided by `peer`."""
        return self.ours / self.peer if self.peer else None

    @property
    def used(self) -> float | None:
        """The share of the budget that is used, 1 for all of it; None without a budget."""
        bounds = [(self.ours, self.limit), (self.ratio, self.largest_ratio)]
        used = [
            value / most if most else (2.0 if value else 0.0)  # a limit of 0 is met or exceeded
            for value, most in bounds
            if value is not None and most is not None
        ]
        return max(used) if used else None

    @property
    def verdict(self) -> str:
        """Whether the budget is met, or by how much it is missed."""
        if self.used is None:
            return ""
        return "met" if self.used <= 1 else f"MISSED by {100 * (self.used - 1):.0f} %"

    def plain(self) -> dict[str, object]:
        """The row as plain values, for JSON."""
        return asdict(self) | {"ratio": self.ratio, "used": self.used}


def row(plain: dict[str, object]) -> Row:
    """A row from plain values."""
    values = {name: plain[name] for name in Row.__dataclass_fields__}
    return Row(**values)  # type: ignore[arg-type]


def middle(values: Sequence[float]) -> tuple[float, float]:
    """The median, and half the range between the quartiles."""
    ordered = sorted(values)
    quarter = len(ordered) // 4
    return median(ordered), (ordered[-1 - quarter] - ordered[quarter]) / 2


def percentile(values: Sequence[float], part: float) -> float:
    """The value that the share `part` (0-1) of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def late(what: str, delays: Sequence[float], limit: float) -> Row:
    """Return the 99th percentile of delays in milliseconds. The earliest counts as on time.

    `delays` are in seconds, counted from any moment.
    """
    lateness = [1000 * (delay - min(delays)) for delay in delays]
    _, spread = middle(lateness)
    value = percentile(lateness, 0.99)
    return Row(f"{what}, 99th percentile", value, "ms", limit, spread=spread)


def printed(rows: Iterable[Row], *, markdown: bool = False) -> str:
    """Return the rows as a table in plain text or in Markdown."""
    cells = [("what", "ours", "against", "ratio", "budget", "")]
    cells += [
        (
            row.what,
            _number(row.ours, row.unit) + (f" ±{row.spread:.2g}" if row.spread else ""),
            f"{_number(row.peer, row.unit)} {row.peer_name}" if row.peer else row.peer_name,
            f"{row.ratio:.2f}" if row.ratio is not None else "",
            _budget(row),
            row.verdict,
        )
        for row in rows
    ]
    widths = [max(len(line[n]) for line in cells) for n in range(len(cells[0]))]
    if markdown:
        cells.insert(1, tuple("-" * width for width in widths))  # type: ignore[arg-type]
    lines = (
        [cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in cells
    )
    if markdown:
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n".join("  ".join(line).rstrip() for line in lines)


def _budget(row: Row) -> str:
    parts = []
    if row.limit is not None:
        parts.append(f"≤ {_number(row.limit, row.unit)}")
    if row.largest_ratio is not None:
        parts.append(f"≤ {row.largest_ratio:g} ×")
    return ", ".join(parts)


def _number(value: float, unit: str) -> str:
    if value >= 1000:
        return f"{value:,.0f} {unit}"
    return f"{value:.3g} {unit}" if value >= 0.001 or not value else f"{value:.0e} {unit}"
