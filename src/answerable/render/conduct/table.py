"""Conduct as a table for spreadsheets: one row for each body or contract, window, side and kind."""

import csv
import io
from collections.abc import Iterator
from fractions import Fraction

from answerable.core.enforce.conduct.values import DistrictConduct, Window
from answerable.core.terms.figures import quantise
from answerable.render.tables_csv import BOM, safe_cell
from answerable.render.words import label, term

_COLUMNS = (
    "body",
    "contract",
    "window",
    "side",
    "kind",
    "in_time",
    "late",
    "overdue",
    "n",
    "share",
    "longest",
)
VACANT = "vacant"
"""The kind of rows that count days: without a leader, of all days, and the share of those with one."""


def conduct_csv(result: DistrictConduct, lang: str) -> str:
    """UTF-8 with a byte order mark. An empty share is no data."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow([label(f"conduct_csv_{column}", lang) for column in _COLUMNS])
    writer.writerows([safe_cell(cell) for cell in row] for row in _all_rows(result, lang))
    return out.getvalue()


def _all_rows(result: DistrictConduct, lang: str) -> Iterator[list[str]]:
    """A body's own rows, then those of its contracts."""
    for body in result.bodies:
        owners = [("", body.windows), *((each.contract.id, each.windows) for each in body.contracts)]
        for contract, windows in owners:
            for window in windows:
                yield from ([body.body.id, contract, *row] for row in _rows(window, lang))


def _rows(window: Window, lang: str) -> Iterator[list[str]]:
    name = term("window", window.name, lang)
    for each in window.kept:
        counts = (each.in_time, each.late, each.overdue, each.n)
        share = "" if each.share is None else quantise(each.share)
        kind = term("kept_kind", each.kind, lang)
        yield [name, term("side", each.side, lang), kind, *map(str, counts), share, str(each.longest)]
    led = window.led
    if led.days:
        named, vacant = str(led.days - led.vacant), str(led.vacant)
        share = quantise(Fraction(led.days - led.vacant, led.days))
        side, kind = term("side", "body", lang), term("kept_kind", VACANT, lang)
        yield [name, side, kind, named, "", vacant, str(led.days), share, ""]
