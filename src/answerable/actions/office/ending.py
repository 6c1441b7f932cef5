"""Ending a contract: what its gate asks, and the step of a case that an ending takes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from django.db.models import QuerySet

from answerable.actions.office.cases.deciding import Signed, end_closed, load_of
from answerable.actions.office.cases.loading import Loaded, calendar_on
from answerable.actions.office.dump import held_district
from answerable.actions.office.footing import (
    ON_THE_WAY_OUT,
    ended_contracts,
    exit_clauses,
    settled_contracts,
)
from answerable.actions.office.papers.issuing import taken
from answerable.actions.office.papers.saying import ENDINGS
from answerable.actions.office.people import around
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import statement_due
from answerable.core.enforce.gates import Approval, CaseFacts, EndingFacts, Way
from answerable.core.register import values
from answerable.core.register.approval import Progress
from answerable.core.rulebook.grounds import Need, load_grounds
from answerable.core.tables.types import HASH
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.core.terms.months import end_of_months
from answerable.records.models import CaseCourse, Clause, Finding

Content = Mapping[str, str]
NEEDS = ("way", "last_day", "reason")
TAKES = (
    *("clause", "statutory", "shown", "notice_on", "consent_on", "consent"),
    *("case", "number", "continuity", "continuity_way", "answer", "modification", "compensation"),
)
_NEVER = datetime.min.replace(tzinfo=UTC)
_SAID = {Need.CHANGE_CONSIDERED: "modification", Need.COMPENSATION_OFFERED: "compensation"}
"""Needs that a text has to bear out."""
_NOT_POOR = frozenset({"assignment", "abandoned", "convenience", "serious_finding"})
"""Agreed grounds that are no poor performance. Every other needs evidence in independent lines: unknown is not a no."""
_SEEN = ("inspection", "monitor", "matter", "audit")
"""Sources of findings in which somebody saw it; ratings are figures."""
_NO_LINE = "other"
"""A source of findings that says nothing of where they come from."""
_POOR_BY_LAW = frozenset({"late-after-demand", "purpose-defeated"})


def facts(contract: values.Contract, content: Content, progress: Progress | None, *, on: date) -> EndingFacts:
    """What the gate of ending asks. Raises InputError for a way, day, need or case that cannot be read."""
    leader = around(None, [contract.id]).who_answers(contract, on=on)
    named = leader.leader or leader.by_default
    signatures = () if progress is None else progress.signatures[1:]
    way = _way(content["way"])
    case = load_of(content["case"], contract, on=on) if content.get("case") else None
    return EndingFacts(
        way=way,
        on=on,
        last_day=day(content, "last_day") or on,
        ends=contract.ends,
        notice_on=day(content, "notice_on"),
        consent_on=day(content, "consent_on"),
        consent_paper=HASH.matches(content.get("consent", "")),
        signed=contract.signed,
        clause=content.get("clause") or None,
        exit_clauses=exit_clauses([contract.id]).get(contract.id, frozenset()),
        statutory=content.get("statutory") or None,
        grounds=load_grounds(held_district().rulebook),
        shown=_shown(content.get("shown", "")) - _unsaid(content, way),
        leader=None if named is None else named.id,
        approvals=tuple(
            Approval(each.role, each.by, each.for_, each.at, each.minutes) for each in signatures
        ),
        proposers=frozenset() if progress is None else frozenset({progress.proposer}),
        edited_at=_NEVER if progress is None else progress.edited_at,
        already_ended=_already(contract.id, way, content.get("case"), on=on),
        case=None if case is None else _case(case, content, on=on),
        closed=(
            *(() if case is None else end_closed(case, way.value, on=on)),
            *_number_taken(contract, content, way),
        ),
    )


def _number_taken(contract: values.Contract, content: Content, way: Way) -> tuple[Message, ...]:
    """Why the document number of the notice cannot be used; nothing where none is stated yet."""
    number = content.get("number", "").strip()
    return taken(contract.body, ENDINGS[way.value], number) if number else ()


def step(content: Content, decision: Signed, asked: EndingFacts) -> acts.End:
    """The step that the decision takes once everybody has signed."""
    clause = content.get("clause") or ""
    return acts.End(
        way=content["way"],
        last_day=date.fromisoformat(content["last_day"]),
        number=content.get("number") or decision.id,
        decision=decision.id,
        signers=decision.signers,
        reason=content["reason"],
        ground=clause or content.get("statutory") or "",
        minutes=decision.minutes,
        continuity=content.get("continuity", ""),
        continuity_way=content.get("continuity_way", ""),
        right_until=None if asked.case is None else asked.case.right_until,
        notice_days=_notice_days(clause),
        answer=content.get("answer", ""),
        consent=content.get("consent", ""),
    )


def _case(loaded: Loaded, content: Content, *, on: date) -> CaseFacts:
    now, route = loaded.now, loaded.now.route
    last = statement_due(now, calendar_on()(on))
    heard_until = None if last is None else last.on
    known = _known_since(loaded)
    way, agreed, found = content.get("continuity_way", ""), _ground_of(content), _found(loaded)
    return CaseFacts(
        heard=heard_until is not None and heard_until < on,
        heard_until=heard_until,
        answered=not now.statements or now.order_step is not None or bool(content.get("answer", "").strip()),
        lines=evidence_lines(loaded),
        lines_needed=route.lines,
        performance=_is_performance(content, agreed),
        continuity=content.get("continuity") if way in acts.CONTINUITY_WAYS else None,
        right_until=None if known is None else end_of_months(known, route.right_months),
        change_first=route.change_first,
        compensation=route.compensation,
        needs_order=agreed == "not_corrected",
        not_followed=now.cause_known is not None and now.checked_apart,
        finders=now.finders | now.opener,
        administrative=route.change_first,
        agreed=agreed,
        serious=found.filter(severity="serious").exists(),
        seen=found.filter(source__in=_SEEN).exists(),
    )


def _found(loaded: Loaded) -> QuerySet[Finding]:
    """The findings of the case that are confirmed and stand."""
    return Finding.objects.filter(id__in=loaded.now.standing_findings, decision="confirmed")


def _known_since(loaded: Loaded) -> date | None:
    """Since when the cause is known: that an order was not followed, or else the first finding that was confirmed."""
    if loaded.now.cause_known is not None:
        return loaded.now.cause_known
    rows = _found(loaded)
    return min((day for day in rows.values_list("decided_on", flat=True) if day), default=None)


def evidence_lines(loaded: Loaded) -> frozenset[str]:
    """The independent lines of evidence in a case: the sources of what is not put right, and a re-check by another."""
    rows = Finding.objects.filter(id__in=loaded.now.to_order, decision="confirmed").exclude(source=_NO_LINE)
    found = set(rows.values_list("source", flat=True))
    if loaded.now.checked_apart:
        found.add("recheck")
    return frozenset(found)


def _is_performance(content: Content, agreed: str | None) -> bool:
    poor = bool(content.get("clause")) and agreed not in _NOT_POOR
    return poor or content.get("statutory") in _POOR_BY_LAW


def _ground_of(content: Content) -> str | None:
    """The agreed ground of the clause that the end rests on."""
    rows = Clause.objects.filter(id=content.get("clause") or "")
    return rows.values_list("ground", flat=True).first()


def _notice_days(clause: str) -> int:
    return Clause.objects.filter(id=clause).values_list("notice_days", flat=True).first() or 0


def _already(contract: str, way: Way, case: str | None, *, on: date) -> bool:
    """Whether its end is decided. One that runs out later may still be ended before, for a cause or by agreement."""
    others = CaseCourse.objects.filter(contract=contract, stage__in=ON_THE_WAY_OUT)
    others = others.exclude(case=case) if case else others
    if way is Way.EXPIRY:
        return contract in ended_contracts([contract]) or others.exists()
    if way is Way.AGREEMENT:
        return contract in settled_contracts([contract], on=on) or others.exists()
    by_one_side = others.filter(stage__in=("ending", "parting"))
    return contract in ended_contracts([contract], on=on) or by_one_side.exists()


def _way(text: str) -> Way:
    try:
        return Way(text)
    except ValueError:
        raise InputError("ending_way_unknown", way=text[:40], known=tuple(way.value for way in Way)) from None


def _unsaid(content: Content, way: Way) -> frozenset[Need]:
    """What is only shown by saying it: how a change of the contract was looked at, and what is offered for loss."""
    if way is not Way.UNILATERAL:
        return frozenset()
    return frozenset(need for need, name in _SAID.items() if not content.get(name, "").strip())


def _shown(text: str) -> frozenset[Need]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    odd = tuple(name[:40] for name in names if name not in set(Need))
    if odd:
        raise InputError("ending_need_unknown", needs=odd, known=tuple(need.value for need in Need))
    return frozenset(Need(name) for name in names)


def day(content: Content, name: str) -> date | None:
    """The day that the content states under a name, if it does. Raises InputError for a text that is none."""
    text = content.get(name, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError("decision_day", name=name, value=text[:40]) from None
