"""General checklists: sound as shipped, taken by the beginning of a code, dated, and strict about mistakes."""

from datetime import date

import pytest

from answerable.core.rulebook.catalogue import load_catalogue
from answerable.core.rulebook.checklists import (
    general_item,
    general_items,
    load_checklists,
    parse_checklists,
)
from answerable.core.rulebook.reader import RulebookFaultsError
from answerable.core.tables.types import IDENT

ON = date(2026, 6, 30)
GOOD = """
format: 1
lists:
  - id: any
    title: {zh: 各类, en: Any}
    items:
      - {id: a, starts: 2020-01-01, ends: 2025-12-31, text: {zh: 甲, en: A}}
      - {id: b, starts: 2026-01-01, text: {zh: 乙, en: B}}
  - id: care
    title: {zh: 养老, en: Care}
    catalogue: [C05]
    items:
      - {id: c, starts: 2020-01-01, text: {zh: 丙, en: C}}
"""


def test_work_gets_the_lists_that_fit_its_code() -> None:
    cleaning = {item.id.partition("-")[0] for item in general_items("C13050100", on=ON)}
    assert cleaning == {"any", "facilities"}
    assert {item.id.partition("-")[0] for item in general_items(None, on=ON)} == {"any"}
    assert general_items("C13050100", on=date(2019, 1, 1)) == ()


def test_every_list_is_of_lines_that_the_catalogue_has_and_short_enough_to_be_used() -> None:
    codes = [line.code for line in load_catalogue()]
    for each in load_checklists():
        assert all(any(code.startswith(start) for code in codes) for start in each.catalogue), each.id
    assert max(len(general_items(code, on=ON)) for code in codes) <= 10


def test_every_item_has_an_id_that_a_table_can_hold_and_is_found_by_it() -> None:
    items = [item for each in load_checklists() for item in each.items]
    assert all(IDENT.matches(item.id) and general_item(item.id) == item for item in items)
    assert general_item("no-such-item") is None


def test_items_are_dated() -> None:
    lists = parse_checklists(GOOD)
    used = {
        day: [item.id for item in lists[0].items if item.used_on(day)] for day in (date(2025, 12, 31), ON)
    }
    assert used == {date(2025, 12, 31): ["a"], ON: ["b"]}
    assert (lists[1].fits("C0501"), lists[1].fits("C13"), lists[1].fits(None)) == (True, False, False)


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("id: b,", "id: a,", "rulebook_id_twice"),
        ("id: care", "id: c", "rulebook_id_twice"),
        ("en: Any", "fr: Tous", "rulebook_key_unknown"),
        ("2026-01-01", "soon", "rulebook_wrong_type"),
        ("format: 1", "format: 2", "rulebook_out_of_range"),
        ("catalogue: [C05]", "catalogue: C05", "rulebook_wrong_type"),
    ],
)
def test_mistakes_are_told_with_their_line(wrong: str, right: str, code: str) -> None:
    assert wrong in GOOD
    with pytest.raises(RulebookFaultsError) as caught:
        parse_checklists(GOOD.replace(wrong, right))
    assert code in [fault.message.code for fault in caught.value.faults]
