"""`answerable watch` as people meet it: files, a district, one finding, health, the week, and what is refused."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest

from answerable.actions.offline.folders import write_model
from answerable.actions.offline.watch.alone import alone_in
from answerable.actions.offline.watch.day import day_in
from answerable.cli.main import main
from tests.builders import SWEEPING, row, small_district, write

Capture = pytest.CaptureFixture[str]
NOTICE = """样东镇人民政府关于做好2026年汛期地质灾害防治工作的通知
样东政发〔2026〕12号
各村（居）民委员会，镇直各单位：
为做好2026年汛期地质灾害防治工作，保障人民群众生命财产安全，现就有关事项通知如下。
一、加强值班值守。6月1日至9月30日，各村实行24小时值班，每日17时前报送巡查情况。
二、落实避险措施。全镇登记在册隐患点14处，逐处明确监测责任人，备齐应急物资。
三、及时报告险情。发现险情的，30分钟内报镇应急办，联系电话：0000-1234567。
样东镇人民政府
2026年5月20日"""
PROSE = """样东镇人民政府关于做好2026年汛期地质灾害防治工作的通知
当第一声春雷滚过山脊，我们便知道，雨季像一位不请自来的客人，正披着灰色的斗篷悄悄走近。
老支书站在屋檐下，望着远处如黛的群山，轻声说：“又要下雨了。”他的眼里，盛满了一个夏天的忧愁。
山是沉默的父亲，河是絮语的母亲，而我们，是在它们怀抱里守夜的孩子。
夜色如墨，唯有值班室的灯仿佛落在人间的星星，照亮了每一条回家的路。
愿每一滴雨都温柔，愿每一座山都安眠，愿我们的村庄永远像诗一样静静地美好。"""
SPOILT = """<html><head><meta charset="utf-8"><title>样例县政府门户网站</title></head><body>
<h1>关于办理社保卡的公告</h1><p>请携带身份证到县政务服务中心办理。。锟斤拷锟斤拷 联系电话：0000-1234567。</p>
<div style="display:none"><a href="http://bad.example.com/1">澳门新葡京娱乐场</a>
<a href="http://bad.example.com/2">时时彩开户</a><a href="http://bad.example.com/3">在线真人百家乐</a></div>
</body></html>"""


def say(arguments: list[str], capsys: Capture, *, ends: int = 0) -> str:
    assert main(["watch", *arguments]) == ends
    said = capsys.readouterr()
    return said.out + said.err


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("watched") / "model"
    write_model(folder, seed=1, scale=1)
    return folder


def paper(path: Path, text: str) -> Path:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(path))
    return path


@pytest.mark.parametrize("suffix", ["docx", "txt"])
def test_a_plain_correct_notice_gives_nothing(tmp_path: Path, capsys: Capture, suffix: str) -> None:
    path = tmp_path / f"notice.{suffix}"
    if suffix == "docx":
        paper(path, NOTICE)
    else:
        path.write_text(NOTICE, encoding="utf-8")
    files = json.loads(say(["check", str(path), "--json"], capsys))["files"]
    assert [each["rule"] for each in files[0]["proposed"] if each["severity"] == "serious"] == []


def test_the_same_notice_as_prose_gives_passages_and_the_rule(tmp_path: Path, capsys: Capture) -> None:
    said = say(["check", str(paper(tmp_path / "prose.docx", PROSE)), "--lang", "en"], capsys)
    assert "Literature in the place of an official paper (serious" in said
    assert "当第一声春雷滚过山脊" in said
    assert "Ground: 党政机关公文处理工作条例" in said


def test_spam_and_garbled_text_on_a_page_are_both_named(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "page.html"
    path.write_text(SPOILT, encoding="utf-8")
    found = json.loads(say(["check", str(path), "--json"], capsys))["files"][0]["proposed"]
    assert {"page-injected", "page-garbled", "page-hidden"} <= {each["rule"] for each in found}
    assert found[0]["severity"] == "serious"


def test_a_file_that_cannot_be_read_is_told_and_the_others_go_on(tmp_path: Path, capsys: Capture) -> None:
    broken, good = tmp_path / "broken.docx", tmp_path / "notice.txt"
    broken.write_bytes(b"PK\x03\x04 cut off")
    good.write_text(NOTICE, encoding="utf-8")
    said = say(["check", str(broken), str(tmp_path / "none.pdf"), str(good), "--lang", "en"], capsys, ends=2)
    assert said.count("could not be read") == 2
    assert "notice.txt: nothing found." in said


def test_a_rulebook_without_rules_of_watching_is_refused(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.txt").write_text(NOTICE, encoding="utf-8")
    said = say(["check", str(tmp_path / "a.txt"), "--rulebook", "general", "--lang", "en"], capsys, ends=2)
    assert "has no rules of watching" in said


def test_a_larger_model_that_is_none_is_refused(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "style.json").write_text("[]", encoding="utf-8")
    (tmp_path / "a.txt").write_text(NOTICE, encoding="utf-8")
    monkeypatch.setenv("ANSWERABLE_WATCH_MODELS", str(tmp_path))
    said = say(["check", str(tmp_path / "a.txt"), "--lang", "en"], capsys, ends=2)
    assert "is no model of this program" in said


@pytest.mark.parametrize(("lang", "title"), [("zh", "攻击羞辱群众"), ("en", "Rude to people")])
def test_a_district_is_looked_at_in_both_languages(
    model: Path, capsys: Capture, lang: str, title: str
) -> None:
    said = say(["run", str(model), "--on", "2026-06-30", "--dry-run", "--all", "--lang", lang], capsys)
    assert title in said
    assert "hotline  " not in said


def test_a_dry_run_writes_nothing(model: Path, capsys: Capture) -> None:
    before = {path.name: path.read_bytes() for path in model.iterdir()}
    say(["run", str(model), "--on", "2026-06-30", "--dry-run"], capsys)
    assert {path.name: path.read_bytes() for path in model.iterdir()} == before


def test_a_finding_is_explained_with_what_was_decided(model: Path, capsys: Capture) -> None:
    said = say(["explain", "account-ops-f003", str(model), "--lang", "en"], capsys)
    assert "Confirmed by p-office-6 on 2026-06-01" in said or "onfirmed by p-office-6" in said
    assert "真是吃饱了撑的" in said
    assert "threshold" in said


def test_a_finding_that_is_none_is_refused(model: Path, capsys: Capture) -> None:
    assert "no finding none of the watch" in say(
        ["explain", "none", str(model), "--lang", "en"], capsys, ends=2
    )
    said = say(["explain", "canteen-f001", str(model), "--lang", "en"], capsys, ends=2)
    assert "was not proposed by a rule of the watch" in said


def test_health_tells_failed_from_silent(model: Path, capsys: Capture) -> None:
    said = say(["health", str(model), "--on", "2026-02-20", "--lang", "en"], capsys)
    assert "the collector failed; last seen 2026-02-11; last tried 2026-02-20: cannot be reached" in said
    assert "It accuses nobody." in said
    voices = json.loads(say(["health", str(model), "--on", "2026-02-20", "--json"], capsys))["voices"]
    assert {each["voice"]: each["state"] for each in voices}["hotline-account"] == "seen"


def test_the_week_of_every_contract_is_a_page_of_its_own(
    model: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "digests"
    for _ in range(2):
        say(["digest", str(model), "--on", "2026-05-28", "--out", str(out), "--lang", "en"], capsys)
    names = sorted(path.name for path in out.iterdir())
    assert names == [f"watch-{each}-2026-W22.html" for each in ("account-ops", "hotline", "work-summary")]
    page = (out / names[0]).read_text(encoding="utf-8")
    assert "Rude to people" in page.split("Awaiting a decision")[0]
    assert "<script" not in page


def test_a_digest_does_not_replace_what_is_not_its_own(model: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "letter.txt").write_text("keep", encoding="utf-8")
    say(["digest", str(model), "--on", "2026-05-28", "--out", str(out)], capsys, ends=3)
    assert (out / "letter.txt").read_text(encoding="utf-8") == "keep"


def test_the_digests_of_other_weeks_stay(model: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "digests"
    for day in ("2026-05-20", "2026-06-20"):
        say(["digest", str(model), "--on", day, "--out", str(out)], capsys)
    assert {path.name.split("-2026-")[1] for path in out.iterdir()} == {"W21.html", "W25.html"}


def test_a_week_that_nobody_saw_is_told_as_such(model: Path, tmp_path: Path, capsys: Capture) -> None:
    say(["digest", str(model), "--on", "2026-07-08", "--out", str(tmp_path / "d"), "--lang", "en"], capsys)
    page = (tmp_path / "d" / "watch-hotline-2026-W28.html").read_text(encoding="utf-8")
    assert "nobody could look at this account" in page


def test_a_failed_collection_is_a_duty_of_the_body_in_the_assessment(model: Path, capsys: Capture) -> None:
    assert main(["assess", str(model), "--on", "2026-02-20", "--json"]) == 0
    (contract,) = (
        each for each in json.loads(capsys.readouterr().out)["contracts"] if each["id"] == "account-ops"
    )
    (duty,) = (each for each in contract["duties"] if each["what"]["code"] == "look_again")
    assert (duty["side"], duty["by"], duty["state"]) == ("body", "2026-02-12", "overdue")
    assert contract["accounts"][0]["voice"] == "county-account"
    words = [each["passages"] for each in contract["findings"] if each["id"] == "account-ops-f003"]
    assert words == []


def test_a_page_without_words_is_told_and_not_called_fine(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<html><script>load()</script></html>", encoding="utf-8")
    assert "holds no words to read" in say(["check", str(path), "--lang", "en"], capsys, ends=2)


def test_a_silenced_rule_that_nobody_knows_is_a_fault(model: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "district"
    shutil.copytree(model, folder)
    path = folder / "silenced_rules.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("figures-night", "figure-night"), encoding="utf-8"
    )
    assert main(["check", str(folder), "--lang", "en"]) == 2
    assert "perhaps figures-night" in capsys.readouterr().err


def test_only_one_run_writes_a_folder_at_a_time(model: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "district"
    shutil.copytree(model, folder)
    with alone_in(folder):
        said = say(["run", str(folder), "--on", "2026-06-30", "--lang", "en"], capsys, ends=2)
    assert "Another run of the watch" in said
    say(["run", str(folder), "--on", "2026-06-30"], capsys)


def test_what_was_not_taken_in_is_listed_with_every_fault(tmp_path: Path, capsys: Capture) -> None:
    rows = small_district()
    voice = {"id": "v", "contract": SWEEPING, "kind": "account", "name": "样例号", "collect": "export"}
    rows["voices"] = [row("voices", **voice, every_days="7", opened_on="2025-01-01")]
    folder = write(tmp_path / "district", rows)
    (folder / "mappings").mkdir()
    mapping = "format: 1\nkind: post\nzone: Asia/Shanghai\ncolumns: {at: 时间, text: 正文}\n"
    (folder / "mappings" / "v.yaml").write_text(mapping, encoding="utf-8")
    (folder / "drop" / "v").mkdir(parents=True)
    (folder / "drop" / "v" / "a.csv").write_text("时间,正文\n昨天,甲\n前天,乙\n", encoding="utf-8")
    (folder / "drop" / "stray.csv").write_text("x", encoding="utf-8")
    (folder / "drop" / "v" / "b.png").write_bytes(b"x")
    said = say(["run", str(folder), "--lang", "en"], capsys, ends=2)
    assert "row 2, column 时间:" in said
    assert "row 3, column 时间:" in said
    assert "put it into drop/<voice>/" in said
    assert "is of no format that is taken in" in said


def test_the_day_is_that_of_the_district(tmp_path: Path) -> None:
    folder = write(tmp_path / "district", small_district())
    assert day_in(folder, datetime(2026, 6, 30, 20, tzinfo=UTC)) == date(2026, 7, 1)


@pytest.mark.parametrize("text", ["foo", ":80", "host:0", "host:99999"])
def test_an_address_to_allow_needs_a_host_and_a_port(text: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["watch", "run", "x", "--allow", text])
    assert "HOST:PORT" in capsys.readouterr().err
