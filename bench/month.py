"""A handler's month on the model district, walked in a real browser with a stopwatch: clicks, typing, pages, minutes.

The handler of the data bureau has two contracts that run. He walks the pages as a person does, by what stands on them;
what others do in between (the leader confirms money) is not counted. Minutes are estimated by the keystroke-level model
(Card, Moran and Newell 1980): 1.1 s to point and click, 0.28 s a character, 3 s to read a page, and on top what the
machine takes. Thinking about what to write is left out: it is the same in every program.

    python -m bench.month [--lang zh] [--without-javascript]
"""

import argparse
import csv
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from answerable.core.tables.district import BY_NAME
from answerable.render import words
from tests.browser.teams import DATA, Story
from tools.browser import Visitors, launched
from tools.demonstration import LAST_DAY, demonstration
from tools.hand import Hand, Tally

CLICK, CHARACTER, PAGE = 1.1, 0.28, 3.0
"""Seconds of the keystroke-level model."""
CONTRACTS = ("hotline", "helpdesk")
TODAY, MONTH = LAST_DAY.isoformat(), f"{LAST_DAY:%Y-%m}"
SHORT = "现场核对台账，未见异常。"
LONG = "服务期内考核合格，重新采购尚需时间，期间服务不能中断；单价不变。"
ROWS = 12
Step = Callable[[Hand, Story, Path], None]


def duties_seen(hand: Hand, story: Story, folder: Path) -> None:
    """What is due: the duty page, and the list of all duties."""
    hand.go("web_duties")
    hand.follow(hand.said("web_duties_all"))


def months_scored(hand: Hand, story: Story, folder: Path) -> None:
    """The score sheet of each contract, and that the duty to score was done."""
    for contract in CONTRACTS:
        hand.go("web_duties")
        hand.follow(hand.said("web_duties_score"), near=story.name("contracts", contract))
        for points in hand.page.locator('input[name^="points."]').all():
            hand.type_into(points, "8.5")
        hand.press(hand.said("web_figures_score"))
        record_done(hand, "score", story.name("contracts", contract))


def record_done(hand: Hand, kind: str, contract: str) -> None:
    """Record a duty of this kind as done, where it is still on the duty page."""
    hand.go("web_duties")
    opening = "（" if hand.lang == "zh" else " ("
    duty = f"{hand.word('duty_kind', kind)}{opening}{MONTH}"
    if hand.page.locator("main li").filter(has_text=duty).filter(has_text=contract).count():
        hand.follow(hand.said("web_duties_done"), near=(duty, contract))
        hand.press(hand.said("web_duties_do"))


def payments_recorded(hand: Hand, story: Story, folder: Path) -> None:
    """The payment that is due: of the contract that ran in the whole quarter."""
    hand.go("web_duties")
    hand.follow(hand.said("web_duties_paid"), near=story.name("contracts", CONTRACTS[0]))
    hand.press(hand.said("web_duties_pay"))


def readings_entered(hand: Hand, story: Story, folder: Path) -> None:
    """The readings of a month of one contract."""
    hand.go("web_figures")
    hand.follow(story.contract)
    hand.press(hand.said("web_figures_read"))
    hand.write(hand.column("readings", "recorded"), TODAY)
    hand.choose(hand.column("readings", "source"), hand.word("reading_source", "body"))
    for period in hand.page.locator('input[name="period.month"]').all():
        hand.type_into(period, MONTH)
    for part, text in (("numerator", "97"), ("denominator", "100")):
        for count in hand.page.locator(f'input[name^="{part}."]').all():
            hand.type_into(count, text)
    hand.press(hand.said("web_figures_read"))


def inspection_recorded(hand: Hand, story: Story, folder: Path) -> None:
    """An inspection for a cause, every item of its checklist, with one that is not met."""
    hand.go("web_inspections")
    hand.press(hand.said("web_inspections_open"))
    choose_contract(hand, story, hand.column("inspections", "contract"))
    hand.write(hand.column("inspections", "cause"), "群众反映服务台无人接听。")
    hand.write(hand.column("inspections", "due_on"), TODAY)
    hand.press(hand.said("web_inspections_open"))
    hand.press(hand.said("web_inspections_record"))
    items = hand.page.locator("main .govuk-form-group:has(input[value=met])").all()
    for item in items[1:]:
        hand.click(item.locator("input[value=met]"))
    hand.click(items[0].locator("input[value=not_met]"))
    hand.click(items[0].locator("summary"))
    hand.type_into(items[0].locator("textarea"), SHORT)
    hand.click(items[0].locator("input[value=ordinary]"))
    duty = hand.page.get_by_role("group", name=hand.said("web_field_inspect_duty")).locator("input")
    if duty.count() > 1 and not duty.last.is_checked():
        hand.click(duty.last)
    hand.press(hand.said("web_inspections_record"))


def matter_handled(hand: Hand, story: Story, folder: Path) -> None:
    """A matter taken down, and that it was handled."""
    hand.go("web_matters")
    hand.press(hand.said("web_matters_record"))
    choose_contract(hand, story, hand.column("matters", "contract"))
    hand.write(hand.column("matters", "raised_on"), TODAY)
    hand.choose(hand.column("matters", "channel"), hand.word("channel", "hotline"))
    hand.write(hand.column("matters", "topic"), "报修两天没有人来。")
    hand.press(hand.said("web_matters_record"))
    hand.press(hand.said("web_matters_handle"))
    hand.write(hand.said("web_field_matter_done"), "当天派人上门修复，已向来电人回复。")
    hand.press(hand.said("web_matters_handle"))


def finding_decided(hand: Hand, story: Story, folder: Path) -> None:
    """The finding that the inspection proposed, confirmed and sent to the leader."""
    hand.go("web_findings")
    hand.follow(SHORT)
    hand.press(hand.said("web_finding_confirm"))
    hand.write(hand.said("web_field_judged_why"), SHORT)
    hand.press(hand.said("web_findings_decide"))


def extension_proposed(hand: Hand, story: Story, folder: Path) -> None:
    """An extension of one contract, proposed and submitted."""
    hand.go("web_contracts")
    hand.follow(story.contract)
    hand.follow(hand.said("web_contracts_extend"))
    hand.write(hand.said("web_field_new_ends"), "2027-08-31")
    hand.write(hand.column("amendments", "reason"), LONG)
    hand.press(hand.said("web_contracts_extend"))
    hand.press(hand.word("decision_act", "submit"))


def rows_imported(hand: Hand, story: Story, folder: Path) -> None:
    """A table of matters from the hotline: looked at, and taken over."""
    hand.go("web_imports")
    hand.press(hand.said("web_imports_ask"))
    hand.choose(hand.said("web_col_table"), words.table_title("matters", hand.lang))
    hand.hand_in(hand.said("web_col_file"), table_of_matters(folder))
    hand.press(hand.said("web_imports_ask"))
    hand.wait_for(hand.said("web_imports_nothing_yet"))
    hand.press(hand.said("web_imports_take_all", n=ROWS))
    hand.wait_for(hand.said("web_imports_written", n=ROWS))


def taken_to_the_meeting(hand: Hand, story: Story, folder: Path) -> None:
    """The lists for the meeting: contracts, findings, duties."""
    for page in ("web_contracts", "web_findings"):
        hand.go(page)
        hand.take(hand.said("web_desk_xlsx"), folder)
    hand.go("web_duties")
    hand.follow(hand.said("web_duties_all"))
    hand.take(hand.said("web_desk_xlsx"), folder)


STEPS: tuple[tuple[str, Step], ...] = (
    ("duties seen", duties_seen),
    ("score sheets of two contracts", months_scored),
    ("the payment that is due", payments_recorded),
    ("readings of one contract", readings_entered),
    ("an inspection with its checklist", inspection_recorded),
    ("a matter recorded and handled", matter_handled),
    ("a finding decided", finding_decided),
    ("an extension proposed", extension_proposed),
    ("an import of a table", rows_imported),
    ("lists for the meeting", taken_to_the_meeting),
)


def choose_contract(hand: Hand, story: Story, title: str) -> None:
    """Choose the contract out of the row of buttons, where it stands with its number."""
    labels = hand.page.get_by_role("group", name=title).locator("label")
    hand.choose(title, labels.filter(has_text=story.contract).first.inner_text())


def table_of_matters(folder: Path) -> Path:
    """A table as the hotline sends one."""
    where = folder / "matters.csv"
    with where.open("w", encoding="utf-8", newline="") as file:
        names = [column.name for column in BY_NAME["matters"].columns]
        table = csv.DictWriter(file, names, restval="")
        table.writeheader()
        row = {"contract": CONTRACTS[0], "raised_on": TODAY, "channel": "hotline"}
        table.writerows(
            {**row, "id": f"month-{number}", "topic": f"来电诉求 {number}"} for number in range(1, ROWS + 1)
        )
    return where


def money_confirmed(story: Story) -> None:
    """The leader confirms money for the time after the contract; it is not the handler's work."""
    leader, after = story.hand("leader"), date(2027, 6, 1)
    leader.go("web_contracts")
    leader.follow(story.contract)
    leader.follow(leader.said("web_contracts_confirm_funds"))
    leader.write(leader.column("funds", "line"), "2027年政府购买服务预算")
    leader.write(leader.column("funds", "starts"), after.isoformat())
    leader.write(leader.column("funds", "ends"), (after + timedelta(days=200)).isoformat())
    leader.write(leader.said("web_field_amount"), "300000")
    leader.page.locator("input[name=currency][value=CNY]").check()
    leader.press(leader.said("web_contracts_confirm_funds"))


def seconds(tally: Tally) -> float:
    """How long somebody takes who has learnt the pages."""
    return tally.clicks * CLICK + tally.characters * CHARACTER + tally.pages * PAGE + tally.machine


def row(name: str, tally: Tally) -> str:
    """One line of the table."""
    return (
        f"{name:34} {tally.clicks:7} {tally.fields:7} {tally.characters:6} {tally.pages:6}"
        f" {tally.machine:9.1f} {seconds(tally) / 60:8.1f}"
    )


def walk(story: Story, folder: Path) -> dict[str, Tally]:
    """What each step took."""
    money_confirmed(story)
    hand = story.hand("handler")
    taken = {}
    for name, step in STEPS:
        before = hand.tally + Tally()
        step(hand, story, folder)
        if wrong := hand.page.locator(".govuk-error-summary").all_inner_texts():
            raise SystemExit(f"{name}: {hand.page.url}: {wrong}")
        taken[name] = hand.tally - before
    return taken


def main() -> None:
    """Walk the month once, and print what each step took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lang", default="zh", choices=("zh", "en"))
    options.add_argument("--without-javascript", action="store_true")
    asked = options.parse_args()
    with demonstration() as system, launched() as browser, tempfile.TemporaryDirectory() as scratch:
        visitors = Visitors(system, browser)
        story = Story(visitors, asked.lang, not asked.without_javascript, DATA)
        taken = walk(story, Path(scratch))
        visitors.close()
    print(
        f"{'step':34} {'clicks':>7} {'fields':>7} {'typed':>6} {'pages':>6} {'machine s':>9} {'minutes':>8}"
    )
    for name, tally in taken.items():
        print(row(name, tally))
    print(row("the month", sum(taken.values(), Tally())))
    print(f"longest: {max(taken, key=lambda name: seconds(taken[name]))}")


if __name__ == "__main__":
    main()
