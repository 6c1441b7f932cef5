"""What the proof of a clear boundary says: that nothing is wrong, or what is, with facts that show it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.conditions import Condition
from answerable.core.rulebook.facts import Value
from answerable.core.terms.verdict import Verdict


class FlawKind(StrEnum):
    """What can be wrong with a boundary."""

    GAP = "gap"
    """For these facts no rule holds."""
    CONFLICT = "conflict"
    """Two rules of one stage decide the same facts differently."""
    DEAD = "dead"
    """A rule that never holds."""
    SHADOWED = "shadowed"
    """A rule that never counts, because earlier stages decide wherever it holds."""
    MILDER = "milder"
    """A fact turns worse and the verdict becomes milder."""
    LOOSENED = "loosened"
    """A local rulebook gives a milder verdict than the one it extends."""
    UNUSED = "unused"
    """A fact that no rule looks at: it is asked for nothing."""


@dataclass(frozen=True)
class Flaw:
    """One thing wrong, from `since` on, with the facts that show it."""

    kind: FlawKind
    since: date
    rules: tuple[str, ...] = ()
    """The rules concerned; of a shadowed one, the shadowed rule first and then those that decide in its place."""
    facts: tuple[tuple[str, Value], ...] = ()
    """Facts that show it; facts that are not named may be anything."""
    verdicts: tuple[Verdict, ...] = ()
    """Of a conflict, what each rule says; of a milder or loosened verdict, before and after."""
    fact: str | None = None
    """The fact that turns worse, or that is unused."""
    change: tuple[Value, Value] | None = None
    """The value before and after it turned worse."""
    parts: tuple[Condition, ...] = field(default=())
    """Of a dead rule: the fewest parts of its condition that cannot hold together."""


@dataclass(frozen=True)
class Proof:
    """The result of proving one rulebook over its whole fact space, for every stretch of days with the same rules."""

    boundary: Boundary
    days: tuple[date, ...]
    """The first day of each stretch that was proven."""
    cells: int
    """How many different combinations of facts, as rules see them, every stretch has."""
    flaws: tuple[Flaw, ...]
