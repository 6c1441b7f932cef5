"""A rule is silenced by a leader, for a reason and for six months at most, and used again when he says so."""

from datetime import date
from pathlib import Path

import pytest

from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.pages.rules import silences
from answerable.actions.office.rows import add_rows
from answerable.actions.office.silencing import silence, use_again
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records.models import Entry, SilencedRule
from tests.record import AT, HANDLER, HEAD, LEADER, LEGALITY, ON, actor, hold

pytestmark = pytest.mark.django_db
RULE, LAST = "account-silent", date(2026, 9, 30)


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold(tmp_path / "district")


def quiet(rule: str = RULE, ends: date = LAST, by: str = LEADER, on: date = ON) -> None:
    silence(rule, ends=ends, why="节日停更已报备", by=actor(by), at=AT, on=on)


def code(caught: pytest.ExceptionInfo[InputError]) -> str:
    return caught.value.message.code


@pytest.mark.parametrize("by", [LEADER, HEAD])
def test_a_leader_or_a_head_silences_a_rule_and_the_ledger_names_no_rule_in_the_open(by: str) -> None:
    quiet(by=by)
    row = SilencedRule.objects.get()
    assert (row.rule, row.starts, row.ends, row.decided_by_id) == (RULE, ON, LAST, by)
    entry = Entry.objects.get(act="silence_rule")
    assert RULE not in entry.body
    assert silences(on=ON).keys() == silences(on=LAST).keys() == {RULE}
    assert silences(on=date(2026, 10, 1)) == {}


@pytest.mark.parametrize("by", [HANDLER, LEGALITY])
def test_nobody_else_does(by: str) -> None:
    with pytest.raises(NotPermittedError):
        quiet(by=by)
    with pytest.raises(NotPermittedError):
        use_again(RULE, by=actor(by), at=AT, on=ON)


def test_six_months_are_the_most_and_the_past_is_over() -> None:
    quiet("account-dormant", date(2026, 12, 29))
    for ends in (date(2026, 12, 30), date(2026, 6, 29)):
        with pytest.raises(InputError) as caught:
            quiet(ends=ends)
        assert code(caught) == "silence_ends"


def test_a_rule_that_nobody_knows_is_not_silenced() -> None:
    with pytest.raises(UnsoundError) as caught:
        quiet("account-silly")
    assert [fault.message.code for fault in caught.value.faults] == ["unknown_watch_rule"]
    assert not SilencedRule.objects.exists()


def test_a_silent_rule_is_not_silenced_again_and_is_used_again_from_tomorrow() -> None:
    quiet()
    with pytest.raises(InputError) as caught:
        quiet(ends=date(2026, 10, 30))
    assert code(caught) == "silence_there"
    use_again(RULE, by=actor(HEAD), at=AT, on=ON)
    assert silences(on=ON).keys() == {RULE}
    assert silences(on=date(2026, 7, 1)) == {}
    with pytest.raises(InputError) as caught:
        use_again(RULE, by=actor(HEAD), at=AT, on=ON)
    assert code(caught) == "silence_none"
    quiet(on=date(2026, 7, 1))
    assert SilencedRule.objects.count() == 2
    assert Entry.objects.filter(act="use_rule_again").count() == 1


def test_no_row_leads_around_the_decision() -> None:
    row = {"rule": RULE, "starts": "2026-07-01", "decided_by": LEADER, "why": "-"}
    with pytest.raises(UnsoundError) as caught:
        add_rows("silenced_rules", [row], by=actor(HANDLER), at=AT, on=ON)
    assert "guarded_table" in {fault.message.code for fault in caught.value.faults}
