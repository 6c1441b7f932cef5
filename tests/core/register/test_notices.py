"""A contact gets few messages, none at night unless it is urgent; nothing is lost and nothing is told twice."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.register.notices import (
    APART,
    PARAMS,
    PAUSES,
    Bundle,
    Contact,
    Kind,
    Medium,
    Notice,
    Waiting,
    bundles,
    retry_at,
)
from answerable.core.terms.calendar import WorkingCalendar
from answerable.render.words import LANGS, say

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 6, 30)  # a Tuesday
HOLIDAY = date(2026, 7, 1)
MADE_UP = date(2026, 7, 4)  # a Saturday on which people work
CALENDAR = WorkingCalendar(
    "tests", date(2026, 1, 1), date(2026, 12, 31), frozenset({HOLIDAY}), frozenset({MADE_UP})
)
MINE = Contact(1, "handler", Medium.MAIL)


def local(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE).astimezone(UTC)


def notice(key: str = "a", *, urgent: bool = False, account: str = "handler") -> Notice:
    return Notice(Kind.DUTY_DUE, account, key, f"/contracts/{key}/", urgent=urgent)


def told(*notices: Notice, at: datetime, contact: Contact = MINE) -> list[str]:
    """The keys that go out now."""
    found = bundles(
        [Waiting(contact.id, each) for each in notices],
        at=at,
        zone=ZONE,
        contacts=[contact],
        calendar=CALENDAR,
    )
    return [each.key for bundle in found for each in bundle.notices]


@pytest.mark.parametrize(
    ("day", "hour", "minute", "goes"),
    [
        (DAY, 7, 59, False),
        (DAY, 8, 0, True),
        (DAY, 20, 59, True),
        (DAY, 21, 0, False),
        (DAY, 0, 0, False),
        (HOLIDAY, 12, 0, False),
        (date(2026, 7, 5), 12, 0, False),
        (MADE_UP, 12, 0, True),
        (date(2027, 1, 4), 12, 0, True),  # a Monday of which the calendar knows nothing
        (date(2027, 1, 9), 12, 0, False),
        (date(2025, 12, 31), 12, 0, True),
    ],
)
def test_a_message_goes_on_a_working_day_outside_the_quiet_hours(
    day: date, hour: int, minute: int, goes: bool
) -> None:
    at = local(day, hour, minute)
    assert told(notice(), at=at) == (["a"] if goes else [])
    assert told(notice(urgent=True), at=at) == ["a"]


@pytest.mark.parametrize(
    ("begin", "end", "hour", "quiet"),
    [
        (12, 14, 13, True),
        (12, 14, 14, False),
        (12, 14, 11, False),
        (22, 6, 5, True),
        (22, 6, 6, False),
        (0, 0, 3, False),
    ],
)
def test_a_contact_has_quiet_hours_of_its_own(begin: int, end: int, hour: int, quiet: bool) -> None:
    contact = Contact(1, "handler", Medium.SMS, time(begin), time(end))
    assert (told(notice(), at=local(DAY, hour), contact=contact) == []) is quiet


@pytest.mark.parametrize(("minutes", "goes"), [(0, False), (59, False), (60, True), (-5, True)])
def test_an_hour_lies_between_two_messages(minutes: int, goes: bool) -> None:
    at = local(DAY, 12)
    contact = Contact(1, "handler", Medium.MAIL, last=at - timedelta(minutes=minutes))
    assert told(notice(), at=at, contact=contact) == (["a"] if goes else [])


def test_an_urgent_one_goes_at_once_and_takes_the_others_along_by_day_alone() -> None:
    contact = Contact(1, "handler", Medium.MAIL, last=local(DAY, 11, 55))
    both = notice("calm"), notice("danger", urgent=True)
    assert told(*both, at=local(DAY, 12), contact=contact) == ["danger", "calm"]
    assert told(*both, at=local(DAY, 23), contact=contact) == ["danger"]


def test_what_waits_goes_in_one_message_in_its_order_each_once() -> None:
    assert told(notice("b"), notice("a"), notice("b"), at=local(DAY, 12)) == ["b", "a"]


def test_a_contact_that_is_off_or_somebody_elses_gets_nothing() -> None:
    assert told(notice(), at=local(DAY, 12), contact=Contact(1, "handler", Medium.MAIL, on=False)) == []
    assert told(notice(account="leader", urgent=True), at=local(DAY, 12)) == []


def test_each_failure_is_followed_by_a_longer_pause_and_the_fourth_by_none() -> None:
    at = local(DAY, 12)
    found = [retry_at(failures, at=at) for failures in (1, 2, 3, 4)]
    assert found == [at + timedelta(minutes=5), at + timedelta(minutes=30), at + timedelta(hours=2), None]
    assert len(PAUSES) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": ""},
        {"key": "k" * 421},
        {"account": ""},
        {"link": "https://elsewhere.example/"},
        {"link": "//elsewhere.example/"},
        {"params": {"what": "打人"}},
        {"params": {"contract": "长" * 401}},
    ],
)
def test_a_notice_that_says_or_leads_elsewhere_cannot_be_made(wrong: Mapping[str, object]) -> None:
    stated = {"kind": Kind.DUTY_DUE, "account": "a", "key": "k", "link": "/duties/", **wrong}
    with pytest.raises(ValueError, match="a notice"):
        Notice(**stated)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_sentence_with_and_without_a_contract(kind: Kind) -> None:
    bare = Notice(kind, "a", "k", "/")
    full = Notice(
        kind, "a", "k", "/", dict.fromkeys(PARAMS, "7") | {"contract": "清扫", "contract_en": "Sweeping"}
    )
    assert [say(bare.message, lang) for lang in LANGS]
    assert "清扫" in say(full.message, "zh")
    assert "Sweeping" in say(full.message, "en")


START = local(DAY, 0)
STEPS = 5 * 24 * 4
"""Quarters of an hour in five days; then ten quiet days follow, in which all that waits has to go."""
events = st.lists(
    st.tuples(st.integers(0, STEPS), st.integers(1, 3), st.integers(0, 9), st.booleans()), max_size=40
)
hours = st.integers(0, 23).map(time)
spans = st.tuples(hours, hours)


@settings(max_examples=60)
@given(events, st.lists(spans, min_size=3, max_size=3))
def test_whenever_things_happen_all_is_told_once_and_at_its_hour(
    happened: list[tuple[int, int, int, bool]], quiet: list[tuple[time, time]]
) -> None:
    contacts = {
        number: Contact(number, f"account-{number}", Medium.MAIL, *span)
        for number, span in enumerate(quiet, 1)
    }
    waiting: list[Waiting] = []
    wanted, sent = set(), []
    for step in range(STEPS + 10 * 24 * 4):
        at = START + timedelta(minutes=15 * step)
        for _, number, key, urgent in (each for each in happened if each[0] == step):
            told_before = (number, f"k{key}") in wanted
            wanted.add((number, f"k{key}"))
            if not told_before:
                new = Notice(Kind.DUTY_DUE, f"account-{number}", f"k{key}", "/", urgent=urgent)
                waiting += [Waiting(number, new)] * 2
        for bundle in bundles(waiting, at=at, zone=ZONE, contacts=contacts.values(), calendar=CALENDAR):
            _check(bundle, at)
            gone = {each.ident for each in bundle.notices}
            waiting = [each for each in waiting if each.notice.ident not in gone]
            sent += [(bundle.contact.id, each.key) for each in bundle.notices]
            contacts[bundle.contact.id] = Contact(
                bundle.contact.id, bundle.contact.account, Medium.MAIL,
                bundle.contact.quiet_from, bundle.contact.quiet_to, last=at,
            )  # fmt: skip
        assert not any(each.notice.urgent for each in waiting)
    assert sorted(sent) == sorted(wanted)


def _check(bundle: Bundle, at: datetime) -> None:
    here = at.astimezone(ZONE)
    calm = [each for each in bundle.notices if not each.urgent]
    if calm:
        assert not bundle.contact.is_quiet(here.time())
        assert CALENDAR.is_working(here.date())
    if bundle.urgent == 0:
        assert bundle.contact.last is None or at - bundle.contact.last >= APART
