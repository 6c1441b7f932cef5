"""What is looked at after every step, and once more when a history is over: rows, turns, clocks, replay, ledger."""

import json
from datetime import date

from django.db import transaction

from answerable.actions.office.cases import acting
from answerable.actions.office.cases.loading import calendar_on, routes, steps_of
from answerable.actions.office.entries import shown
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.cells import step_bytes, step_cells, step_of
from answerable.core.enforce.course.clocks import as_of
from answerable.core.enforce.course.fold import fold
from answerable.core.enforce.course.values import CaseNow
from answerable.core.ledger.canonical import canonical
from answerable.core.ledger.entry import Opening, opened, read_entry
from answerable.core.terms.errors import InputError
from answerable.records.models import Disclosed, Entry
from tests.drills.histories.cast import POSTS, actor, officials, roles_of
from tests.drills.histories.days import last_day
from tests.drills.histories.driver import History
from tests.drills.histories.model import LEAST_PERSONS
from tests.drills.histories.parts import forbid
from tests.drills.histories.stored import Kept, Turn, kept

WORKDAYS = {
    "notify": 5,
    "serve": 3,
    "decide": 10,
    "recheck": 5,
    "conclude": 5,
    "choose": 20,
    "protect": 2,
    "review": 10,
    "outside": 60,
    "publish": 3,
    "hand_over": 10,
}
"""How long each thing may wait, as the shipped routes say."""
ENDED = ("ended_expired", "ended_agreement", "ended_unilateral")
PROBED = 0.12


def look(history: History) -> None:
    """After every step."""
    there = kept(history.case)
    _course(history, there)
    _turns(history, there)
    _states(history, there)
    _items(history, there)
    if history.chance.random() < PROBED:
        danger_does_not_wait(history)


def _course(history: History, there: Kept) -> None:
    now = history.now
    wanted = (now.stage, now.state, now.final, now.steps, now.since, now.route.route)
    forbid(there.course != wanted, "the course is not where the steps are", there.course, wanted)


def _turns(history: History, there: Kept) -> None:
    """An open case waits for somebody until a day, who is there, and had no part in what he is to judge."""
    now = as_of(history.now, calendar_on()(history.on), on=history.on)
    staged = [row for row in there.turns if row.key == "stage"]
    forbid(not now.final and len(staged) != 1, "an open case waits for nobody", now.stage)
    forbid(now.final and bool(staged), "a case that is over still waits", now.stage)
    for row in there.turns:
        _owner(history, row)
        wanted = due_of(history, row, now)
        forbid(
            wanted is not None and wanted != row.by, "a wrong last day", row.what, row.since, row.by, wanted
        )


def _owner(history: History, row: Turn) -> None:
    if row.side == "provider" and not row.paused_until:
        forbid(row.owner != history.signed.provider, "not the provider's own turn", row.owner)
        return
    people = {person for person, _, _ in POSTS}
    forbid(row.owner not in people, "a turn of nobody", row.what, row.owner)
    body, on = history.signed.body, history.on
    there = roles_of(row.owner, body, on) or roles_of(row.owner, "county", on)
    forbid(not there, "a turn of somebody without a post", row.what, row.owner)
    model, step = history.model, row.step or 0
    barred = {
        "decide": lambda: model.finders | model.opener,
        "protect": lambda: model.protections[step][0],
        "review": lambda: model.behind[model.objections[step]],
        "recheck": lambda: model.authors | model.overruled,
        "conclude": lambda: model.checkers,
    }.get(row.what)
    top = row.owner in ("mayor", "watcher")
    forbid(barred is not None and row.owner in barred() and not top, "a turn of one who had a part", row)


def due_of(history: History, row: Turn, now: CaseNow) -> date | None:
    """The last day, counted day by day; None where the contract's own days count."""
    model = history.model
    if row.what == "statement":
        return model.heard_until
    if row.what == "items":
        return max((due for each in model.open_items if (due := model.item_due(each))), default=None)
    if row.what == "hand_over" and now.stage != "over":
        return None
    pauses = (
        [(each.since, each.until) for each in now.clock.pauses if each.until] if row.key == "stage" else []
    )
    return last_day(row.since, WORKDAYS[row.what], pauses)


def _states(history: History, there: Kept) -> None:
    now, effective = (
        as_of(history.now, calendar_on()(history.on), on=history.on),
        history.model.effective_from(),
    )
    # On its last day a contract is said to have ended with that day; the case goes on the day after. One that ran out
    # before its notice arrived has ended all the same.
    ran_out = effective is not None and effective <= history.on and now.stage == "leaving"
    last_day_of_all = effective == history.on and now.place.clock == "last_day"
    may_be = {now.state} | (set(ENDED) if ran_out or last_day_of_all else set())
    states = [state for starts, state in there.states if starts <= history.on]
    forbid(not states or states[-1] not in may_be, "the rows say another state", states, now.state)
    ended = [(starts, state) for starts, state in there.states if state in ENDED]
    days = [day for day in (effective, history.model.was_over_from) if day is not None]
    forbid(len(ended) > max(1, len(days)), "ended twice", ended)
    for starts, _ in ended:
        forbid(not days or starts < min(days), "ended before its arrival or day", starts, days)
        forbid(len(history.model.ended_by) < LEAST_PERSONS, "ended by too few", history.model.ended_by)


def _items(history: History, there: Kept) -> None:
    now, model = history.now, history.model
    forbid({each.id for each in now.items} != model.items.keys(), "other items", model.items.keys())
    for item in now.items:
        due_on, reported_on, result = there.orders.get(item.id, (None, None, "no row"))
        forbid((item.result or "") != model.items[item.id].result, "another result", item.id, item.result)
        forbid(reported_on != item.reported_on, "another report", item.id, reported_on, item.reported_on)
        forbid(result != item.result, "another re-check", item.id, result, item.result)
        due = model.item_due(item.id) if item.id in model.open_items else None
        forbid(due is not None and due_on != due, "a wrong last day of an item", now.stage, due_on, due)


def danger_does_not_wait(history: History) -> None:
    """Whoever of the body comes, protection is taken at once, in every stage; looked at, and undone."""
    by = history.chance.choice(tuple(officials(history.signed.body, history.on)))
    act = acts.Protect(measures=("account_back", "suspend"), reason="辱骂群众")
    before = transaction.savepoint()
    try:
        done = acting.act(history.case, act, by=actor(by, history.on), at=history.at(), on=history.on)
        there = kept(history.case)
        due = [row.by for row in there.turns if row.key == f"protect/{done.number}"]
        forbid(due != [last_day(history.on, 2)], "no review in two days", history.now.stage, due)
        states = [state for starts, state in there.states if starts <= history.on]
        ends = done.now.ending.effective if done.now.ending else None
        # On the last day of a contract its row says that it has ended.
        goes_on = done.now.place.state not in ("ending", "ended") and (ends is None or ends > history.on)
        forbid(goes_on and states[-1] != "suspended", "the measure has no effect", history.now.stage, states)
    except InputError as error:
        forbid(True, "protection was refused", history.now.stage, by, getattr(error, "messages", error))
    finally:
        transaction.savepoint_rollback(before)
    history.told.protected[history.now.stage] += 1


# ---------------------------------------------------------------- when it is over


def audit(history: History) -> None:
    """Replay, bytes and ledger."""
    steps = steps_of(history.case)
    calendar = calendar_on()
    replayed = fold(steps, routes(), calendar)
    forbid(replayed != history.now, "replay leads elsewhere", replayed, history.now)
    written = step_bytes(steps)
    again = tuple(step_of(cells) for cells in json.loads(json.dumps(json.loads(written), indent=1)))
    forbid(again != steps or step_bytes(again) != written, "the bytes are other bytes")
    forbid(len(steps) != history.now.steps, "a step is missing")
    _entries(
        history, {f"{history.case}/{n}": canonical(step_cells(each)) for n, each in enumerate(steps, start=1)}
    )


def _entries(history: History, cells: dict[str, bytes]) -> None:
    """The ledger holds each step once, and its commitments open to what the step says."""
    of_steps = list(Disclosed.objects.filter(of="case_steps", key__in=cells))
    forbid(
        sorted(row.key for row in of_steps) != sorted(cells),
        "a step without its entry, or with two",
        cells.keys(),
    )
    for row in of_steps:
        forbid((row.content or "").encode() != cells[row.key], "the entry says another step", row.key)
    told: dict[str, list[Disclosed]] = {}
    for row in Disclosed.objects.filter(entry__in={row.entry_id for row in of_steps}).order_by("place"):
        told.setdefault(row.entry_id, []).append(row)
    for entry in Entry.objects.filter(id__in=told):
        opens = opened(read_entry(entry.body.encode()), [shown(row) for row in told[entry.id]])
        forbid(set(opens) != {Opening.SHOWN}, "a commitment that does not open", entry.id)
    history.told.entries += len(of_steps)
