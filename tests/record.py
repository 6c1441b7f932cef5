"""A small district in a database, and the people who act on it: what tests of the record share.

The cast of `tests.builders`: one body with its head, two leaders and a handler, a lawful and a failing provider; and
besides them a legality reviewer and a stranger from another body.
"""

from datetime import UTC, date, datetime
from pathlib import Path

from answerable.actions.office.actors import actor_of
from answerable.actions.office.load import load
from answerable.core.register.permits import Actor
from answerable.core.tables.district import Rows
from answerable.records.models import Account
from answerable.sources.folder import write_folder
from tests.builders import (
    DISTRICT,
    HANDLER,
    HEAD,
    LEADER,
    MINDING,
    SUCCESSOR,
    SWEEPING,
    post,
    row,
    small_district,
)
from tests.held import load_once

AT = datetime(2026, 6, 30, 8, 0, tzinfo=UTC)
ON = date(2026, 6, 30)
LEGALITY, STRANGER, OTHER_BODY = "legality", "stranger", "roads"


def rows_of_record() -> Rows:
    """The small district with what signing and extending ask for: accepted leaders, funds, a legality reviewer."""
    rows = small_district()
    rows["bodies"].append(row("bodies", id=OTHER_BODY, name="公路局", kind="department"))
    for person in (LEGALITY, STRANGER):
        rows["people"].append(row("people", id=person, name=person, name_en=person, staff="public"))
    rows["posts"].append(post(LEGALITY, role="legality", starts="2024-01-01"))
    for id, role in ((STRANGER, "handler"), ("other-head", "head")):
        if id != STRANGER:
            rows["people"].append(row("people", id=id, name=id, staff="public"))
        rows["posts"].append({**post(id, role=role, starts="2024-01-01"), "body": OTHER_BODY})
    for assignment in rows["assignments"]:
        assignment["accepted_on"] = "2025-01-01"
    for contract in (SWEEPING, MINDING):
        rows["funds"].append(funds(contract))
    return rows


def funds(contract: str, *, starts: str = "2025-01-01", ends: str = "2027-12-31") -> dict[str, str]:
    """Money that is confirmed for a contract."""
    return row(
        "funds",
        contract=contract,
        line="服务费",
        starts=starts,
        ends=ends,
        amount_minor="100000000",
        currency="CNY",
        confirmed_on="2024-12-01",
        confirmed_by=HEAD,
    )


def hold(folder: Path, rows: Rows | None = None, *, anew: bool = False) -> None:
    """Load a district into the test's database; `anew` also where the same was loaded for an earlier test."""
    stated = rows_of_record() if rows is None else rows
    folder.mkdir()
    write_folder(folder, district=DISTRICT, rows=stated)
    if anew:
        load(folder, at=AT)
    else:
        load_once(folder, stated, at=AT)


def account(person: str) -> Account:
    """An account of a person, made without ceremony."""
    found, _ = Account.objects.get_or_create(
        username=person, defaults={"person_id": person, "created_at": AT, "language": "en"}
    )
    return found


def actor(person: str, on: date = ON) -> Actor:
    """The person, acting on the day."""
    return actor_of(account(person), on=on)


__all__ = [
    "AT", "HANDLER", "HEAD", "LEADER", "LEGALITY", "MINDING", "ON", "OTHER_BODY", "STRANGER", "SUCCESSOR", "SWEEPING",
    "account", "actor", "funds", "hold", "rows_of_record",
]  # fmt: skip
