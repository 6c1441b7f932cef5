"""No text, however it is made, costs its reader more than moments."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from time import process_time

import pytest

from answerable.core.watch import pages, papers
from answerable.core.watch.accounts import reported
from answerable.core.watch.papers.copies import paper_copy
from answerable.core.watch.papers.producers import look_at_paper
from answerable.core.watch.papers.sheet import Sheet
from answerable.core.watch.papers.values import Held, Kept, Paper, Paragraph
from tests.core.watch.papers.good import HOME, LIMITS, ON

LONG = 20_000
SIGNS = (
    "《》“”（）()〔〕[]{}%<&$像仿关月年第条一九中县人元1２, .。，、；：:共从由占增éÃаa—问在发他\t\u3000\ufffd"
)
PIECES = """
    甲1人次和乙2人次和 甲1万元和及 1人 共1人 9,999, 1.5% 《一》第一 “一 （一） (一) 〔2026〕 中〔2026〕 1月1日 2026年
    分别占1%、 满意占1 从1人增加到 1人比上年1人 关于年工作 关于 {{a {%a $a <%a null ba，a& 在一里 ，他 像一 说“
    ”说 恳请 可否 现将 存在 县市 镇政府 中. .( 。(一) 发布1, 阅读1
"""
STARTS = (
    "全年累计办理",
    "共1人",
    "从1",
    "中〔2026〕",
    "中",
    "1月1日",
    "《",
    "“",
    "关于",
    "2026年",
    "{{",
    "发布1",
)


def _patterns(held: object) -> Iterator[re.Pattern[str]]:
    if isinstance(held, re.Pattern):
        yield held
    elif isinstance(held, Mapping | tuple):
        for each in held.values() if isinstance(held, Mapping) else held:
            yield from _patterns(each)


def _all_patterns() -> Mapping[re.Pattern[str], str]:
    """Each pattern once, with its name."""
    rooms = [
        f"{room.__name__}.{each.name}" for room in (pages, papers) for each in iter_modules(room.__path__)
    ]
    return {
        pattern: f"{room.rpartition('.')[2]}.{what}"
        for room in (*rooms, reported.__name__)
        for what, held in vars(import_module(room)).items()
        for pattern in _patterns(held)
    }


def _texts() -> Iterator[str]:
    yield from (sign * LONG for sign in SIGNS)
    yield from ((piece * LONG)[:LONG] for piece in PIECES.split())
    yield from (start + sign * LONG for start in STARTS for sign in " 1一")


@pytest.mark.parametrize("pattern", _all_patterns(), ids=list(_all_patterns().values()))
def test_no_pattern_takes_longer_than_moments_on_any_text(pattern: re.Pattern[str]) -> None:
    took = {text[:20]: _seconds(pattern, text) for text in _texts()}
    assert {text: seconds for text, seconds in took.items() if seconds >= 0.2} == {}


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    started = process_time()
    deque(pattern.finditer(text), maxlen=0)
    return process_time() - started


TITLE = "样北镇2026年3月运维月报"
BIG = 1_000_000


def _whole(*lines: str) -> float:
    """The seconds that all rules take on a paper, together."""
    paper = Paper(
        "p1", "月报.txt", "txt", tuple(Paragraph(line, table="\t" in line) for line in (TITLE, *lines))
    )
    started = process_time()
    look_at_paper(paper, Held(ON, HOME), LIMITS)
    return process_time() - started


@pytest.mark.parametrize("piece", ["图文12条、视频8条，共计20条，", "《", "长沙市。"])
def test_a_million_characters_in_one_line_end_within_ten_seconds(piece: str) -> None:
    assert _whole((piece * BIG)[:BIG]) < 10


def test_long_and_wide_tables_cost_no_product() -> None:
    assert _whole(*["甲\t1\t2"] * 50_000) < 5
    assert _whole(*["甲" + "\t1" * 20_000] * 5, "合计" + "\t5" * 20_000) < 5


def test_papers_held_against_each_other_are_laid_out_once() -> None:
    texts = [f"样北镇2026年第{at}号工作总结\n" + f"第{at}组完成{at}件。\n" * 100 for at in range(200)]
    kept = tuple(Kept(f"k{at}", "总结", text, own=True) for at, text in enumerate(texts))
    started = process_time()
    for each in kept[:50]:
        paper = Paper(each.id, each.name, "txt", tuple(map(Paragraph, each.text.split("\n"))))
        tuple(paper_copy(Sheet(paper), Held(ON, HOME, kept), LIMITS))
    assert process_time() - started < 3
