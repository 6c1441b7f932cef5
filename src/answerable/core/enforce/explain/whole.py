"""The whole explanation of a contract, from its standing back to every figure, parameter and version."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from hashlib import sha256

from answerable.core.enforce.explain import performance, voice
from answerable.core.enforce.explain.values import Explanation, Known, Section, per_cent
from answerable.core.enforce.sensitivity import Number, Turn, knobs
from answerable.core.rulebook.parameters import Parameters
from answerable.core.terms.duty import DutyState, Side
from answerable.core.terms.errors import UndecidableError
from answerable.core.terms.message import Message

INDICATORS = (
    "watch.off_target_periods",
    "watch.far_steps",
    "watch.worst_k",
    "watch.worst_last",
    "watch.trend_periods",
)
RATINGS = (
    "ratings.bad_levels",
    "ratings.scores",
    "ratings.standard",
    "ratings.alpha",
    "ratings.margin",
    "ratings.min_count",
    "ratings.bets",
    "ratings.bet_weights",
)
SURVEYS = ("survey.alpha", "survey.min_responses", "survey.z_squared")
MATTERS = ("matters.put_right_share", "matters.min_count", "matters.answer_workdays")
SHARES = ("ratings.standard", "ratings.alpha", "ratings.margin", "matters.put_right_share", "survey.alpha")


def explanation(known: Known) -> Explanation:
    """Every section that has something to say, in the order in which a reader asks."""
    parts: tuple[tuple[str, Callable[[Known], Iterator[Message]]], ...] = (
        ("explain_outcome", _outcome),
        ("explain_responsibility", _responsibility),
        ("explain_indicators", performance.indicators),
        ("explain_scores", performance.scores),
        ("explain_ratings_head", voice.ratings),
        ("explain_surveys", voice.surveys),
        ("explain_matters_head", voice.matters),
        ("explain_findings", _findings),
        ("explain_cases", _cases),
        ("explain_duties", _duties),
        ("explain_next", _next),
        ("explain_turns", _turns),
        ("explain_parameters", _parameters),
        ("explain_versions", _versions),
    )
    sections = (Section(head, tuple(lines(known))) for head, lines in parts)
    told = tuple(section for section in sections if section.lines)
    return Explanation(known.result.contract.id, known.on, told)


def fingerprint(parameters: Parameters, known: Known) -> str:
    """The first half of the SHA-256 of every parameter's value and start on the day: the same rules, the same text."""
    lines = []
    for parameter in parameters.parameters:
        try:
            edition = parameters.at(parameter.id, on=known.on)
        except UndecidableError:
            continue
        lines.append(f"{parameter.id}={edition.value}@{edition.starts}")
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:32]


def _outcome(known: Known) -> Iterator[Message]:
    result = known.result
    term = {"starts": result.contract.starts, "ends": result.contract.ends}
    names = {
        "contract": result.contract.name,
        "contract_en": result.contract.name_en,
        "body": result.body.name,
        "body_en": result.body.name_en,
        "provider": result.provider.name,
        "provider_en": result.provider.name_en,
    }
    yield Message.of("explain_contract", **names, **term)
    yield Message.of(
        "explain_standing", on=known.on, standing=result.standing.value, assessment=result.assessment.value
    )
    if result.standing.value != result.assessment.value:
        yield Message.of("explain_case_decides")
    yield from known.told(result.reasons)


def _responsibility(known: Known) -> Iterator[Message]:
    answer = known.result.leader
    if answer.leader is not None:
        names = {"leader": answer.leader.name, "leader_en": answer.leader.name_en}
        yield Message.of("explain_leader", **names, since=answer.since)
    else:
        head = answer.by_default
        yield Message.of(
            "explain_vacant",
            since=answer.since,
            head=None if head is None else head.name,
            head_en=None if head is None else head.name_en,
        )
        if answer.why_vacant is not None:
            yield answer.why_vacant
    if answer.acting is not None:
        yield Message.of("explain_acting", person=answer.acting.name, person_en=answer.acting.name_en)
    verdict = known.result.verdict
    yield Message.of("explain_verdict", verdict=verdict) if verdict else Message.of("verdict_missing")


def _findings(known: Known) -> Iterator[Message]:
    for each in known.result.findings:
        yield Message.of(
            "explain_finding",
            finding=each.id,
            found_on=each.found_on,
            source=each.source,
            severity=each.severity,
            state=each.state,
            what=each.what,
            what_en=each.what_en,
        )


def _cases(known: Known) -> Iterator[Message]:
    for each in known.result.cases:
        yield Message.of(
            "explain_case",
            case=each.id,
            subject=each.subject,
            subject_en=each.subject_en,
            opened=each.opened_on,
            state=each.state,
            since=each.since,
        )
    if known.result.exit_grounds and known.result.cases:
        yield Message.of("explain_exit", grounds=known.result.exit_grounds)


def _duties(known: Known) -> Iterator[Message]:
    late = [duty for duty in known.result.duties if duty.state is DutyState.OVERDUE]
    for side in Side:
        mine = [duty for duty in late if duty.side is side]
        if mine:
            worst = max(mine, key=lambda duty: duty.workdays_late)
            yield Message.of(
                f"explain_overdue_{side}",
                **{**worst.what.params, "n": len(mine), "by": worst.by, "workdays": worst.workdays_late},
                duty=worst.what.code,
            )
    if not late:
        yield Message.of("explain_nothing_overdue")


def _next(known: Known) -> Iterator[Message]:
    yield from known.result.proposals


def _parameters(known: Known) -> Iterator[Message]:
    """The parameters that what was said rests on, each once, with its ground."""
    result = known.result
    yield from known.cited(*INDICATORS) if result.indicators else ()
    yield from known.cited(*RATINGS) if result.ratings.n else ()
    yield from known.cited(*SURVEYS) if result.surveys else ()
    yield from known.cited(*MATTERS) if result.matters.raised else ()
    yield from known.cited("watch.serious_findings") if result.findings else ()
    yield from known.cited("watch.duty_overdue_workdays")


def _turns(known: Known) -> Iterator[Message]:
    for each in known.turns:
        yield _turn(each, known)
    if not known.turns:
        tried = tuple(knob.parameter for knob in knobs(known.policy))
        yield Message.of("explain_no_turn", assessment=known.result.assessment.value, tried=tried)


def _turn(turn: Turn, known: Known) -> Message:
    title = known.parameters.by_id[turn.parameter].title
    return Message.of(
        "explain_turn",
        assessment=turn.assessment.value,
        parameter=turn.parameter,
        title=title.zh,
        title_en=title.en,
        now=_number(turn.now, turn.parameter),
        at=_number(turn.at, turn.parameter),
    )


def _number(value: Number, parameter: str) -> str:
    return per_cent(Fraction(value)) if parameter in SHARES else str(value)


def _versions(known: Known) -> Iterator[Message]:
    for name, value in known.versions:
        yield Message.of(f"explain_version_{name}", value=value)
    yield Message.of("explain_version_rules", value=fingerprint(known.parameters, known))
    yield Message.of("explain_recompute")
