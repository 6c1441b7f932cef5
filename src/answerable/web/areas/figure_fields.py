"""Forms that ask for many figures at once: one field for each, named after what it is for, with its own faults."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from answerable.actions.office.figures_in import FIRST, sheet
from answerable.actions.office.pages.figures import AgreedIndicator, indicators, indicators_of
from answerable.core.evidence.entering import WHOLE
from answerable.core.tables.declare import Both
from answerable.core.tables.fault import UnsoundError
from answerable.core.tables.types import DECIMAL, HASH
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Param
from answerable.core.terms.period import PeriodKind
from answerable.render import words
from answerable.web.actor import Visit
from answerable.web.desk.fields import Cells, Field, asked, of

_AMOUNT = re.compile(r"(0|[1-9][0-9]{0,11})(?:\.([0-9]{1,2}))?")
_COUNTS = ("numerator", "denominator")
Places = Mapping[str, str]
"""Of one row: the field in which each column was written, where it is not named after the column."""


def score_fields(visit: Visit, key: str) -> tuple[Field, ...]:
    """One field for the points of each item of the contract's sheet; full marks stand beside it."""
    items = sheet(key)
    known = indicators({each.item for each in items})
    found = []
    for each in items:
        edition = known.get(each.item)
        title = _whole(each.item) if edition is None else Both(edition.name, edition.name_en or edition.name)
        help = _told("web_figures_of_full", full=str(each.full))
        found.append(_named(of("scores", "points", example="17.5"), f"points.{each.item}", title, help))
    return tuple(found)


def _whole(item: str) -> Both:
    """What an item is called that is no indicator: as people named it, or that it is the whole."""
    return _told("web_figures_whole") if item == WHOLE else Both(item, item)


def score_places(contract: str) -> list[Places]:
    """Where the columns of each row of the sheet stand on the form."""
    return [dict.fromkeys(("points", "full", "item"), f"points.{each.item}") for each in sheet(contract)]


def scored(cells: Cells) -> dict[str, str]:
    """The points by item."""
    return _under("points", cells)


def reading_fields(visit: Visit, key: str) -> tuple[Field, ...]:
    """Numerator and denominator of every indicator of the contract, under one period for each kind of period."""
    agreed = indicators_of(key)
    return tuple(
        field
        for kind in PeriodKind
        if (own := [each for each in agreed if each.period == kind.value])
        for field in (_period(kind), *(field for each in own for field in _counted(each)))
    )


def _period(kind: PeriodKind) -> Field:
    declared = of("readings", "period", required=False)
    said = _term("period_kind", kind.value)
    named = _named(declared, f"period.{kind.value}", declared.column.title, declared.column.help)
    return replace(named, section=said)


def _counted(each: AgreedIndicator) -> Iterator[Field]:
    name = Both(each.name, each.name_en or each.name)
    for part in _COUNTS:
        declared = of("readings", part, required=False)
        title = declared.column.title
        whole = Both(f"{name.zh}：{title.zh}", f"{name.en}: {title.en}")
        yield _named(declared, f"{part}.{each.id}", whole, declared.column.help)


def paired(cells: Cells, agreed: Iterable[AgreedIndicator]) -> tuple[list[dict[str, str]], list[Places]]:
    """One row for each indicator of which anything was stated, and where its columns stand on the form."""
    counts = {part: _under(part, cells) for part in _COUNTS}
    rows: list[dict[str, str]] = []
    places: list[Places] = []
    for each in agreed:
        stated = {part: counts[part].get(each.id, "") for part in _COUNTS}
        if not any(stated.values()):
            continue
        period = f"period.{each.period}"
        stated["period"] = cells.get(period, "")
        shared = {name: cells.get(name, "") for name in ("recorded", "document")}
        rows.append({**shared, **stated, "indicator": each.id})
        first = f"numerator.{each.id}"
        places.append(
            {
                "numerator": first,
                "denominator": f"denominator.{each.id}",
                "period": period,
                "indicator": first,
                "id": first,
            }
        )
    return rows, places


@contextmanager
def pinned(places: Sequence[Places]) -> Iterator[None]:
    """Say the faults of rows at the fields in which they were written; `places` are those of the rows, in order."""
    try:
        yield
    except UnsoundError as error:
        raise UnsoundError(
            "",
            tuple(
                replace(each, column=_at(each.row, places).get(each.column or "", each.column))
                for each in error.faults
            ),
        ) from error


def _at(row: int | None, places: Sequence[Places]) -> Places:
    place = (row or FIRST) - FIRST
    return places[place] if place < len(places) else {}


def document_field() -> Field:
    """The file behind a figure."""
    label = "web_figures_document"
    return asked("document", label, HASH, hint=f"{label}_hint", required=False, file=True)


def money_field(name: str, label: str, hint: str) -> Field:
    """An amount in whole units."""
    return asked(name, label, DECIMAL, hint=hint, example="1234.50")


def minor_units(text: str, field: str) -> int:
    """An amount in minor units. Raises InputError (`figures_money`) for a third decimal, or less than nothing."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise InputError("figures_money", field=field, value=text)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def whole_units(minor: int) -> str:
    """An amount in minor units, as it is written on a form."""
    return f"{minor // 100}.{minor % 100:02}"


def _named(field: Field, name: str, title: Both, help: Both) -> Field:
    return replace(field, column=replace(field.column, name=name, title=title, help=help))


def _under(part: str, cells: Cells) -> dict[str, str]:
    start = f"{part}."
    return {name.removeprefix(start): text for name, text in cells.items() if name.startswith(start)}


def _told(key: str, **params: Param) -> Both:
    return Both(words.label(key, "zh", **params), words.label(key, "en", **params))


def _term(group: str, code: str) -> Both:
    return Both(words.term(group, code, "zh"), words.term(group, code, "en"))
