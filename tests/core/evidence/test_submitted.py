"""The receipt of a submission: its digest says everything that was handed in, and anybody can make it again."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from answerable.core.evidence.submitted import DECIDED, State, digest_of, handed_in, number_of
from answerable.core.tables.types import HASH, IDENT

AT = datetime(2026, 6, 30, 8, 0, tzinfo=UTC)
ROW = {"indicator": "swept", "period": "2026-05", "numerator": "97", "denominator": "100"}
WHAT: dict[str, Any] = {
    "contract": "sweeping",
    "provider": "lawful",
    "table": "readings",
    "rows": [ROW],
    "note": "五月",
    "document": "sha256:" + "0a" * 32,
    "at": AT,
}


def test_anybody_can_make_the_digest_again() -> None:
    content = {**WHAT, "format": "answerable/submission/1", "at": "2026-06-30T08:00:00Z"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert handed_in(**WHAT) == text.encode("utf-8")
    assert digest_of(handed_in(**WHAT)) == f"sha256:{hashlib.sha256(text.encode('utf-8')).hexdigest()}"


@pytest.mark.parametrize(
    "changed",
    [
        {"contract": "minding"},
        {"provider": "failing"},
        {"table": "services"},
        {"rows": [{**ROW, "numerator": "98"}]},
        {"rows": [ROW, ROW]},
        {"note": ""},
        {"document": ""},
        {"at": AT + timedelta(seconds=1)},
    ],
)
def test_whatever_is_changed_changes_the_digest(changed: dict[str, Any]) -> None:
    assert digest_of(handed_in(**{**WHAT, **changed})) != digest_of(handed_in(**WHAT))


def test_the_zone_in_which_an_instant_is_told_changes_nothing() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=8)))
    assert handed_in(**{**WHAT, "at": elsewhere}) == handed_in(**WHAT)


def test_the_number_on_the_receipt_is_an_id_that_begins_with_the_day() -> None:
    digest = digest_of(handed_in(**WHAT))
    number = number_of(digest, at=AT)
    assert HASH.matches(digest)
    assert IDENT.matches(number)
    assert number.startswith("s-20260630-")
    assert number.rsplit("-", maxsplit=1)[1] == digest.removeprefix("sha256:")[:12]


def test_everything_but_waiting_is_the_end() -> None:
    assert set(State) - DECIDED == {State.SUBMITTED}
