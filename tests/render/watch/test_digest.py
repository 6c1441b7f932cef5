"""What is told of alerts: nothing that comes from data acts in a page, a terminal or a cell."""

from datetime import date
from fractions import Fraction

import pytest

from answerable.core.rulebook.watch import load_watch
from answerable.core.watch.digest import digests
from answerable.core.watch.results import Proposed, WatchResult
from answerable.core.watch.values import Passage, alert_of
from answerable.render.watch.digest import digest_html
from answerable.render.watch.stored import passage_cells, plain, stored_cells
from answerable.render.watch.text import figure, watch_text

ON = date(2026, 5, 28)
EVIL = '<script>alert(1)</script>\x1b[31m\n=HYPERLINK("http://example.org")'


def result() -> WatchResult:
    rule = load_watch("cn").by_id["voice-opinion"]
    edition = rule.at(ON)
    assert edition is not None
    alert = alert_of(
        rule.id,
        "p1",
        on=ON,
        confidence=Fraction(3, 5),
        value=Fraction(1, 3),
        threshold=Fraction(1, 4),
        passages=(Passage("p1", EVIL, beside=Passage("p0", EVIL)),),
        says={"day": ON, "words": EVIL},
    )
    return WatchResult(
        district="d",
        language="zh",
        on=ON,
        names=(("c1", "合同" + EVIL, "Contract"),),
        profiles=(),
        proposed=(Proposed("c1", alert, rule, edition),),
        rules=(),
        health=(),
        unowned=0,
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_markup_in_data_is_shown_and_does_nothing(lang: str) -> None:
    (digest,) = digests(result())
    page = digest_html(digest, lang)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert page == digest_html(digest, lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_control_character_reaches_a_terminal(lang: str) -> None:
    said = watch_text(result(), lang)
    assert all(character.isprintable() or character == "\n" for character in said)


def test_a_passage_is_one_line_in_a_cell() -> None:
    (cells,) = passage_cells(result().proposed[0])
    assert cells["text"] == plain(EVIL) == cells["beside_text"]
    assert plain("\x00\n") == "…"
    assert "\n" not in cells["text"]


def test_a_stored_finding_is_undecided_and_keeps_its_rule() -> None:
    cells = stored_cells(result().proposed[0], on=ON)
    assert cells["rule"] == "watch.voice-opinion p1 2026-05-28"
    assert "decision" not in cells
    assert cells["what"] != cells["what_en"]
    assert all(character.isprintable() for text in cells.values() for character in text)


def test_a_measure_has_at_most_three_places() -> None:
    assert [figure(Fraction(1, 3)), figure(Fraction(4)), figure(Fraction(1, 2))] == ["0.333", "4", "0.5"]
