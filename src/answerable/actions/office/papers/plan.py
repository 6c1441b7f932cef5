"""A paper that a step issues, before it is worded: of which kind, under which number, to whom."""

from collections.abc import Callable
from dataclasses import dataclass

from answerable.actions.office.papers.saying import Fields, Phrases, Tables
from answerable.core.enforce.papers.values import PaperKind
from answerable.core.tables.declare import Both

Words = Callable[[Phrases], tuple[Fields, Tables]]
"""What the paper says in one language: its fields and its tables."""


@dataclass(frozen=True)
class Plan:
    """One paper to be issued."""

    kind: PaperKind
    words: Words
    number: str = ""
    """As people chose it; empty where the step states none."""
    addressee: Both | None = None
    """None where it is addressed to the provider, who is shown it then."""
