"""`answerable scope` as people meet it: questions, verdicts, proofs, comparisons, and what nonsense gets."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from answerable.cli.main import main
from answerable.core.rulebook.facts import FactKind
from answerable.core.rulebook.shipped import load_boundary
from answerable.core.scope.interview import Interview
from tests.builders import row, small_district, write
from tests.shape.tree import PACKAGE

ON = ["--on", "2026-06-30"]
Capture = pytest.CaptureFixture[str]
ORDINARY = {
    "buyer": "state_organ", "fiscal_funds": "yes", "paid": "yes", "mandate": "yes", "direct_only": "no", "banned": "no",
    "provider": "company", "provider_sound": "yes", "managed_as_staff": "no", "catalogue": "listed", "budget": "yes",
    "occasion": "new", "supplement_percent": "0", "term_months": "12", "pass_on": "none", "bond_percent": "0",
    "bond_cash": "no", "guarantee": "no", "secrets": "no", "gov_data": "no", "personal_info": "no",
    "public_facing": "no",
}  # fmt: skip


def pairs(**facts: str) -> list[str]:
    return [part for name, value in (ORDINARY | facts).items() for part in ("--fact", f"{name}={value}")]


def say(arguments: list[str], capsys: Capture, *, ends: int = 0) -> str:
    assert main(["scope", *arguments]) == ends
    captured = capsys.readouterr()
    return captured.out + captured.err


def plain(text: str) -> str:
    return "".join(text.split())


# ---------------------------------------------------------------- deciding


@pytest.mark.parametrize(("lang", "verdict"), [("zh", "适度外包（限定条件）"), ("en", "limited")])
def test_a_run_account_is_explained_with_reasons_grounds_and_duties(
    lang: str, verdict: str, capsys: Capture
) -> None:
    said = plain(say(["decide", *pairs(task="account_running"), *ON, "--lang", lang], capsys))
    wanted = {
        "zh": (
            "国办发〔2018〕123号",
            "先审后发",
            "指定一名在编的分管领导",
            "密码",
            "留言限时答复",
            "已核原文",
        ),
        "en": (
            "123",
            "review every post",
            "name in writing one leader",
            "passwords",
            "answered in time",
            "text seen",
        ),
    }
    assert plain(verdict) in said
    assert [each for each in wanted[lang] if plain(each) not in said] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_novelist_is_not_reached_and_told_what_may_be_bought_instead(lang: str, capsys: Capture) -> None:
    facts = pairs(task="paper_work", buyer="welfare_one", provider="individual", paid="no")
    said = plain(say(["decide", *facts, *ON, "--lang", lang], capsys))
    wanted = {
        "zh": ("不适用", "第8条", "制度选择", "由本单位人员撰写", "排版、校对"),
        "en": (
            "not applicable",
            "art. 8",
            "policy choice",
            "written by its own people",
            "typesetting, proofreading",
        ),
    }
    assert [each for each in wanted[lang] if plain(each) not in said] == []


def test_the_json_holds_verdict_rules_grounds_and_duties(capsys: Capture) -> None:
    found = json.loads(say(["decide", *pairs(task="recruitment"), *ON, "--json"], capsys))
    assert (found["format"], found["verdict"], found["on"]) == (
        "answerable/scope/1",
        "prohibited",
        "2026-06-30",
    )
    assert [(each["id"], each["grounds"][0]["article"]) for each in found["deciding"]] == [
        ("recruiting", "10(5)")
    ]
    assert found["facts"]["term_months"] == 12


def test_facts_come_from_a_file_and_pairs_win_over_it(tmp_path: Path, capsys: Capture) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("task: recruitment\npaid: yes\nterm_months: 12\nbudget: null\n", encoding="utf-8")
    assert json.loads(say(["decide", "--facts", str(facts), *ON, "--json"], capsys))["facts"]["paid"] == "yes"
    found = json.loads(
        say(["decide", "--facts", str(facts), "--fact", "task=penalty", *ON, "--json"], capsys)
    )
    assert found["facts"]["task"] == "penalty"


def test_all_nonsense_is_told_at_once_and_nothing_is_decided(capsys: Capture) -> None:
    stated = [
        "task=dance",
        "weather=fair",
        "term_months=0",
        "paid",
        "paid=no",
        "amount_yuan=5",
        "budget=yes",
        "budget=no",
    ]
    said = say(
        ["decide", *(part for each in stated for part in ("--fact", each)), "--lang", "en"], capsys, ends=2
    )
    for wanted in ("dance", "weather", "term_months", "“paid”", "amount", "budget is stated twice"):
        assert wanted in said
    assert "Verdict" not in said


@pytest.mark.parametrize(
    "content", ["[1, 2]", "a: [b", "&a {x: *a}", "\ufeff", "{facts: {paid: [no]}}", "a: {b: c}"]
)
def test_a_file_that_holds_no_facts_is_refused(content: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "facts.json"
    file.write_text(content, encoding="utf-8")
    assert say(["decide", "--facts", str(file), "--lang", "en"], capsys, ends=2)
    file.write_bytes(b"\xff\xfe\x00")
    assert say(["decide", "--facts", str(file), "--lang", "en"], capsys, ends=2)


def test_a_day_before_the_rules_is_not_decidable(capsys: Capture) -> None:
    said = say(["decide", *pairs(task="goods"), "--on", "2020-02-29", "--lang", "en"], capsys, ends=2)
    assert "Not decidable as of 2020-02-29" in said
    assert "2020-03-01" in said


def test_an_unknown_rulebook_names_the_known_ones(capsys: Capture) -> None:
    assert "cn, model" in say(["prove", "--rulebook", "mars", "--lang", "en"], capsys, ends=2)


# ---------------------------------------------------------------- asking


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_the_questionnaire_explains_goes_back_and_saves_a_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    record = tmp_path / "record.json"
    typed(monkeypatch, "?", "dance", "1", "<", "1", "-", "q")
    said = say(["ask", *ON, "--save", str(record), "--lang", "en"], capsys)
    assert "How to find out" in said
    assert "“dance” is not understood" in said
    found = json.loads(record.read_text(encoding="utf-8"))
    assert found["verdict"] == "undecided"
    assert len(found["facts"]) == 1
    assert "exists" in say(["ask", *ON, "--save", str(record), "--lang", "en"], capsys, ends=3)


def test_the_questionnaire_ends_when_the_input_does(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    typed(monkeypatch)
    assert "待核实" in say(["ask", *ON, "--lang", "zh"], capsys)


def test_a_reserved_power_takes_few_questions(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    book = load_boundary("cn")
    truth = ORDINARY | {"task": "coercion", "secret_qualified": "no", "data_approved": "no", "pia_done": "no"}
    interview = Interview(book, book.first_days[-1])
    while (fact := interview.question()) is not None:
        interview = interview.answered(fact.id, fact.parse(truth[fact.id]))
    assert interview.decision().verdict.value == "prohibited"
    assert len(interview.answers) <= 2


def test_ordinary_work_takes_fewer_questions_than_there_are_facts() -> None:
    book = load_boundary("cn")
    truth = ORDINARY | {"task": "city_service"}
    interview = Interview(book, book.first_days[-1])
    while (fact := interview.question()) is not None:
        interview = interview.answered(fact.id, fact.parse(truth[fact.id]))
    assert interview.decision().verdict.value == "suitable"
    assert len(interview.answers) <= len(book.facts) - 8


# ---------------------------------------------------------------- proving


@pytest.mark.parametrize("name", ["cn", "model"])
def test_the_shipped_boundaries_are_proven_clear(name: str, capsys: Capture) -> None:
    assert "Proven: no gap, no conflict" in say(["prove", "--rulebook", name, "--lang", "en"], capsys)


SWAPS = {
    "gap": ("voices.yaml", "{task: hotline}", "{task: hotline, occasion: new}"),
    "milder number": ("conditions.yaml", "term_months: {over: 36}", "term_months: {over: 48}"),
    "conflict": (
        "open.yaml",
        "{task: survey}\n        verdict: suitable",
        '{mandate: "yes"}\n        verdict: limited',
    ),
    "dead": ("powers.yaml", "{task: coercion}", '{task: coercion, all: [{paid: "yes"}, {paid: "no"}]}'),
    "dead by exception": ("exclusions.yaml", "{task: goods}", "{task: goods}\n        unless: {task: goods}"),
    "dead by contradiction": ("limits.yaml", '{paid: "no"}', '{paid: "no", amount_yuan: {at_least: 1}}'),
    "shadowed": ("open.yaml", "{task: survey}", "{task: goods}"),
    "shadowed duty": ("procurement.yaml", '{public_facing: "yes"}', "{task: works}"),
    "milder in a range": (
        "conditions.yaml",
        "bond_percent: {over: 10}",
        "bond_percent: {over: 10, up_to: 50}",
    ),
    "milder yes": ("exclusions.yaml", '{direct_only: "yes"}', '{direct_only: "no"}'),
    "milder option": ("conditions.yaml", "{pass_on: whole}", "{pass_on: part_agreed}"),
    "unused": ("conditions.yaml", '{guarantee: "yes"}', '{bond_cash: "yes"}'),
}


@pytest.mark.parametrize("planted", SWAPS)
def test_a_fault_planted_in_the_shipped_rulebook_is_found_with_a_witness(
    planted: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "cn"
    shutil.copytree(PACKAGE / "rulebooks" / "cn" / "scope", folder)
    file, old, new = SWAPS[planted]
    text = (folder / "rules" / file).read_text(encoding="utf-8")
    assert old in text
    (folder / "rules" / file).write_text(text.replace(old, new), encoding="utf-8")
    said = say(["prove", "--rulebook", str(folder), "--lang", "en"], capsys, ends=2)
    kind = planted.split(maxsplit=1)[0].capitalize()
    assert f" {kind}" in said
    if kind not in ("Dead", "Unused"):
        assert "Shown by: " in said
    if planted == "dead":
        assert "cannot hold together" in said


def test_a_countys_own_rulebook_is_read_and_its_mistakes_are_all_told(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "cn"
    shutil.copytree(PACKAGE / "rulebooks" / "cn" / "scope", folder)
    (folder / "rules" / "open.yaml").write_text("rules: [{id: X}]\n", encoding="utf-8")
    (folder / "laws.yaml").unlink()
    said = say(["prove", "--rulebook", str(folder), "--lang", "en"], capsys, ends=2)
    assert "cn/rules/open.yaml, line 1" in said
    assert "cn/rules/reach.yaml, line" in said
    assert say(["prove", "--rulebook", str(tmp_path), "--lang", "en"], capsys, ends=2)


# ---------------------------------------------------------------- comparing, replaying, reading


def test_what_a_new_law_changes_is_told_with_an_example(capsys: Capture) -> None:
    said = say(["diff", "cn@2021-10-31", "cn@2021-11-01", "--lang", "en"], capsys)
    assert "privacy-not-assessed" in said
    assert "from suitable to not yet" in said
    assert "from suitable to limited" in said
    nothing = say(["diff", "cn@2022-06-01", "cn@2022-06-30", "--lang", "en"], capsys)
    assert "change in 0 ways" in nothing


def test_a_local_rulebook_only_tightens(capsys: Capture) -> None:
    said = say(["diff", "cn", "model", *ON, "--lang", "en"], capsys)
    assert "New rules: " in said
    for milder in (
        "from prohibited to",
        "from not yet to limited",
        "from limited to suitable",
        "to not applicable",
    ):
        assert milder not in said


def test_the_items_that_change_are_listed(tmp_path: Path, capsys: Capture) -> None:
    items = tmp_path / "items.csv"
    facts = ORDINARY | {"task": "social_service", "personal_info": "yes", "pia_done": "yes"}
    with items.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["id", *facts])
        writer.writeheader()
        writer.writerow({"id": "care", **facts})
        writer.writerow({"id": "sweep", **facts, "personal_info": "no", "task": "city_service"})
    said = say(["diff", "cn@2021-10-31", "cn@2021-11-01", "--items", str(items), "--lang", "en"], capsys)
    assert "care: from suitable to limited; before by social-service, after by privacy-entrusted" in said
    assert "sweep" not in said
    counted = say(["batch", str(items), "-o", str(tmp_path / "out.csv"), *ON, "--lang", "en"], capsys)
    assert "2 items: limited 1, suitable 1" in counted


@pytest.mark.parametrize("text", ["cn@", "cn@2021-02-30", "cn@yesterday", "mars@2021-01-01", "cn@2019-01-01"])
def test_a_side_that_is_none_is_refused(text: str, capsys: Capture) -> None:
    assert say(["diff", text, "cn", "--lang", "en"], capsys, ends=2)


def test_records_replay_and_say_what_is_different_now(tmp_path: Path, capsys: Capture) -> None:
    records = tmp_path / "records"
    records.mkdir()
    facts = pairs(task="social_service", personal_info="yes", pia_done="no")
    text = say(["decide", *facts, "--on", "2021-10-31", "--json"], capsys)
    (records / "care.json").write_text(text, encoding="utf-8")
    said = say(["replay", str(records), "--on", "2021-11-01", "--lang", "en"], capsys)
    assert "care: suitable as of 2021-10-31, and the same verdict again." in said
    assert "By the rules of 2021-11-01: not yet (privacy-not-assessed)." in said
    forged = json.loads(text) | {"verdict": "limited"}
    (records / "forged.json").write_text(json.dumps(forged), encoding="utf-8")
    assert "look into it" in say(["replay", str(records), *ON, "--lang", "en"], capsys, ends=2)
    assert say(["replay", str(tmp_path / "none.json"), "--lang", "en"], capsys, ends=2)
    (tmp_path / "empty").mkdir()
    assert "holds no record" in say(["replay", str(tmp_path / "empty"), "--lang", "en"], capsys, ends=2)


def test_the_verdicts_of_a_district_replay(tmp_path: Path, capsys: Capture) -> None:
    rows = small_district()
    item = rows["work_items"][0] | {"verdict": "suitable", "verdict_on": "2025-01-01"}
    rows["work_items"][0] = item
    for name, value in (ORDINARY | {"task": "city_service"}).items():
        rows["work_facts"].append(row("work_facts", work_item=item["id"], fact=name, value=value))
    folder = write(tmp_path / "small", rows)
    assert f"{item['id']}: suitable as of 2025-01-01" in say(
        ["replay", str(folder), *ON, "--lang", "en"], capsys
    )
    rows["work_facts"][0]["fact"] = "colour"
    spoilt = write(tmp_path / "spoilt", rows)
    assert "colour" in say(["replay", str(spoilt), *ON, "--lang", "en"], capsys, ends=2)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_rules_are_one_table(lang: str, tmp_path: Path, capsys: Capture) -> None:
    rows = list(csv.reader(io.StringIO(say(["table", *ON, "--lang", lang], capsys))))
    assert len(rows) == 1 + len(load_boundary("cn").on(load_boundary("cn").first_days[-1]).rules)
    assert {len(each) for each in rows} == {11}
    page = tmp_path / "rules.html"
    for _ in range(2):
        say(["table", "--rulebook", "model", *ON, "--out", str(page), "--lang", lang], capsys)
    html = page.read_text(encoding="utf-8")
    assert html.count('<tr id="r-') == len(load_boundary("model").rules)
    assert "<script" not in html
    assert say(["table", "--out", str(tmp_path / "rules.docx"), "--lang", lang], capsys, ends=2)


def test_the_document_is_printed_and_other_rulebooks_have_none(tmp_path: Path, capsys: Capture) -> None:
    page = tmp_path / "paper.html"
    say(["paper", "--out", str(page), "--lang", "zh"], capsys)
    assert "第一章" in page.read_text(encoding="utf-8")
    assert "model" in say(["paper", "--rulebook", "cn", "--out", str(page), "--lang", "en"], capsys, ends=2)
    assert say(["paper", "--out", str(tmp_path / "paper.pdf"), "--lang", "en"], capsys, ends=2)


@pytest.mark.parametrize(
    "text",
    [
        "请人打理我们单位的微信公众号",
        "請人打理我們單位的微信公眾號",
        "somebody to run our office's WeChat account",
    ],
)
def test_the_line_for_running_an_account_is_among_the_first_three(text: str, capsys: Capture) -> None:
    said = say(["find", text, "--lang", "zh"], capsys)
    codes = [line.split()[0] for line in said.splitlines() if line.startswith("C")]
    assert "C23070100" in codes[:3]


def test_a_search_warns_of_goods_and_refuses_emptiness(capsys: Capture) -> None:
    assert "sound like goods" in say(["find", "采购一批办公电脑", "--lang", "en"], capsys)
    assert "No line is near" in say(["find", "qqqq", "--lang", "en"], capsys)
    assert say(["find", "  ", "--lang", "en"], capsys, ends=2)
    assert say(["find", "长" * 3000, "--lang", "en"], capsys, ends=2)


def test_every_number_fact_can_be_said_with_its_unit() -> None:
    numbers = [fact for fact in load_boundary("model").facts if fact.kind is FactKind.NUMBER]
    assert all(fact.unit for fact in numbers)
