"""An assessment as JSON, `answerable/assessment/1`; `assessment.schema.json` beside this module describes it."""

from datetime import date
from functools import cache
from importlib.resources import files
from json import loads
from typing import Any, cast

from answerable.core.assess.results import (
    FindingResult,
    IndicatorResult,
    IndicatorSeries,
    Reason,
    ScoreResult,
)
from answerable.core.assess.score import MonthScore
from answerable.core.enforce.results import CaseResult, ContractResult, DistrictResult
from answerable.core.register.values import Body, Person, Provider
from answerable.core.terms.duty import Duty
from answerable.core.terms.message import Message, Param
from answerable.render.json_text import Json, json_text
from answerable.render.voice_json import low_ratings_json, matters_json, ratings_json, survey_json
from answerable.render.watch.as_json import account_json
from answerable.render.words import say

FORMAT = "answerable/assessment/1"


def to_json(result: DistrictResult) -> str:
    """The whole assessment. Shares are parts of 1, values of share indicators per cent, money in minor units."""
    return json_text(
        {
            "format": FORMAT,
            "on": _day(result.on),
            "district": {"id": result.district, "name": result.name, "name_en": result.name_en},
            "language": result.language,
            "rulebook": result.rulebook,
            "calendar": {"name": result.calendar, "ends": _day(result.calendar_ends)},
            "people": [_person(person) for person in result.people],
            "portfolio": {
                "delta": result.portfolio.delta,
                "looked_at": result.portfolio.looked_at,
                "named": list(result.portfolio.named),
                "alone": list(result.portfolio.alone),
            },
            "contracts": [_contract(contract) for contract in result.contracts],
        }
    )


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema (2020-12) of `to_json`."""
    text = (files(__package__) / "assessment.schema.json").read_text(encoding="utf-8")
    return cast(dict[str, Any], loads(text))


def _contract(result: ContractResult) -> Json:
    contract = result.contract
    return {
        "id": contract.id,
        "name": contract.name,
        "name_en": contract.name_en,
        **_named("body", result.body),
        **_named("provider", result.provider),
        "starts": _day(contract.starts),
        "ends": _day(contract.ends),
        **_answer(result),
        "verdict": result.verdict,
        "assessment": result.assessment.value,
        "standing": result.standing.value,
        "reasons": [_reason(reason) for reason in result.reasons],
        "proposals": [_message(proposal) for proposal in result.proposals],
        "indicators": [_reading(one) for series in result.indicators for one in series.results],
        "series": [_series(series) for series in result.indicators],
        "ratings": ratings_json(result.ratings),
        "surveys": [survey_json(survey) for survey in result.surveys],
        "matters": matters_json(result.matters),
        "low_ratings": low_ratings_json(result.low_ratings),
        "scores": [_score(score) for score in result.scores],
        "months": [_month(month) for month in result.months],
        "findings": [_finding(finding) for finding in result.findings],
        "cases": [_case(case) for case in result.cases],
        "exit_grounds": list(result.exit_grounds),
        "duties": [_duty(duty) for duty in result.duties],
        "accounts": [account_json(each) for each in result.accounts],
    }


def _named(key: str, party: Body | Provider) -> dict[str, Json]:
    return {key: party.id, f"{key}_name": party.name, f"{key}_name_en": party.name_en}


def _person(person: Person | None) -> dict[str, Json] | None:
    return None if person is None else {"id": person.id, "name": person.name, "name_en": person.name_en}


def _answer(result: ContractResult) -> dict[str, Json]:
    answer = result.leader
    leader = _person(answer.leader)
    vacant = answer.why_vacant
    return {
        "leader": None if leader is None else {**leader, "since": _day(answer.since)},
        "leader_reason": None if vacant is None else _message(vacant),
        "vacant_since": _day(answer.since) if answer.leader is None else None,
        "answers_by_default": _person(answer.by_default) if answer.leader is None else None,
        "acting": _person(answer.acting),
    }


def _message(message: Message) -> dict[str, Json]:
    return {
        "code": message.code,
        "params": {name: _param(value) for name, value in message.params.items()},
        "zh": say(message, "zh"),
        "en": say(message, "en"),
    }


def _param(value: Param) -> Json:
    return value.isoformat() if isinstance(value, date) else value


def _reason(reason: Reason) -> Json:
    return {"side": reason.side.value, **_message(reason.message)}


def _reading(one: IndicatorResult) -> Json:
    return {
        "id": one.indicator,
        "period": str(one.period),
        "edition": _day(one.edition),
        "value": one.value,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "n": one.n,
        "band": one.band,
        "target_met": one.target_met,
        "steps_off": one.steps_off,
        "partial": one.partial,
    }


def _series(series: IndicatorSeries) -> Json:
    return {
        "id": series.indicator,
        "name": series.name,
        "name_en": series.name_en,
        "unit": series.unit,
        "better": "higher" if series.better_higher else "lower",
        "weight": series.weight,
        "bands": [
            {
                "band": band.band,
                "low": band.low,
                "high": band.high,
                "target": band.target,
                "meets": band.meets,
            }
            for band in series.bands
        ],
        "missing": [str(period) for period in series.missing],
    }


def _score(score: ScoreResult) -> Json:
    return {
        "period": str(score.period),
        "points": score.points,
        "full": score.full,
        "deduction_minor": score.deduction_minor,
    }


def _month(month: MonthScore) -> Json:
    return {
        "period": str(month.period),
        "computed": month.computed,
        "recorded": month.recorded,
        "missing": list(month.missing),
        "agreed_minor": month.agreed_minor,
        "taken_minor": month.taken_minor,
        "messages": [_message(message) for message in month.messages],
    }


def _finding(finding: FindingResult) -> Json:
    return {
        "id": finding.id,
        "found_on": _day(finding.found_on),
        "source": finding.source,
        "severity": finding.severity,
        "state": finding.state,
        "what": finding.what,
        "what_en": finding.what_en,
        "passages": [
            {
                "of": each.of,
                "start": each.start,
                "text": each.text,
                "beside_of": each.beside_of,
                "beside_text": each.beside_text,
            }
            for each in finding.passages
        ],
    }


def _case(case: CaseResult) -> Json:
    return {
        "id": case.id,
        "opened_on": _day(case.opened_on),
        "state": case.state,
        "since": _day(case.since),
        "ground": case.ground,
        "subject": case.subject,
        "subject_en": case.subject_en,
    }


def _duty(duty: Duty) -> Json:
    ground = duty.ground
    return {
        "id": duty.id,
        "side": duty.side.value,
        "who": duty.who,
        "what": _message(duty.what),
        "by": _day(duty.by),
        "provisional": duty.provisional,
        "ground": {
            "source": ground.source,
            "article": ground.article,
            "how": ground.how.value,
            "address": ground.address,
        },
        "fact": duty.fact,
        "state": duty.state.value,
        "done_on": _day(duty.done_on),
        "workdays_late": duty.workdays_late,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
