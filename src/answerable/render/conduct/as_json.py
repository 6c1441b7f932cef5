"""Conduct as JSON: codes and figures for programs, sentences in both languages for people."""

from answerable.core.enforce.conduct.values import ContractConduct, DistrictConduct, Window
from answerable.core.terms.duty import Duty
from answerable.render.json_text import Json, json_text
from answerable.render.words import LANGS, say

FORMAT = "answerable/conduct/1"


def to_json(result: DistrictConduct) -> str:
    """The result as JSON text. A share that is null is no data."""
    return json_text(
        {
            "format": FORMAT,
            "district": result.district,
            "on": result.on.isoformat(),
            "bodies": [
                {
                    "body": each.body.id,
                    "windows": [_window(window) for window in each.windows],
                    "contracts": [_contract(contract) for contract in each.contracts],
                }
                for each in result.bodies
            ],
            "together": [_window(window) for window in result.windows],
        }
    )


def _contract(each: ContractConduct) -> Json:
    return {
        "contract": each.contract.id,
        "provider": each.contract.provider,
        "windows": [_window(window) for window in each.windows],
        "overdue": [_duty(duty) for duty in each.overdue],
    }


def _window(window: Window) -> Json:
    return {
        "window": window.name,
        "first": None if window.first is None else window.first.isoformat(),
        "last": window.last.isoformat(),
        "kept": [
            {
                "side": each.side.value,
                "kind": each.kind,
                "in_time": each.in_time,
                "late": each.late,
                "overdue": each.overdue,
                "n": each.n,
                "share": each.share,
                "longest_workdays": each.longest,
            }
            for each in window.kept
        ],
        "without_leader": {
            "days": window.led.days,
            "vacant": window.led.vacant,
            "share": window.led.share,
        },
    }


def _duty(duty: Duty) -> Json:
    return {
        "id": duty.id,
        "side": duty.side.value,
        "who": duty.who,
        "by": duty.by.isoformat(),
        "workdays_late": duty.workdays_late,
        "ground": f"{duty.ground.source} {duty.ground.article}".strip(),
        "fact": duty.fact,
        "what": {"code": duty.what.code, **{lang: say(duty.what, lang) for lang in LANGS}},
    }
