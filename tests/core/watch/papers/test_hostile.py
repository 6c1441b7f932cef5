"""No text, however it is made, costs its reader more than moments."""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from time import process_time

import pytest

from answerable.core.watch import pages, papers
from answerable.core.watch.accounts import reported
from answerable.core.watch.papers.producers import look_at_paper
from answerable.core.watch.papers.values import Held, Kept, Paper, Paragraph
from tests.core.watch.papers.good import HOME, LIMITS, ON

LONG = 20_000
SIGNS = "《》“”（）()〔〕[]{}%<&$像仿关月年第条一九中县人元1２, .。，、；：:共从由占增éÃаa—问在发他\t\u3000\ufffd"
PIECES = """
    甲1人次和乙2人次和 甲1万元和及 1人 共1人 9,999, 1.5% 《一》第一 “一 （一） (一) 〔2026〕 中〔2026〕 1月1日 2026年
    分别占1%、 满意占1 从1人增加到 1人比上年1人 关于年工作 关于 {{a {%a $a <%a null ba，a& 在一里 ，他 像一 说“
    ”说 恳请 可否 现将 存在 县市 镇政府 中. .( 。(一) 发布1, 阅读1
"""
STARTS = ("全年累计办理", "共1人", "从1", "中〔2026〕", "中", "1月1日", "《", "“", "关于", "2026年", "{{", "发布1")


def _patterns(held: object) -> Iterator[re.Pattern[str]]:
    if isinstance(held, re.Pattern):
        yield held
    elif isinstance(held, Mapping | tuple):
        for each in held.values() if isinstance(held, Mapping) else held:
            yield from _patterns(each)


def _all_patterns() -> Mapping[str, re.Pattern[str]]:
    names = [f"{room.__name__}.{each.name}" for room in (pages, papers) for each in iter_modules(room.__path__)]
    return {
        f"{name.rpartition('.')[2]}.{what}.{at}": pattern
        for name in (*names, reported.__name__)
        for what, held in vars(import_module(name)).items()
        for at, pattern in enumerate(_patterns(held))
    }


def _texts() -> Iterator[str]:
    yield from (sign * LONG for sign in SIGNS)
    yield from ((piece * LONG)[:LONG] for piece in PIECES.split())
    yield from (start + sign * LONG for start in STARTS for sign in " 1一")


@pytest.mark.parametrize(("name", "pattern"), _all_patterns().items(), ids=lambda each: str(each)[:30])
def test_no_pattern_takes_longer_than_moments_on_any_text(name: str, pattern: re.Pattern[str]) -> None:
    took = {text[:20]: _seconds(pattern, text) for text in _texts()}
    assert {text: seconds for text, seconds in took.items() if seconds >= 0.2} == {}, name


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    started = process_time()
    sum(1 for _ in pattern.finditer(text))
    return process_time() - started
