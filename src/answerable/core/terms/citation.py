"""Where a rule, a duty or a figure comes from, and how its text was read."""

from dataclasses import dataclass
from enum import StrEnum


class Provenance(StrEnum):
    """How the text of a ground was read by whoever wrote the rule."""

    SEEN = "seen"
    """The official text, or an accurate excerpt of it, was read."""
    SECOND_HAND = "second_hand"
    """Read on a mirror, quoted by others, or known from memory: check before quoting it."""
    STATED = "stated"
    """As the district's own records state it, such as a clause of a contract; nobody here read it."""
    POLICY = "policy"
    """No legal text says so; it is a choice, and can be chosen otherwise."""


@dataclass(frozen=True)
class Citation:
    """A ground: the law or document, its article, how it was read, and the address if one is known."""

    source: str
    article: str
    how: Provenance
    address: str | None = None
