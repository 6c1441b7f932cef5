"""What papers say: facts, ground, items with their last days, remedies that the route gives; in both languages."""

from datetime import date, timedelta

import pytest

from answerable.actions.office.attaching import Brought, attach
from answerable.actions.office.cases import acting
from answerable.actions.office.cases.loading import load
from answerable.actions.office.cases.taking import take
from answerable.actions.office.ending import evidence_lines
from answerable.actions.office.papers.contents import MAKERS
from answerable.actions.office.papers.stored import paper_in
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import By, Kind, Step
from answerable.core.enforce.papers.kinds import KINDS
from answerable.core.enforce.papers.values import PaperKind
from answerable.records.models import Account, Contract, Paper
from answerable.render.official.sheet import day_in_words
from answerable.render.words import LANGS
from tests.cases import (
    CLERK,
    DIRTY,
    HANDLER,
    HEAD,
    LEADER,
    LEGALITY,
    ON,
    PROOF,
    RUDE,
    SPOKEN,
    SWEEPING,
    Walk,
    noon,
    someone,
)
from tests.papers_issued import paper_of, said

pytestmark = pytest.mark.usefixtures("district")
NASTY = "}{facts} [table:items] ?x: #eval <b> $x$ " + "长" * 9_000
WITHOUT = {
    *(Kind.OPEN, Kind.TAKE_OVER, Kind.FIND, Kind.LIFT, Kind.PAUSE, Kind.RESUME),
    *(Kind.GO_OUTSIDE, Kind.OUTSIDE_DECIDED, Kind.CORRECT, Kind.SET_ROUTE),
}
"""Acts that nobody is told of in a paper of their own."""


def test_every_act_either_issues_papers_or_is_known_to_issue_none() -> None:
    assert MAKERS.keys() | WITHOUT == set(Kind)
    assert not MAKERS.keys() & WITHOUT


def test_the_notice_says_what_was_found_and_until_when_one_may_speak() -> None:
    row = paper_of(Walk().notified(), "notice")
    zh, en = said(row, "zh"), said(row, "en")
    for text in ("六月多次检查不净", "5个工作日", "2026年7月7日", "不可抗力", "rude：不合格", "2026年6月1日"):
        assert text in zh
    for text in ("5 working days", "7 July 2026", "force majeure", "1 June 2026", "Water Bureau"):
        assert text in en
    # Who found it stands on no paper.
    assert "严重" in zh
    assert f"由{LEADER}" not in zh


def test_the_order_says_item_by_item_what_until_when_and_what_follows() -> None:
    walk = Walk().notified().heard().ordered([(DIRTY, 10), (RUDE, 5)])
    row = paper_of(walk, "order")
    zh, en = said(row, "zh"), said(row, "en")
    table = paper_in(row, "zh").table("items")
    assert table is not None
    assert table.rows == (
        ("1", "整改 dirty", "10个工作日", "2026年7月28日"),
        ("2", "整改 rude", "5个工作日", "2026年7月21日"),
    )
    for text in (
        "人手不足不是免责事由",
        "sweeping-exit",
        "第五百六十三条第一款第三项",
        "提出异议复核",
        "人民法院",
    ):
        assert text in zh
    for text in ("article 563(1)(3)", "You may object", "court", "28 July 2026"):
        assert text in en
    assert "行政复议" not in zh
    assert "administrative review" not in en


def test_the_receipt_says_which_paper_arrived_and_when_the_period_ends() -> None:
    walk = Walk().notified().heard().ordered()
    zh = said(paper_of(walk, "receipt"), "zh")
    order = paper_of(walk, "order").number
    for text in (f"《限期整改通知书》（{order}）", "在线签收", "前台", "2026年7月28日"):
        assert text in zh


def test_an_extension_names_the_last_day_before_and_after() -> None:
    walk = Walk().notified().heard().ordered().reported().rechecked("not_corrected")
    walk.go(LEADER, acts.Extend(reason="设备到货迟", workdays=5, number="延1"))
    fields = paper_in(paper_of(walk, "extension"), "zh").fields
    assert fields["old_last_day"] == "2026年7月28日"
    assert fields["last_day"] == "2026年7月21日"


def test_the_notice_of_ending_holds_all_that_it_has_to() -> None:
    walk = Walk().not_corrected()
    walk.decide("end", walk.ending(), HANDLER, LEGALITY, LEADER, HEAD)
    fields = paper_in(paper_of(walk, "ending"), "zh").fields
    assert "sweeping-exit" in fields["ground"]
    assert fields["evidence"] == "检查、群众诉求、复核。"
    assert "人手不足" in fields["statement"]
    assert paper_of(walk, "notice").number in fields["statement"]
    assert "人手不足不是免责事由" in fields["answer"]
    assert "合法性审核" in fields["decision"]
    assert "到达你单位时生效" in fields["effect"]
    assert "环卫所自行清扫" in fields["continuity"]
    assert "第五百六十五条" in fields["remedy"]
    assert KINDS[PaperKind.ENDING].required <= fields.keys()


def test_a_meeting_that_decided_is_named_with_its_minutes() -> None:
    walk = Walk().not_corrected()
    act = acts.End(
        way="unilateral",
        last_day=walk.on + timedelta(days=31),
        number="解1",
        decision="",
        signers=(LEADER, HEAD),
        reason="逾期未整改",
        ground="late-after-demand",
        minutes="〔2026〕14号",
        notice_days=30,
    )
    take(load(walk.case, on=walk.on), Step(act, By(account=HEAD, person=HEAD), walk.at(), on=walk.on))
    zh = said(paper_of(walk, "ending"), "zh")
    for text in ("会议纪要：〔2026〕14号", "提前30日通知", "《民法典》第五百六十三条第一款第三项：迟延履行"):
        assert text in zh
    assert "notice of 30 days" in said(paper_of(walk, "ending"), "en")


def test_days_beyond_the_published_calendar_say_that_they_may_still_move() -> None:
    walk = Walk(on=date(2026, 6, 30)).notified(workdays=200)
    row = paper_of(walk, "notice")
    assert "暂定" in paper_in(row, "zh").fields["last_day"]
    assert "provisional" in paper_in(row, "en").fields["last_day"]


def test_an_administrative_agreement_has_the_remedies_of_its_own_route() -> None:
    on = date(2026, 6, 30)
    act = acts.Open(route="administrative", subject="特许经营不净", findings=(SPOKEN,))
    kept = acting.open_case("sweeping", act, by=someone(HANDLER, on), at=noon(on), on=on)
    what = acts.Protect(measures=("protect_people",), reason="有人受伤")
    acting.act(kept.case, what, by=someone(HANDLER, on), at=noon(on), on=on)
    text = said(Paper.objects.get(case=kept.case), "zh")
    assert "60日内依法申请行政复议" in text
    assert "仲裁" not in text


def test_nothing_that_people_write_is_read_as_a_wording_or_keeps_a_paper_from_being_set() -> None:
    walk = Walk()
    walk.go(HANDLER, acts.Notify(facts=NASTY, workdays=5, number="{x}〔1〕"))
    for lang in LANGS:
        text = said(paper_of(walk, "notice"), lang)
        assert "}{facts} [table:items] ?x: #eval <b> $x$" in text
        assert text.count("长") == 9_000


def test_a_statement_and_a_report_come_back_as_receipts_word_by_word() -> None:
    walk = Walk().notified()
    walk.go(CLERK, acts.Speak(text="系暴雨所致", excuse="force_majeure"))
    text = said(paper_of(walk, "statement"), "zh")
    for part in ("系暴雨所致", "不可抗力", paper_of(walk, "notice").number, "2026年6月30日12时"):
        assert part in text
    report = Walk(SPOKEN).notified().heard().ordered([(SPOKEN, 10)]).reported()
    for walked, kind in ((walk, "statement"), (report, "report")):
        for lang in ("zh", "en"):
            text = said(paper_of(walked, kind), lang)
            assert CLERK not in text
            assert "/clerk" not in text
    provider = Contract.objects.get(id=SWEEPING).provider
    assert paper_in(paper_of(walk, "statement"), "zh").fields["stated_by"] == provider.name


def test_the_receipt_of_a_paper_names_its_day_who_took_it_down_and_its_scan() -> None:
    walk = Walk().notified()
    walk.on += timedelta(days=2)
    came = walk.on - timedelta(days=1)
    walk.go(HANDLER, acts.Speak(text="车辆检修", received_on=came, paper=PROOF))
    paper = paper_in(paper_of(walk, "statement"), "zh")
    assert paper.fields["stated_on"] == day_in_words(came, "zh")
    assert paper.fields["received_by"] == HANDLER
    assert "纸面提交" in paper.fields["stated_how"]
    scans = paper.table("materials")
    assert scans is not None
    assert [row[2] for row in scans.rows] == [PROOF.removeprefix("sha256:")]


def test_the_notice_of_ending_states_the_lines_that_its_gate_counted_and_no_other() -> None:
    walk = Walk(DIRTY, RUDE).notified().heard().ordered().reported()
    found = {DIRTY: "corrected", RUDE: "not_corrected"}
    results = tuple(
        acts.Result(item=each.id, result=found[each.finding], note="现场查看") for each in walk.now.open_items
    )
    walk.go(LEGALITY, acts.Recheck(results=results, number="复1"))
    walk.go(LEADER, acts.FindNotCorrected(reason="未整改", number="认1"))
    before = load(walk.case, on=walk.on)
    walk.decide("end", walk.ending(), HANDLER, LEGALITY, LEADER, HEAD)
    assert evidence_lines(before) == {"matter", "recheck"}
    assert paper_in(paper_of(walk, "ending"), "zh").fields["evidence"] == "群众诉求、复核。"


def test_the_hand_over_list_says_what_was_handed_over_when() -> None:
    walk = Walk().not_corrected().ended()
    walk.on += timedelta(days=40)
    for item in walk.now.route.hand_over:
        walk.go(HANDLER, acts.HandOver(item=item, note=f"{item}已交"))
    table = paper_in(paper_of(walk, "handover"), "zh").table("items")
    assert table is not None
    assert [row[3] for row in table.rows] == [f"{item}已交" for item in walk.now.route.hand_over]
    assert {row[2] for row in table.rows} == {"2026年8月23日"}


def kept(who: str, name: str, data: bytes) -> str:
    """A file that somebody brought, by its hash."""
    someone(who, ON)
    account = Account.objects.get(username=who)
    return attach(Brought(name, [b"%PDF-1.7 " + data]), account=account, at=noon(ON)).hash


def names_on(row: Paper, lang: str, key: str) -> list[str]:
    table = paper_in(row, lang).table(key)
    return [] if table is None else [cells[1] for cells in table.rows]


def test_no_paper_for_the_provider_calls_a_file_what_somebody_else_called_it() -> None:
    inside, both = kept(LEGALITY, "投诉人王小明.pdf", b"1"), kept(LEGALITY, "李四来信.pdf", b"2")
    assert kept(CLERK, "天气证明.pdf", b"2") == both
    walk = Walk().notified()
    walk.go(CLERK, acts.Speak(text="暴雨", evidence=(both, inside)))
    assert names_on(paper_of(walk, "statement"), "zh", "materials") == [
        "天气证明.pdf",
        "随“陈述申辩”提交的材料",
    ]
    walk.on += timedelta(days=14)
    walk.ordered().reported()
    found = tuple(acts.Result(item=each.id, result="not_corrected", note="x") for each in walk.now.open_items)
    scene = kept(LEGALITY, "现场-举报人张三.pdf", b"3")
    walk.go(LEGALITY, acts.Recheck(results=found, number="复1", evidence=(scene,)))
    walk.go(LEADER, acts.FindNotCorrected(reason="未整改", number="认1"))
    walk.go(LEADER, acts.Refer(to="audit", reason="涉嫌虚报", number="移1"))
    walk.ended()
    ending = paper_of(walk, "ending")
    assert {"天气证明.pdf", "随“复核整改情况”提交的材料"} <= set(names_on(ending, "zh", "evidence"))
    assert "material filed with this step: re-check" in names_on(ending, "en", "evidence")
    assert scene.removeprefix("sha256:") in said(ending, "zh")
    for row in Paper.objects.filter(case=walk.case).exclude(kind="referral"):
        for lang in LANGS:
            text = said(row, lang)
            assert not [name for name in ("王小明", "李四", "张三") if name in text], row.kind
    # An authority is told what the file holds, by its own names.
    assert "现场-举报人张三.pdf" in names_on(paper_of(walk, "referral"), "zh", "materials")
