"""Catalogue lines for a free description, and whether it sounds like goods or works rather than a service."""

from dataclasses import dataclass

from answerable.core.rulebook.catalogue import load_catalogue
from answerable.core.rulebook.kinds import load_kinds
from answerable.core.scope.kind import Kindness, kind_of
from answerable.core.terms.errors import InputError
from answerable.engines.find import Hit, find, simplified

LONGEST = 2_000
"""Characters a description may have."""


@dataclass(frozen=True)
class Found:
    """The lines nearest to a description, best first, and what kind of purchase its words speak of."""

    text: str
    hits: tuple[Hit, ...]
    kind: Kindness


def find_lines(text: str, *, most: int) -> Found:
    """Search the procurement catalogue, services part. Raises InputError if there is nothing to search for."""
    plain = " ".join(text.split())
    if not plain or len(plain) > LONGEST:
        raise InputError("nothing_to_find", length=len(plain), longest=LONGEST)
    hits = find(plain, load_catalogue(), most=most)
    return Found(plain, hits, kind_of(simplified(plain), "", load_kinds()))
