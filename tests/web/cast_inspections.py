"""Inspections of the cast: plans of both bureaus, drawn and not, and inspections made, due, and for a cause."""

from dataclasses import replace
from datetime import date

from answerable.core.evidence.inspection.draw import commitment_of, draw, text_of
from answerable.core.evidence.inspection.values import Chance, Plan
from tests.inspections import SECRET, SEED, cells

MADE, DUE, OF_ROADS, FOR_CAUSE = "q-water-1", "q-water-2", "q-roads-1", "minding-cause"
DRAWN, READY, ROADS_PLAN = "q-water", "q-next", "q-roads"
_PLAN = Plan(
    id=DRAWN,
    body="water",
    reach="own",
    starts=date(2026, 1, 1),
    ends=date(2026, 3, 31),
    count=2,
    random_count=1,
    seed_source="某指数 2026-01-05 收盘点数",
    seed_on=date(2026, 1, 5),
    commitment="",
    committed_on=date(2025, 12, 30),
    committed_by="p-handler",
    secret=SECRET,
    public_seed=SEED,
    drawn_on=date(2026, 1, 6),
)
Rows = dict[str, list[dict[str, str]]]


def rows() -> Rows:
    """What the tables of inspections hold. The first that the water bureau draws is made."""
    found: Rows = {"inspection_plans": [], "inspection_frame": [], "inspections": [], "inspection_checks": []}
    _add(found, _PLAN, ("minding", "sweeping"))
    _add(found, replace(_PLAN, id=ROADS_PLAN, body="roads", count=1, committed_by="p-roadhead"), ("paving",))
    later = {"starts": date(2026, 4, 1), "ends": date(2099, 6, 30), "seed_on": date(2026, 4, 1)}
    undrawn = {"secret": None, "public_seed": None, "drawn_on": None}
    _add(found, replace(_PLAN, id=READY, **later, **undrawn), ("minding", "sweeping"))  # type: ignore[arg-type]
    found["inspections"][0] |= {
        "inspected_on": "2026-02-03",
        "inspector": "p-handler",
        "outcome": "faults",
        "note": "东门，内部情况",
    }
    contract = found["inspections"][0]["contract"]
    for basis, item, result in (
        ("clause", f"{contract}-exit", "met"),
        ("general", "any-staff", "not_met"),
        ("general", "any-safety", "not_applicable"),
    ):
        check = {"inspection": MADE, "basis": basis, "item": item, "result": result}
        found["inspection_checks"].append(
            cells("inspection_checks", check | ({"note": "缺两人"} if result == "not_met" else {}))
        )
    cause = {
        "id": FOR_CAUSE,
        "contract": "minding",
        "chosen_by": "cause",
        "cause": "群众反映",
        "due_on": "2099-12-31",
    }
    found["inspections"].append(cells("inspections", cause))
    return found


def made_contract() -> str:
    """The contract of the inspection that was made."""
    return next(each["contract"] for each in rows()["inspections"] if each["id"] == MADE)


def _add(found: Rows, plan: Plan, contracts: tuple[str, ...]) -> None:
    frame = [Chance(plan.id, contract, "watch", 0, 0, None, large=False, weight=8) for contract in contracts]
    whole = replace(plan, commitment=commitment_of(text_of(plan, frame, secret=SECRET)))
    found["inspection_plans"].append(cells("inspection_plans", vars(whole)))
    found["inspection_frame"] += [cells("inspection_frame", vars(each)) for each in frame]
    if plan.public_seed is None:
        return
    for each in draw(whole, frame, secret=SECRET, public_seed=plan.public_seed):
        inspection = {
            "id": f"{plan.id}-{each.place}",
            "plan": plan.id,
            "contract": each.contract,
            "chosen_by": each.by,
            "place": each.place,
            "due_on": plan.ends,
        }
        found["inspections"].append(cells("inspections", inspection))
