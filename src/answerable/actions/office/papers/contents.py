"""Which papers a step issues, and what they say in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from answerable.actions.office.papers import of_correction, of_ending, of_others
from answerable.actions.office.papers.about import About
from answerable.actions.office.papers.plan import Plan
from answerable.actions.office.papers.saying import Phrases, number_of
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.papers.filling import MOST_IN_FIELD
from answerable.core.enforce.papers.kinds import KINDS
from answerable.core.enforce.papers.values import Paper, PaperKind
from answerable.render.words import LANGS

_CUT = "…"


@dataclass(frozen=True)
class Issue:
    """One paper to be issued: what it says, by language."""

    kind: PaperKind
    number: str
    to_provider: bool
    papers: Mapping[str, Paper]


def issues(of: About) -> tuple[Issue, ...]:
    """The papers that the step issues, in order; none of many."""
    make = MAKERS.get(of.step.kind)
    return () if make is None else tuple(_issue(of, plan) for plan in make(of, of.step.act))


def _one(make: Callable[[About, Any], Plan]) -> Callable[[About, Any], tuple[Plan, ...]]:
    return lambda of, act: (make(of, act),)


def _recheck(of: About, act: acts.Recheck) -> tuple[Plan, ...]:
    """With the last item put right the case is closed, which is said in a paper of its own."""
    closed = (of_correction.closing(of, "closed_recheck"),) if of.now.final else ()
    return (of_correction.recheck(of, act), *closed)


def _accept_rest(of: About, act: acts.AcceptRest) -> tuple[Plan, ...]:
    return (of_correction.closing(of, "closed_accept_rest", reason=act.reason),)


def _dismiss(of: About, act: acts.Dismiss) -> tuple[Plan, ...]:
    told = {"reason": act.reason, "answer": act.answer.strip(), "closed": act.outcome}
    return (of_correction.closing(of, "closed_dismiss", **told),)


def _drop(of: About, act: acts.Drop) -> tuple[Plan, ...]:
    return (of_correction.closing(of, "closed_drop", reason=act.reason),)


def _hand_over(of: About, _: acts.HandOver) -> tuple[Plan, ...]:
    return (of_ending.handover(of),) if of.now.final else ()


MAKERS: Mapping[Kind, Callable[[About, Any], tuple[Plan, ...]]] = {
    Kind.NOTIFY: _one(of_correction.notice),
    Kind.SERVE: _one(of_others.receipt),
    Kind.STATE: _one(of_correction.statement),
    Kind.DROP: _drop,
    Kind.DISMISS: _dismiss,
    Kind.ORDER: _one(of_correction.order),
    Kind.REPORT: _one(of_correction.report),
    Kind.RECHECK: _recheck,
    Kind.EXTEND: _one(of_correction.extension),
    Kind.ACCEPT_REST: _accept_rest,
    Kind.FIND_NOT_CORRECTED: _one(of_correction.not_corrected),
    Kind.END: _one(of_ending.ending),
    Kind.HAND_OVER: _hand_over,
    Kind.PROTECT: _one(of_others.protection),
    Kind.REVIEW_PROTECTION: _one(of_others.protection_review),
    Kind.CONTEST: _one(of_others.objection),
    Kind.DECIDE_OBJECTION: _one(of_others.objection_decision),
    Kind.REFER: _one(of_others.referral),
}
"""What makes the papers of each act that issues any."""


def _issue(of: About, plan: Plan) -> Issue:
    number = plan.number.strip() or number_of(of.case, of.number)
    papers = {lang: _paper(of, plan, _printed(of, plan, number, lang), lang) for lang in LANGS}
    return Issue(plan.kind, number, plan.addressee is None, papers)


def _printed(of: About, plan: Plan, number: str, lang: str) -> str:
    """The number as it is printed: under a letterhead only one that people chose."""
    chosen = bool(plan.number.strip()) or not KINDS[plan.kind].letterhead
    return number if chosen else Phrases(of, lang)("no_number")


def _paper(of: About, plan: Plan, number: str, lang: str) -> Paper:
    phrase, rule = Phrases(of, lang), KINDS[plan.kind]
    fields, tables = plan.words(phrase)
    known = rule.required | rule.optional
    common = {"case": of.case, "contract": phrase.contract}
    said = {name: text for name, text in (common | fields).items() if name in known}
    return Paper(
        kind=plan.kind,
        number=number,
        issued_on=of.on,
        issuer=of.body,
        addressee=plan.addressee or of.provider,
        fields={name: _fit(text) for name, text in said.items() if text.strip()},
        tables=tables,
    )


def _fit(text: str) -> str:
    return text if len(text) <= MOST_IN_FIELD else text[: MOST_IN_FIELD - 1] + _CUT
