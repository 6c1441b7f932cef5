"""Who may do what in a case, in which capacity, and who is barred because he had a part in it before."""

from collections.abc import Mapping
from dataclasses import dataclass

from answerable.core.enforce.course.acts import Decided, OnPaper
from answerable.core.enforce.course.steps import CLASSES, Kind
from answerable.core.enforce.course.values import CaseNow
from answerable.core.terms.message import Message

ANSWERS = "answers"
"""Who answers for the contract on the day: the responsible leader, or in a vacancy the head."""
ABOVE = "above"
"""The head of a body above: the last resort, so that no case waits for somebody who had no part in it."""
PROVIDER = "provider"
_DESK = ("handler", "section", ANSWERS, "leader", "head")
_DECIDES = (ANSWERS, "head", ABOVE)
_RECORDS = (PROVIDER, "handler", "section")
"""The provider itself, or an official who records what it said on paper."""
_ANYBODY = ("handler", "section", "legality", ANSWERS, "leader", "head", ABOVE)
ROLES: Mapping[Kind, tuple[str, ...]] = {
    Kind.OPEN: _DESK,
    Kind.TAKE_OVER: _ANYBODY,
    Kind.FIND: _DESK,
    Kind.SET_ROUTE: ("legality", ANSWERS, "head", ABOVE),
    Kind.NOTIFY: _DESK,
    Kind.SERVE: (*_DESK, PROVIDER),
    Kind.STATE: _RECORDS,
    Kind.DROP: _DECIDES,
    Kind.DISMISS: _DECIDES,
    Kind.ORDER: _ANYBODY,
    Kind.REPORT: _RECORDS,
    Kind.RECHECK: _ANYBODY,
    Kind.EXTEND: _DECIDES,
    Kind.ACCEPT_REST: _DECIDES,
    Kind.FIND_NOT_CORRECTED: _DECIDES,
    Kind.END: _ANYBODY,
    Kind.HAND_OVER: _DESK,
    Kind.PROTECT: _ANYBODY,
    Kind.REVIEW_PROTECTION: _DECIDES,
    Kind.LIFT: _DECIDES,
    Kind.PAUSE: _DECIDES,
    Kind.RESUME: _DECIDES,
    Kind.CONTEST: _RECORDS,
    Kind.DECIDE_OBJECTION: ("legality", "leader", "head", ABOVE),
    Kind.GO_OUTSIDE: (*_ANYBODY, PROVIDER),
    Kind.OUTSIDE_DECIDED: ("legality", ANSWERS, "leader", "head", ABOVE),
    Kind.CORRECT: _DESK,
    Kind.REFER: _DECIDES,
}
"""In which roles an act is done. Orders and endings are decisions with a chain: there the signers count."""
ON_PAPER = frozenset(kind for kind, made in CLASSES.items() if issubclass(made, OnPaper))
"""What the provider says, and what an official may record for it."""
BY_MEETING = frozenset(kind for kind, made in CLASSES.items() if issubclass(made, Decided))
"""What a meeting may decide where everybody who may had a part in it: its minutes are recorded by a head."""
_HEADS = ("head", ABOVE)
MEETING = "?"
"""As if the minutes of a meeting were stated: what a meeting might still decide."""


@dataclass(frozen=True)
class Who:
    """Somebody who acts, with the capacities that he has in the body of the contract on the day.

    A capacity is a role and the person whose stand-in he is in it, or None where it is his own.
    """

    account: str
    person: str | None = None
    provider: str | None = None
    capacities: frozenset[tuple[str, str | None]] = frozenset()
    deciders: frozenset[str] | None = None
    """Whoever decides in the body alone: who answers for the contract, the head, and the heads above.

    None where nobody looked: then no meeting stands in for them.
    """


def capacity(
    kind: Kind, who: Who, *, barred: frozenset[str], minutes: str = ""
) -> tuple[str, str | None] | None:
    """The capacity in which he may act: his own before another's; None where he has none that is not barred.

    A head who states the minutes of a meeting records what others decided, and is not barred: but only where everybody
    who might have decided alone is.
    """
    free = _free(ROLES[kind], who, barred)
    meets = kind in BY_MEETING and who.deciders is not None and who.deciders <= barred
    if free is None and meets and minutes.strip():
        return _free(tuple(each for each in ROLES[kind] if each in _HEADS), who, frozenset())
    return free


def _free(wanted: tuple[str, ...], who: Who, barred: frozenset[str]) -> tuple[str, str | None] | None:
    if who.person in barred:
        return None
    free = [
        (for_ is not None, wanted.index(role), for_ or "", role, for_)
        for role, for_ in who.capacities
        if role in wanted and for_ not in barred
    ]
    return min(free)[3:] if free else None


def not_his(kind: Kind, who: Who, *, barred: frozenset[str], minutes: str = "") -> tuple[Message, ...]:
    """Why this is not for him to do; nothing where it is. A head reads that a meeting may decide instead."""
    if capacity(kind, who, barred=barred, minutes=minutes) is not None:
        return ()
    if capacity(kind, who, barred=frozenset()) is None:
        return (Message.of("case_not_your_role", act=kind.value, roles=ROLES[kind]),)
    part = Message.of(f"case_had_a_part_{_PART.get(kind, 'decided')}", act=kind.value)
    if capacity(kind, who, barred=barred, minutes=MEETING) is not None:
        return (part, Message.of("case_meeting_may_decide", act=kind.value))
    return (part,)


_PART: Mapping[Kind, str] = {
    Kind.DROP: "found",
    Kind.DISMISS: "found",
    Kind.ORDER: "found",
    Kind.RECHECK: "ordered",
    Kind.EXTEND: "checked",
    Kind.ACCEPT_REST: "checked",
    Kind.FIND_NOT_CORRECTED: "checked",
    Kind.REVIEW_PROTECTION: "protected",
}
"""What he did before that bars him from this act."""


def barred(case: CaseNow, kind: Kind, target: int | None = None) -> frozenset[str]:
    """Who may not do this in the case, because he had a part in what it judges. `target` is the step it is about."""
    if kind in (Kind.DROP, Kind.DISMISS, Kind.ORDER):
        return case.finders | case.opener
    if kind is Kind.RECHECK:
        return case.authors | case.overruled
    if kind in (Kind.EXTEND, Kind.ACCEPT_REST, Kind.FIND_NOT_CORRECTED):
        return case.checkers
    if kind is Kind.REVIEW_PROTECTION:
        return frozenset().union(*(each.by for each in case.protections if each.step == target))
    if kind is Kind.DECIDE_OBJECTION:
        return frozenset().union(*(each.barred for each in case.objections if each.step == target))
    if kind is Kind.OUTSIDE_DECIDED:
        return _decided(case, {each.against for each in case.outside if each.step == target})
    return frozenset()


def _decided(case: CaseNow, steps: set[int]) -> frozenset[str]:
    """Whoever decided these steps."""
    return frozenset().union(*(each.by for each in case.contestable if each.step in steps))
