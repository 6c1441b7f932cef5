"""A chain never ends with somebody who had a part in what is decided, and never below who may decide."""

import pytest

from answerable.core.register.barring import chain_without

HAN, ANN, HEAD = "han", "ann", "head"
DEFAULT = ("handler", "leader")


def roles(
    barred: set[str], configured: tuple[str, ...] = DEFAULT, heads: tuple[str, ...] = (HEAD,)
) -> list[str]:
    chain = chain_without(frozenset(barred), configured, leader=ANN, heads=heads)
    assert [step.person for step in chain.steps if step.role == "leader"] in ([], [ANN])
    return [step.role for step in chain.steps]


@pytest.mark.parametrize(
    ("barred", "last"),
    [
        (set(), "leader"),
        ({HAN}, "leader"),
        ({ANN}, "head"),
        ({ANN, HEAD}, "collective"),
        ({HEAD}, "leader"),
    ],
)
def test_the_next_one_up_who_had_no_part_signs_last(barred: set[str], last: str) -> None:
    assert roles(barred) == ["handler", last]


def test_where_no_head_is_there_a_meeting_decides() -> None:
    assert roles({ANN}, heads=()) == ["handler", "collective"]


def test_of_two_heads_one_who_had_no_part_is_enough() -> None:
    assert roles({ANN, HEAD}, heads=(HEAD, "deputy")) == ["handler", "head"]


def test_nobody_signs_two_steps_of_a_chain() -> None:
    assert roles({ANN}, ("handler", "head", "leader")) == ["handler", "head", "collective"]


@pytest.mark.parametrize(
    ("configured", "whole"),
    [
        (("handler", "section"), ["handler", "section", "leader"]),
        (("handler", "leader", "legality"), ["handler", "leader", "legality", "head"]),
        (("handler", "collective"), ["handler", "collective"]),
    ],
)
def test_a_chain_does_not_end_below_who_may_decide(configured: tuple[str, ...], whole: list[str]) -> None:
    assert roles(set(), configured) == whole
