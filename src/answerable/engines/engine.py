"""What every engine offers. Two real ones exist: `memory`, plain Python, is the judge; `duckdb` is the fast one."""

from collections.abc import Mapping
from typing import Protocol

from answerable.core.evidence.statistics import Paths, Question, Statistics
from answerable.core.tables.fault import Fault
from answerable.core.tables.files import TableFile
from answerable.core.tables.rows import Surroundings

LISTED = 20_000
"""Faulty rows of one big table that are told one by one; further ones are counted, so that memory stays flat."""


class Engine(Protocol):
    """Heavy lifting over the big tables of a district."""

    def check(self, file: TableFile, around: Surroundings) -> tuple[Fault, ...]:
        """All faults of a big table, in row order. Raises RaggedError if the file has to be tidied first.

        An engine for big tables may tell the first `LISTED` faulty rows and count the others.
        """

    def known(self, file: TableFile, ids: frozenset[str]) -> frozenset[str]:
        """Which of these ids the table has."""

    def reduce(self, files: Mapping[str, TableFile], question: Question) -> Statistics:
        """Sufficient statistics of sound tables; an absent table is an empty one."""

    def paths(
        self, files: Mapping[str, TableFile], question: Question, contracts: frozenset[str] | None
    ) -> Paths:
        """How ratings came in over time, of the named contracts or of all; single days only of named ones."""
