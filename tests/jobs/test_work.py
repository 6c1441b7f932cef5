"""What each job does holds even where one of its parts fails."""

from datetime import UTC, datetime, timedelta

import pytest

from answerable.actions.office import delivering, gathering
from answerable.actions.office.cases import reminding
from answerable.actions.office.cases.reminding import Refreshed
from answerable.actions.office.delivering import Delivered
from answerable.jobs.work import LONGEST_ACT, WORKS
from answerable.records.models import Entry, Held, JobRun

NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_messages_go_out_even_where_nothing_new_could_be_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[datetime] = []

    def fails(**_: object) -> int:
        raise ValueError("one row that cannot be told")

    def deliver(*, at: datetime, **_: object) -> Delivered:
        rounds.append(at)
        return Delivered()

    monkeypatch.setattr(gathering, "gather", fails)
    monkeypatch.setattr(delivering, "deliver", deliver)
    with pytest.raises(ValueError, match="cannot be told"):
        WORKS["notify"](NOON, UTC)
    assert rounds == [NOON]


@pytest.fixture
def looked(db: None, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When it was looked at anew whose turn it is."""
    looks: list[datetime] = []

    def refresh(*, on: object, at: datetime) -> Refreshed:
        looks.append(at)
        return Refreshed(0, 0, 0)

    monkeypatch.setattr(reminding, "refresh_cases", refresh)
    named = dict.fromkeys(("id", "name", "name_en", "calendar", "rulebook"), "x")
    Held.objects.create(**named, language="zh", time_zone="UTC", loaded_at=NOON)
    return looks


def ran(at: datetime, *, ok: bool = True) -> None:
    JobRun.objects.update_or_create(name="case_owners", defaults={"last_at": at, "ok": ok, "what": ""})


def post_ended(at: datetime) -> None:
    Entry.objects.create(id="0" * 32, at=at, act="post_end", by="x", body="{}")


def test_owners_are_looked_at_anew_where_posts_changed_since_the_last_run_however_long_ago_that_was(
    looked: list[datetime],
) -> None:
    ran(NOON - 9 * HOUR)
    post_ended(NOON - 8 * HOUR)
    WORKS["case_owners"](NOON, UTC)
    assert looked == [NOON]


def test_an_act_that_began_before_the_last_run_and_was_stored_after_it_counts(looked: list[datetime]) -> None:
    ran(NOON)
    post_ended(NOON - LONGEST_ACT / 2)
    WORKS["case_owners"](NOON + HOUR, UTC)
    assert looked == [NOON + HOUR]


def test_where_no_post_changed_since_the_last_run_nothing_is_looked_at(looked: list[datetime]) -> None:
    ran(NOON)
    post_ended(NOON - LONGEST_ACT * 2)
    assert WORKS["case_owners"](NOON + HOUR, UTC) == ""
    assert looked == []


@pytest.mark.parametrize("before", ["never", "failed", "in the future"])
def test_after_a_run_that_says_nothing_everything_is_looked_at(before: str, looked: list[datetime]) -> None:
    if before != "never":
        ran(NOON - HOUR if before == "failed" else NOON + HOUR, ok=before != "failed")
    WORKS["case_owners"](NOON, UTC)
    assert looked == [NOON]
