"""One contract as a story tells it, and everything of it that is written on the first day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from answerable.actions.offline.model.days import LAST
from answerable.actions.offline.model.people import name_of
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.texts import CLAUSES, EXITS, NOTICE_DAYS, USUAL
from answerable.core.tables.declare import Both

_FUNDED_BEFORE = timedelta(days=40)


@dataclass(frozen=True)
class Leader:
    """From this day the person answers; nobody is a vacancy."""

    starts: date
    person: str
    note: str = ""
    accepted: date | None = None


@dataclass(frozen=True)
class Provided:
    """Who provides."""

    id: str
    name: Both
    kind: str = "company"

    @property
    def contact(self) -> str:
        """The provider's own person, who hands in its reports."""
        return f"p-{self.id}"


@dataclass(frozen=True)
class Plan:
    """A contract: whose work, who provides, how long, at which price, and how it is measured."""

    id: str
    body: str
    name: Both
    provider: Provided
    starts: date
    ends: date
    indicators: Mapping[str, str]
    """Indicator and weight; no weight is an empty text."""
    catalogue: str = ""
    verdict: str = "suitable"
    asked: date | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the verdict rests on, as far as it was written down."""
    in_house: str = ""
    yuan: int | None = None
    exits: tuple[str, ...] = ("not_corrected", "assignment")
    clauses: tuple[str, ...] = USUAL
    stopped: date | None = None
    """The last day of service where the contract ended before its agreed end."""

    @property
    def last(self) -> date:
        """The last day of service that the district has seen."""
        return min(self.ends, self.stopped or self.ends, LAST)

    @property
    def monthly_minor(self) -> int:
        """About one month's price in fen."""
        months = max(1, round((self.ends - self.starts).days / 30))
        return (self.yuan or 0) * 100 // months


def open_contract(pen: Pen, plan: Plan) -> None:
    """Write provider, work item, contract, leaders, funds, clauses and agreed indicators."""
    _provider(pen, plan.provider)
    _contract(pen, plan)
    for leader in _leaders(pen, plan):
        pen.book.add(
            "assignments",
            contract=plan.id,
            starts=leader.starts,
            person=leader.person,
            note=leader.note,
            accepted_on=leader.accepted,
        )
    _funds(pen, plan)
    for kind in plan.clauses:
        pen.book.add(
            "clauses", id=pen.book.new_id(f"{plan.id}-c"), contract=plan.id, kind=kind, text=CLAUSES[kind]
        )
    for ground in plan.exits:
        pen.book.add(
            "clauses",
            id=pen.book.new_id(f"{plan.id}-c"),
            contract=plan.id,
            kind="exit",
            ground=ground,
            notice_days=NOTICE_DAYS[ground],
            text=EXITS[ground],
        )
    for indicator, weight in plan.indicators.items():
        pen.book.add("contract_indicators", contract=plan.id, indicator=indicator, weight=weight)


def _provider(pen: Pen, provider: Provided) -> None:
    if pen.book.holds("providers", provider.id):
        return
    pen.book.add(
        "providers",
        id=provider.id,
        name=provider.name.zh,
        name_en=provider.name.en,
        kind=provider.kind,
    )
    if provider.kind != "individual":
        name = name_of(200 + len(pen.book.rows["providers"]))
        pen.book.add("people", id=provider.contact, name=name.zh, name_en=name.en, staff="provider")


def _contract(pen: Pen, plan: Plan) -> None:
    pen.book.add(
        "work_items",
        id=f"w-{plan.id}",
        body=plan.body,
        name=plan.name.zh,
        name_en=plan.name.en,
        catalogue=plan.catalogue,
        verdict=plan.verdict,
        verdict_on=plan.asked,
        in_house_share=plan.in_house,
    )
    for fact, value in plan.facts.items():
        pen.book.add("work_facts", work_item=f"w-{plan.id}", fact=fact, value=value)
    pen.book.add(
        "contracts",
        id=plan.id,
        body=plan.body,
        work_item=f"w-{plan.id}",
        provider=plan.provider.id,
        name=plan.name.zh,
        name_en=plan.name.en,
        signed=plan.starts - timedelta(days=pen.rng.randint(9, 25)) if plan.yuan else None,
        starts=plan.starts,
        ends=plan.ends,
        amount_minor=plan.yuan * 100 if plan.yuan else None,
        currency="CNY" if plan.yuan else "",
        paid=plan.yuan is not None,
    )


def _funds(pen: Pen, plan: Plan) -> None:
    """The whole price, confirmed by the finance bureau before anybody signed."""
    if not plan.yuan:
        return
    day = plan.starts - _FUNDED_BEFORE
    pen.book.add(
        "funds",
        contract=plan.id,
        line=f"政府购买服务支出（{plan.catalogue}）" if plan.catalogue else "政府购买服务支出",
        starts=plan.starts,
        ends=plan.ends,
        amount_minor=plan.yuan * 100,
        currency="CNY",
        confirmed_on=day,
        confirmed_by=pen.cast.holder("finance", "leader", on=day),
    )


def _leaders(pen: Pen, plan: Plan) -> Iterator[Leader]:
    """The body's leader, and on the day a post changed hands the next one, or nobody."""
    posts = [post for post in pen.cast.posts[plan.body] if post.role == "leader"]
    held = [post for post in posts if post.ends is None or post.ends >= plan.starts]
    for order, post in enumerate(held):
        note = "分管领导调整，账号、台账和未结事项已书面交接" if order else ""
        starts = max(post.starts, plan.starts)
        # Nobody was asked to accept an unpaid engagement.
        yield Leader(starts, post.person, note, accepted=starts if plan.yuan else None)
    if held and held[-1].ends and held[-1].ends < plan.ends:
        yield Leader(held[-1].ends + timedelta(days=1), "", "原分管领导调离，尚未明确接任人选")
