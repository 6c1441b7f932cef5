"""The data dictionary: every table and column in both languages, from the declarations."""

from collections.abc import Iterator

from answerable.core.tables.declare import Column, Table
from answerable.core.tables.district import TABLES
from answerable.core.tables.types import Kind, Type

_KINDS = {
    Kind.ID: "编号 id",
    Kind.TEXT: "文字 text",
    Kind.DATE: "日期 date (2026-05-01)",
    Kind.INSTANT: "时刻 instant (2026-05-01T09:30+08:00)",
    Kind.PERIOD: "周期 period (2026-05)",
    Kind.INTEGER: "整数 whole number",
    Kind.DECIMAL: "小数 decimal",
    Kind.YES_NO: "yes / no",
    Kind.HASH: "sha256:…",
}


def data_dictionary() -> str:
    """The dictionary as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# 数据字典 · Data dictionary"
    yield ""
    yield "每个表是一个 CSV 文件（UTF-8）；空单元格表示未填，不是 0。日期含首尾。"
    yield 'One CSV file (UTF-8) per table; an empty cell is "not stated", never 0. Dates are inclusive.'
    for table in TABLES:
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"## {table.name}.csv · {table.title.zh} · {table.title.en}"
    yield ""
    yield table.help.zh
    yield ""
    yield table.help.en
    yield ""
    yield "| 列 column | 名称 title | 内容 holds | 必填 required | 说明 help |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        yield _row(column, is_key=column.name in table.key)


def _row(column: Column, *, is_key: bool) -> str:
    name = f"**{column.name}**" if is_key else column.name
    title = f"{column.title.zh}<br>{column.title.en}"
    required = "是 yes" if column.required else ""
    text = f"{column.help.zh}<br>{column.help.en}"
    return f"| {name} | {title} | {_holds(column.type)} | {required} | {text} |"


def _holds(kind: Type) -> str:
    if kind.to is not None:
        return f"→ {kind.to}"
    if kind.kind is Kind.CHOICE:
        return ", ".join(kind.choices)
    edges = [f"{sign} {edge}" for sign, edge in (("≥", kind.low), ("≤", kind.high)) if edge is not None]
    return " ".join([_KINDS[kind.kind], *edges])
