"""Chains of decisions whose last signature may not be somebody's who had a part in what is decided."""

from collections.abc import Iterable

from answerable.core.register.approval import COLLECTIVE, Chain, Step

_DECIDING = ("leader", "head", COLLECTIVE)


def chain_without(
    barred: frozenset[str], roles: Iterable[str], *, leader: str | None, heads: Iterable[str]
) -> Chain:
    """The chain of a decision whose last signature may not be one of these people's: the next one up signs it.

    Where the leader is barred that is the head, and where every head is, or has signed before, a meeting. A chain that
    ends below the leader goes on to whoever decides. Raises `InputError` (`approval_chain_short`).
    """
    *early, last = roles
    if last not in _DECIDING:
        early, last = [*early, last], "head" if "leader" in (*early, last) else "leader"
    free = any(head not in barred for head in heads)
    if last == "leader" and leader in barred:
        last = "head"
    if last == "head" and (not free or "head" in early):
        last = COLLECTIVE
    steps = (Step(role, leader if role == "leader" else None) for role in (*early, last))
    return Chain(tuple(steps))
