"""Run the model district day by day: the clock at the start of each day, then whoever feels like acting."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from answerable.actions.office.cases.reminding import refresh_cases
from answerable.actions.office.gathering import gather
from answerable.actions.office.load import load
from answerable.actions.offline.folders import write_model
from answerable.records.models import (
    Assignment,
    CaseCourse,
    CaseTurn,
    Contract,
    Finding,
    Notice,
    Post,
    StandIn,
)
from tests.cases import noon
from tests.drills.quarter.holding import Watch, every_open_case_is_somebodys
from tests.drills.quarter.people import Day, contest, open_a_case, open_accounts, protect

LOADED_ON = date(2026, 6, 30)
CASES = 3
"""How many cases are opened on each running contract."""
NEVER = 0.15
"""How many turns nobody ever takes."""
WILLING = 0.25
"""With which chance somebody takes his turn on a day."""


@dataclass
class Told:
    """What a run came to."""

    violations: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    days: int = 0
    cases: int = 0
    notices: int = 0
    moved: int = 0
    escalated: int = 0
    reminded: int = 0

    @property
    def line(self) -> str:
        """In one line."""
        acts = sum(self.done.values())
        return (
            f"{self.days} days, {self.cases} cases, {acts} acts, {sum(self.refused.values())} refused, {self.moved}"
            f" moved on by silence, {self.reminded} reminders, {self.escalated} escalated, {self.notices} notices,"
            f" {len(self.violations)} violations"
        )


def hold_model(folder: Path) -> None:
    """The model district with accounts, and with findings on every running contract."""
    write_model(folder, seed=1, scale=1)
    load(folder, at=noon(LOADED_ON))
    open_accounts()
    for contract in _running(LOADED_ON):
        for number, source in enumerate(("inspection", "matter") * CASES):
            Finding.objects.create(
                id=f"{contract.pk}-q{number}",
                contract=contract,
                found_on=LOADED_ON,
                source=source,
                severity="ordinary",
                what="x",
                decision="confirmed",
                decided_on=LOADED_ON,
                decided_by_id=Post.objects.filter(role="head").values_list("person", flat=True)[0],
            )


def _running(on: date) -> list[Contract]:
    rows = Contract.objects.filter(starts__lte=on, signed__isnull=False).exclude(
        ends__lt=on + timedelta(days=120)
    )
    return list(rows.order_by("id"))


def run(first: date, *, days: int, seed: int) -> Told:
    """So many days from the first on."""
    chance, told, watch = random.Random(seed), Told(), Watch()  # noqa: S311 - nothing secret
    waiting = [
        each for each in _running(first) if Post.objects.filter(body=each.body_id, role="handler").exists()
    ]
    to_open = [(each, number) for each in waiting for number in range(CASES)]
    chance.shuffle(to_open)
    lazy: dict[tuple[object, ...], bool] = {}
    for number in range(days):
        on = first + timedelta(days=number)
        _people_come_and_go(on, chance)
        told.moved += refresh_cases(on=on, at=noon(on)).moved
        gather(on=on, at=noon(on, 5))
        told.violations += every_open_case_is_somebodys(on)
        told.violations += watch.after_the_clock(on)
        day = Day(on, chance)
        for _ in range(min(len(to_open), chance.randint(0, 2))):
            open_a_case(*to_open.pop(), day)
        _act(day, chance, lazy)
        told.violations += every_open_case_is_somebodys(on)
        told.done.update(day.done)
        told.refused.update(each.code for each in day.refused)
    told.days, told.cases, told.notices = days, CaseCourse.objects.count(), Notice.objects.count()
    told.escalated, told.reminded = watch.escalated, watch.reminded
    return told


def _act(day: Day, chance: random.Random, lazy: dict[tuple[object, ...], bool]) -> None:
    for turn in list(CaseTurn.objects.order_by("case", "row")):
        never = lazy.setdefault((turn.case_id, turn.key, turn.what, turn.since), chance.random() < NEVER)
        if never or chance.random() > WILLING or not CaseTurn.objects.filter(row=turn.row).exists():
            continue
        day.on_turn(turn)
    open_ = list(CaseCourse.objects.filter(final=False).order_by("case").values_list("case", flat=True))
    for case in open_:
        if chance.random() < 0.03:
            protect(day, case)
        if chance.random() < 0.05:
            contest(day, case)


def _people_come_and_go(on: date, chance: random.Random) -> None:
    """Somebody goes away for some days; now and then a post ends, and is filled again."""
    leaders = list(
        Post.objects.filter(role__in=("leader", "handler"), ends=None, starts__lte=on).order_by("pk")
    )
    for post in chance.sample(leaders, min(2, len(leaders))):
        others = Post.objects.filter(body=post.body_id, ends=None, starts__lte=on).exclude(
            person=post.person_id
        )
        stand_in = others.order_by("pk").first()
        if stand_in is None or StandIn.objects.filter(person=post.person_id, ends__gte=on).exists():
            continue
        StandIn.objects.create(
            person_id=post.person_id,
            starts=on,
            ends=on + timedelta(days=chance.randint(1, 9)),
            stand_in_id=stand_in.person_id,
        )
    if leaders and chance.random() < 0.1:
        post = chance.choice(leaders)
        heir = Post.objects.filter(body=post.body_id, role="supervisor").order_by("pk").first()
        if heir is not None and not Assignment.objects.filter(person=post.person_id, starts__gt=on).exists():
            Post.objects.filter(pk=post.pk).update(ends=on)
            Post.objects.create(
                id=f"heir-{on}",
                body_id=post.body_id,
                role=post.role,
                person_id=heir.person_id,
                starts=on + timedelta(days=1),
            )
