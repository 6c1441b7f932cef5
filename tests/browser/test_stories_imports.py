"""An import with faults: looked at, told with row and column, the good rows taken, the rest given back."""

import csv
from pathlib import Path

from answerable.render import words
from tests.browser.teams import Story
from tools.hand import Hand

COLUMNS = (
    "id",
    "contract",
    "raised_on",
    "channel",
    "topic",
    "cause",
    "handled_on",
    "outcome",
    "confirmed_by",
    "confirmed_on",
    "contested_on",
)
GOOD, BAD_DAY, BAD_CHANNEL = 2, 3, 4
"""Rows of the file, counted from its first row."""


def written(story: Story, folder: Path) -> Path:
    """A table of matters: one row that will do, one with a day that is none, one with a channel that is none."""
    where = folder / "matters.csv"
    start = {"contract": story.team.contract, "raised_on": "2026-06-29", "channel": "hotline"}
    rows = [
        {**start, "id": f"story-{story.team.body}-1", "topic": "窗口中午无人值守"},
        {**start, "id": f"story-{story.team.body}-2", "topic": "电话无人接听", "raised_on": "2026-06-31"},
        {**start, "id": f"story-{story.team.body}-3", "topic": "回复太慢", "channel": "pigeon"},
    ]
    with where.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, restval="")
        table.writeheader()
        table.writerows(rows)
    return where


def fault_of(hand: Hand, row: int) -> str:
    """What the page says of a row."""
    return (
        hand.page.locator("#faults ~ table tr")
        .filter(has=hand.page.locator("th", has_text=str(row)))
        .first.inner_text()
    )


def test_an_import_with_faults_takes_the_good_rows_and_gives_back_the_rest(
    story: Story, tmp_path: Path
) -> None:
    hand = story.hand("handler")
    hand.go("web_imports")
    hand.press(hand.said("web_imports_ask"))
    hand.press(hand.said("web_imports_ask"))
    assert hand.page.locator(".govuk-error-summary a").count() == 2, "no table, no file"
    hand.choose(hand.said("web_col_table"), words.table_title("matters", hand.lang))
    hand.hand_in(hand.said("web_col_file"), written(story, tmp_path))
    hand.press(hand.said("web_imports_ask"))

    hand.wait_for(hand.said("web_imports_nothing_yet"))
    day, channel = fault_of(hand, BAD_DAY), fault_of(hand, BAD_CHANNEL)
    assert "raised_on" in day
    assert "2026-06-31" in day
    assert "channel" in channel
    assert "hotline" in channel, "what would be right is said"
    hand.go("web_matters")
    assert not hand.reads("窗口中午无人值守"), "nothing is written yet"

    hand.go("web_imports")
    hand.follow(words.table_title("matters", hand.lang))
    rest = hand.take(hand.said("web_desk_csv"), tmp_path)
    with rest.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"][-1] for row in rows] == ["2", "3"]
    reasons = [list(row.values())[-1] for row in rows]
    assert all(reasons)
    assert rows[0]["raised_on"] == "2026-06-31", "as it was"

    hand.press(hand.said("web_imports_take_good", n=1, bad=2))
    hand.wait_for(hand.said("web_imports_written", n=1))
    hand.go("web_matters")
    assert hand.reads("窗口中午无人值守")
    assert not hand.reads("电话无人接听")
