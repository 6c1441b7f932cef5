"""A demonstration whose day is put back: every page says so, and what is done keeps the instant when it was done."""

from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.records.models import Entry
from tests.web.cast import decision, owed, signed_in, today
from tools import demonstration

pytestmark = pytest.mark.usefixtures("staged")
BACK = timedelta(days=153)
PAGES = {
    "head": "/duties/",
    "provider": "/contracts/",
    "audit-admin": "/admin-audit/",
    "security-admin": "/account/",
}


@pytest.fixture
def put_back(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_SHIFT = True, BACK


@pytest.mark.usefixtures("put_back")
def test_every_page_says_to_which_day_the_clock_is_put_back() -> None:
    day = f"日期拨回到 {today() - BACK}"
    pages = {role: signed_in(role).get(page).content.decode() for role, page in PAGES.items()}
    pages |= {path: Client().get(path).content.decode() for path in ("/", "/account/sign-in/", "/nothing/")}
    assert {name for name, said in pages.items() if day not in said} == set()


def test_a_real_system_says_nothing_of_it() -> None:
    assert "样例运行" not in signed_in("head").get("/duties/").content.decode()


@pytest.mark.usefixtures("put_back")
def test_what_is_due_is_reckoned_from_that_day() -> None:
    owed("soon", who="p-handler", by=today() - BACK)
    mine = signed_in("handler").get("/duties/").context["mine"]
    assert [line.what["en"] for line in mine.today] == ["Thing soon"]


@pytest.mark.usefixtures("put_back")
def test_an_act_and_a_refusal_keep_the_real_instant() -> None:
    decision()
    signed_in("legality").post("/decisions/d-1/", {"act": "approve", "version": "0"})
    signed_in("handler").get("/contracts/paving/")
    found = {entry.act: entry.at for entry in Entry.objects.filter(act__in=("approve", "refused"))}
    assert found.keys() == {"approve", "refused"}
    assert all(abs(datetime.now(UTC) - at) < timedelta(minutes=5) for at in found.values())


def test_the_sign_in_page_of_a_demonstration_names_the_command_for_a_code(settings: Settings) -> None:
    settings.DEMO = True
    assert "<code>make code NAME=handler</code>" in Client().get("/account/sign-in/").content.decode()


def test_a_demonstration_is_put_back_by_the_districts_day_and_not_by_that_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Evening(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Evening":
            return cls(2026, 7, 3, 17, 0, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(demonstration, "datetime", Evening)
    shown = demonstration.Demonstration(folder=tmp_path, port=1)
    assert shown.environment["ANSWERABLE_DEMO_DAYS_BACK"] == "4"
