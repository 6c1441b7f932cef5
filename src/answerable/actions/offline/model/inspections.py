"""Inspections of the model district: two plans with their draws, and visits for a cause that the stories tell of."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from answerable.actions.offline.model.days import after_workdays
from answerable.actions.offline.model.people import Cast
from answerable.actions.offline.model.rows import Book
from answerable.core.evidence.inspection.checklist import CLAUSE, FAULTS, GENERAL, INDICATOR, NO_FAULTS
from answerable.core.evidence.inspection.draw import Chosen, commitment_of, draw, text_of
from answerable.core.evidence.inspection.values import Chance, Plan
from answerable.core.evidence.inspection.weights import Risk, frame_of, weights_on
from answerable.core.rulebook.checklists import general_items
from answerable.core.rulebook.parameters import load_parameters

Row = Mapping[str, str]
KNOWN: Mapping[str, Mapping[str, tuple[str, int]]] = {
    "county-2026-q2": {
        "account-ops": ("clear", 0),
        "archives": ("clear", 0),
        "canteen": ("renewal_suspended", 0),
        "home-care": ("watch", 0),
        "hotline": ("clear", 0),
        "kitchen-waste": ("clear", 0),
        "office-cleaning": ("watch", 1),
        "parking": ("clear", 0),
        "street-cleaning": ("clear", 0),
        "work-summary": ("watch", 2),
    },
    "urban-2026-06": {"kitchen-waste": ("watch", 0), "street-cleaning": ("clear", 0)},
}
"""Standing and overdue duties on the day of the commitment, as they were assessed with seed 1; of others nothing."""
_SOURCE = "样例省福利彩票（虚构）{}开奖号码"
PLANS = (
    Plan(
        id="county-2026-q2",
        body="county",
        reach="below",
        starts=date(2026, 4, 1),
        ends=date(2026, 6, 30),
        count=4,
        random_count=1,
        seed_source=_SOURCE.format("2026年3月31日"),
        seed_on=date(2026, 3, 31),
        commitment="",
        committed_on=date(2026, 3, 27),
        committed_by="",
        public_seed="03 08 14 19 27 30 + 11",
        drawn_on=date(2026, 4, 1),
    ),
    Plan(
        id="urban-2026-06",
        body="urban",
        reach="own",
        starts=date(2026, 6, 1),
        ends=date(2026, 6, 30),
        count=2,
        random_count=1,
        seed_source=_SOURCE.format("2026年5月29日"),
        seed_on=date(2026, 5, 29),
        commitment="",
        committed_on=date(2026, 5, 27),
        committed_by="",
        public_seed="02 09 17 21 26 33 + 05",
        drawn_on=date(2026, 6, 1),
    ),
)


@dataclass(frozen=True)
class Visit:
    """A visit for a cause, and what was found: the item that was not met, and the finding of the story."""

    contract: str
    day: date
    cause: str
    unmet: tuple[str, str]
    note: str
    finding: str


VISITS = (
    Visit(
        "home-care",
        date(2025, 8, 26),
        "7月上门服务准时率未达标，群众反映无人上门",
        (INDICATOR, "visits-on-time"),
        "抽查三户，两户当日无人上门且未提前告知",
        "home-care-f001",
    ),
    Visit(
        "canteen",
        date(2025, 12, 24),
        "差评集中，核实后厨和留样",
        (GENERAL, "meals-samples"),
        "11月、12月缺少部分餐次留样",
        "canteen-f002",
    ),
    Visit(
        "kitchen-waste",
        date(2026, 5, 22),
        "连续数周按时收运率低于约定",
        (INDICATOR, "collected"),
        "两条线路停运，未安排替班车辆",
        "kitchen-waste-f001",
    ),
    Visit(
        "office-cleaning",
        date(2026, 6, 8),
        "5月抽查合格率低于约定",
        (GENERAL, "facilities-points"),
        "公共卫生间、电梯间保洁频次不足，现场只有4人",
        "office-cleaning-f002",
    ),
)
_PUT_RIGHT = "当场指出，已当场改正"


def write_inspections(book: Book, cast: Cast) -> None:
    """Write the visits for a cause, then both plans: what a plan knows of its contracts depends on earlier visits."""
    desk = _Desk(book, cast)
    for visit in VISITS:
        desk.visit(visit)
    for plan in PLANS:
        desk.plan(plan)


@dataclass(frozen=True)
class _Desk:
    """Where inspections are written: beside everything that the stories have told."""

    book: Book
    cast: Cast

    def visit(self, visit: Visit) -> None:
        """A visit of the contract's own body."""
        id = f"{visit.contract}-{visit.day:%Y%m%d}-1"
        self.book.add(
            "inspections",
            id=id,
            contract=visit.contract,
            chosen_by="cause",
            cause=visit.cause,
            due_on=visit.day,
            inspected_on=visit.day,
            inspector=self._inspector(self._body(visit.contract), visit.day),
            outcome=FAULTS,
        )
        self._checks(id, visit.contract, visit.day, unmet=visit.unmet, note=visit.note, finding=visit.finding)

    def plan(self, plan: Plan) -> None:
        """A plan with its frame, its draw, and the inspections made so far."""
        secret = hashlib.sha256(f"model county, {plan.id}".encode()).hexdigest()
        by = self.cast.holder(plan.body, "handler", on=plan.committed_on)
        frame = self._frame(plan)
        commitment = commitment_of(text_of(plan, frame, secret=secret))
        whole = replace(plan, committed_by=by, secret=secret, commitment=commitment)
        self.book.add("inspection_plans", **vars(whole))
        for chance in frame:
            self.book.add("inspection_frame", **vars(chance))
        chosen = draw(whole, frame, secret=secret, public_seed=whole.public_seed or "")
        for each in chosen:
            self._drawn(whole, each, last=len(chosen))

    def _frame(self, plan: Plan) -> tuple[Chance, ...]:
        on, known = plan.committed_on, KNOWN[plan.id]
        weights = weights_on(load_parameters("cn"), on)
        inspected = dict(self._inspected(on))
        risks = [
            Risk(
                contract=row["id"],
                standing=known.get(row["id"], (None, 0))[0],
                overdue=known.get(row["id"], (None, 0))[1],
                findings=sum(1 for _ in self._confirmed(row["id"], on)),
                inspected_on=inspected.get(row["id"]),
                amount_minor=int(row["amount_minor"] or 0),
            )
            for row in self.book.rows["contracts"]
            if self._running(row, on) and (plan.reach == "below" or row["body"] == plan.body)
        ]
        return frame_of(plan.id, risks, on=on, weights=weights)

    def _running(self, row: Row, on: date) -> bool:
        ended = {
            case["contract"]
            for case in self.book.rows["cases"]
            for state in self.book.rows["case_states"]
            if state["case"] == case["id"]
            and state["state"].startswith("ended_")
            and state["starts"] <= f"{on}"
        }
        return row["starts"] <= f"{on}" <= (row["ends"] or "9999") and row["id"] not in ended

    def _confirmed(self, contract: str, on: date) -> Iterator[Row]:
        """Findings of the contract that were confirmed in the year before."""
        since = on.replace(year=on.year - 1)
        for row in self.book.rows["findings"]:
            mine = row["contract"] == contract and row["decision"] == "confirmed"
            if mine and f"{since}" < row["decided_on"] <= f"{on}":
                yield row

    def _inspected(self, on: date) -> Iterator[tuple[str, date]]:
        """Days on which contracts were inspected, the latest of each last."""
        duties = {row["id"]: row["contract"] for row in self.book.rows["duties"] if row["kind"] == "inspect"}
        days = [
            (row["done_on"], duties[row["duty"]])
            for row in self.book.rows["duties_done"]
            if row["duty"] in duties
        ]
        days += [(row["inspected_on"], row["contract"]) for row in self.book.rows["inspections"]]
        for day, contract in sorted(days):
            if day and day <= f"{on}":
                yield contract, date.fromisoformat(day)

    def _drawn(self, plan: Plan, chosen: Chosen, *, last: int) -> None:
        """The last one drawn is still to be made; of more than two, the one before it was tried in vain."""
        id, contract = f"{plan.id}-{chosen.place}", self._row(chosen.contract)
        day = after_workdays(plan.drawn_on or plan.starts, 6 * chosen.place)
        made = chosen.place < last and f"{day}" <= (contract["ends"] or "9999")
        missed = made and last > 2 and chosen.place == last - 1
        unmet = self._unmet(plan, chosen.contract)
        self.book.add(
            "inspections",
            id=id,
            plan=plan.id,
            contract=chosen.contract,
            chosen_by=chosen.by,
            place=chosen.place,
            due_on=min(plan.ends, date.fromisoformat(contract["ends"] or f"{plan.ends}")),
            inspected_on=day if made else None,
            inspector=self._inspector(plan.body, day) if made else "",
            outcome=("not_possible" if missed else FAULTS if unmet else NO_FAULTS) if made else "",
            note="承接主体当日临时停业检修，未能进入现场" if missed else "",
        )
        if made and not missed:
            self._checks(id, chosen.contract, day, unmet=unmet, note=_PUT_RIGHT if unmet else "")

    def _unmet(self, plan: Plan, contract: str) -> tuple[str, str] | None:
        """Something small where a contract was on watch or being put right."""
        standing = KNOWN[plan.id].get(contract, ("", 0))[0]
        return (GENERAL, "any-records") if standing in ("watch", "renewal_suspended") else None

    def _checks(
        self,
        id: str,
        contract: str,
        day: date,
        *,
        unmet: tuple[str, str] | None,
        note: str,
        finding: str = "",
    ) -> None:
        for basis, item in self._items(contract, day):
            wrong = (basis, item) == unmet
            self.book.add(
                "inspection_checks",
                inspection=id,
                basis=basis,
                item=item,
                result="not_met" if wrong else "met",
                note=note if wrong else "",
                finding=finding if wrong else "",
            )

    def _items(self, contract: str, day: date) -> Iterator[tuple[str, str]]:
        kinds: set[str] = set()
        for row in sorted(self.book.rows["clauses"], key=lambda each: each["id"]):
            if row["contract"] == contract and row["kind"] not in kinds:
                kinds.add(row["kind"])
                yield CLAUSE, row["id"]
        for row in self.book.rows["contract_indicators"]:
            if row["contract"] == contract:
                yield INDICATOR, row["indicator"]
        items = {row["id"]: row for row in self.book.rows["work_items"]}
        code = items[self._row(contract)["work_item"]]["catalogue"]
        for item in general_items(code or None, on=day):
            yield GENERAL, item.id

    def _row(self, contract: str) -> Row:
        return next(row for row in self.book.rows["contracts"] if row["id"] == contract)

    def _body(self, contract: str) -> str:
        return self._row(contract)["body"]

    def _inspector(self, body: str, on: date) -> str:
        return self.cast.holder(body, "handler", on=on)
