"""Add rows to a table of a district folder."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from answerable.actions.offline.aside import file_aside
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.files import Form, TableFile
from answerable.core.terms.errors import InputError
from answerable.sources.folder import read_rows, write_table


def append(
    folder: Path, files: Mapping[str, TableFile], name: str, rows: Iterable[Mapping[str, str]]
) -> None:
    """Add rows to the end of a table, which is written anew, aside first; every cell that stood in it stays.

    Raises InputError if the table is kept as Parquet, OutputError if it cannot be written.
    """
    refuse_parquet(files, name)
    table, file, added = BY_NAME[name], files.get(name), list(rows)
    if not added:
        return
    names = [column.name for column in table.columns]
    kept: list[Mapping[str, str]] = [] if file is None else [cells for _, cells in read_rows(file)]
    whole = [{key: cells.get(key, "") for key in names} for cells in (*kept, *added)]
    with file_aside(folder / f"{name}.csv", replaces=True) as aside:
        write_table(aside, table=table, rows=whole)


def refuse_parquet(files: Mapping[str, TableFile], name: str) -> None:
    """Raise InputError if rows cannot be added to the table, because it is kept as Parquet."""
    file = files.get(name)
    if file is not None and file.form is not Form.CSV:
        raise InputError("table_in_parquet", path=file.shown, table=f"{name}.csv")
