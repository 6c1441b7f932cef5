"""The British railway's punctuality message (PPM) as a district folder; published colours beside ours.

What the source does not say is not made up: it names no contract (one per operator and one per service
group is written, from the day of the message, without an end) and no leader (a vacancy that says so). The
figures are those of the day up to the moment of the message. An operator's own row counts the trains of its
service groups again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from answerable.core.terms.message import Message
from answerable.sources.adapted import (
    Adapted,
    bands_above,
    district_of,
    document_hash,
    row_of,
    rows_with,
    share_indicator,
    vacancy,
)
from answerable.sources.rail_message import COLOURS, NOT_RATED, THRESHOLDS, Row, Snapshot, Thresholds, read

INDICATOR = "ppm"

_BODY = "rail-network"
_WORK_ITEM = "train-services"


@dataclass(frozen=True)
class Miss:
    """A row whose published colour is not the band given; `published` is None where there is no colour."""

    contract: str
    name: str
    published: str | None
    given: str | None
    why: Message


@dataclass(frozen=True)
class Comparison:
    """How many rows there are, on how many the published colour is the band given, and each of the others."""

    total: int
    agreeing: int
    misses: tuple[Miss, ...]


def rows_from(path: Path) -> Adapted:
    """Read a message and give the folder's rows.

    A row that the publisher did not rate has no reading, whatever it counted. Raises AdaptError with
    everything that is missing or wrong in the message, and InputError where the file is no such message.
    """
    snapshot = read(path)
    document = document_hash(path)
    return Adapted(
        district_of("rail-ppm", name="英国铁路网（公开数据）", name_en="British rail network (public data)"),
        rows_with(
            {
                **_register(snapshot),
                **_measure(snapshot),
                "readings": [
                    _reading(row, day=snapshot.day, document=document)
                    for row in snapshot.rows
                    if row.published != NOT_RATED
                ],
            }
        ),
    )


def compare(path: Path, bands: Mapping[str, str | None]) -> Comparison:
    """Set the published colours of a message beside the bands given, by contract id; a missing one is None.

    A row that the publisher did not rate has no colour to agree with: it is always among the misses. Raises
    as `rows_from` does.
    """
    snapshot = read(path)
    misses = tuple(
        Miss(row.contract, row.name, published, given, _why(row, given=given, sets=snapshot.thresholds))
        for row in snapshot.rows
        for published, given in [(COLOURS.get(row.published), bands.get(row.contract))]
        if published is None or published != given
    )
    return Comparison(len(snapshot.rows), len(snapshot.rows) - len(misses), misses)


def _why(row: Row, *, given: str | None, sets: Mapping[str, Thresholds]) -> Message:
    """Why the published colour is not the band given."""
    counts = {"on_time": row.on_time, "total": row.total}
    if row.published == NOT_RATED:
        return Message.of("published_without_data", **counts)
    if row.total == 0:
        return Message.of("published_without_trains", **counts)
    if given is None:
        return Message.of("no_band_given", **counts)
    own, published = sets[THRESHOLDS], COLOURS[row.published]
    expected = own.band(on_time=row.on_time, total=row.total)
    if given != expected:
        return Message.of("another_band_expected", expected=expected, **counts)
    fitting = tuple(
        kind for kind, other in sets.items() if other.band(on_time=row.on_time, total=row.total) == published
    )
    percent = Fraction(100 * row.on_time, row.total)
    code = "other_thresholds" if fitting else "published_off_thresholds"
    return Message.of(code, percent=percent, good=own.good, medium=own.medium, fitting=fitting, **counts)


def _register(snapshot: Snapshot) -> dict[str, list[dict[str, str]]]:
    """One body, one work item, a provider per operator, a contract per row."""
    operators = {row.provider: row.operator for row in snapshot.rows}
    return {
        "bodies": [
            row_of(
                "bodies",
                id=_BODY,
                name="铁路网（公开数据）",
                name_en="Rail network (public data)",
                kind="institution",
            )
        ],
        "providers": [
            row_of("providers", id=ident, name=name, name_en=name, kind="company")
            for ident, name in operators.items()
        ],
        "work_items": [
            row_of("work_items", id=_WORK_ITEM, body=_BODY, name="列车运行服务", name_en="Train services")
        ],
        "contracts": [_contract(row, starts=snapshot.day) for row in snapshot.rows],
        "assignments": [vacancy(row.contract, starts=snapshot.day) for row in snapshot.rows],
    }


def _measure(snapshot: Snapshot) -> dict[str, list[dict[str, str]]]:
    """The one indicator that every contract is measured by, with bands from the message's own thresholds."""
    limits = snapshot.thresholds[THRESHOLDS]
    indicator = share_indicator(
        INDICATOR,
        starts=snapshot.day,
        period="day",
        name="列车正点率（PPM）",
        name_en="Trains on time (Public Performance Measure)",
    )
    colours = tuple(COLOURS.values())
    return {
        "indicators": [indicator],
        "bands": bands_above(
            INDICATOR, starts=snapshot.day, names=colours, limits=(limits.medium, limits.good)
        ),
        "contract_indicators": [
            row_of("contract_indicators", contract=row.contract, indicator=INDICATOR) for row in snapshot.rows
        ],
    }


def _contract(row: Row, *, starts: date) -> dict[str, str]:
    return row_of(
        "contracts",
        id=row.contract,
        body=_BODY,
        work_item=_WORK_ITEM,
        provider=row.provider,
        name=row.name,
        name_en=row.name,
        starts=starts.isoformat(),
        paid="yes",
    )


def _reading(row: Row, *, day: date, document: str) -> dict[str, str]:
    return row_of(
        "readings",
        id=f"{row.contract}-{day.isoformat()}",
        contract=row.contract,
        indicator=INDICATOR,
        period=day.isoformat(),
        numerator=str(row.on_time),
        denominator=str(row.total),
        recorded=day.isoformat(),
        source="published",
        document=document,
    )
