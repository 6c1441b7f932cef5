"""Value as JSON: exact figures for programs, sentences in both languages for people."""

from answerable.core.assess.value.values import ContractValue, DistrictValue, MeasureResult, Pooled, Spread
from answerable.render.json_text import Json, json_text
from answerable.render.words import LANGS, say

FORMAT = "answerable/value/1"


def to_json(result: DistrictValue) -> str:
    """The result as JSON text. Money is in minor units; null is no data."""
    return json_text(
        {
            "format": FORMAT,
            "district": result.district,
            "on": result.on.isoformat(),
            "contracts": [_contract(each) for each in result.contracts],
        }
    )


def _contract(each: ContractValue) -> Json:
    house = each.in_house
    return {
        "contract": each.contract.id,
        "body": each.body.id,
        "provider": each.provider.id,
        "catalogue": each.catalogue,
        "measures": [_measure(measure) for measure in each.measures],
        "no_data": list(each.silent),
        "in_house": {
            "share": None if house.share is None else str(house.share),
            "drills_planned": house.drills,
            "drilled_on": None if house.drilled_on is None else house.drilled_on.isoformat(),
        },
    }


def _measure(each: MeasureResult) -> Json:
    return {
        "aspect": each.aspect,
        "measure": each.measure,
        "before": _pooled(each.before),
        "after": _pooled(each.after),
        "change": each.change,
        "better": each.better,
        "hours_freed": each.freed,
        "conclusion": each.conclusion,
        "peers": {
            "values": _spread(each.peers.values),
            "changes": _spread(each.peers.changes),
            "difference": each.peers.difference,
        },
        "limits": [{"code": one.code, **{lang: say(one, lang) for lang in LANGS}} for one in each.limits],
        "figures": [
            {
                "period": str(figure.period),
                "side": side,
                "numerator": figure.numerator,
                "denominator": figure.denominator,
                "value": figure.value,
                "source": figure.source,
                "note": figure.note,
            }
            for figure, side in each.figures
        ],
    }


def _pooled(side: Pooled | None) -> Json:
    if side is None:
        return None
    return {
        "periods": side.n,
        "first": str(side.first),
        "last": str(side.last),
        "value": side.value,
        "low": side.low,
        "high": side.high,
    }


def _spread(spread: Spread | None) -> Json:
    if spread is None:
        return None
    return {"n": spread.n, "median": spread.median, "low": spread.low, "high": spread.high}
