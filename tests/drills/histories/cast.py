"""The county of the histories: three bodies, everybody who may or may not act there, and many contracts, one for each.

Who holds what on a day is asked of these lists, not of the product.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from answerable.actions.office.actors import actor_of
from answerable.actions.office.load import load
from answerable.core.register.permits import Actor
from answerable.core.tables.district import BY_NAME, Rows
from answerable.records.models import Account, Approval
from answerable.sources.folder import write_folder
from tests.builders import DISTRICT, FAILING, LAWFUL, row

START = date(2026, 6, 30)
COUNTY, LARGE, SMALL, TINY, OTHER = "county", "water", "town", "office", "roads"
POSTS: tuple[tuple[str, str, str], ...] = (
    ("mayor", COUNTY, "head"),
    ("watcher", COUNTY, "supervisor"),
    ("head", LARGE, "head"),
    ("leader", LARGE, "leader"),
    ("second", LARGE, "leader"),
    ("section", LARGE, "section"),
    ("handler", LARGE, "handler"),
    ("finder", LARGE, "handler"),
    ("legality", LARGE, "legality"),
    ("deputy", LARGE, "legality"),
    ("town-head", SMALL, "head"),
    ("town-leader", SMALL, "leader"),
    ("town-handler", SMALL, "handler"),
    ("town-legality", SMALL, "legality"),
    ("office-head", TINY, "head"),
    ("office-handler", TINY, "handler"),
    ("stranger", OTHER, "handler"),
    ("other-head", OTHER, "head"),
)
AWAY: tuple[tuple[str, date, date, str], ...] = (
    ("leader", date(2026, 7, 20), date(2026, 8, 20), "second"),
    ("head", date(2026, 9, 1), date(2026, 10, 20), "second"),
    ("legality", date(2026, 8, 1), date(2026, 8, 31), "deputy"),
    ("town-head", date(2026, 8, 10), date(2026, 9, 10), "town-leader"),
    ("mayor", date(2026, 7, 1), date(2026, 12, 31), "watcher"),
    ("handler", date(2026, 7, 10), date(2026, 7, 25), "section"),
)
"""Who is away from a day to a day, and who stands in."""
LEADERS = {LARGE: "leader", SMALL: "town-leader", TINY: None}
"""Who was assigned to the contracts of a body; where nobody was the head answers."""
CLERKS = {"clerk": LAWFUL, "other-clerk": FAILING}
ADMINS = {"system-admin": "system", "security-admin": "security", "audit-admin": "audit"}
STRANGERS = ("stranger", "other-head", "watcher", *ADMINS)
"""None of them has any part in a case of the three bodies, but for what the watcher does for the mayor."""
EVERYBODY = (*(person for person, _, _ in POSTS), *CLERKS, *ADMINS)
ENDS = (date(2026, 12, 31), date(2027, 6, 30), date(2029, 12, 31), None)
SOURCES = (
    ("inspection", "matter", "rating"),
    ("inspection", "inspection", "inspection"),
    ("rating", "audit", "matter"),
)
BODIES = (LARGE, LARGE, LARGE, SMALL, SMALL, TINY)


@dataclass(frozen=True)
class Signed:
    """A contract of the histories, as the lists have it."""

    id: str
    body: str
    provider: str
    ends: date | None
    exits: tuple[tuple[str, str, int], ...]
    """Exit clauses: id, ground, days of notice."""
    findings: tuple[tuple[str, str, date], ...]
    """Confirmed findings: id, source, the day of confirmation."""

    @property
    def clerk(self) -> str:
        return next(name for name, provider in CLERKS.items() if provider == self.provider)

    @property
    def stranger_clerk(self) -> str:
        return next(name for name, provider in CLERKS.items() if provider != self.provider)

    @property
    def undecided(self) -> str:
        """A finding of it that nobody confirmed."""
        return f"{self.id}-open"


@cache
def contract(number: int) -> Signed:
    """The contract of this number: which body, which end, which clauses and findings follow from it."""
    id = f"k{number}"
    ground = ("not_corrected", "serious_finding", "convenience")[number % 3]
    exits = ((f"{id}-exit", ground, (0, 10, 30)[number % 3]),) if number % 5 else ()
    sources = SOURCES[number % len(SOURCES)]
    days = (date(2026, 6, 2), date(2026, 6, 20), date(2026, 6, 29))
    found = tuple(
        (f"{id}-f{n}", source, day) for n, (source, day) in enumerate(zip(sources, days, strict=True))
    )
    return Signed(
        id,
        BODIES[number % len(BODIES)],
        LAWFUL if number % 2 else FAILING,
        ENDS[number % len(ENDS)],
        exits,
        found,
    )


def roles_of(person: str, body: str, on: date) -> dict[str, set[str | None]]:
    """The roles that somebody has in a body on the day, each with those for whom: None is of his own.

    Whoever is away is still himself; a stand-in acts only in a body where both hold a post, and not while away.
    """
    found: dict[str, set[str | None]] = {}
    own = {(role, where) for who, where, role in POSTS if who == person}
    for role, where in own:
        if where == body:
            found.setdefault(role, set()).add(None)
    if not any(where == body for _, where in own) or _away(person, on):
        return found
    for absent, first, last, stand_in in AWAY:
        if stand_in == person and first <= on <= last:
            for who, where, role in POSTS:
                if who == absent and where == body:
                    found.setdefault(role, set()).add(absent)
    return found


def capacities(name: str, signed: "Signed", on: date) -> set[str]:
    """Everything that somebody is in cases of the contract on the day: his roles, `answers`, `above`, or `provider`."""
    if name in CLERKS:
        return {"provider"} if CLERKS[name] == signed.provider else set()
    there = roles_of(name, signed.body, on)
    found = set(there) - {"supervisor"}
    if "head" in roles_of(name, COUNTY, on):
        found.add("above")
    named = answers_for(signed.body)
    if name == named or any(named in whose for whose in there.values()):
        found.add("answers")
    return found


def is_serious(finding: str) -> bool:
    """Whether the finding is serious: the second one of every other contract."""
    number = int(finding[1:].partition("-")[0])
    return finding.endswith("-f1") and number % 2 == 1


def deciders(signed: "Signed") -> set[str]:
    """Whoever decides alone in cases of the contract: who answers for it, the heads of the body and above it."""
    heads = {who for who, where, role in POSTS if role == "head" and where in (signed.body, COUNTY)}
    return heads | {answers_for(signed.body)}


def officials(body: str, on: date) -> Iterator[str]:
    """Everybody who holds an office that acts, in the body or as a head above it, or stands in for such a one."""
    for person in dict.fromkeys(who for who, _, _ in POSTS):
        there = roles_of(person, body, on).keys() - {"supervisor"}
        above = roles_of(person, COUNTY, on).keys() & {"head"}
        if there or above:
            yield person


def answers_for(body: str) -> str:
    """Who is named as responsible for the contracts of a body."""
    return LEADERS[body] or next(who for who, where, role in POSTS if (where, role) == (body, "head"))


def _away(person: str, on: date) -> bool:
    return any(who == person and first <= on <= last for who, first, last, _ in AWAY)


def noon(on: date, minute: int = 0) -> datetime:
    """An instant of the day in the district."""
    return datetime(on.year, on.month, on.day, 2, tzinfo=UTC) + timedelta(minutes=minute)


def actor(name: str, on: date) -> Actor:
    """Somebody of the cast, acting on the day."""
    return actor_of(Account.objects.get(username=name), on=on)


def hold_county(folder: Path, *, contracts: int) -> None:
    """Load the county with so many contracts, open the accounts, and say who proposed to confirm each finding."""
    folder.mkdir(parents=True)
    write_folder(folder, district=DISTRICT, rows=_rows(contracts))
    load(folder, at=noon(START))
    made = noon(START)
    Account.objects.bulk_create(
        [
            *(
                Account(username=who, person_id=who, created_at=made)
                for who in dict.fromkeys(p for p, _, _ in POSTS)
            ),
            *(Account(username=name, provider_id=of, created_at=made) for name, of in CLERKS.items()),
            *(Account(username=name, admin=kind, created_at=made) for name, kind in ADMINS.items()),
        ]
    )
    Approval.objects.bulk_create(_confirmations(contracts), batch_size=500)


def finder_of(finding: str, body: str) -> str:
    """Who proposed to confirm the finding: of every third the responsible leader himself."""
    return (
        answers_for(body)
        if finding.endswith("2")
        else {LARGE: "finder", SMALL: "town-handler", TINY: "office-handler"}[body]
    )


def _confirmations(contracts: int) -> Iterator[Approval]:
    at = noon(START)
    for each in map(contract, range(contracts)):
        for finding, _, _ in each.findings:
            first = finder_of(finding, each.body)
            signatures = [("handler", first), ("leader", "second")]
            progress = {
                "steps": [{"role": role, "person": None} for role, _ in signatures],
                "proposer": first,
                "edited_at": at.isoformat(),
                "state": "executed",
                "signatures": [
                    {"role": role, "by": by, "for": None, "at": at.isoformat(), "minutes": None}
                    for role, by in signatures
                ],
                "reason": None,
            }
            yield Approval(
                id=f"d-{finding}",
                kind="finding",
                body_id=each.body,
                contract_id=each.id,
                subject=each.id,
                content={"finding": finding, "decision": "confirmed"},
                progress=progress,
                state="executed",
                opened_by=first,
                opened_at=at,
                changed_at=at,
                version=3,
            )


def _rows(contracts: int) -> Rows:
    rows: Rows = {name: [] for name in BY_NAME}
    for body in (COUNTY, LARGE, SMALL, TINY, OTHER):
        kind, parent = ("government", "") if body == COUNTY else ("department", COUNTY)
        rows["bodies"].append(row("bodies", id=body, name=body, kind=kind, parent=parent))
    for person in dict.fromkeys(who for who, _, _ in POSTS):
        rows["people"].append(row("people", id=person, name=person, name_en=person, staff="public"))
    for person, body, role in POSTS:
        cells = {"id": f"{person}-{body}-{role}", "body": body, "person": person, "role": role}
        rows["posts"].append(row("posts", starts="2024-01-01", **cells))
    for person, first, last, stand_in in AWAY:
        days = {"starts": first.isoformat(), "ends": last.isoformat()}
        rows["stand_ins"].append(row("stand_ins", person=person, stand_in=stand_in, note="学习", **days))
    for provider in (LAWFUL, FAILING):
        rows["providers"].append(
            row("providers", id=provider, name=provider, name_en=provider, kind="company")
        )
    rows["indicators"] = []
    for number in range(contracts):
        _contract_rows(rows, contract(number))
    return rows


def _contract_rows(rows: Rows, made: Signed) -> None:
    work, ends = f"{made.id}-work", "" if made.ends is None else made.ends.isoformat()
    verdict = {"verdict": "suitable", "verdict_on": "2024-12-01"}
    rows["work_items"].append(row("work_items", id=work, body=made.body, name=made.id, **verdict))
    days = {"starts": "2025-01-01", "ends": ends, "signed": "2024-12-15"}
    parties = {"body": made.body, "work_item": work, "provider": made.provider}
    money = {"amount_minor": "100000", "currency": "CNY"}
    rows["contracts"].append(
        row("contracts", id=made.id, name=made.id, name_en=made.id, paid="yes", **parties, **days, **money)
    )
    leader = LEADERS[made.body]
    accepted = {"person": leader, "accepted_on": "2025-01-01"} if leader else {}
    rows["assignments"].append(row("assignments", contract=made.id, starts="2025-01-01", **accepted))
    for clause, ground, notice in made.exits:
        cells = {
            "id": clause,
            "contract": made.id,
            "kind": "exit",
            "ground": ground,
            "notice_days": str(notice),
        }
        rows["clauses"].append(row("clauses", text="可解除", **cells))
    rows["funds"].append(
        row(
            "funds",
            contract=made.id,
            line="服务费",
            starts="2025-01-01",
            ends="2029-12-31",
            amount_minor="100000000",
            currency="CNY",
            confirmed_on="2024-12-01",
            confirmed_by="head",
        )
    )
    for finding, source, day in made.findings:
        decided = {
            "decision": "confirmed",
            "decided_on": day.isoformat(),
            "decided_by": answers_for(made.body),
        }
        rows["findings"].append(_finding(finding, made.id, source, **decided))
    rows["findings"].append(_finding(made.undecided, made.id, "audit"))


def _finding(id: str, contract: str, source: str, **decided: str) -> dict[str, str]:
    cells = {"id": id, "contract": contract, "found_on": "2026-06-01", "source": source, "what": "不合格"}
    severity = "serious" if is_serious(cells["id"]) else "ordinary"
    return row("findings", severity=severity, **cells, **decided)
