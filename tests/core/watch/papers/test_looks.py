"""The look of official papers, as far as the file tells."""

from dataclasses import replace
from fractions import Fraction

import pytest

from answerable.core.watch.papers.producers import look_at_paper
from answerable.core.watch.papers.values import Align, Held, Paper, Setup
from tests.core.watch.papers.good import HOME, LIMITS, NOTICE, ON, SUMMARY, look, paper

A4 = Setup(*map(Fraction, (210, 297, 37, 35, 28, 26)))


def points(found: Paper) -> tuple[str, ...]:
    alerts = look_at_paper(found, Held(ON, HOME), LIMITS)
    said = next((dict(each.what.params)["points"] for each in alerts if each.rule == "paper-format"), ())
    assert isinstance(said, tuple)
    return said


def dressed(
    text: str = NOTICE, *, setup: Setup = A4, font: str = "仿宋_GB2312", size: int = 16, spacing: int = 28
) -> Paper:
    plain = paper(text)
    lines = [
        replace(each, font="方正小标宋简体", size=Fraction(22), align=Align.CENTRE)
        if each.text.startswith("样北县卫生健康局关于")
        else replace(each, font=font, size=Fraction(size), spacing=Fraction(spacing))
        for each in plain.paragraphs
    ]
    return replace(plain, form="docx", setup=setup, paragraphs=tuple(lines))


def test_a_paper_set_by_the_standard_is_left_alone() -> None:
    assert points(dressed()) == ()
    assert points(dressed(font="FangSong", spacing=29)) == ()


@pytest.mark.parametrize(
    ("written", "point"),
    [
        ("样卫发[2026]5号", "发文字号的年份没有用六角括号〔〕"),
        ("样卫发（2026）5号", "发文字号的年份没有用六角括号〔〕"),
        ("样卫发〔2026〕第5号", "发文字号的顺序号加了“第”字"),
        ("样卫发〔2026〕005号", "发文字号的顺序号编了虚位"),
    ],
)
def test_the_number_has_a_form(written: str, point: str) -> None:
    assert points(paper(NOTICE.replace("样卫发〔2026〕5号", written))) == (point,)


def test_the_number_of_another_paper_in_the_text_is_not_this_ones() -> None:
    assert (
        points(
            paper(NOTICE.replace("为切实做好", "根据《关于印发方案的通知》（样政发[2025]003号），为切实做好"))
        )
        == ()
    )


def test_day_and_addressee_have_a_form() -> None:
    assert points(paper(NOTICE.replace("2026年3月5日", "2026年03月05日"))) == ("成文日期的月、日编了虚位",)
    assert points(paper(NOTICE.replace("局机关各股室：", "局机关各股室:"))) == ("主送机关后没有用全角冒号",)


@pytest.mark.parametrize(
    ("found", "point"),
    [
        (
            dressed(setup=replace(A4, left=Fraction(318, 10), right=Fraction(318, 10))),
            "版心不是156毫米×225毫米",
        ),
        (dressed(font="宋体"), "正文没有用仿宋体"),
        (dressed(size=14), "正文不是3号字"),
        (dressed(spacing=20), "行距不在28磅左右"),
    ],
)
def test_page_and_letters_have_a_form(found: Paper, point: str) -> None:
    assert points(found) == (point,)


def test_a_little_off_is_not_off() -> None:
    assert points(dressed(setup=replace(A4, left=Fraction(30)), spacing=30)) == ()


def test_what_the_file_does_not_tell_is_no_fault() -> None:
    assert "paper-format" not in look(NOTICE)


def test_a_summary_is_no_official_paper_and_may_look_as_it_likes() -> None:
    assert points(dressed(SUMMARY, font="楷体", size=12)) == ()
