"""Tables kept as Parquet: `<table>.parquet`, or a folder `<table>/` of parts. Types follow the declarations."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from answerable.core.tables.declare import Table
from answerable.core.tables.fault import Fault
from answerable.core.tables.files import Form, TableFile
from answerable.core.tables.rows import RawRow
from answerable.core.tables.types import Kind
from answerable.core.terms.message import Message

ARROW = {
    Kind.ID: pa.string(),
    Kind.TEXT: pa.string(),
    Kind.DATE: pa.date32(),
    Kind.INSTANT: pa.string(),
    Kind.PERIOD: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.DECIMAL: pa.decimal128(18, 6),
    Kind.YES_NO: pa.string(),
    Kind.CHOICE: pa.string(),
    Kind.HASH: pa.string(),
}


def schema(table: Table) -> pa.Schema:
    """The Parquet schema of a table, from its declaration."""
    return pa.schema(
        [
            pa.field(column.name, ARROW[column.type.kind], nullable=not column.required)
            for column in table.columns
        ]
    )


def columns_of(path: Path) -> tuple[str, ...]:
    """The names of the file's columns; none if it is no Parquet."""
    try:
        return tuple(pq.read_schema(path).names)
    except (pa.ArrowInvalid, OSError):
        return ()


def describe(paths: tuple[Path, ...], table: Table) -> tuple[TableFile | None, list[Fault]]:
    """Check the columns and their types in every part. A column that may be absent may be so in some parts only."""
    shown = paths[0].name if len(paths) == 1 else f"{table.name}/"
    faults: list[Fault] = []
    names: dict[str, None] = {}
    for path in paths:
        try:
            found = pq.read_schema(path)
        except (pa.ArrowInvalid, OSError):
            faults.append(Fault(path.name, None, None, Message.of("not_parquet")))
            continue
        names |= dict.fromkeys(found.names)
        faults += _schema_faults(path.name, found, table)
    if faults:
        return None, faults
    return TableFile(
        table, shown, paths, Form.PARQUET, tuple(n if n in table.by_name else "" for n in names)
    ), []


def _schema_faults(file: str, found: pa.Schema, table: Table) -> Iterator[Fault]:
    wanted = schema(table)
    for name in wanted.names:
        if name not in found.names:
            if table.by_name[name].omissible:
                continue
            yield Fault(file, None, name, Message.of("missing_column", column=name))
        elif not _same(found.field(name).type, wanted.field(name).type):
            kinds = {"found": str(found.field(name).type), "wanted": str(wanted.field(name).type)}
            yield Fault(file, None, name, Message.of("parquet_type", column=name, **kinds))
    for name in found.names:
        if name not in wanted.names:
            yield Fault(file, None, name, Message.of("unknown_column", column=name, nearest=None))


def _same(found: pa.DataType, wanted: pa.DataType) -> bool:
    if pa.types.is_dictionary(found):
        found = found.value_type
    if pa.types.is_string(wanted):
        return bool(pa.types.is_string(found) or pa.types.is_large_string(found))
    if pa.types.is_integer(wanted):
        return bool(pa.types.is_integer(found) and found != pa.uint64())
    return bool(found.equals(wanted))


def read_rows(file: TableFile) -> Iterator[RawRow]:
    """The rows as texts, in plain Python."""
    number = 1
    for path in file.paths:
        for batch in pq.ParquetFile(path).iter_batches():
            for record in batch.to_pylist():
                number += 1
                yield number, {name: _text(record.get(name)) for name in file.header if name}


def _text(value: object) -> str:
    if value is None:
        return ""
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text and type(value).__name__ == "Decimal" else text
