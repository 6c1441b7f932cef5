"""An entry is written with its act or not at all; many rows take several entries, none larger than a leaf may be."""

from collections.abc import Callable, Iterator

import pytest
from django.db import DatabaseError, transaction
from hypothesis import example, given
from hypothesis import strategies as st

from answerable.actions.office.entries import LARGEST, append_entry, changed, key_parts, object_key, shown
from answerable.core.ledger.entry import Act, Change, read_entry, verify
from answerable.core.terms.errors import InputError
from answerable.records.models import Disclosed, Entry
from tests.record import AT

pytestmark = pytest.mark.django_db
PEOPLE = {"id": "li", "name": "李", "name_en": "", "staff": "public"}


def append(*changes: Change, act: Act = Act.ADD, for_: str | None = None) -> tuple[str, ...]:
    with transaction.atomic():
        return append_entry(act, at=AT, by="keeper", for_=for_, changes=changes)


def many(rows: int, *, id: str = "row") -> Iterator[Change]:
    return (Change("people", (f"{id}-{n:06}",), {"name": "李"}) for n in range(rows))


def test_one_act_leaves_one_entry_that_says_nothing_of_the_row() -> None:
    (id,) = append(changed("people", PEOPLE))
    entry = Entry.objects.get(id=id)
    assert (entry.act, entry.by, entry.number) == ("add", "keeper", None)
    assert "李" not in entry.body
    told = Disclosed.objects.get(entry=id)
    assert (told.of, told.key, told.content) == ("people", "li", '{"id":"li","name":"李","staff":"public"}')


def test_the_same_row_is_committed_to_under_another_salt_each_time() -> None:
    append(changed("people", PEOPLE))
    append(changed("people", PEOPLE))
    salts = set(Disclosed.objects.values_list("salt", flat=True))
    assert len(salts) == 2
    assert all(salt is not None and len(salt) == 64 for salt in salts)


def test_an_act_without_rows_leaves_an_entry_too() -> None:
    assert len(append()) == 1


def test_an_act_that_is_rolled_back_leaves_no_entry() -> None:
    def act() -> None:
        with transaction.atomic():
            append_entry(Act.ADD, at=AT, by="keeper", changes=[changed("people", PEOPLE)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Entry.objects.exists()
    assert not Disclosed.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        append_entry(Act.ADD, at=AT, by="keeper")
    assert not Entry.objects.exists()


def test_an_act_on_many_rows_leaves_several_entries_that_hold_every_row_once() -> None:
    ids = append(*many(1_000))
    assert len(ids) == 3
    assert Disclosed.objects.filter(entry__in=ids).values("key").distinct().count() == 1_000


def test_no_entry_is_larger_than_a_leaf_may_be() -> None:
    ids = append(*many(800, id="行" * 50))
    sizes = [len(entry.body.encode()) for entry in Entry.objects.filter(id__in=ids)]
    assert len(sizes) > 2
    assert max(sizes) <= LARGEST
    assert Disclosed.objects.count() == 800


def test_a_row_too_large_for_a_leaf_is_refused_by_name() -> None:
    with pytest.raises(InputError) as caught:
        append(*many(3), Change("people", ("\x01" * 20_000,), {"name": "李"}))
    assert caught.value.message.code == "entry_too_large"
    assert not Entry.objects.exists()


def test_a_long_text_in_a_key_neither_breaks_the_act_nor_stands_in_its_entry() -> None:
    row = {"contract": "sweeping", "line": "张三的电话13800000000 / " * 800, "starts": "2025-01-01"}
    (id,) = append(changed("funds", row))
    assert "13800000000" not in Entry.objects.get(id=id).body
    assert verified(id)


def test_the_key_of_an_object_fits_its_column() -> None:
    assert object_key(("sweeping", "2026-06-30")) == "sweeping/2026-06-30"
    assert len(object_key(("x" * 300, "y" * 300))) == 400


KEYS = st.lists(st.text("ab/\\#s", max_size=6) | st.just("a" * 390), min_size=1, max_size=4).map(tuple)


@given(KEYS, KEYS)
@example(("a", "b/c"), ("a/b", "c"))
@example(("a" * 500 + "b",), ("a" * 500 + "c",))
@example(("\\s",), ("/",))
def test_no_two_keys_are_looked_up_alike(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert (object_key(one) == object_key(other)) == (one == other)
    short = Disclosed(key=object_key(one))
    assert key_parts(short) in (one, None)
    assert key_parts(short) == one or len(short.key) == 400


def test_what_was_disclosed_opens_every_kind_of_entry() -> None:
    (signed_in,) = append(Change("accounts", ("zhang",), {"open": "yes"}), act=Act.SIGNED_IN)
    (refused,) = append(Change("refusals", ("contracts", "a/b"), {"act": "x"}), act=Act.REFUSED)
    (away,) = append(Change("stand_ins", ("zhang", "2026-07-01"), {"person": "zhang"}))
    (gone,) = append(Change("funds", ("c", "line", "2026-07-01"), None))
    for id in (signed_in, refused, away, gone):
        entry = Entry.objects.get(id=id)
        assert entry.by == "keeper"
        assert "zhang" not in entry.body
        assert verified(id)
    assert "keeper" not in Entry.objects.get(id=signed_in).body
    Disclosed.objects.filter(entry=away).update(salt=None, content=None)
    assert verified(away)


def verified(id: str) -> bool:
    entry = Entry.objects.get(id=id)
    rows = entry.disclosed.order_by("place")
    return verify(read_entry(entry.body.encode()), [shown(each) for each in rows])


def test_nobody_changes_an_entry_afterwards() -> None:
    (id,) = append(changed("people", PEOPLE))
    entries, told = Entry.objects.filter(id=id), Disclosed.objects.filter(entry=id)
    before = list(entries.values()), list(told.values())
    attempts: tuple[Callable[[], object], ...] = (
        lambda: entries.update(by="somebody"),
        lambda: told.update(content="{}"),
        told.delete,
    )
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert (list(entries.values()), list(told.values())) == before


def test_what_is_disclosed_may_be_erased_and_the_entry_stays() -> None:
    (id,) = append(changed("people", PEOPLE))
    body = Entry.objects.get(id=id).body
    Disclosed.objects.filter(entry=id).update(salt=None, content=None)
    assert Entry.objects.get(id=id).body == body
