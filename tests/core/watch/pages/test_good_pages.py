"""Pages that are in order are left alone, and a long one is looked at quickly."""

from time import process_time

import pytest

from answerable.core.watch.pages.producers import look_at_page, look_at_site
from answerable.core.watch.pages.values import Site
from answerable.core.watch.values import Limits
from tests.core.watch.pages.good import GOOD, LIMITS, ON, look, page
from tests.core.watch.papers.good import GOOD as PAPERS


@pytest.mark.parametrize("name", GOOD)
def test_a_page_in_order_gives_no_alert(name: str) -> None:
    assert look(GOOD[name]) == {}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_in_order_is_a_page_in_order(name: str) -> None:
    assert look(page(PAPERS[name], address=None)) == {}


def test_without_rules_in_force_nothing_is_proposed() -> None:
    assert look_at_page(page("锟斤拷锟斤拷 真人百家乐"), Limits(), on=ON) == ()
    assert look_at_site(Site("s1", ON), Limits()) == ()


def test_a_long_page_is_looked_at_in_less_than_half_a_second() -> None:
    text = "\n".join("".join(PAPERS.values()) for _ in range(14))
    assert len(text) > 50_000
    start = process_time()
    look_at_page(page(text), LIMITS, on=ON)
    assert process_time() - start < 0.5
