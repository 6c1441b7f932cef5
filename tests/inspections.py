"""A drawn plan of inspections for the small district, as rows: what tests of inspections share."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from answerable.core.evidence.inspection.draw import commitment_of, draw, text_of
from answerable.core.evidence.inspection.values import Chance, Plan
from answerable.core.tables.district import BY_NAME, Rows
from tests.builders import BODY, HANDLER, LEADER, MINDING, SWEEPING, row

SECRET, SEED = "ab" * 32, "3261.56"
UNDRAWN = Plan(
    id="q2",
    body=BODY,
    reach="own",
    starts=date(2026, 4, 1),
    ends=date(2026, 6, 30),
    count=2,
    random_count=1,
    seed_source="某指数 2026-04-01 收盘点数",
    seed_on=date(2026, 4, 1),
    commitment="",
    committed_on=date(2026, 3, 30),
    committed_by=HANDLER,
)
FRAME = (
    Chance(UNDRAWN.id, MINDING, "watch", overdue=1, findings=0, months=None, large=True, weight=11),
    Chance(UNDRAWN.id, SWEEPING, "clear", overdue=0, findings=0, months=2, large=False, weight=1),
)
COMMITTED = replace(UNDRAWN, commitment=commitment_of(text_of(UNDRAWN, FRAME, secret=SECRET)))
DRAWN = replace(COMMITTED, secret=SECRET, public_seed=SEED, drawn_on=date(2026, 4, 2))
CHOSEN = draw(COMMITTED, FRAME, secret=SECRET, public_seed=SEED)


def cells(table: str, values: Mapping[str, object]) -> dict[str, str]:
    """Values as a row of the table."""
    stated = {name: values[name] for name in BY_NAME[table].by_name if values.get(name) is not None}
    yes_no = {True: "yes", False: "no"}
    return row(table, **{name: yes_no[v] if isinstance(v, bool) else str(v) for name, v in stated.items()})


def add_plan(rows: Rows, plan: Plan = DRAWN) -> None:
    """Add the plan with its frame and, if it was drawn, its inspections, none of which was made yet."""
    rows["inspection_plans"].append(cells("inspection_plans", vars(plan)))
    rows["inspection_frame"] += [cells("inspection_frame", vars(each)) for each in FRAME]
    for each in CHOSEN if plan.drawn_on else ():
        rows["inspections"].append(
            row(
                "inspections",
                id=f"q2-{each.place}",
                plan=plan.id,
                contract=each.contract,
                chosen_by=each.by,
                place=str(each.place),
                due_on="2026-06-30",
            )
        )


CARRIERS: dict[str, tuple[str, dict[str, str]]] = {
    "a plan": ("inspection_plans", cells("inspection_plans", vars(COMMITTED))),
    "a contract in a frame": ("inspection_frame", cells("inspection_frame", vars(FRAME[0]))),
    "a contract that nobody drew": (
        "inspections",
        row(
            "inspections",
            id="i2",
            plan=COMMITTED.id,
            contract=SWEEPING,
            chosen_by="risk",
            place="3",
            due_on="2026-06-30",
        ),
    ),
    "an inspection by another": (
        "inspections",
        row(
            "inspections",
            id="i3",
            contract=SWEEPING,
            chosen_by="cause",
            cause="检查",
            due_on="2026-06-30",
            inspected_on="2026-06-30",
            inspector=LEADER,
            outcome="no_faults",
        ),
    ),
}
"""Rows of inspections that say what only an action may: of `tests.carriers`."""
