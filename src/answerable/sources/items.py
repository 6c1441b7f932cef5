"""A file of work items for `scope batch`: CSV or Parquet, with those facts as columns that are known of any item."""

from collections.abc import Iterator
from pathlib import Path

from answerable.core.rulebook.boundary import Boundary
from answerable.core.scope.items import items_table
from answerable.core.tables.fault import Fault
from answerable.core.tables.files import TableFile
from answerable.core.terms.errors import InputError
from answerable.sources import csvtable


def describe_items(
    path: Path, boundary: Boundary, *, scratch: Path, closely: bool = False, ragged: bool = False
) -> tuple[TableFile | None, tuple[Fault, ...]]:
    """The file as an engine can read it, and what is wrong with its form. A column for a fact may be missing.

    `closely` reads all of a CSV file and, if need be, makes a tidied copy in `scratch`. Raises InputError if there
    is no such file.
    """
    if not path.is_file():
        raise InputError("source_missing_file", path=str(path))
    if path.suffix.lower() == ".parquet":
        return _parquet(path, boundary)
    table = items_table(boundary)
    if closely:
        file, faults = csvtable.look_closely(path, table, scratch=scratch, ragged=ragged)
    else:
        file, faults = csvtable.glance(path, table, scratch=scratch)
    return file, tuple(_real(faults))


def _parquet(path: Path, boundary: Boundary) -> tuple[TableFile | None, tuple[Fault, ...]]:
    from answerable.sources import parquet  # heavy, and many files are CSV

    file, faults = parquet.describe((path,), items_table(boundary, parquet.columns_of(path)))
    return file, tuple(faults)


def _real(faults: list[Fault]) -> Iterator[Fault]:
    """Without the columns of facts that nobody has stated."""
    for fault in faults:
        if fault.message.code != "missing_column" or fault.column == "id":
            yield fault
