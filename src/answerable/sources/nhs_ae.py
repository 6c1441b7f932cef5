"""English accident and emergency figures (monthly, per provider and type of department) as a district folder.

Source: a table with the columns `period`, `org_code`, `type`, `attendances`, `breaches`; one line per
provider, type and month. A breach is an attendance that took longer than four hours. Further columns are
not read.

What the source does not say is not made up: it names no contract (one per provider is written, from the
first month in which the provider appears, without an end), no leader (a vacancy that says so) and no
provider's name (its code stands in). A reading counts as recorded on the last day of its month.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from answerable.core.tables.types import DATE
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Param
from answerable.core.terms.period import Period
from answerable.sources.adapted import (
    Adapted,
    Faults,
    bands_above,
    district_of,
    document_hash,
    row_of,
    rows_with,
    share_indicator,
    shown,
    unreadable,
    vacancy,
)

FIELDS = ("period", "org_code", "type", "attendances", "breaches")
TARGET_PERCENT = "95"
"""The four-hour standard in the years of this source; the table itself does not repeat it."""
INDICATORS = {
    "1": (
        "four-hour-type-1",
        "急诊四小时内完成处置率（1 类：综合急诊）",
        "Within four hours, type 1 (major departments)",
    ),
    "2": (
        "four-hour-type-2",
        "急诊四小时内完成处置率（2 类：专科急诊）",
        "Within four hours, type 2 (single specialty)",
    ),
    "other": ("four-hour-other", "急诊四小时内完成处置率（其他类）", "Within four hours, other departments"),
}
"""Type of department in the source, and the id, Chinese and English name of its indicator."""

_BODY = "nhs-england"
_WORK_ITEM = "emergency-care"
_COUNT = re.compile(r"([0-9]{1,12})(?:\.0+)?")
"""Whole numbers, also as statistical programs write them: `21289.0`."""
_CODE = re.compile(r"[0-9A-Za-z]{1,20}")

MAX_BYTES = 200_000_000
"""Larger files are not this data."""


@dataclass(frozen=True, order=True)
class Line:
    """One checked line of the source. `kind` is a key of INDICATORS, `month` a month such as `2017-03`."""

    provider: str
    kind: str
    month: str
    attendances: int
    breaches: int


def rows_from(path: Path) -> Adapted:
    """Read the table and give the folder's rows, sorted: the order of the source's lines makes no difference.

    Raises AdaptError with all faults of the lines, and InputError where the file cannot be read as such a
    table.
    """
    lines = sorted(read(path))
    starts: dict[str, date] = {}
    for line in lines:
        first_day = _month(line.month).start
        starts[line.provider] = min(first_day, starts.get(line.provider, first_day))
    document = document_hash(path)
    return Adapted(
        district_of(
            "nhs-ae", name="英格兰急诊服务（公开数据）", name_en="Emergency care in England (public data)"
        ),
        rows_with(
            {
                **_register(starts),
                **_indicators(min(starts.values())),
                "contract_indicators": _agreed(lines),
                "readings": [_reading(line, document=document) for line in lines],
                "services": _services(lines),
            }
        ),
    )


def read(path: Path) -> list[Line]:
    """All lines of the source in its order, checked. Raises AdaptError and InputError as `rows_from` does."""
    faults = Faults(path)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise InputError("source_unreadable", path=str(path), why="not a file")
        if path.stat().st_size > MAX_BYTES:
            raise InputError("source_too_large", path=str(path), limit=MAX_BYTES)
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(_lines(csv.reader(file), faults))
    except OSError as why:
        raise unreadable(path, why) from why
    except UnicodeDecodeError as why:
        raise InputError("source_not_utf8", path=str(path)) from why
    except csv.Error as why:
        raise InputError("source_not_a_table", path=str(path)) from why
    if faults:
        raise faults.error()
    if not lines:
        raise InputError("source_without_rows", path=str(path))
    return lines


def _lines(records: Iterable[list[str]], faults: Faults) -> Iterator[Line]:
    """The sound lines; rows are counted as a spreadsheet shows them, the header being row 1."""
    records = iter(records)
    header = [cell.strip() for cell in next(records, [])]
    places = _places(header, faults)
    seen: dict[tuple[str, str, str], int] = {}
    for row, cells in enumerate(records, start=2):
        if not any(cells):
            continue
        if len(cells) != len(header):
            faults.add("field_count", row=row, at=None, expected=len(header), found=len(cells))
            continue
        line = _line([cells[place].strip() for place in places], row=row, faults=faults)
        if line is None:
            continue
        key = (line.provider, line.kind, line.month)
        first = seen.setdefault(key, row)
        if first == row:
            yield line
        else:
            faults.add("duplicate_key", row=row, at="org_code", key=" + ".join(key), first_row=first)


def _places(header: list[str], faults: Faults) -> list[int]:
    """Where the fields stand; without all of them nothing further can be read."""
    for field in FIELDS:
        if field not in header:
            faults.add("source_column_missing", row=1, at=field, column=field)
        elif header.count(field) > 1:
            faults.add("repeated_column", row=1, at=field, column=field)
    if faults:
        raise faults.error()
    return [header.index(field) for field in FIELDS]


@lru_cache(maxsize=4096)
def _is_month_start(text: str) -> bool:
    return DATE.matches(text) and text.endswith("-01")


_CHECKS: tuple[tuple[Callable[[str], object], str, dict[str, Param]], ...] = (
    (_is_month_start, "not_a_month_start", {}),
    (_CODE.fullmatch, "not_a_code", {}),
    (INDICATORS.__contains__, "bad_choice", {"choices": tuple(INDICATORS), "nearest": None}),
    (_COUNT.fullmatch, "not_a_count", {}),
    (_COUNT.fullmatch, "not_a_count", {}),
)
"""For each of FIELDS: what makes its cell right, the code of its fault, and what else that code needs."""


def _line(cells: list[str], *, row: int, faults: Faults) -> Line | None:
    """The line of these cells, in the order of FIELDS; None after noting every fault in it."""
    wrong = set()
    for field, text, (is_right, code, params) in zip(FIELDS, cells, _CHECKS, strict=True):
        if not is_right(text):
            wrong.add(field)
            faults.add(code, row=row, at=field, value=shown(text), **params)
    period, provider, kind, attendances, breaches = cells
    if not wrong.isdisjoint(("attendances", "breaches")):
        return None
    line = Line(provider, kind, period[:7], _count(attendances), _count(breaches))
    if line.breaches > line.attendances:
        values = {"first_value": breaches, "second_value": attendances}
        faults.add("out_of_order", row=row, at="breaches", first="breaches", second="attendances", **values)
        return None
    return None if wrong else line


def _count(text: str) -> int:
    return int(text.partition(".")[0])


@lru_cache(maxsize=4096)
def _month(text: str) -> Period:
    return Period.parse(text)


def _contract(provider: str) -> str:
    return f"ae-{provider}"


def _register(starts: dict[str, date]) -> dict[str, list[dict[str, str]]]:
    """One body, one work item; for each provider, with the first day of its first month, one contract."""
    return {
        "bodies": [
            row_of(
                "bodies",
                id=_BODY,
                name="英格兰国民保健服务（公开数据）",
                name_en="NHS England (public data)",
                kind="institution",
            )
        ],
        "providers": [row_of("providers", id=code, name=code, name_en=code, kind="other") for code in starts],
        "work_items": [
            row_of(
                "work_items",
                id=_WORK_ITEM,
                body=_BODY,
                name="急诊服务",
                name_en="Accident and emergency care",
            )
        ],
        "contracts": [
            row_of(
                "contracts",
                id=_contract(code),
                body=_BODY,
                work_item=_WORK_ITEM,
                provider=code,
                name=f"{code} 急诊服务",
                name_en=f"Accident and emergency care, {code}",
                starts=first_day.isoformat(),
                paid="yes",
            )
            for code, first_day in starts.items()
        ],
        "assignments": [vacancy(_contract(code), starts=first_day) for code, first_day in starts.items()],
    }


def _indicators(starts: date) -> dict[str, list[dict[str, str]]]:
    """All three indicators with their bands, in force from the first day of the data."""
    tables: dict[str, list[dict[str, str]]] = {"indicators": [], "bands": []}
    for ident, name, name_en in INDICATORS.values():
        tables["indicators"].append(
            share_indicator(ident, starts=starts, period="month", name=name, name_en=name_en)
        )
        tables["bands"] += bands_above(
            ident, starts=starts, names=("missed", "met"), limits=(TARGET_PERCENT,)
        )
    return tables


def _agreed(lines: list[Line]) -> list[dict[str, str]]:
    """Each contract is measured by the indicators of the types of department that its provider has."""
    pairs = dict.fromkeys((line.provider, line.kind) for line in lines)
    return [
        row_of("contract_indicators", contract=_contract(provider), indicator=INDICATORS[kind][0])
        for provider, kind in pairs
    ]


def _reading(line: Line, *, document: str) -> dict[str, str]:
    indicator = INDICATORS[line.kind][0]
    return row_of(
        "readings",
        id=f"{line.provider}-{line.kind}-{line.month}",
        contract=_contract(line.provider),
        indicator=indicator,
        period=line.month,
        numerator=str(line.attendances - line.breaches),
        denominator=str(line.attendances),
        recorded=_month(line.month).end.isoformat(),
        source="published",
        document=document,
    )


def _services(lines: list[Line]) -> list[dict[str, str]]:
    """Attendances of a provider in a month, over all its types of department."""
    counts: Counter[tuple[str, str]] = Counter()
    for line in lines:
        counts[line.provider, line.month] += line.attendances
    return [
        row_of("services", contract=_contract(provider), period=month, tier="counter", count=str(count))
        for (provider, month), count in sorted(counts.items())
    ]
