"""The district of `tests.cases` behind pages: browsers of its people, citizens' matters, and the day of the pages."""

from datetime import UTC, date, datetime
from pathlib import Path

from django.test import Client
from pytest_django.fixtures import Settings

from answerable.actions.office.codes import enrol
from answerable.actions.office.matter_codes import give
from answerable.records.models import Account, CaseMatter
from tests.builders import post, row
from tests.cases import HANDLER, SWEEPING, hold_findings, rows_with_findings, someone
from tests.record import account
from tests.web.cast import BACKEND, SECRET

MATTER, OTHER_MATTER = "m-walked", "m-other"
CANARY = "王小明 13800138000 幸福路7号"
"""What stands in texts of officials, and on no citizen's page."""
WATCHER, STRANGE_WATCHER = "watcher", "roads-watcher"
"""Supervising departments: of the county, and of the roads bureau alone."""


def stage(folder: Path, settings: Settings) -> None:
    """The district with two matters and two supervising departments."""
    settings.DATA = folder
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    rows = rows_with_findings()
    for id in (MATTER, OTHER_MATTER):
        rows["matters"].append(
            row(
                "matters",
                id=id,
                contract=SWEEPING,
                raised_on="2026-06-01",
                channel="letter",
                topic=CANARY,
                handled_on="2026-06-05" if id == MATTER else "",
            )
        )
    for person, body in ((WATCHER, "county"), (STRANGE_WATCHER, "roads")):
        rows["people"].append(row("people", id=person, name=person, name_en=person, staff="public"))
        rows["posts"].append({**post(person, role="supervisor", starts="2024-01-01"), "body": body})
    hold_findings(folder / "district", rows)


def see(settings: Settings, on: date) -> None:
    """Let pages be of this day."""
    now = datetime.now(UTC)
    settings.DEMO_SHIFT = now - datetime(on.year, on.month, on.day, 4, 0, tzinfo=UTC)


def browser(name: str, *, lang: str = "zh") -> Client:
    """A browser in which somebody of the district is signed in."""
    someone(name, date(2026, 6, 30))
    made = Account.objects.filter(username=name).first() or account(name)
    Account.objects.filter(pk=made.pk).update(language=lang)
    enrol(made, SECRET)
    client = Client()
    client.force_login(Account.objects.get(pk=made.pk), backend=BACKEND)
    return client


def code_of(matter: str = MATTER, *, on: date) -> str:
    """The code of a matter, given by the handler."""
    return give(matter, by=someone(HANDLER, on), at=datetime.now(UTC), on=on)


def goes_back_to(case: str, matter: str = MATTER) -> None:
    """The case was opened because of the matter."""
    CaseMatter.objects.create(case_id=case, matter_id=matter)
