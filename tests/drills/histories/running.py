"""Many histories, one after the other, on whatever database is set: each round of contracts is undone at its end."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

from django.db import connection, transaction

from tests.drills.histories.cast import START, contract, hold_county
from tests.drills.histories.checks import audit, look
from tests.drills.histories.driver import History, Told
from tests.drills.histories.finishing import finish, lead
from tests.drills.histories.parts import ViolationError
from tests.drills.histories.register import forget, kept_register

CONTRACTS, BRANCHES = 100, 4
"""The contracts of a round, and the histories of each: they begin alike and go their own ways."""
LED = 0.3
TARGETS = ("weighing", "correcting", "rechecking", "concluding", *("not_corrected",) * 3)
"""The share of histories that are led to some stage before chance begins, and to which."""
FINISHED = 0.2
"""The share of histories that are led to an end afterwards."""
PLAIN = 0.1
"""The share of histories whose every act reads who holds which post anew, as in earnest."""


def run(
    folder: Path,
    *,
    histories: int,
    seed: int,
    contracts: int = CONTRACTS,
    plain: float = PLAIN,
    first: int = 0,
    say: Callable[[str], None] = lambda _: None,
) -> Told:
    """So many histories, and what they came to: with every violation, its seed and the number of its history."""
    told, begun = Told(say=say), time.monotonic()
    forget()
    hold_county(folder, contracts=contracts)
    last = first + histories
    for number in range(first, last, contracts * BRANCHES):
        with _round():
            for each in range(number, min(number + contracts * BRANCHES, last), BRANCHES):
                branches(
                    each,
                    upto=min(each + BRANCHES, last),
                    seed=seed,
                    contracts=contracts,
                    told=told,
                    plain=plain,
                )
        took, worked = time.monotonic() - begun, time.process_time()
        say(f"{told.histories} histories, {told.tried} tries in {took:.0f} s, {worked:.0f} s of them at work")
    return told


def branches(first: int, *, upto: int, seed: int, contracts: int, told: Told, plain: float) -> None:
    """Some histories that begin alike: a case is opened, or led to some stage; from there each goes its own way."""
    chance = random.Random(f"{seed}/{first}")  # noqa: S311 - nothing secret
    trunk = History(contract(first // BRANCHES % contracts), chance, told, START, after=look)
    with kept_register() if chance.random() >= plain else nullcontext():
        if not _judged(trunk, _begin, seed=seed, number=first):
            return
        for number in range(first, upto):
            before = transaction.savepoint()
            branch = replace(trunk, chance=random.Random(f"{seed}/{number}/on"))  # noqa: S311 - nothing secret
            branch.model, branch.now = deepcopy(trunk.model), trunk.now
            _judged(branch, _go_on, seed=seed, number=number)
            told.histories += 1
            transaction.savepoint_rollback(before)


def _begin(history: History) -> None:
    history.begin()
    if history.chance.random() < LED:
        lead(history, history.chance.choice(TARGETS))


def _go_on(history: History) -> None:
    history.run()
    if history.chance.random() < FINISHED:
        finish(history)
    audit(history)


def _judged(history: History, part: Callable[[History], None], *, seed: int, number: int) -> bool:
    """Whether this part of a history went without a violation; one is kept with where it happened."""
    try:
        part(history)
    except ViolationError as violation:
        where = f"SEED={seed} history {number}, {history.signed.id}, {history.on}"
        history.told.violations.append(f"{violation} [{where}]")
        history.told.say(f"VIOLATION {violation} [{where}]")
        return False
    return True


def lines(told: Told) -> Iterator[str]:
    """What many histories came to, in words."""
    yield f"{told.histories} histories, {told.tried} tries, {sum(told.taken.values())} accepted, {told.entries} steps"
    for name in ("taken", "stages", "protected", "ends", "finished", "refused"):
        counted = getattr(told, name)
        yield f"{name}: " + ", ".join(f"{key} {times}" for key, times in sorted(counted.items()))


@contextmanager
def _round() -> Iterator[None]:
    """What happens inside is checked by the database as at a commit, and undone."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # What one transaction inserts is in no statistics, and the planner takes the tables for empty.
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        connection.check_constraints()
        transaction.set_rollback(True)
