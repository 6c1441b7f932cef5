"""The rows of a district folder that watching needs, and the papers and pages behind them."""

from datetime import date
from zoneinfo import ZoneInfo

from answerable.actions.offline.check import Opened
from answerable.core.register.values import Person
from answerable.core.tables.build import build
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.rows import Row
from answerable.core.watch.layout import Observed, Rows, Spoken
from answerable.core.watch.register import (
    CollectionRow,
    FilingRow,
    FollowersRow,
    ReviewRow,
    SilencedRow,
    VoiceRow,
)
from answerable.sources.folder import read_rows


def spoken_in(opened: Opened, *, on: date) -> Spoken:
    """Everything that was said and known in a sound district by the end of the day."""
    return Spoken(watch_rows(opened), on, ZoneInfo(opened.district.time_zone))


def watch_rows(opened: Opened) -> Rows:
    """The rows of a sound district that watching needs."""
    rows = opened.tables
    return Rows(
        voices=build(VoiceRow, rows.get("voices", ())),
        filings=build(FilingRow, rows.get("voice_filings", ())),
        reviews=build(ReviewRow, rows.get("reviews", ())),
        followers=build(FollowersRow, rows.get("followers", ())),
        silenced=build(SilencedRow, rows.get("silenced_rules", ())),
        collections=build(CollectionRow, _big(opened, "collections")),
        observed=build(Observed, _big(opened, "observations")),
        bodies={str(row.values["id"]): str(row.values["body"]) for row in rows.get("contracts", ())},
        staff=frozenset(
            person.id for person in build(Person, rows.get("people", ())) if person.staff == "public"
        ),
    )


def _big(opened: Opened, name: str) -> list[Row]:
    """The rows of a big table, which the checks read elsewhere; it is sound, so that every cell parses."""
    file = opened.files.get(name)
    if file is None:
        return []
    columns = BY_NAME[name].by_name
    return [
        Row(number, {key: columns[key].type.parse(text) for key, text in cells.items() if key in columns})
        for number, cells in read_rows(file)
    ]
