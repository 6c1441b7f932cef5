"""Every gate is tried on every way in: no way leads around, and none of them holds back what is to be paid.

The gates (`tests.gates`) and the rows that could carry what they guard (`tests.carriers`) are data; a gate without a
row there fails.
"""

import ast
import inspect
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.core.cache import cache
from django.urls import Resolver404, resolve

from answerable.actions.office import approvals, responsibility, seen
from answerable.actions.office.actors import NotPermittedError, actor_of
from answerable.actions.office.approvals import Proposed
from answerable.actions.office.assessing import refresh
from answerable.actions.office.cases import acting
from answerable.actions.office.changing import change_row
from answerable.actions.office.doing import do_duty
from answerable.actions.office.dump import as_folder
from answerable.actions.office.imports import import_file
from answerable.actions.office.rows import add_rows
from answerable.actions.office.verdicts import give_verdict
from answerable.actions.offline import findings as signs
from answerable.cli.main import INPUT, main
from answerable.core.enforce import gates as enforce_gates
from answerable.core.enforce.course import acts
from answerable.core.register import gates as register_gates
from answerable.core.register.approval import ApprovalError
from answerable.core.register.gates import GateError
from answerable.core.register.guarded import GUARDED_COLUMNS, GUARDED_TABLES
from answerable.core.tables.district import BY_NAME, TABLES
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import AnswerableError, InputError
from answerable.jobs.work import WORKS
from answerable.records.models import Account, CaseCourse, CaseStep, DutyOwed, Entry
from answerable.render.words import say, say_fault
from answerable.sources.folder import write_table
from tests.builders import row
from tests.carriers import CARRIERS, import_by_job
from tests.cases import hold_findings, rows_with_findings
from tests.decisions import HIRED, PAYING, PLANTING, propose, rows_with_planting, sign
from tests.gates import GATES, UNSTORABLE, Gate
from tests.record import AT, HANDLER, LEADER, ON, SWEEPING, actor, hold
from tests.web.cast import PASSWORD, code
from tests.web.cast import account as secured

LAST = 40
"""Minutes after the draft."""
GUARDED_ACTS = (
    "sign_contract", "extend_contract", "end_contract", "amend_contract", "suspend_contract", "resume_contract",
    "accept_assignment", "vacate", "post_begin", "post_end", "stand_in", "reorganise", "import", "add", "change",
    "record", "case_step", "case_moved",
)  # fmt: skip
WATCHED = sorted(table.name for table in TABLES if not table.bulk and table.name != "duties_done")
REFUSALS = {
    "contract_runs", "guarded_column", "guarded_name", "guarded_settled", "guarded_table", "key_taken",
    "not_permitted",
}  # fmt: skip
each_gate = pytest.mark.parametrize("gate", GATES, ids=str)


def as_it_stands() -> object:
    """What the gates guard, to the byte, and how many acts of theirs the ledger holds."""
    with as_folder() as folder:
        files = {name: (folder / f"{name}.csv").read_bytes() for name in WATCHED}
    return files, Entry.objects.filter(act__in=GUARDED_ACTS).count(), CaseStep.objects.count()


def codes_of(error: AnswerableError) -> set[str]:
    """What was said, with every reason; all of it has words in both languages."""
    reasons = tuple(getattr(error, "messages", ()))
    faults = [fault.message for fault in getattr(error, "faults", ())]
    for lang in ("zh", "en"):
        assert all(say(message, lang) for message in (error.message, *reasons))
        assert all(say_fault(fault.code, fault.params, lang) for fault in faults)
    return {error.message.code, *(message.code for message in (*reasons, *faults))}


def signed_but_for_the_last(gate: Gate) -> str:
    """The decision with all signatures but the last, after what comes between."""
    content = gate.content | gate.walked()
    id = propose(gate.kind, gate.contract, **{name: text for name, text in content.items() if text})
    sign(id, *gate.signers)
    gate.midway(id)
    return id


def sign_at_last(gate: Gate, id: str) -> None:
    minutes = "" if gate.says == "approval_without_minutes" else "纪要7号"
    sign(id, *gate.last, after=LAST, minutes=minutes)


def files(tmp_path: Path) -> Iterator[tuple[str, str, Path]]:
    """A file for each carrier, with its name and its table."""
    for number, (name, (table, cells)) in enumerate(CARRIERS.items()):
        path = tmp_path / f"{number}-{table}.csv"
        write_table(path, table=BY_NAME[table], rows=[cells])
        yield name, table, path


def by_import(tmp_path: Path) -> None:
    handler = actor(HANDLER)
    for name, table, path in files(tmp_path):
        with pytest.raises((UnsoundError, NotPermittedError)) as caught:
            import_file(table, path, by=handler, at=AT, on=ON)
        assert codes_of(caught.value) & REFUSALS, name
        with pytest.raises((UnsoundError, NotPermittedError)):
            add_rows(table, [CARRIERS[name][1]], by=handler, at=AT, on=ON)


def by_jobs(tmp_path: Path) -> None:
    """Whatever the clock does, with nobody before it."""
    for work in WORKS.values():
        with suppress(UnsoundError):  # rows that somebody wrote past every check are not assessed
            work(datetime(2026, 6, 30, 8, tzinfo=UTC), UTC)


def by_shell(tmp_path: Path) -> None:
    for name, table, path in files(tmp_path):
        cache.clear()  # a code of the second factor serves once
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n{code()}\n"))
            words = ["import", table, str(path), "--account", "keeper", "--password-stdin", "--lang", "en"]
            assert main(words) == INPUT, name
    with as_folder() as folder:
        assert main(["load", str(folder)]) == INPUT


def by_administrators(tmp_path: Path) -> None:
    with pytest.raises(Resolver404):
        resolve("/admin/")
    assert not apps.is_installed("django.contrib.admin")
    for kind in ("system", "security", "audit"):
        account, _ = Account.objects.get_or_create(
            username=f"{kind}-admin", defaults={"admin": kind, "created_at": AT}
        )
        for attempt in _attempts(actor_of(account, on=ON), tmp_path):
            with pytest.raises(NotPermittedError):
                attempt()


def _attempts(by: object, tmp_path: Path) -> Iterator[Callable[[], object]]:
    """One attempt at each thing that an official may do."""
    now = {"by": by, "at": AT, "on": ON}
    day = {"starts": ON, **now}
    ratings = tmp_path / "ratings.csv"
    write_table(ratings, table=BY_NAME["ratings"], rows=[])
    people = [{"id": "x", "name": "x", "staff": "public"}]
    opening = acts.Open(route="civil", subject="x")
    protect = acts.Protect(measures=("suspend",), reason="x")
    yield lambda: approvals.propose(Proposed("sign", SWEEPING, {}), **now)  # type: ignore[arg-type]
    yield lambda: import_file("ratings", ratings, **now)  # type: ignore[arg-type]
    yield lambda: add_rows("people", people, **now)  # type: ignore[arg-type]
    yield lambda: do_duty(PAYING, period="2026-07", done_on=ON, note="", **now)  # type: ignore[arg-type]
    yield lambda: responsibility.vacate(SWEEPING, note="", **day)  # type: ignore[arg-type]
    yield lambda: give_verdict("planting-work", {"paid": "no"}, **now)  # type: ignore[arg-type]
    yield lambda: change_row("contracts", (SWEEPING,), {"name": "x"}, seen={}, **now)  # type: ignore[arg-type]
    yield lambda: change_row("people", (HANDLER,), {"name": "x"}, seen={}, **now)  # type: ignore[arg-type]
    yield lambda: acting.open_case(SWEEPING, opening, protect=protect, **now)  # type: ignore[arg-type]
    for case in CaseCourse.objects.values_list("case", flat=True):
        yield lambda case=case: acting.act(case, protect, **now)  # type: ignore[arg-type, misc]


WAYS: dict[str, Callable[[Path], None]] = {
    "import": by_import,
    "job": by_jobs,
    "administrator": by_administrators,
    "shell command": by_shell,
}


@pytest.mark.django_db
@each_gate
def test_no_way_leads_around_a_gate_and_what_is_due_is_paid(gate: Gate, tmp_path: Path) -> None:
    rows = rows_with_findings()
    gate.spoil(rows)
    hold_findings(tmp_path / "district", rows)
    id = signed_but_for_the_last(gate)
    before = as_it_stands()
    with pytest.raises((GateError, ApprovalError, InputError)) as caught:
        sign_at_last(gate, id)
    told = codes_of(caught.value)
    assert gate.says in told
    if gate.kind == "end":
        assert told - {gate.says, "gate_shut", "approval_refused"} <= gate.beside
    Account.objects.filter(person=HANDLER).update(is_active=False)  # one open account for one person
    secured("keeper", person_id=HANDLER)
    for way in WAYS.values():
        way(tmp_path)
    assert as_it_stands() == before
    pay()


def pay() -> None:
    """The undisputed payment is recorded, and the duty to pay in time is met."""
    for duty, contract in ((PAYING, "planting"), ("sweeping-pay", SWEEPING)):
        do_duty(duty, period="2026-07", done_on=ON, note="", by=actor(HANDLER), at=AT, on=ON)
        paid = Entry.objects.get(act="pay", disclosed__key=f"{duty}/2026-07")
        assert (paid.by, paid.at) == (HANDLER, AT)
        assert not DutyOwed.objects.filter(contract=contract, content__id=f"plan:duties/{duty}").exists()


CORRECTIONS = (
    ("contracts", PLANTING, {"signed": "2026-06-30"}),
    ("contracts", SWEEPING, {"ends": "2030-12-31"}),
    ("work_items", "planting-work", {"verdict": "limited"}),
    ("people", HIRED, {"staff": "public"}),
    ("clauses", "sweeping-score", {"kind": "exit", "ground": "convenience"}),
    ("clauses", "sweeping-exit", {"text": "不得解除"}),
    ("findings", "decided", {"severity": "minor"}),
    ("findings", "decided", {"contract": PLANTING}),
    ("duties", "sweeping-pay", {"within_workdays": "90"}),
    ("findings", "unswept", {"decision": "confirmed", "decided_on": "2026-06-30"}),
    ("posts", "handler-handler-2024-01-01", {"role": "head"}),
)


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "key", "cells"), CORRECTIONS)
def test_no_correction_leads_around_a_gate(
    table: str, key: str, cells: dict[str, str], tmp_path: Path
) -> None:
    rows = rows_with_planting()
    rows["clauses"].append(
        row("clauses", id="sweeping-score", contract=SWEEPING, kind="scoring", text="考核")
    )
    decided = {"decision": "confirmed", "decided_on": "2026-06-02", "decided_by": LEADER}
    finding = {"found_on": "2026-06-01", "source": "audit", "severity": "serious", "what": "未清扫"}
    rows["findings"].append(row("findings", id="decided", contract=SWEEPING, **finding, **decided))
    hold(tmp_path / "district", rows)
    before = as_it_stands()
    with pytest.raises(InputError):
        change_row(table, (key,), cells, seen={}, by=actor(HANDLER), at=AT, on=ON)
    assert as_it_stands() == before


@pytest.mark.django_db
def test_a_payment_that_was_due_is_not_due_any_more(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())
    refresh(on=ON, at=AT)
    due = DutyOwed.objects.filter(duty=f"{SWEEPING}:plan:duties/sweeping-pay")
    assert due.get().state == "due"
    pay()
    refresh(on=ON, at=AT)
    assert not due.exists()


@pytest.mark.django_db(transaction=True)
def test_a_job_that_imports_is_refused_like_a_person(tmp_path: Path) -> None:
    from django_tasks_db.models import DBTaskResult

    from answerable.jobs.queue import run_tasks

    hold(tmp_path / "district", rows_with_planting())
    before = as_it_stands()
    for _, table, path in files(tmp_path):
        import_by_job.enqueue(table, str(path), HANDLER)
    run_tasks(len(CARRIERS) + 1)
    results = DBTaskResult.objects.values_list("status", "exception_class_path")
    assert {(str(status), path.rsplit(".", 1)[-1]) for status, path in results} == {
        ("FAILED", "UnsoundError"),
        ("FAILED", "NotPermittedError"),
    }
    assert len(results) == len(CARRIERS)
    assert as_it_stands() == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", CARRIERS)
def test_a_command_that_reads_the_record_brings_no_decision_back(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(tmp_path / "district", rows_with_planting())
    before = as_it_stands()
    table, cells = CARRIERS[name]

    def smuggle(source: Path, **_: object) -> None:
        with (source / f"{table}.csv").open("a", encoding="utf-8", newline="") as out:
            out.write(",".join(cells[column.name] for column in BY_NAME[table].columns) + "\n")

    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setattr(signs, "find_and_record", smuggle)
    with suppress(AttributeError):  # there is no result to print
        assert main(["findings", "sqlite:///elsewhere", "--record", "--on", "2026-06-30"]) == INPUT
    assert as_it_stands() == before


def test_every_reason_of_every_gate_has_a_row() -> None:
    told = {code for module in (register_gates, enforce_gates, seen) for code in reasons(module)}
    rows = {gate.code for gate in GATES}
    assert told - UNSTORABLE == rows - {"leader_not_public"}
    assert len(rows) == len(GATES)


def reasons(module: ModuleType) -> set[str]:
    """The codes that a module of gates can give."""
    tree = ast.parse(inspect.getsource(module))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    codes = {text for text in texts if isinstance(text, str) and text.startswith(("gate_", "ending_"))}
    return codes - {"gate_shut"}


def test_everything_guarded_has_a_carrier() -> None:
    assert {table for table, _ in CARRIERS.values()} >= GUARDED_TABLES
    stated = {(table, name) for table, cells in CARRIERS.values() for name, text in cells.items() if text}
    assert stated >= {(table, name) for table, names in GUARDED_COLUMNS.items() for name in names}


@pytest.mark.django_db
def test_a_contract_that_ends_before_it_begins_is_in_no_record(tmp_path: Path) -> None:
    rows = rows_with_planting()
    rows["contracts"][-1]["ends"] = "2026-07-14"
    with pytest.raises(UnsoundError) as caught:
        hold(tmp_path / "district", rows)
    assert "out_of_order" in codes_of(caught.value)
