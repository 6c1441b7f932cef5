"""Caps on term and supplements: counted from the first day, and from what was agreed at first."""

from datetime import date
from fractions import Fraction

import pytest

from answerable.core.register.caps import Change, SupplementCap, Supplements, TermCap, supplements
from answerable.core.terms.citation import Citation, Provenance

GROUND = Citation("政府采购法", "第四十九条", Provenance.SEEN)
TENTH = SupplementCap(Fraction(1, 10), GROUND)


def change(before: int | None, after: int | None, cause: str | None = None) -> Change:
    return before, after, cause


@pytest.mark.parametrize(
    ("starts", "months", "last"),
    [
        (date(2025, 1, 1), 36, date(2027, 12, 31)),
        (date(2025, 3, 15), 12, date(2026, 3, 14)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2025, 8, 31), 1, date(2025, 9, 30)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
    ],
)
def test_a_term_ends_the_day_before_it_would_begin_anew(starts: date, months: int, last: date) -> None:
    assert TermCap(months, GROUND).last_day(starts) == last


def test_supplements_add_up_against_what_was_agreed_at_first() -> None:
    assert supplements(1000, ()) == Supplements(1000)
    found = supplements(1060, (change(1000, 1040, "price"), change(1040, 1060, "law")))
    assert found == Supplements(1000, 60)
    assert found.with_(1060, 1100, cause="law").within(TENTH)
    assert not found.with_(1060, 1101, cause="law").within(TENTH)


def test_what_was_taken_off_makes_no_room_for_more() -> None:
    found = supplements(900, (change(1000, 900),))
    assert found == Supplements(1000)
    assert not found.with_(900, 1050, cause="need_changed").within(TENTH)


def test_a_correction_changes_what_was_agreed_at_first() -> None:
    found = supplements(100_000, (change(1000, 100_000, "correction"),))
    assert found == Supplements(100_000)
    assert found.with_(100_000, 110_000, cause="price").within(TENTH)


def test_an_extension_is_no_supplement() -> None:
    assert supplements(1000, (change(None, None),)) == Supplements(1000)
