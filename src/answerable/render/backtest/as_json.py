"""A trial of a new set of indicators as JSON, `answerable/backtest/1`."""

from dataclasses import asdict
from datetime import date

from answerable.core.assess.trial.results import (
    Compared,
    ContractTrial,
    Expected,
    Said,
    Totals,
    TrialResult,
)
from answerable.render.json_text import Json, json_text

FORMAT = "answerable/backtest/1"
_SIDES = ("in_force", "new")


def trial_json(result: TrialResult) -> str:
    """The whole trial. Money in minor units; null is not set, not known or not applicable, never zero."""
    return json_text(
        {
            "format": FORMAT,
            "on": result.on.isoformat(),
            "district": {"id": result.district, "name": result.name, "name_en": result.name_en},
            "rules": {side: asdict(rules) for side, rules in zip(_SIDES, result.rules, strict=True)},
            "totals": {
                "contracts": len(result.contracts),
                "troubles": result.troubles,
                "unforeseeable": result.unforeseeable,
                **{side: _totals(each) for side, each in zip(_SIDES, result.totals, strict=True)},
            },
            "indicators": [_compared(each) for each in result.indicators],
            "contracts": [_contract(each) for each in result.contracts],
        }
    )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _totals(each: Totals) -> dict[str, Json]:
    return {
        "contracts_on_watch": each.contracts_on_watch,
        "scored": each.scored,
        "off_target": each.off_target,
        "ends": each.ends,
        "ends_on_watch": each.ends_on_watch,
        "flips": each.flips,
        "watches": each.watches,
        "followed": each.followed,
        "not_followed": each.not_followed,
        "too_early": each.too_early,
        "unknown": each.unknown,
        "warned": each.warned,
        "median_days": each.median_days,
        "expected_deductions": [
            {"currency": currency or None, "minor": minor} for currency, minor in each.expected
        ],
        "unknown_months": each.unknown_months,
    }


def _compared(each: Compared) -> dict[str, Json]:
    return {
        "id": each.indicator,
        "name": each.name,
        "name_en": each.name_en,
        "contracts": each.contracts,
        "scored": each.scored,
        "off_target": {"in_force": each.in_force, "new": each.new},
    }


def _contract(each: ContractTrial) -> dict[str, Json]:
    return {
        "id": each.id,
        "name": each.name,
        "name_en": each.name_en,
        "currency": each.currency or None,
        "in_force": _said(each.in_force),
        "new": _said(each.new),
        "differing": [day.isoformat() for day in each.differing],
        "indicators": [_compared(one) for one in each.indicators],
        "troubles": [
            {
                "on": _day(one.trouble.on),
                "kind": one.trouble.kind.value,
                "id": one.trouble.id,
                "days_before": {"in_force": one.in_force, "new": one.new},
            }
            for one in each.troubles
        ],
    }


def _said(said: Said) -> dict[str, Json]:
    return {
        "scored": said.scored,
        "off_target": said.off_target,
        "ends": said.ends,
        "ends_on_watch": said.ends_on_watch,
        "flips": said.flips,
        "first_watch": _day(said.first_watch),
        "watches": [
            {"starts": _day(each.starts), "ends": _day(each.ends), "sequel": each.sequel.value}
            for each in said.watches
        ],
        "expected_deduction": _expected(said.expected),
    }


def _expected(expected: Expected | None) -> dict[str, Json] | None:
    if expected is None:
        return None
    minor = expected.minor if expected.months else None
    return {"minor": minor, "months": expected.months, "unknown_months": expected.unknown}
