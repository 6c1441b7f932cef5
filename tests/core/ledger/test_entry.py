"""An entry says who did what to which rows, proves what they held, and stays valid when that is erased."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.ledger.canonical import CanonicalError, canonical
from answerable.core.ledger.entry import (
    PRIVATE_ACTS,
    SEALED_TABLES,
    SOMEBODY,
    Act,
    Change,
    Disclosed,
    Entry,
    Opening,
    body,
    entry_of,
    opened,
    read_entry,
    verify,
)
from answerable.core.tables.declare import Table
from answerable.core.tables.district import TABLES
from answerable.core.tables.types import Kind

AT = datetime(2026, 6, 30, 8, 0, tzinfo=UTC)
SALTS = (b"a" * 32, b"b" * 32)
NOTE = "群众李某来电反映"
CHANGES = (
    Change("matters", ("m-1",), {"id": "m-1", "topic": NOTE, "phone": "0000"}),
    Change("assignments", ("c", "2026-06-30"), None),
)


def made(**given_: object) -> tuple[Entry, tuple[Disclosed, ...]]:
    facts: dict[str, object] = {"at": AT, "by": "ann", "changes": CHANGES, "salts": SALTS, **given_}
    return entry_of(Act.RECORD, **facts)  # type: ignore[arg-type]


def test_the_body_is_what_the_documented_form_says() -> None:
    entry, _ = made(for_="bob")
    content = canonical({"id": "m-1", "topic": NOTE, "phone": "0000"})
    first = hashlib.sha256(b"answerable/ledger/commitment/1\n" + SALTS[0] + content).hexdigest()
    gone = hashlib.sha256(b"answerable/ledger/commitment/1\n" + SALTS[1] + b"null").hexdigest()
    bare = (
        '{"act":"record","at":"2026-06-30T08:00:00Z","by":"ann","for":"bob",%s"objects":['
        f'{{"commitment":"{first}","key":["m-1"],"table":"matters"}},'
        f'{{"commitment":"{gone}","key":["c","2026-06-30"],"table":"assignments"}}],"schema":1}}'
    )
    id = hashlib.sha256((bare % "").encode()).hexdigest()[:32]
    assert entry.id == id
    assert body(entry).decode() == bare % f'"id":"{id}",'


def test_nothing_a_row_says_stands_in_the_body() -> None:
    entry, disclosed = made()
    assert all(word.encode() not in body(entry) for word in (NOTE, "0000", "topic", "phone"))
    assert all(shown.salt.hex().encode() not in body(entry) for shown in disclosed)


def test_an_entry_is_read_back_and_is_valid_with_what_it_disclosed() -> None:
    entry, disclosed = made()
    assert read_entry(body(entry)) == entry
    assert verify(entry, disclosed)
    assert opened(entry, disclosed) == (Opening.SHOWN, Opening.SHOWN)


def test_erasing_what_a_row_said_leaves_the_entry_valid() -> None:
    entry, disclosed = made()
    assert verify(entry, (None, disclosed[1]))
    assert verify(entry, (None, None))
    assert opened(entry, (None, disclosed[1])) == (Opening.ERASED, Opening.SHOWN)


def test_another_content_or_another_salt_does_not_open_a_commitment() -> None:
    entry, (first, second) = made()
    for forged in (
        Disclosed(first.salt, {"id": "m-1", "topic": "无人来电", "phone": "0000"}),
        Disclosed(second.salt, first.content),
        Disclosed(first.salt, None),
        Disclosed(first.salt, {"id": 0.5}),  # type: ignore[dict-item]
    ):
        assert not verify(entry, (forged, second))
        assert opened(entry, (forged, second)) == (Opening.ALTERED, Opening.SHOWN)
    assert not verify(entry, (second, first))
    assert not verify(entry, (first,))


@pytest.mark.parametrize(
    "change",
    [
        {"by": "bob"},
        {"for_": "bob"},
        {"act": Act.REJECT},
        {"at": AT + timedelta(seconds=1)},
        {"objects": ()},
        {"id": "0" * 32},
    ],
    ids=str,
)
def test_an_altered_entry_is_not_the_one_its_id_names(change: dict[str, object]) -> None:
    entry, _ = made()
    altered = replace(entry, **change)  # type: ignore[arg-type]
    assert not verify(altered, (None,) * len(altered.objects))
    with pytest.raises(CanonicalError):
        read_entry(body(altered))


def test_one_instant_gives_one_entry_whatever_zone_it_was_said_in() -> None:
    there = AT.astimezone(timezone(timedelta(hours=8)))
    assert body(made(at=there)[0]) == body(made()[0])


def _with(**fields: object) -> bytes:
    value = json.loads(body(made()[0])) | fields
    return canonical({key: each for key, each in value.items() if each != "gone"})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        json.dumps(json.loads(body(made()[0]))).encode(),
        _with(schema=2),
        _with(act="forge"),
        _with(by=""),
        _with(by=None),
        _with(by="gone"),
        _with(extra=1),
        _with(at="2026-06-30"),
        _with(id="f" * 32),
        _with(objects={}),
        _with(objects=[{"table": "t", "key": ["k"]}]),
        _with(objects=[{"table": "t", "key": "k", "commitment": "0" * 64}]),
        _with(objects=[{"table": "t", "key": "0" * 64, "commitment": "0" * 64}]),
        _with(objects=[{"table": "t", "key": {"k": "v"}, "commitment": "0" * 64}]),
        _with(objects=[{"table": "t", "key": ["k"], "commitment": "0" * 63}]),
    ],
)
def test_what_is_no_entry_is_not_read(data: bytes) -> None:
    with pytest.raises(CanonicalError):
        read_entry(data)


@pytest.mark.parametrize(
    "wrong",
    [
        {"salts": SALTS[:1]},
        {"salts": (*SALTS, b"c" * 32)},
        {"salts": (b"short", SALTS[1])},
        {"salts": (SALTS[0], SALTS[0])},
        {"changes": (CHANGES[0], CHANGES[0])},
        {"by": ""},
        {"changes": (Change("t", (), {}), CHANGES[1])},
    ],
    ids=str,
)
def test_an_entry_that_could_not_be_proved_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        made(**wrong)


def test_a_key_that_says_too_much_is_a_commitment_too() -> None:
    row = ("c", "张三的电话13800000000", "2025-01-01")
    entry, (shown,) = made(changes=(Change("funds", row, {"line": row[1]}),), salts=SALTS[:1])
    sealed = hashlib.sha256(b"answerable/ledger/key/1\n" + SALTS[0] + canonical(list(row))).hexdigest()
    assert json.loads(body(entry))["objects"][0]["key"] == f"sha256:{sealed}"
    assert "13800000000" not in body(entry).decode()
    assert shown.key == row
    assert read_entry(body(entry)) == entry
    assert verify(entry, (shown,))
    assert verify(entry, (None,))
    for key in (None, (*row[:2], "2025-01-02"), ("c", *row[1:], "")):
        assert opened(entry, (replace(shown, key=key),)) == (Opening.ALTERED,)


def test_of_a_key_in_the_open_no_other_is_shown() -> None:
    entry, (first, second) = made()
    assert verify(entry, (replace(first, key=("m-1",)), second))
    assert not verify(entry, (replace(first, key=("m-2",)), second))


@pytest.mark.parametrize("act", sorted(PRIVATE_ACTS))
def test_a_private_act_does_not_say_who_acted(act: Act) -> None:
    changes = (
        Change("accounts", ("zhang-san",), {"open": "yes"}),
        Change("posts", ("p-zhang",), {"id": "p"}),
    )
    entry, disclosed = entry_of(act, at=AT, by="li-si", for_="wang-wu", changes=changes, salts=SALTS)
    assert (entry.by, entry.for_) == (SOMEBODY, None)
    assert not [name for name in ("zhang", "li-si", "wang-wu") if name in body(entry).decode()]
    assert [shown.content for shown in disclosed] == [
        {"open": "yes", "by": "li-si"},
        {"id": "p", "by": "li-si"},
    ]
    assert verify(read_entry(body(entry)), disclosed)
    forged = replace(disclosed[0], content={"open": "yes", "by": "wang-wu"})
    assert not verify(entry, (forged, disclosed[1]))


def test_a_private_act_says_in_its_rows_who_acted() -> None:
    for content in (None, {"by": "another"}):
        change = Change("accounts", ("zhang-san",), content)
        with pytest.raises(ValueError):
            entry_of(Act.SIGNED_IN, at=AT, by="li-si", changes=(change,), salts=SALTS[:1])


def test_every_act_of_accounts_is_private_and_no_other() -> None:
    page = (Path(__file__).parents[3] / "docs/reference/ledger-entries.md").read_text(encoding="utf-8")
    (line,) = [line for line in page.splitlines() if line.startswith("| accounts |")]
    assert (
        PRIVATE_ACTS
        == {act for act in Act if f"`{act}`" in line}
        == {act for act in Act if act in _private(page)}
    )


def _private(page: str) -> set[str]:
    """The acts that the section about private acts names."""
    section = page.split("## Private acts")[1].split("\n## ", maxsplit=1)[0]
    return set(re.findall("`([a-z_]+)`", section))


OPEN_KINDS = {Kind.ID, Kind.DATE, Kind.INSTANT, Kind.PERIOD, Kind.INTEGER, Kind.DECIMAL, Kind.CHOICE}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_table_names_a_free_text_in_its_entries(table: Table) -> None:
    """A new table whose key is written freely, or tells of a person on a day, has to be sealed."""
    kinds = {table.by_name[name].type.kind for name in table.key}
    of_persons = {table.by_name[name].type.to for name in table.key} & {"people"} and len(table.key) > 1
    assert (table.name in SEALED_TABLES) == (not kinds <= OPEN_KINDS or bool(of_persons))


def test_every_sealed_table_is_one_that_entries_speak_of() -> None:
    assert {table.name for table in TABLES} | {"accounts", "refusals"} >= SEALED_TABLES


@given(st.sampled_from(Act), st.lists(st.text("abc", min_size=1), unique=True, max_size=5), st.data())
def test_every_entry_is_read_back(act: Act, keys: list[str], data: st.DataObject) -> None:
    salts = [bytes([number]) * 32 for number in range(len(keys))]
    table = data.draw(st.sampled_from(("t", "funds")))
    changes = [Change(table, (key,), {"cell": data.draw(st.text("甲乙"))}) for key in keys]
    entry, disclosed = entry_of(act, at=AT, by="ann", changes=changes, salts=salts)
    assert read_entry(body(entry)) == entry
    kept = [data.draw(st.sampled_from([shown, None])) for shown in disclosed]
    assert verify(entry, kept)


def test_every_act_and_member_stands_in_the_reference() -> None:
    page = (Path(__file__).parents[3] / "docs/reference/ledger-entries.md").read_text(encoding="utf-8")
    members = json.loads(body(made()[0]))
    words = {*Act, *members, *members["objects"][0], *SEALED_TABLES, SOMEBODY}
    assert [word for word in sorted(words) if f"`{word}`" not in page] == []
