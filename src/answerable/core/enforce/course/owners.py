"""Who owns what waits in a case: always somebody by name, and none who had a part in it while anybody else is left."""

from collections.abc import Iterator
from datetime import date

from answerable.core.enforce.course.turns import HANDLER, LEADER, PROVIDER, REVIEWER, Turn
from answerable.core.register.answer import People
from answerable.core.register.values import Contract


def owner(turn: Turn, contract: Contract, people: People, *, on: date) -> str:
    """The id of the person, or of the provider; of the body only where there is nobody up to the top.

    Where everybody had a part it is the head at the top, who calls a meeting or has somebody else appointed.
    """
    if turn.owner == PROVIDER:
        return contract.provider
    line = tuple(_line(turn.owner, contract, people, on))
    top = line[-1] if line else contract.body
    return next((each for each in line if each not in turn.barred), top)


def escalated(turn: Turn, contract: Contract, people: People, *, on: date) -> tuple[str, ...]:
    """To whom it goes once it is overdue, beside its owner: who answers, the head, and the head above."""
    first = owner(turn, contract, people, on=on)
    return tuple(each for each in above(contract, people, on=on) if each != first)


def above(contract: Contract, people: People, *, on: date) -> tuple[str, ...]:
    """Who answers for the contract, the head of its body, and the heads above, the nearest first."""
    return tuple(dict.fromkeys(_line(LEADER, contract, people, on)))


def _line(side: str, contract: Contract, people: People, on: date) -> Iterator[str]:
    """Whoever may own it, the nearest first."""
    if side == HANDLER:
        yield from people.in_role(contract.body, "handler", on=on)
        yield from people.in_role(contract.body, "section", on=on)
    if side == REVIEWER:
        yield from people.in_role(contract.body, "legality", on=on)
    answer = people.who_answers(contract, on=on)
    for person in (answer.acting, answer.leader, answer.by_default):
        if person is not None:
            yield person.id
    if side == REVIEWER:
        yield from people.in_role(contract.body, "leader", on=on)
    yield from people.heads_upwards(contract.body, on=on)
