"""Every fault of stand-ins, successions, chains of approval and amendments is said at once, with row and column."""

from collections.abc import Iterable

import pytest

from answerable.core.register.soundness import register_faults
from answerable.core.tables.district import BY_NAME, Rows
from answerable.core.tables.fault import Fault
from answerable.core.tables.rows import Surroundings, check_rows
from tests.builders import (
    BODY,
    HANDLER,
    HEAD,
    LEADER,
    MINDING,
    SUCCESSOR,
    SWEEPING,
    change,
    row,
    small_district,
)

Place = tuple[str, int | None, str | None, str]
WHOLE = ("handler", "section", "legality", "leader", "head")


def faults(rows: Rows) -> list[Fault]:
    tables = {
        name: check_rows(
            BY_NAME[name],
            enumerate(rows[name], start=2),
            file=name,
            present=BY_NAME[name].by_name,
            around=Surroundings(),
        ).rows
        for name in rows
    }
    return list(register_faults(tables, files={name: f"{name}.csv" for name in rows}))


def said(rows: Rows) -> list[Place]:
    return [(fault.file, fault.row, fault.column, fault.message.code) for fault in faults(rows)]


def with_rows(table: str, *added: dict[str, str]) -> Rows:
    rows = small_district()
    for each in added:
        rows[table].append(row(table, **each))
    return rows


def chain(
    roles: Iterable[str], *, decision: str = "sign", starts: str = "2025-01-01"
) -> list[dict[str, str]]:
    return [
        {"body": BODY, "decision": decision, "starts": starts, "number": str(number), "role": role}
        for number, role in enumerate(roles, start=1)
    ]


def test_the_small_district_is_sound() -> None:
    assert said(small_district()) == []


# ------------------------------------------------------------------ stand-ins


def away(person: str, stand_in: str) -> dict[str, str]:
    return {"person": person, "starts": "2025-03-01", "ends": "2025-03-09", "stand_in": stand_in}


def test_public_staff_may_stand_in_for_public_staff_and_nobody_may_be_named() -> None:
    assert said(with_rows("stand_ins", away(LEADER, SUCCESSOR), away(HANDLER, ""))) == []


@pytest.mark.parametrize(("column", "person"), [("stand_in", SUCCESSOR), ("person", LEADER)])
def test_only_public_staff_stand_in_and_are_stood_in_for(column: str, person: str) -> None:
    rows = with_rows("stand_ins", away(LEADER, SUCCESSOR))
    change(rows, "people", {"id": person}, staff="dispatched")
    assert ("stand_ins.csv", 2, column, "stand_in_not_public") in said(rows)


def test_nobody_stands_in_for_himself() -> None:
    rows = with_rows("stand_ins", away(HEAD, HANDLER), away(LEADER, LEADER))
    assert said(rows) == [("stand_ins.csv", 3, "stand_in", "stand_in_is_absent")]


# ------------------------------------------------------------------ bodies


def bodies(rows: Rows, *names: str) -> Rows:
    rows["bodies"] += [row("bodies", id=name, name=name, kind="institution") for name in names]
    return rows


def succession(body: str, successor: str) -> dict[str, str]:
    return {"body": body, "starts": "2025-07-01", "successor": successor}


def test_bodies_may_be_succeeded_one_after_the_other() -> None:
    rows = with_rows("successions", succession("a", "b"), succession("b", BODY))
    assert said(bodies(rows, "a", "b")) == []


def test_a_body_does_not_succeed_itself_at_once_or_in_a_circle() -> None:
    rows = with_rows(
        "successions",
        succession("a", "a"),
        succession("b", "c"),
        succession("c", "b"),
        succession("d", "b"),
    )
    assert said(bodies(rows, "a", "b", "c", "d")) == [
        ("successions.csv", 2, "successor", "succeeds_itself"),
        ("successions.csv", 3, "successor", "succession_cycle"),
        ("successions.csv", 4, "successor", "succession_cycle"),
    ]
    assert faults(rows)[1].message.params["bodies"] == ("b", "c", "b")


def test_bodies_do_not_stand_above_one_another_in_a_circle() -> None:
    rows = bodies(small_district(), "a", "b")
    change(rows, "bodies", {"id": "a"}, parent="b")
    change(rows, "bodies", {"id": "b"}, parent="a")
    assert said(rows) == [
        ("bodies.csv", 3, "parent", "parent_cycle"),
        ("bodies.csv", 4, "parent", "parent_cycle"),
    ]


def test_a_leader_with_a_post_in_the_successor_is_in_post_from_the_day_it_took_over() -> None:
    rows = bodies(with_rows("successions", succession(BODY, "new")), "new")
    change(rows, "posts", {"person": LEADER}, ends="2025-06-30")
    rows["posts"].append(row("posts", id="x", body="new", person=LEADER, role="leader", starts="2025-01-01"))
    assert said(rows) == []
    change(rows, "successions", {"body": BODY}, starts="2025-07-02")
    assert [fault.message.code for fault in faults(rows)] == ["leader_without_post"] * 2
    assert {str(fault.message.params["start"]) for fault in faults(rows)} == {"2025-07-01"}


# ------------------------------------------------------------------ chains of approval


@pytest.mark.parametrize("decision", ["sign", "extend", "end"])
@pytest.mark.parametrize(
    "roles", [WHOLE, (*WHOLE[:-1], "collective"), ("handler", "legality", "leader", "head", "collective")]
)
def test_a_whole_chain_is_sound(decision: str, roles: tuple[str, ...]) -> None:
    assert said(with_rows("approval_steps", *chain(roles, decision=decision))) == []


@pytest.mark.parametrize("decision", ["sign", "extend", "end"])
@pytest.mark.parametrize(
    ("roles", "code"),
    [
        (("legality", "handler", "leader", "head"), "chain_starts_otherwise"),
        (("handler", "leader", "head"), "chain_lacks"),
        (("handler", "legality", "head"), "chain_lacks"),
        (("handler", "legality", "leader"), "chain_lacks"),
        (("handler", "leader", "legality", "head"), "chain_out_of_order"),
        (("handler", "legality", "head", "leader"), "chain_out_of_order"),
    ],
)
def test_a_chain_that_binds_the_body_leaves_nobody_out(
    decision: str, roles: tuple[str, ...], code: str
) -> None:
    rows = with_rows("approval_steps", *chain(roles, decision=decision))
    assert said(rows) == [("approval_steps.csv", 2, "role", code)]


def test_all_that_a_chain_lacks_is_said_at_once() -> None:
    found = faults(with_rows("approval_steps", *chain(("leader",), decision="end")))
    assert [fault.message.code for fault in found] == ["chain_starts_otherwise", "chain_lacks"]
    assert found[1].message.params["roles"] == ("handler", "legality", "head")


def test_other_decisions_may_take_a_shorter_way() -> None:
    assert said(with_rows("approval_steps", *chain(("leader",), decision="finding"))) == []


def test_numbers_of_an_edition_have_no_gap() -> None:
    steps = chain(WHOLE)
    steps[3]["number"], steps[4]["number"] = "5", "8"
    later = chain(("leader",), decision="other", starts="2026-01-01")
    later[0]["number"] = "2"
    rows = with_rows("approval_steps", *steps, *later)
    assert said(rows) == [
        ("approval_steps.csv", 5, "number", "chain_number_missing"),
        ("approval_steps.csv", 6, "number", "chain_number_missing"),
        ("approval_steps.csv", 7, "number", "chain_number_missing"),
    ]
    assert [fault.message.params["wanted"] for fault in faults(rows)] == [4, 6, 1]


def test_every_edition_is_looked_at_alone() -> None:
    rows = with_rows("approval_steps", *chain(WHOLE), *chain(WHOLE[:-1], starts="2026-01-01"))
    assert said(rows) == [("approval_steps.csv", 7, "role", "chain_lacks")]


# ------------------------------------------------------------------ amendments


def amendment(contract: str, kind: str, **cells: str) -> dict[str, str]:
    return {"contract": contract, "decided_on": "2026-05-01", "kind": kind, "reason": "协商一致", **cells}


def test_amendments_that_state_both_sides_are_sound() -> None:
    rows = with_rows(
        "amendments",
        amendment(SWEEPING, "extend", ends_before="2026-06-30", ends_after="2026-12-31"),
        amendment(SWEEPING, "amount", amount_before="100", amount_after="0"),
        amendment(SWEEPING, "terms"),
    )
    assert said(rows) == []


def test_an_amendment_states_what_was_before_and_what_is_since() -> None:
    rows = with_rows(
        "amendments",
        amendment(SWEEPING, "extend"),
        amendment(SWEEPING, "amount"),
        amendment(MINDING, "extend", ends_before="2026-12-31", ends_after="2026-12-31"),
    )
    assert said(rows) == [
        ("amendments.csv", 2, "ends_before", "amendment_lacks"),
        ("amendments.csv", 2, "ends_after", "amendment_lacks"),
        ("amendments.csv", 3, "amount_before", "amendment_lacks"),
        ("amendments.csv", 3, "amount_after", "amendment_lacks"),
        ("amendments.csv", 4, "ends_after", "extension_no_later"),
    ]


def test_an_extension_that_ends_earlier_is_out_of_order() -> None:
    shorter = row(
        "amendments", **amendment(SWEEPING, "extend", ends_before="2026-12-31", ends_after="2026-06-30")
    )
    table = BY_NAME["amendments"]
    checked = check_rows(
        table, [(2, shorter)], file="amendments.csv", present=table.by_name, around=Surroundings()
    )
    found = [(fault.row, fault.column, fault.message.code) for fault in checked.faults]
    assert found == [(2, "ends_after", "out_of_order")]
