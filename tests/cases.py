"""A district in which a case can be walked from its findings to its end: what tests of cases share."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from answerable.actions.office import approvals
from answerable.actions.office.actors import actor_of
from answerable.actions.office.approvals import Proposed
from answerable.actions.office.cases import acting
from answerable.actions.office.cases.keeping import Kept
from answerable.actions.office.cases.loading import load
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.values import CaseNow
from answerable.core.register.approval import Act, State
from answerable.core.register.permits import Actor
from answerable.core.tables.district import Rows
from answerable.records.models import Account, Contract
from tests.builders import FAILING, LAWFUL, post, row
from tests.decisions import SECTION, rows_with_planting
from tests.record import HANDLER, HEAD, LEADER, LEGALITY, ON, SWEEPING, account, hold

CLERK, OTHER_CLERK = "clerk", "other-clerk"
"""A clerk of the provider that does the sweeping, and one of another provider."""
DIRTY, RUDE, SPOKEN = "dirty", "rude", "spoken-of"
"""Confirmed findings on the sweeping, from three sources."""
EXIT = "sweeping-exit"
PROOF = "sha256:" + "0" * 64
MAYOR = "mayor"
"""The head of the body above."""


def rows_with_findings() -> Rows:
    """The district of `tests.decisions` with three confirmed findings on the sweeping, and a head above."""
    rows = rows_with_planting()
    for id, source in ((DIRTY, "inspection"), (RUDE, "matter"), (SPOKEN, "rating")):
        rows["findings"].append(
            row(
                "findings",
                id=id,
                contract=SWEEPING,
                found_on="2026-06-01",
                source=source,
                severity="serious" if id == RUDE else "ordinary",
                what=f"{id}：不合格",
                decision="confirmed",
                decided_on="2026-06-02",
                decided_by=LEADER,
            )
        )
    rows["bodies"].append(row("bodies", id="county", name="县政府", kind="government"))
    for body in rows["bodies"]:
        if body["id"] != "county":
            body["parent"] = "county"
    rows["people"].append(row("people", id=MAYOR, name=MAYOR, name_en=MAYOR, staff="public"))
    rows["posts"].append({**post(MAYOR, role="head", starts="2024-01-01"), "body": "county"})
    return rows


def agreed_for(ground: str) -> Callable[[Rows], None]:
    """The exit clause is agreed for this, and nothing that was found bears it out: plain findings, out of ratings."""

    def spoil(rows: Rows) -> None:
        next(each for each in rows["clauses"] if each["id"] == EXIT)["ground"] = ground
        for each in rows["findings"]:
            each.update(source="rating", severity="ordinary")

    return spoil


def found_long_ago(rows: Rows) -> None:
    """Everything was found and confirmed so long ago that the right to end has lapsed."""
    for each in rows["findings"]:
        each.update(found_on="2025-05-01", decided_on="2025-05-02" if each["decision"] else "")


def hold_findings(folder: Path, rows: Rows | None = None) -> None:
    """Load the district, with accounts of clerks."""
    hold(folder, rows_with_findings() if rows is None else rows)
    provider = Contract.objects.get(id=SWEEPING).provider_id
    clerk(CLERK, provider)
    clerk(OTHER_CLERK, FAILING if provider == LAWFUL else LAWFUL)


def clerk(name: str, provider: str) -> None:
    """An account of a provider's clerk."""
    facts = {"provider_id": provider, "created_at": datetime(2026, 6, 1, tzinfo=UTC)}
    Account.objects.get_or_create(username=name, defaults=facts)


def someone(name: str, on: date) -> Actor:
    """A person of the district or a clerk, acting on the day."""
    found = Account.objects.filter(username=name).first() or account(name)
    return actor_of(found, on=on)


def noon(on: date, minute: int = 0) -> datetime:
    """Some instant of the day."""
    return datetime(on.year, on.month, on.day, 4, 0, tzinfo=UTC) + timedelta(minutes=minute)


class Walk:
    """One case walked through the actions, step by step."""

    def __init__(
        self,
        *findings: str,
        contract: str = SWEEPING,
        on: date = ON,
        by: str = HANDLER,
        route: str = "civil",
    ) -> None:
        self.on, self.contract, self._minute = on, contract, 0
        act = acts.Open(route=route, subject="路面长期不净", findings=findings or (DIRTY, RUDE))
        kept = acting.open_case(contract, act, by=someone(by, on), at=self.at(), on=on)
        self.case = kept.case

    def at(self) -> datetime:
        """The next instant of the day."""
        self._minute += 1
        return noon(self.on, self._minute)

    @property
    def now(self) -> CaseNow:
        """Where the case stands after its last step."""
        return load(self.case, on=self.on).now

    def go(self, by: str, act: acts.Act, *, on: date | None = None) -> Kept:
        """One step, on this day or a later one."""
        self.on = on or self.on
        return acting.act(self.case, act, by=someone(by, self.on), at=self.at(), on=self.on)

    def notified(self, workdays: int = 5) -> "Walk":
        """The notice is out, and the clerk has it."""
        self.go(HANDLER, acts.Notify(facts="六月多次检查不净", workdays=workdays, number=self.number("告")))
        self.served()
        return self

    def number(self, kind: str) -> str:
        """A document number that no other paper has."""
        return f"城管{kind}〔2026〕{self.case[-6:]}-{self._minute}号"

    def served(self) -> "Walk":
        """The clerk acknowledges the paper that is on its way."""
        self.go(CLERK, acts.Serve(arrived_on=self.on, method="desk", received_by="前台"))
        return self

    def heard(self) -> "Walk":
        """The provider has spoken, and its time is over."""
        self.go(CLERK, acts.Speak(text="人手不足", excuse=""))
        self.on += timedelta(days=14)
        return self

    def ordered(self, items: Iterable[tuple[str, int]] = ((DIRTY, 10), (RUDE, 10))) -> "Walk":
        """The order is decided by handler and leader, and served."""
        self.decide("order", self.order_content(items), HANDLER, LEADER)
        self.served()
        return self

    def order_content(self, items: Iterable[tuple[str, int]]) -> dict[str, str]:
        """What an order states."""
        written = [{"finding": f, "demand": f"整改 {f}", "workdays": days} for f, days in items]
        text = json.dumps(written, ensure_ascii=False)
        return {
            "case": self.case,
            "items": text,
            "number": self.number("改"),
            "answer": "人手不足不是免责事由",
        }

    def decide(self, kind: str, content: dict[str, str], *signers: str, minutes: str | None = None) -> State:
        """A decision from its draft to the last signature."""
        first, *rest = signers
        who = someone(first, self.on)
        proposed = Proposed(kind, self.contract, content)
        id = approvals.propose(proposed, by=who, at=self.at(), on=self.on)
        state = approvals.act(id, Act.SUBMIT, by=who, at=self.at(), on=self.on)
        for name in rest:
            by = someone(name, self.on)
            state = approvals.act(id, Act.APPROVE, by=by, at=self.at(), on=self.on, minutes=minutes)
        return state

    def reported(self) -> "Walk":
        """The provider reports on every open item."""
        said = tuple(acts.Reported(item=each.id, text="已整改") for each in self.now.open_items)
        self.go(CLERK, acts.Report(items=said))
        return self

    def rechecked(self, result: str = "corrected", by: str = LEGALITY) -> "Walk":
        """Somebody else looks at every open item."""
        found = tuple(
            acts.Result(item=each.id, result=result, note="现场查看") for each in self.now.open_items
        )
        self.go(by, acts.Recheck(results=found, number=self.number("复")))
        return self

    def not_corrected(self) -> "Walk":
        """From the findings to the point where an order was not followed."""
        self.notified().heard().ordered().reported().rechecked("not_corrected")
        self.go(LEADER, acts.FindNotCorrected(reason="两项均未整改", number=self.number("认")))
        return self

    def ended(self, **changed: str) -> "Walk":
        """One side ends the contract on its exit clause; the notice has arrived."""
        self.decide("end", self.ending(**changed), HANDLER, LEGALITY, LEADER, HEAD)
        return self.served()

    def ending(self, **changed: str) -> dict[str, str]:
        """What the decision to end states."""
        content = {
            "way": "unilateral",
            "last_day": (self.on + timedelta(days=31)).isoformat(),
            "reason": "逾期未整改到位",
            "clause": EXIT,
            "case": self.case,
            "number": self.number("解"),
            "continuity": "环卫所自行清扫",
            "continuity_way": "in_house",
        }
        return {name: text for name, text in (content | changed).items() if text}


__all__ = [
    "CLERK", "DIRTY", "EXIT", "HANDLER", "HEAD", "LEADER", "LEGALITY", "MAYOR", "ON", "OTHER_CLERK", "PROOF", "RUDE",
    "SECTION", "SPOKEN", "SWEEPING", "Walk", "agreed_for", "found_long_ago", "hold_findings", "noon",
    "rows_with_findings", "someone",
]  # fmt: skip
