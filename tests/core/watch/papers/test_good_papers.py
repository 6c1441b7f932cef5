"""Papers that are in order, of every kind, are left alone; and all rules together are quick."""

from fractions import Fraction
from time import process_time

import pytest

from answerable.core.watch.papers.producers import look_at_paper
from answerable.core.watch.papers.values import Held, Kept
from answerable.core.watch.values import Limits
from tests.core.watch.papers.good import GOOD, HOME, LIMITS, NOTICE, ON, SUMMARY, look, paper


@pytest.mark.parametrize("name", GOOD)
def test_a_paper_in_order_gives_no_alert(name: str) -> None:
    assert look(GOOD[name]) == {}


@pytest.mark.parametrize("name", GOOD)
def test_a_paper_in_order_is_no_copy_of_the_others(name: str) -> None:
    kept = tuple(Kept(each, each, text, own=True) for each, text in GOOD.items() if each != name)
    assert look(GOOD[name], held=Held(ON, HOME, kept)) == {}


@pytest.mark.parametrize("name", GOOD)
def test_even_a_sure_model_makes_no_literature_of_a_paper_in_order(name: str) -> None:
    assert look(GOOD[name], held=Held(ON, HOME, literary=Fraction(1))) == {}


def test_without_rules_in_force_nothing_is_proposed() -> None:
    assert look_at_paper(paper(NOTICE[60:]), Held(ON, HOME), Limits()) == ()


def test_a_paper_of_a_hundred_pages_is_looked_at_in_less_than_a_second() -> None:
    body = "\n".join(SUMMARY.strip().split("\n")[1:-2])
    long = "样北镇中心卫生院2025年工作总结\n" + "\n".join(
        body.replace("41236", str(10000 + at)) for at in range(60_000 // len(body) + 1)
    )
    kept = tuple(Kept(f"k{at}", f"k{at}", GOOD["survey"] * 8, own=False) for at in range(20))
    assert len(long) >= 60_000
    start = process_time()
    look_at_paper(paper(long), Held(ON, HOME, kept), LIMITS)
    assert process_time() - start < 1
