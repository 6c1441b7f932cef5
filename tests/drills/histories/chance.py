"""What is tried next in a case: an act that could be right, or one that is spoiled and must be refused in any case."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind, kind_of
from tests.drills.histories.cast import EVERYBODY, Signed, capacities, officials
from tests.drills.histories.model import Model

PROOF = "sha256:" + "0" * 64
LIKELY: Mapping[str, tuple[Kind, ...]] = {
    "opened": (*(Kind.NOTIFY,) * 20, *(Kind.FIND,) * 3, Kind.DROP),
    "told": (*(Kind.SERVE,) * 30, Kind.DROP),
    "hearing": (*(Kind.STATE,) * 3, Kind.DISMISS, Kind.PAUSE, Kind.ORDER),
    "weighing": (*(Kind.ORDER,) * 14, *(Kind.STATE,) * 3, Kind.DISMISS, *(Kind.END,) * 2),
    "ordered": (Kind.SERVE, Kind.SERVE, Kind.SERVE, Kind.CONTEST),
    "correcting": (Kind.REPORT, Kind.REPORT, Kind.REPORT, Kind.PAUSE, Kind.CONTEST),
    "rechecking": (Kind.RECHECK, Kind.RECHECK, Kind.RECHECK, Kind.REPORT),
    "concluding": (*(Kind.EXTEND,) * 3, *(Kind.FIND_NOT_CORRECTED,) * 5, Kind.ACCEPT_REST, Kind.END),
    "not_corrected": (*(Kind.END,) * 8, *(Kind.ORDER,) * 2, Kind.RECHECK, Kind.ACCEPT_REST),
    "leaving": (Kind.SERVE, Kind.HAND_OVER, Kind.END),
    "running_out": (Kind.HAND_OVER, Kind.END),
    "parting": (Kind.HAND_OVER, Kind.CONTEST),
    "ending": (Kind.SERVE, Kind.SERVE, Kind.HAND_OVER, Kind.CONTEST),
    "over": (Kind.HAND_OVER,),
    "handed_over": (Kind.CONTEST, Kind.GO_OUTSIDE, Kind.REFER),
    "closed": (Kind.CONTEST, Kind.GO_OUTSIDE, Kind.PROTECT),
}
"""What belongs to each stage; everything else is tried now and then."""
ON_PAPER = 0.35
"""The share of what the provider says that comes on paper, and is recorded by an official."""
SIDE = (Kind.SET_ROUTE, Kind.PROTECT, Kind.PAUSE, Kind.RESUME, Kind.REFER, Kind.CONTEST, Kind.GO_OUTSIDE)
BEGIN = frozenset({Kind.OPEN, Kind.TAKE_OVER})
TRIED = tuple(kind for kind in Kind if kind not in BEGIN)
DESK = frozenset({"handler", "section", "answers", "leader", "head"})
DECIDES = frozenset({"answers", "head", "above"})
ANYBODY = DESK | {"legality", "above"}
PROVIDER = frozenset({"provider"})
HIS: Mapping[Kind, frozenset[str]] = {
    Kind.OPEN: DESK,
    Kind.FIND: DESK,
    Kind.SET_ROUTE: DECIDES | {"legality"},
    Kind.NOTIFY: DESK,
    Kind.SERVE: DESK | PROVIDER,
    Kind.STATE: PROVIDER,
    Kind.DROP: DECIDES,
    Kind.DISMISS: DECIDES,
    Kind.REPORT: PROVIDER,
    Kind.RECHECK: ANYBODY,
    Kind.EXTEND: DECIDES,
    Kind.ACCEPT_REST: DECIDES,
    Kind.FIND_NOT_CORRECTED: DECIDES,
    Kind.HAND_OVER: DESK,
    Kind.PROTECT: ANYBODY,
    Kind.REVIEW_PROTECTION: DECIDES,
    Kind.LIFT: DECIDES,
    Kind.PAUSE: DECIDES,
    Kind.RESUME: DECIDES,
    Kind.CONTEST: PROVIDER,
    Kind.DECIDE_OBJECTION: frozenset({"legality", "leader", "head", "above"}),
    Kind.GO_OUTSIDE: ANYBODY | PROVIDER,
    Kind.OUTSIDE_DECIDED: ANYBODY,
    Kind.CORRECT: DESK,
    Kind.REFER: DECIDES,
}
"""Who does what in a case, whoever he stands in for."""
WORDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.SET_ROUTE: ("reason",),
    Kind.NOTIFY: ("facts", "number"),
    Kind.SERVE: ("received_by",),
    Kind.STATE: ("text",),
    Kind.DROP: ("reason",),
    Kind.DISMISS: ("reason",),
    Kind.RECHECK: ("number",),
    Kind.EXTEND: ("reason", "number"),
    Kind.ACCEPT_REST: ("reason",),
    Kind.FIND_NOT_CORRECTED: ("reason", "number"),
    Kind.HAND_OVER: ("note",),
    Kind.PROTECT: ("reason",),
    Kind.REVIEW_PROTECTION: ("reason",),
    Kind.LIFT: ("reason",),
    Kind.PAUSE: ("reason",),
    Kind.RESUME: ("reason",),
    Kind.CONTEST: ("text",),
    Kind.DECIDE_OBJECTION: ("reason", "number"),
    Kind.GO_OUTSIDE: ("number",),
    Kind.OUTSIDE_DECIDED: ("reason",),
    Kind.CORRECT: ("note",),
    Kind.REFER: ("reason", "number"),
}
"""What each act has to say: without it, it is refused."""
_ODD: Mapping[Kind, Mapping[str, object]] = {
    Kind.FIND: {"findings": ("nothing",)},
    Kind.SET_ROUTE: {"route": "nothing"},
    Kind.NOTIFY: {"workdays": 2},
    Kind.SERVE: {"method": "pigeon"},
    Kind.STATE: {"excuse": "laziness"},
    Kind.DISMISS: {"outcome": "friends"},
    Kind.REPORT: {"items": ()},
    Kind.RECHECK: {"results": ()},
    Kind.EXTEND: {"workdays": 0},
    Kind.HAND_OVER: {"item": "nothing"},
    Kind.PROTECT: {"measures": ("punish",)},
    Kind.REVIEW_PROTECTION: {"step": 999},
    Kind.LIFT: {"step": 999},
    Kind.PAUSE: {"until": date(2026, 1, 1)},
    Kind.CONTEST: {"step": 999},
    Kind.DECIDE_OBJECTION: {"result": "maybe"},
    Kind.GO_OUTSIDE: {"forum": "press"},
    Kind.OUTSIDE_DECIDED: {"result": "maybe"},
    Kind.CORRECT: {"place": "nowhere"},
    Kind.REFER: {"to": "press"},
}


@dataclass
class Seen:
    """What somebody sees who thinks of the next act."""

    model: Model
    stage: str
    on: date
    steps: int
    owed: tuple[tuple[int, str], ...]
    outside: tuple[int, ...]
    contestable: tuple[int, ...]


def kind_for(seen: Seen, chance: random.Random) -> Kind:
    """What is tried: mostly what belongs to the stage, sometimes what waits beside it, sometimes anything."""
    luck = chance.random()
    model = seen.model
    if luck < 0.1 and model.protections.keys() - model.reviewed:
        return Kind.REVIEW_PROTECTION
    if luck < 0.1 and model.objections:
        return Kind.DECIDE_OBJECTION
    if luck < 0.15 and seen.owed:
        return Kind.CORRECT
    if luck < 0.82:
        return chance.choice(LIKELY[seen.stage])
    return chance.choice(SIDE if luck < 0.92 else TRIED)


def somebody_for(kind: Kind, seen: Seen, chance: random.Random) -> str:
    """Who tries it: mostly somebody of the right side, sometimes anybody."""
    signed: Signed = seen.model.signed
    luck = chance.random()
    if luck < 0.12:
        return chance.choice(EVERYBODY)
    if luck < 0.2:
        return chance.choice(tuple(officials(signed.body, seen.on)))
    if kind is Kind.SERVE and luck < 0.65:
        return signed.clerk
    return chance.choice([name for name in EVERYBODY if capacities(name, signed, seen.on) & HIS[kind]])


def may_do(act: acts.Act, name: str, signed: Signed, on: date) -> bool:
    """Whether such an act is this person's, whatever he did before; what came on paper is recorded by the desk."""
    his = DESK if getattr(act, "paper", "") else HIS[kind_of(act)]
    return bool(capacities(name, signed, on) & his)


def on_paper(act: acts.OnPaper, seen: Seen, chance: random.Random) -> acts.OnPaper:
    """The same as it came in on paper, some days ago perhaps, or tomorrow; sometimes without its scan, or its day."""
    came = seen.on - timedelta(days=chance.choice((0, 0, 0, 1, 3, 8, 30, -1)))
    over = _over(act, seen)
    if over is not None and chance.random() < 0.7:
        came = over + timedelta(days=chance.choice((0, 0, 0, -1, 1)))
    return replace(
        act, received_on=chance.choice((*(came,) * 9, None)), paper=chance.choice((*(PROOF,) * 9, ""))
    )


def _over(act: acts.OnPaper, seen: Seen) -> date | None:
    """The last day for a report, where it is over: what is recorded late came in about then."""
    said = [each.item for each in act.items] if isinstance(act, acts.Report) else []
    last = min((due for id in said if (due := seen.model.item_due(id)) is not None), default=seen.on)
    return last if last < seen.on else None


def act_for(kind: Kind, by: str, seen: Seen, chance: random.Random) -> acts.Act:
    """An act of the kind that could be right at this moment."""
    act = _MADE[kind](seen, by, chance)
    if hasattr(act, "minutes") and chance.random() < 0.1:
        act = replace(act, minutes="纪要〔2026〕3号")  # type: ignore[call-arg]
    return act


def spoiled(act: acts.Act, chance: random.Random) -> acts.Act | None:
    """The act with something wrong that no moment makes right; None where nothing can be."""
    kind = kind_of(act)
    ways: list[dict[str, object]] = [{name: " "} for name in WORDS.get(kind, ())]
    if kind in _ODD:
        ways.append(dict(_ODD[kind]))
    return replace(act, **chance.choice(ways)) if ways else None


def some(of: tuple[str, ...] | list[str], chance: random.Random) -> tuple[str, ...]:
    """Some of them, at least one if there is one."""
    return tuple(chance.sample(of, chance.randint(1, len(of)))) if of else ()


def one(of: tuple[int, ...] | list[int], chance: random.Random) -> int:
    """One of the steps, or one that is not there."""
    return chance.choice(of) if of else 998


def _find(seen: Seen, _: str, chance: random.Random) -> acts.Act:
    return acts.Find(findings=some([id for id, _, _ in seen.model.signed.findings], chance))


def _serve(seen: Seen, by: str, chance: random.Random) -> acts.Act:
    if by == seen.model.signed.clerk:
        return acts.Serve(arrived_on=seen.on, method="desk", received_by="前台")
    arrived = seen.on - timedelta(days=chance.choice((0, 0, 1, 3)))
    return acts.Serve(
        arrived_on=arrived, method=chance.choice(("post", "direct")), received_by="前台", proof=PROOF
    )


def _report(seen: Seen, _: str, chance: random.Random) -> acts.Act:
    items = sorted(seen.model.open_items)
    told = tuple(items) if chance.random() < 0.6 else some(items, chance)
    return acts.Report(items=tuple(acts.Reported(item=each, text="已整改") for each in told))


def _recheck(seen: Seen, _: str, chance: random.Random) -> acts.Act:
    bad = chance.random() < 0.6
    results = ("not_corrected", "not_corrected", "corrected", "not_possible") if bad else ("corrected",)
    items = sorted(seen.model.open_items)
    if items and chance.random() < 0.15:
        items = items[1:] if chance.random() < 0.5 else [*items, items[0]]
    found = (acts.Result(item=each, result=chance.choice(results), note="现场") for each in items)
    return acts.Recheck(results=tuple(found), number="复核1号")


def _decide_objection(seen: Seen, _: str, chance: random.Random) -> acts.Act:
    return acts.DecideObjection(
        step=one(list(seen.model.objections), chance), number="复1号", **_outcome(seen, chance)
    )


def _outside_decided(seen: Seen, _: str, chance: random.Random) -> acts.Act:
    return acts.OutsideDecided(step=one(seen.outside, chance), **_outcome(seen, chance))


def _outcome(seen: Seen, chance: random.Random) -> dict[str, Any]:
    result = chance.choice(("upheld", "partly", "rejected", "rejected"))
    if result == "rejected":
        return {"result": result, "reason": "理由"}
    return {
        "result": result,
        "reason": "理由",
        "set_aside": some(seen.model.findings, chance),
        "places": ("官网",),
    }


def _correct(seen: Seen, _: str, chance: random.Random) -> acts.Act:
    step, place = chance.choice(seen.owed) if seen.owed else (998, "官网")
    return acts.Correct(step=step, place=place, note="已更正")


def _step_of(seen: Seen, chance: random.Random) -> int:
    return one(seen.contestable, chance) if chance.random() < 0.8 else chance.randint(1, seen.steps + 1)


_MADE: Mapping[Kind, Callable[[Seen, str, random.Random], acts.Act]] = {
    Kind.FIND: _find,
    Kind.SET_ROUTE: lambda s, b, c: acts.SetRoute(
        route=c.choice(("civil", "administrative")), reason="合同性质有误"
    ),
    Kind.NOTIFY: lambda s, b, c: acts.Notify(
        facts="多次不净", workdays=c.choice((3, 5, 5, 8)), number="告1号"
    ),
    Kind.SERVE: _serve,
    Kind.STATE: lambda s, b, c: acts.Speak(text="人手不足", excuse=c.choice(("", "", *acts.EXCUSES))),
    Kind.DROP: lambda s, b, c: acts.Drop(reason="重复立案"),
    Kind.DISMISS: lambda s, b, c: acts.Dismiss(
        outcome=c.choice(acts.OUTCOMES), reason="不成立", answer=c.choice(("采纳", "采纳", ""))
    ),
    Kind.REPORT: _report,
    Kind.RECHECK: _recheck,
    Kind.EXTEND: lambda s, b, c: acts.Extend(
        reason="设备未到", workdays=c.choice((3, 5, 10)), number="延1号"
    ),
    Kind.ACCEPT_REST: lambda s, b, c: acts.AcceptRest(reason="余项轻微"),
    Kind.FIND_NOT_CORRECTED: lambda s, b, c: acts.FindNotCorrected(reason="未整改", number="认1号"),
    Kind.HAND_OVER: lambda s, b, c: acts.HandOver(
        item=c.choice(
            ("data_returned", "data_deleted", "accounts", "keys", "staff", "open_matters", "papers")
        ),
        note="清",
    ),
    Kind.PROTECT: lambda s, b, c: acts.Protect(measures=some(list(acts.MEASURES), c), reason="辱骂群众"),
    Kind.REVIEW_PROTECTION: lambda s, b, c: acts.ReviewProtection(
        step=one(list(s.model.protections), c), upheld=c.random() < 0.5, reason="属实"
    ),
    Kind.LIFT: lambda s, b, c: acts.Lift(step=one(list(s.model.protections), c), reason="已无必要"),
    Kind.PAUSE: lambda s, b, c: acts.Pause(
        reason="等待检测", until=s.on + timedelta(days=c.choice((1, 5, 20, 40)))
    ),
    Kind.RESUME: lambda s, b, c: acts.Resume(reason="结果已出"),
    Kind.CONTEST: lambda s, b, c: acts.Contest(step=_step_of(s, c), text="不服"),
    Kind.DECIDE_OBJECTION: _decide_objection,
    Kind.GO_OUTSIDE: lambda s, b, c: acts.GoOutside(
        step=_step_of(s, c), forum=c.choice(acts.FORUMS), number="（2026）1号"
    ),
    Kind.OUTSIDE_DECIDED: _outside_decided,
    Kind.CORRECT: _correct,
    Kind.REFER: lambda s, b, c: acts.Refer(to=c.choice(acts.REFERRED_TO), reason="涉嫌违法", number="移1号"),
}
