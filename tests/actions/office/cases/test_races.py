"""Two at once in a case, each in a transaction of its own, on either database: one wins, the other hears of it."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from django.db import connection, connections

from answerable.actions.office import approvals
from answerable.actions.office.approvals import Proposed
from answerable.actions.office.cases import acting
from answerable.actions.office.cases.loading import load
from answerable.actions.office.cases.reminding import refresh_cases
from answerable.core.enforce.course import acts
from answerable.core.register.approval import Act
from answerable.core.terms.errors import AnswerableError
from answerable.records.models import (
    Approval,
    Case,
    CaseCourse,
    CaseFinding,
    CaseState,
    CaseStep,
    Disclosed,
)
from tests.cases import (
    CLERK,
    DIRTY,
    HANDLER,
    HEAD,
    LEADER,
    LEGALITY,
    ON,
    RUDE,
    SECTION,
    SPOKEN,
    SWEEPING,
    Walk,
    hold_findings,
    noon,
    someone,
)

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 3
Came = dict[str, str]


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold_findings(tmp_path / "district")
    for name in (HANDLER, HEAD, LEADER, LEGALITY, SECTION, CLERK):
        someone(name, date(2026, 6, 30))


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Call it once all is prepared: from then on every thread has a connection of its own to one and the same data.

    The database of tests in SQLite is in memory and has one connection, so its content goes into a file first.
    """
    settings = connections.settings["default"]
    before = settings["NAME"]

    def part() -> None:
        if connection.vendor == "sqlite":
            file = tmp_path / "apart.sqlite3"
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(file)])
            settings["NAME"] = str(file)

    yield part
    settings["NAME"] = before


def both(**attempts: Callable[[], object]) -> Came:
    """The attempts at once, each in a thread; what each came to."""
    together, came = threading.Barrier(len(attempts)), Came()

    def run(name: str, what: Callable[[], object]) -> None:
        together.wait()
        try:
            what()
            came[name] = "done"
        except AnswerableError as error:
            came[name] = ", ".join(
                [error.message.code, *(each.code for each in getattr(error, "messages", ()))]
            )
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in attempts.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came


def asked(what: Callable[[], object]) -> object:
    """What a thread of its own finds in the database that the attempts used."""
    found: list[object] = []

    def run() -> None:
        try:
            found.append(what())
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)
    return found[0]


def step(walk: Walk, by: str, act: acts.Act, *, seen: int | None, minute: int = 50) -> object:
    """One step of somebody who saw so many steps."""
    at, on = noon(walk.on, minute), walk.on
    return acting.act(walk.case, act, by=someone(by, on), at=at, on=on, version=seen)


def whole(case: str) -> tuple[list[int], int, int]:
    """The numbers of the steps, the version of the course, and how many entries speak of steps."""
    numbers = list(CaseStep.objects.filter(case=case).order_by("number").values_list("number", flat=True))
    version = CaseCourse.objects.get(case=case).version
    return numbers, version, Disclosed.objects.filter(of="case_steps", key__startswith=f"{case}/").count()


@pytest.mark.parametrize("_", range(TRIES))
def test_two_who_saw_the_same_case_do_not_both_move_it(_: int, apart: Callable[[], None]) -> None:
    walk = Walk()
    seen = walk.now.steps
    apart()
    notice = acts.Notify(facts="六月多次检查不净", workdays=5, number="告1号")
    came = both(
        told=lambda: step(walk, HANDLER, notice, seen=seen),
        dropped=lambda: step(walk, LEADER, acts.Drop(reason="重复立案"), seen=seen),
    )
    assert sorted(came.values()) == ["case_moved", "done"]
    assert asked(lambda: whole(walk.case)) == ([1, 2], 2, 2)
    stage = asked(lambda: load(walk.case, on=walk.on).now.stage)
    assert stage == ("told" if came["told"] == "done" else "closed")


@pytest.mark.parametrize("_", range(TRIES))
def test_who_did_not_say_what_he_saw_is_judged_by_what_is_there(_: int, apart: Callable[[], None]) -> None:
    walk = Walk()
    apart()
    notice = acts.Notify(facts="六月多次检查不净", workdays=5, number="告1号")
    came = both(
        one=lambda: step(walk, HANDLER, notice, seen=None),
        other=lambda: step(walk, SECTION, notice, seen=None),
    )
    lost = next(text for text in came.values() if text != "done")
    assert list(came.values()).count("done") == 1
    assert "case_moved" in lost or "case_closed_to" in lost
    assert asked(lambda: whole(walk.case)) == ([1, 2], 2, 2)


@pytest.mark.parametrize("_", range(TRIES))
def test_danger_waits_for_nobody_who_acts_at_the_same_moment(_: int, apart: Callable[[], None]) -> None:
    walk = Walk().notified()
    apart()
    suspend = acts.Protect(measures=("account_back", "suspend"), reason="辱骂群众")
    spoken = acts.Speak(text="人手不足")
    came = both(
        spoke=lambda: step(walk, CLERK, spoken, seen=None),
        guarded=lambda: step(walk, HANDLER, suspend, seen=None),
    )
    # Whoever lost the race looks again, and does it.
    if came["spoke"] == "case_moved":
        assert both(again=lambda: step(walk, CLERK, spoken, seen=None, minute=51)) == {"again": "done"}
    if came["guarded"] == "case_moved":
        assert both(again=lambda: step(walk, HANDLER, suspend, seen=None, minute=51)) == {"again": "done"}
    assert asked(lambda: load(walk.case, on=walk.on).now.suspended) is True
    assert asked(lambda: whole(walk.case)) == ([1, 2, 3, 4, 5], 5, 5)


def decision(walk: Walk, kind: str, content: dict[str, str], *signers: str) -> str:
    """A decision that waits for its last signature."""
    first, *rest = signers
    who = someone(first, walk.on)
    id = approvals.propose(Proposed(kind, SWEEPING, content), by=who, at=walk.at(), on=walk.on)
    approvals.act(id, Act.SUBMIT, by=who, at=walk.at(), on=walk.on)
    for name in rest:
        approvals.act(id, Act.APPROVE, by=someone(name, walk.on), at=walk.at(), on=walk.on)
    return id


def approve(walk: Walk, id: str, by: str, *, version: int | None = None) -> object:
    at = noon(walk.on, 50)
    return approvals.act(id, Act.APPROVE, by=someone(by, walk.on), at=at, on=walk.on, version=version)


@pytest.mark.parametrize("_", range(TRIES))
def test_two_orders_at_once_leave_one(_: int, apart: Callable[[], None]) -> None:
    walk = Walk().notified().heard()
    content = walk.order_content([(DIRTY, 10), (RUDE, 10)])
    first, second = decision(walk, "order", content, HANDLER), decision(walk, "order", content, HANDLER)
    apart()
    came = both(first=lambda: approve(walk, first, LEADER), second=lambda: approve(walk, second, LEADER))
    assert list(came.values()).count("done") == 1
    assert "gate_changed_since" in next(text for text in came.values() if text != "done")
    assert asked(lambda: len(load(walk.case, on=walk.on).now.items)) == 2
    states = asked(lambda: sorted(Approval.objects.filter(kind="order").values_list("state", flat=True)))
    assert states == ["executed", "under_way"]


@pytest.mark.parametrize("_", range(TRIES))
def test_a_case_is_ordered_or_dismissed_and_never_both(_: int, apart: Callable[[], None]) -> None:
    walk = Walk().notified().heard()
    order = decision(walk, "order", walk.order_content([(DIRTY, 10), (RUDE, 10)]), HANDLER)
    apart()
    dismissal = acts.Dismiss(outcome="no_evidence", reason="证据不足", answer="采纳")
    came = both(
        order=lambda: approve(walk, order, LEADER),
        dismissal=lambda: step(walk, LEADER, dismissal, seen=None),
    )
    assert list(came.values()).count("done") == 1
    stage = asked(lambda: load(walk.case, on=walk.on).now.stage)
    assert stage == ("ordered" if came["order"] == "done" else "closed")


@pytest.mark.parametrize("_", range(TRIES))
def test_a_contract_is_ended_or_the_case_is_closed(_: int, apart: Callable[[], None]) -> None:
    walk = Walk().not_corrected()
    end = decision(walk, "end", walk.ending(), HANDLER, LEGALITY, LEADER)
    apart()
    came = both(
        end=lambda: approve(walk, end, HEAD),
        closed=lambda: step(walk, LEADER, acts.AcceptRest(reason="余项轻微"), seen=None),
    )
    assert list(came.values()).count("done") == 1
    states = asked(lambda: list(CaseState.objects.filter(case=walk.case).values_list("state", flat=True)))
    assert isinstance(states, list)
    assert ("ending" in states) is (came["end"] == "done")
    assert ("closed" in states) is (came["closed"] == "done")


@pytest.mark.parametrize("_", range(TRIES))
def test_of_two_signatures_at_once_one_counts(_: int, apart: Callable[[], None]) -> None:
    walk = Walk().not_corrected()
    end = decision(walk, "end", walk.ending(), HANDLER, LEGALITY, LEADER)
    seen = Approval.objects.get(id=end).version
    apart()
    came = both(
        one=lambda: approve(walk, end, HEAD, version=seen),
        other=lambda: approve(walk, end, HEAD, version=seen),
    )
    assert sorted(came.values()) == ["decision_moved", "done"]
    assert asked(lambda: CaseStep.objects.filter(case=walk.case, act="end").count()) == 1


def opened(by: str, on: date, *findings: str) -> object:
    """A case that somebody opens."""
    act = acts.Open(route="civil", subject="路面长期不净", findings=findings)
    return acting.open_case(SWEEPING, act, by=someone(by, on), at=noon(on), on=on)


@pytest.mark.parametrize("_", range(TRIES))
def test_of_two_cases_at_once_on_a_finding_one_is_opened(_: int, apart: Callable[[], None]) -> None:
    apart()
    came = both(one=lambda: opened(HANDLER, ON, DIRTY, RUDE), other=lambda: opened(SECTION, ON, SPOKEN, RUDE))
    assert sorted(came.values())[1] == "done"
    assert "case_findings_taken" in sorted(came.values())[0]
    assert asked(lambda: CaseFinding.objects.filter(finding=RUDE).count()) == 1
    assert asked(Case.objects.count) == 1


@pytest.mark.parametrize("_", range(TRIES))
def test_a_finding_is_added_to_one_case_at_once(_: int, apart: Callable[[], None]) -> None:
    one, other = Walk(DIRTY), Walk(RUDE)
    apart()
    found = acts.Find(findings=(SPOKEN,))
    came = both(
        one=lambda: step(one, HANDLER, found, seen=None), other=lambda: step(other, SECTION, found, seen=None)
    )
    assert list(came.values()).count("done") == 1
    assert any("case_findings_taken" in text for text in came.values())
    assert asked(lambda: CaseFinding.objects.filter(finding=SPOKEN).count()) == 1


@pytest.mark.parametrize("_", range(TRIES))
def test_a_last_signature_and_an_objection_at_once_do_not_wait_for_each_other(
    _: int, apart: Callable[[], None]
) -> None:
    walk = Walk().not_corrected()
    against = walk.now.steps
    end = decision(walk, "end", walk.ending(), HANDLER, LEGALITY, LEADER)
    apart()
    came = both(
        end=lambda: approve(walk, end, HEAD),
        objected=lambda: step(walk, CLERK, acts.Contest(step=against, text="已整改"), seen=None),
        clock=lambda: refresh_cases(on=walk.on, at=noon(walk.on, 51)),
    )
    # Whoever lost a race may look again; nobody broke off because the database did.
    assert came["clock"] == "done"
    assert {"end", "objected", "clock"} == came.keys()
    assert "done" in (came["end"], came["objected"])
    numbers, version, entries = cast(tuple[list[int], int, int], asked(lambda: whole(walk.case)))
    assert numbers == list(range(1, version + 1))
    assert entries == version
