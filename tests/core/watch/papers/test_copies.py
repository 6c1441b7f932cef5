"""Papers that repeat others word for word."""

from fractions import Fraction

from answerable.core.watch.papers.values import Held, Kept
from tests.core.watch.papers.good import HOME, MONTHLY, NOTICE, ON, SUMMARY, look

LAST_YEAR = SUMMARY.replace("2025年", "2024年").replace("2026年", "2025年").replace("41236", "40011")
OTHERS = LAST_YEAR.replace("样北镇", "样南镇")


def held(*kept: Kept) -> Held:
    return Held(ON, HOME, kept)


def test_last_years_summary_with_new_years_is_a_copy_and_shown_side_by_side() -> None:
    alert = look(SUMMARY, held=held(Kept("k1", "2024年工作总结", LAST_YEAR, own=True)))["paper-copy"]
    assert alert.value is not None
    assert alert.value > Fraction(4, 5)
    passage = alert.passages[0]
    assert passage.beside is not None
    assert passage.beside.of == "k1"
    assert passage.text[:20] == passage.beside.text[:20]
    assert SUMMARY.strip()[passage.start :].startswith(passage.text.removesuffix("…"))
    assert dict(alert.what.params)["own"] == "2024年工作总结"


def test_another_bodys_summary_is_a_copy_too_and_named_as_such() -> None:
    alert = look(SUMMARY, held=held(Kept("k2", "样南镇总结", OTHERS, own=False)))["paper-copy"]
    assert dict(alert.what.params)["other"] == "样南镇总结"
    assert dict(alert.what.params)["own"] is None


def test_less_than_half_is_not_enough() -> None:
    lines = SUMMARY.strip().split("\n")
    part = (
        "样南镇中心卫生院2025年工作总结\n"
        + "\n".join(lines[3:5])
        + "\n我院全年开展义诊8次，服务群众640人次，发放资料2000份。"
    )
    assert "paper-copy" not in look(SUMMARY, held=held(Kept("k3", "样南镇总结", part, own=False)))


def test_many_short_pieces_without_a_long_one_are_the_language_of_offices() -> None:
    pieces = SUMMARY.replace("，", "（含各村卫生室），").replace("。", "（有台账）。").replace("、", "以及")
    assert "paper-copy" not in look(SUMMARY, held=held(Kept("k4", "总结", pieces, own=False)))


def test_what_stands_in_three_kept_papers_belongs_to_nobody() -> None:
    kept = tuple(Kept(f"k{at}", f"样{at}镇总结", OTHERS, own=False) for at in range(3))
    assert "paper-copy" not in look(SUMMARY, held=held(*kept))
    assert "paper-copy" in look(SUMMARY, held=held(*kept[:2]))


def test_quoted_law_and_set_phrases_are_not_copied() -> None:
    law = (
        "《中华人民共和国安全生产法》第三十三条规定，安全设备的设计、制造、安装、使用、检测、维修、改造和报废，应当符合国家标准或者行业标准。"
        "《中华人民共和国消防法》第十六条规定，机关、团体、企业、事业等单位应当落实消防安全责任制，制定本单位的消防安全制度。"
        "《森林防火条例》第二十五条规定，森林防火期内，禁止在森林防火区野外用火；因防治病虫鼠害需要野外用火的，应当经县级人民政府批准。"
    )
    ours = (
        "样北镇2026年安全生产工作计划\n"
        + law
        + "我镇计划3月开展检查，4月组织演练，覆盖企业46家、学校8所，参加人员1200人，并建立隐患台账逐项销号。"
    )
    theirs = "样南镇安全生产工作方案\n" + law + "本镇将在二季度聘请专家，对烟花爆竹经营网点开展一次评估。"
    assert "paper-copy" not in look(ours * 3, held=held(Kept("k5", "方案", theirs, own=False)))


def test_the_draft_and_the_final_version_of_one_paper_are_no_copies() -> None:
    draft = SUMMARY.replace("不够精细", "不够细")
    assert "paper-copy" not in look(SUMMARY, held=held(Kept("k6", "总结（初稿）", draft, own=True)))
    assert "paper-copy" in look(SUMMARY, held=held(Kept("k6", "总结（初稿）", draft, own=False)))


def test_the_same_form_with_other_figures_is_no_copy() -> None:
    march = (
        MONTHLY.replace("2月", "3月")
        .replace("46条：原创28条、转载18条", "52条：原创30条、转载22条")
        .replace("12.6万次，比上月的11.8万次增长6.8%", "13.1万次，比上月的12.6万次增长4%")
        .replace(
            "留言63条，已回复61条，平均回复时间5.2小时，2条转交县交通局",
            "留言71条，已回复70条，平均回复时间4.8小时，1条转交县水利局",
        )
        .replace(
            "3月17日平台接口中断40分钟，已恢复。建议3月增加春耕、防火内容6条",
            "本月运行正常。建议4月增加防汛、入学内容8条",
        )
    )
    assert "paper-copy" not in look(march, held=held(Kept("k7", "2月月报", MONTHLY, own=True)))


def test_a_short_notice_is_too_little_to_compare() -> None:
    short = "样北县水利局关于清明节放假的通知\n各股室：\n4月4日至6日放假，请安排好值班。"
    assert "paper-copy" not in look(
        short, held=held(Kept("k8", "通知", short.replace("样北", "样南"), own=False))
    )


def test_a_paper_is_not_held_against_itself() -> None:
    assert look(NOTICE, held=held(Kept("p1", "通知", NOTICE, own=False))) == {}
