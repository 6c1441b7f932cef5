"""What every check for contradictions gives back."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Clash:
    """Two passages of a text that cannot both be right, or one that cannot be; `beside` is the other one."""

    kind: str
    """sums, splits, growth, days, weekdays, years or figures."""
    start: int
    end: int
    beside: tuple[int, int] | None = None
