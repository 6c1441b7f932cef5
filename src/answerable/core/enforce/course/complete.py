"""Whether an act states all that it has to, and nothing that cannot be: sets match exactly, periods are reasonable."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import ITEMS, due
from answerable.core.enforce.course.steps import Kind, Step
from answerable.core.enforce.course.texts import wordless
from answerable.core.enforce.course.values import CaseNow
from answerable.core.register.approval import COLLECTIVE
from answerable.core.rulebook.routes import OUTCOMES, RouteEdition
from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.terms.message import Message

MOST_WORKDAYS = 250
PUBLIC_NOTICE = timedelta(days=30)
"""After so many days a notice put up in public counts as served (民事诉讼法 art. 95, by analogy)."""
_HASH = re.compile("(sha256:)?[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of the contract: its confirmed findings, those that another open case has, and its calendar.

    `routes` are those in force on the day.
    """

    findings: frozenset[str]
    calendar: WorkingCalendar
    taken: frozenset[str] = frozenset()
    routes: tuple[str, ...] = ()


def incomplete(now: CaseNow, step: Step, known: Known) -> tuple[Message, ...]:
    """Everything that is missing or wrong in what the act states."""
    check = _CHECKS.get(step.kind)
    found = () if check is None else check(now, step.act, step, known)
    return (*wordless(step), *found)


def may_be_opened(act: acts.Open, step: Step, known: Known) -> tuple[Message, ...]:
    """Everything that is missing or wrong in a case that is to be opened."""
    return (*wordless(step), *_new(act.findings, known))


def _new(findings: tuple[str, ...], known: Known) -> Iterator[Message]:
    yield from _unknown(findings, known.findings)
    taken = tuple(sorted(set(findings) & known.taken))
    if taken:
        yield Message.of("case_findings_taken", findings=taken)


def _unknown(ids: Iterable[str], known: Iterable[str]) -> Iterator[Message]:
    odd = tuple(sorted(set(ids) - set(known)))
    if odd:
        yield Message.of("case_findings_unknown", findings=odd)


def _one_of(field: str, value: str, known: tuple[str, ...]) -> Iterator[Message]:
    if value not in known:
        yield Message.of("case_value_unknown", field=field, value=value[:60], known=known)


def _period(route: RouteEdition, clock: str, workdays: int) -> Iterator[Message]:
    rule = route.clocks[clock]
    if not rule.least <= workdays <= MOST_WORKDAYS:
        cited = rule.ground
        yield Message.of(
            "case_period",
            workdays=workdays,
            least=rule.least,
            most=MOST_WORKDAYS,
            source=cited.source,
            article=cited.article,
        )


def _same_set(field: str, stated: Iterable[str], wanted: Iterable[str]) -> Iterator[Message]:
    """The two are the same set, and nothing is stated twice."""
    counted, needed = Counter(stated), frozenset(wanted)
    missing = tuple(sorted(needed - counted.keys()))
    odd = tuple(sorted(counted.keys() - needed))
    twice = tuple(sorted(each for each, times in counted.items() if times > 1))
    if missing or odd or twice:
        yield Message.of("case_set_differs", field=field, missing=missing, odd=odd, twice=twice)


def _find(now: CaseNow, act: acts.Find, _: Step, known: Known) -> Iterator[Message]:
    if not act.findings:
        yield Message.of("case_field_missing", field="findings")
    yield from _new(tuple(each for each in act.findings if each not in now.findings), known)


def _set_route(now: CaseNow, act: acts.SetRoute, _: Step, known: Known) -> Iterator[Message]:
    yield from _one_of("route", act.route, known.routes)
    if act.route == now.route.route:
        yield Message.of("case_same_route", route=act.route)


def _notify(now: CaseNow, act: acts.Notify, _: Step, __: Known) -> Iterator[Message]:
    yield from _period(now.route, "statement", act.workdays)


def _serve(now: CaseNow, act: acts.Serve, step: Step, known: Known) -> Iterator[Message]:
    yield from _one_of("method", act.method, acts.METHODS)
    if not now.since <= act.arrived_on <= step.on:
        yield Message.of(
            "case_arrival", arrived_on=act.arrived_on, first=_first(now.since, step), last=step.on
        )
    if now.ending is not None and now.ending.lapsed(act.arrived_on):
        yield Message.of("case_right_lapsed", until=now.ending.right_until, arrived_on=act.arrived_on)
    by_provider = step.by.provider is not None
    if by_provider != (act.method == "desk"):
        yield Message.of("case_method_desk")
    if not by_provider or act.proof:
        yield from _file("proof", act.proof)
    if by_provider and act.arrived_on != step.on:
        yield Message.of("case_arrival", arrived_on=act.arrived_on, first=None, last=step.on)
    if act.method == "public_notice" and act.arrived_on < now.since + PUBLIC_NOTICE:
        yield Message.of("case_public_notice", opens=now.since + PUBLIC_NOTICE)
    elif now.since <= act.arrived_on <= step.on:
        yield from _stale(now, act, step, known)


def _first(first: date, step: Step) -> date | None:
    """Where a range begins; None where it has one day only."""
    return None if first == step.on else first


def _stale(now: CaseNow, act: acts.Serve, step: Step, known: Known) -> Iterator[Message]:
    """An arrival is recorded while the period that runs from it still runs: nobody's time is over before he sees it."""
    to = now.place.leads_to(Kind.SERVE.value)
    state = "" if to is None else now.route.stages[to].state
    shortest = {"statement": now.given, "ordered": min((each.workdays for each in now.items), default=0)}
    if state in shortest:
        until = known.calendar.deadline(act.arrived_on, shortest[state]).on
        if until < step.on:
            yield Message.of("case_arrival_stale", arrived_on=act.arrived_on, until=until)


def _file(field: str, digest: str) -> Iterator[Message]:
    """A file is named by its hash, and it has to be there."""
    if not digest:
        yield Message.of("case_field_missing", field=field)
    elif not _HASH.fullmatch(digest):
        yield Message.of("case_proof_no_hash", field=field)


def _on_paper(act: acts.OnPaper, step: Step, *, first: date) -> Iterator[Message]:
    """What an official records for the provider came in on a day, on a paper; a clerk speaks here and has neither."""
    if step.by.provider is not None:
        if act.received_on is not None or act.paper:
            yield Message.of("case_paper_of_officials")
        return
    yield from _file("paper", act.paper)
    if act.received_on is None:
        yield Message.of("case_field_missing", field="received_on")
    elif not first <= act.received_on <= step.on:
        yield Message.of(
            "case_received_on", received_on=act.received_on, first=_first(first, step), last=step.on
        )


def _speak(now: CaseNow, act: acts.Speak, step: Step, __: Known) -> Iterator[Message]:
    yield from _one_of("excuse", act.excuse, ("", *acts.EXCUSES))
    yield from _on_paper(act, step, first=now.notice_on or now.opened_on)


def _dismiss(now: CaseNow, act: acts.Dismiss, _: Step, __: Known) -> Iterator[Message]:
    yield from _one_of("outcome", act.outcome, acts.OUTCOMES)
    yield from _answered(now, act.answer)


def _answered(now: CaseNow, answer: str) -> Iterator[Message]:
    if now.statements and not answer.strip():
        yield Message.of("case_statement_unanswered", statements=len(now.statements))


def _order(now: CaseNow, act: acts.Order, step: Step, known: Known) -> Iterator[Message]:
    if not act.items:
        yield Message.of("case_field_missing", field="items")
    yield from _same_set("items", (each.item for each in act.items), {each.item for each in act.items})
    yield from _about_findings(now, act, known)
    for item in act.items:
        if not item.demand.strip():
            yield Message.of("case_field_missing", field="demand")
        yield from _period(now.route, "items", item.workdays)
    yield from _answered(now, act.answer)
    yield from _sound_signers(now, act, step)


def _about_findings(now: CaseNow, act: acts.Order, known: Known) -> Iterator[Message]:
    """Every finding that is left is ordered upon or set aside, and none is both."""
    ordered = tuple(dict.fromkeys(each.finding for each in act.items))
    # A case that was kept before there were steps may have no finding; then it is about its subject.
    wanted = now.to_order if now.findings else ("",)
    yield from _same_set("findings", (*ordered, *act.set_aside), wanted)
    yield from _unknown((each for each in ordered if each), known.findings)


def met(act: acts.Order, step: Step) -> bool:
    """Whether a meeting decided it, and the number of its minutes stands there."""
    return step.by.role == COLLECTIVE and bool(act.minutes.strip())


def _sound_signers(now: CaseNow, act: acts.Order, step: Step) -> Iterator[Message]:
    """The last signature is not a finder's, nor of one who stands in for a finder, unless a meeting decided."""
    if not act.signers:
        yield Message.of("case_field_missing", field="signers")
    elif {act.signers[-1], *step.by.persons} & (now.finders | now.opener) and not met(act, step):
        yield Message.of("case_had_a_part_found", act="order")


def _asked(now: CaseNow) -> date:
    """Since when the items are asked for; of a case that was taken over, as far back as its rows go."""
    if now.asked_on is not None or now.place.clock == ITEMS:
        return now.asked_on or now.since
    return now.order_clock.started if now.order_clock else now.opened_on


def _report(now: CaseNow, act: acts.Report, step: Step, __: Known) -> Iterator[Message]:
    yield from _on_paper(act, step, first=_asked(now))
    if not act.items:
        yield Message.of("case_field_missing", field="items")
    known = {each.id for each in now.open_items}
    stated = Counter(each.item for each in act.items)
    odd = tuple(sorted(stated.keys() - known))
    twice = tuple(sorted(each for each, times in stated.items() if times > 1))
    if odd or twice:
        yield Message.of("case_set_differs", field="items", missing=(), odd=odd, twice=twice)
    if any(not each.text.strip() for each in act.items):
        yield Message.of("case_field_missing", field="text")


def _recheck(now: CaseNow, act: acts.Recheck, _: Step, __: Known) -> Iterator[Message]:
    if not now.items:
        yield Message.of("case_nothing_to_recheck")
    yield from _same_set("items", (each.item for each in act.results), (each.id for each in now.open_items))
    place = {item.id: number for number, item in enumerate(now.open_items, start=1)}
    for each in act.results:
        yield from _one_of("result", each.result, acts.RESULTS)
        shown = each.note.strip() or (act.evidence and each.result == "corrected")
        if not shown:
            yield Message.of("case_recheck_unsaid", number=place.get(each.item, 0))


def _extend(now: CaseNow, act: acts.Extend, _: Step, __: Known) -> Iterator[Message]:
    yield from _period(now.route, "items", act.workdays)


def _end(now: CaseNow, act: acts.End, _: Step, __: Known) -> Iterator[Message]:
    yield from _one_of("way", act.way, OUTCOMES["end"])
    open_here = Kind.END.value in now.place.acts and act.way in OUTCOMES["end"]
    if open_here and now.place.leads_to(Kind.END.value, act.way) is None:
        yield Message.of("case_closed_to", act=f"end_{act.way}", stage=now.stage, since=now.since)
    if act.consent:
        yield from _file("consent", act.consent)


def _hand_over(now: CaseNow, act: acts.HandOver, _: Step, __: Known) -> Iterator[Message]:
    yield from _one_of("item", act.item, now.left_over)


def _protect(now: CaseNow, act: acts.Protect, _: Step, __: Known) -> Iterator[Message]:
    yield from measures_faults(act)


def measures_faults(act: acts.Protect) -> Iterator[Message]:
    """What is wrong with the measures themselves."""
    if not act.measures:
        yield Message.of("case_field_missing", field="measures")
    for each in act.measures:
        yield from _one_of("measures", each, acts.MEASURES)


def _pause(now: CaseNow, act: acts.Pause, step: Step, known: Known) -> Iterator[Message]:
    most = now.route.clocks["pause"].workdays
    left = most - paused_workdays(now, known.calendar)
    latest = known.calendar.deadline(step.on, max(left, 0)).on
    if left <= 0:
        yield Message.of("case_paused_enough", workdays=most)
    elif not step.on < act.until <= latest:
        yield Message.of("case_pause_until", until=act.until, after=step.on, latest=latest)
    ends = due(now, known.calendar)
    if ends is not None and ends.on < step.on:
        yield Message.of("case_clock_run_out", due=ends.on)


def paused_workdays(now: CaseNow, calendar: WorkingCalendar) -> int:
    """The working days for which the clock of the stage stood still."""
    day = timedelta(days=1)
    pauses = [(each.since, each.until) for each in now.clock.pauses if each.until is not None]
    return sum(calendar.workdays_between(since - day, until - day) for since, until in pauses)


def _contest(now: CaseNow, act: acts.Contest, step: Step, _: Known) -> Iterator[Message]:
    told = now.notice_on if now.notice is not None and act.step >= now.notice else None
    yield from _on_paper(act, step, first=told or now.opened_on)


def _outside_decided(now: CaseNow, act: acts.OutsideDecided, step: Step, known: Known) -> Iterator[Message]:
    yield from _file("proof", act.proof)
    yield from _decide_objection(now, act, step, known)


def _decide_objection(
    now: CaseNow, act: acts.DecideObjection | acts.OutsideDecided, _: Step, __: Known
) -> Iterator[Message]:
    yield from _one_of("result", act.result, acts.REVIEWED)
    yield from _unknown(act.set_aside, now.findings)
    if act.result == "rejected" and (act.set_aside or act.places):
        yield Message.of("case_rejected_sets_aside")
    if act.result in ("upheld", "partly"):
        if not act.set_aside and (act.result == "partly" or _against(now, act.step) == Kind.NOTIFY):
            yield Message.of("case_field_missing", field="set_aside")
        if not act.places or not all(each.strip() for each in act.places):
            yield Message.of("case_field_missing", field="places")


def _against(now: CaseNow, target: int) -> str:
    """The kind of step that an objection, or a procedure elsewhere, is about."""
    about = {made.step: made.against for made in now.objections}
    about |= {filed.step: filed.against for filed in now.outside}
    found = now.contested(about.get(target))
    return "" if found is None else found.kind


def _go_outside(now: CaseNow, act: acts.GoOutside, _: Step, __: Known) -> Iterator[Message]:
    yield from _one_of("forum", act.forum, acts.FORUMS)
    if now.contested(act.step) is None:
        yield Message.of("case_not_contestable", step=act.step)
    elif act.forum in acts.FORUMS and act.forum not in {each.to for each in now.route.remedies}:
        yield Message.of("case_remedy_not_given", forum=act.forum, route=now.route.route)
    for each in now.outside:
        if (each.against, each.forum, each.result) == (act.step, act.forum, None):
            yield Message.of("case_outside_already", number=each.number, forum=act.forum)


def _correct(now: CaseNow, act: acts.Correct, _: Step, __: Known) -> Iterator[Message]:
    owed = tuple(each.place for each in now.owed if each.step == act.step and each.done_on is None)
    yield from _one_of("place", act.place, owed)


def _refer(now: CaseNow, act: acts.Refer, _: Step, __: Known) -> Iterator[Message]:
    yield from _one_of("to", act.to, acts.REFERRED_TO)


_Check = Callable[[CaseNow, Any, Step, Known], Iterator[Message]]
_CHECKS: Mapping[Kind, _Check] = {
    Kind.FIND: _find,
    Kind.SET_ROUTE: _set_route,
    Kind.NOTIFY: _notify,
    Kind.SERVE: _serve,
    Kind.STATE: _speak,
    Kind.DISMISS: _dismiss,
    Kind.ORDER: _order,
    Kind.REPORT: _report,
    Kind.RECHECK: _recheck,
    Kind.EXTEND: _extend,
    Kind.END: _end,
    Kind.HAND_OVER: _hand_over,
    Kind.PROTECT: _protect,
    Kind.PAUSE: _pause,
    Kind.CONTEST: _contest,
    Kind.DECIDE_OBJECTION: _decide_objection,
    Kind.OUTSIDE_DECIDED: _outside_decided,
    Kind.GO_OUTSIDE: _go_outside,
    Kind.CORRECT: _correct,
    Kind.REFER: _refer,
}
