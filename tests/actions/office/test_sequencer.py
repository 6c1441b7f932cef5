"""Numbers from 0, without a gap, in order, and never another one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from answerable.actions.office import sequencer
from answerable.actions.office.entries import append_entry
from answerable.actions.office.sequencer import sequence
from answerable.core.ledger.entry import Act
from answerable.records.models import Entry

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)


def act(at: datetime) -> str:
    with transaction.atomic():
        (id_,) = append_entry(Act.BACKUP, at=at, by="system")
    return id_


def numbers() -> dict[str, int | None]:
    return dict(Entry.objects.values_list("id", "number"))


def test_entries_get_numbers_in_the_order_of_their_instants() -> None:
    later, first = act(NOON + timedelta(seconds=1)), act(NOON)
    assert sequence() == 2
    assert numbers() == {first: 0, later: 1}


def test_entries_of_one_instant_are_put_in_order_by_id() -> None:
    ids = [act(NOON)]
    with transaction.atomic():
        ids += append_entry(Act.RESTORE, at=NOON, by="system")
    sequence()
    assert [numbers()[id_] for id_ in sorted(ids)] == [0, 1]


def test_an_entry_that_comes_late_comes_last_and_numbers_stay() -> None:
    first = act(NOON)
    sequence()
    earlier = act(NOON - timedelta(days=1))
    assert sequence() == 1
    assert numbers() == {first: 0, earlier: 1}
    assert sequence() == 0


def test_many_entries_are_numbered_in_portions_without_a_gap() -> None:
    for second in range(7):
        act(NOON + timedelta(seconds=second))
    assert [sequence(3), sequence(3), sequence(3), sequence(3)] == [3, 3, 1, 0]
    assert sorted(number for number in numbers().values() if number is not None) == list(range(7))


def test_nothing_is_numbered_while_another_sequencer_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    act(NOON)
    monkeypatch.setattr(sequencer, "_alone", lambda: False)
    assert sequence() == 0
    assert list(numbers().values()) == [None]


def test_an_entry_that_got_its_number_elsewhere_undoes_the_whole_portion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = act(NOON), act(NOON + timedelta(seconds=1))
    # Somebody numbers the second entry between our look and our writing.
    taken = type("Taken", (), {"update": lambda _self, **_: 0})()
    real = Entry.objects.filter

    def filtered(**given: object) -> object:
        return taken if given.get("id") == second else real(**given)

    monkeypatch.setattr(Entry.objects, "filter", filtered)
    assert sequence() == 0
    assert numbers() == {first: None, second: None}
