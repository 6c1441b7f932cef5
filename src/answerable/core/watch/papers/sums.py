"""Figures of one sentence or table that do not fit one another: sums, splits and rates of growth."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from answerable.core.watch.papers.clashes import Clash
from answerable.core.watch.papers.numbers import NUM, PERCENT, UNIT, Figure, about, figure
from answerable.core.watch.papers.sheet import Line, Sentence

_ITEM = rf"[^\d，。；：、%％]{{1,14}}?(?:{NUM})\s*(?:{UNIT})"
_FIRST = r"(?:(?<![^\d，。；：、%％])|(?=[^\d，。；：、%％]{14}\d))"
"""The earliest place where an item can begin: looking from every later one as well takes fourteen times as long."""
_LISTED = re.compile(
    rf"{_FIRST}((?>{_ITEM}[、，和及与]{{0,2}}){{2,12}})[，,、]?(?:共计|合计|总计|总共)(?:为"
    rf"|达)?\s*({NUM})\s*({UNIT})"
)
_SPLIT = re.compile(
    rf"(?:共|共计|合计|总计|累计)[^\d，。；：]{{0,14}}({NUM})\s*({UNIT})[：:，,]?\s{{0,9}}[（(，]?\s{{0,9}}(其中)?[：:，,]?"
    rf"((?>{_ITEM}[、，和及与]{{0,2}}){{2,12}})"
)
_PART = re.compile(rf"([^\d，。；：、%％]{{1,14}}?)({NUM})\s*({UNIT})")
_LOOSE = re.compile("等|不含|另有|左右|以上|约|近|超|余|多个?$|不包括")
_PAIRS = tuple(
    frozenset(pair.split())
    for pair in (
        "男 女", "男性 女性", "原创 转载", "城镇 农村", "办结 在办", "已办结 未办结", "已办结 正在办理", "满意 不满意",
        "上半年 下半年", "门诊 住院", "图文 视频", "合格 不合格", "已完成 未完成",
    )
)  # fmt: skip
_SHARES = re.compile(rf"分别占(?:比)?[^。；，：]{{0,12}}?((?:{PERCENT}[%％][、，和及]{{0,2}}){{2,12}})")
_LEVELS = re.compile(
    r"(?:非常满意|很满意|满意|比较满意|较满意|基本满意|一般|不太满意|不满意|非常不满意|优秀|良好"
    rf"|中等|合格|不合格|优|良|中|差)(?:的|率)?(?:占比|占|为)?\s*({PERCENT})[%％]"
)
_PERCENT = re.compile(PERCENT)
_RISE, _FALL = "增加|增长|上升|提高|提升|扩大|增", "下降|减少|降低|缩减|压减|缩短|降|减"
_FROM = re.compile(
    rf"(?:从|由)[^，。；%％\d]{{0,12}}?(?:\d{{4}}年[^，。；%％\d]{{0,6}})?({NUM})\s{{0,9}}({UNIT}"
    rf"|[%％])?\s{{0,9}}(?:{_RISE}|{_FALL})(?:到|至|为)"
    rf"[^，。；%％\d]{{0,12}}?(?:\d{{4}}年[^，。；%％\d]{{0,6}})?({NUM})\s*({UNIT}"
    rf"|[%％])[，,、]?[^，。；\d]{{0,6}}?({_RISE}|{_FALL}|增幅|降幅)(?:了|为"
    rf"|达)?\s*({NUM})\s*([%％]|个百分点)"
)
_THAN = re.compile(
    rf"({NUM})\s*({UNIT})[，,（(]?(?:比|较|同比)(?:上年|去年|上季度|上月"
    rf"|\d{{4}}年)(?:同期)?(?:的)?[^，。；\d%％]{{0,6}}?({NUM})\s*({UNIT})[，,]?({_RISE}"
    rf"|{_FALL})(?:了)?\s*({NUM})\s*[%％]"
)


def sums(sentence: Sentence) -> Iterator[Clash]:
    """A total that is not the sum of the parts the same sentence lists in full, or less than one of them."""
    text = sentence.text
    part = text.find("其中")
    for match in _LISTED.finditer(text):
        of_all = part < 0 or part + 2 > match.end()
        if of_all and not _loose(text, match) and _differ(match[1], match[2], match[3]):
            yield _clash("sums", sentence, match)
    for match in _SPLIT.finditer(text):
        parts = [
            (label.strip("、，和及与的 "), figure(number), unit)
            for label, number, unit in _PART.findall(match[4])
        ]
        if not _loose(text, match) and _splits_wrongly(parts, match):
            yield _clash("sums", sentence, match)


def _loose(text: str, match: re.Match[str]) -> bool:
    """Whether the words say themselves, there or right behind, that the figures are no exact and full list."""
    return bool(_LOOSE.search(text[match.start() : match.end() + 2]))


def _splits_wrongly(parts: Sequence[tuple[str, Figure, str]], match: re.Match[str]) -> bool:
    total, unit = figure(match[1]), match[2]
    if {each for _, _, each in parts} != {unit}:
        return False
    if any(part.low > total.high for _, part, _ in parts):
        return True
    labels = frozenset(label for label, _, _ in parts)
    whole = labels in _PAIRS
    return whole and _off([part for _, part, _ in parts], total)


def _differ(listed: str, number: str, unit: str) -> bool:
    parts = _PART.findall(listed)
    return {each for _, _, each in parts} == {unit} and _off(
        [figure(each) for _, each, _ in parts], figure(number)
    )


def _off(parts: Sequence[Figure], total: Figure) -> bool:
    """Whether the parts do not add up to the total, rounding allowed for."""
    return sum(each.low for each in parts) > total.high or sum(each.high for each in parts) < total.low


def splits(sentence: Sentence) -> Iterator[Clash]:
    """Shares of one whole that make more than all of it."""
    for match in _SHARES.finditer(sentence.text):
        if _above_all(_PERCENT.findall(match[1])):
            yield _clash("splits", sentence, match)
    levels = list(_LEVELS.finditer(sentence.text))
    named = [match[0][:3] for match in levels]
    if len(levels) >= 3 and len(set(named)) == len(named) and _above_all([match[1] for match in levels]):
        yield Clash("splits", sentence.start + levels[0].start(), sentence.start + levels[-1].end())


def _above_all(numbers: Sequence[str]) -> bool:
    return sum(about(each).low for each in numbers) > 100


def growth(sentence: Sentence, points: Fraction) -> Iterator[Clash]:
    """A stated change that does not fit the two figures beside it by more than so many points."""
    for match in _FROM.finditer(sentence.text):
        old, new, unit = figure(match[1]), figure(match[3]), match[4]
        if match[2] in (None, unit) and not _fits(old, new, (match[5], match[6], match[7]), unit, points):
            yield _clash("growth", sentence, match)
    for match in _THAN.finditer(sentence.text):
        new, old = figure(match[1]), figure(match[3])
        if match[2] == match[4] and not _fits(old, new, (match[5], match[6], "%"), match[2], points):
            yield _clash("growth", sentence, match)


def _fits(old: Figure, new: Figure, said: tuple[str, str, str], unit: str, points: Fraction) -> bool:
    """Whether the change may be as said, whichever way the three figures were rounded."""
    way, number, measure = said
    if old.low <= 0 or (measure == "个百分点") != (unit in "%％"):
        return True
    falls = way in _FALL.split("|") or way == "降幅"
    if measure == "个百分点":
        low, high = new.low - old.high, new.high - old.low
    else:
        low, high = (new.low / old.high - 1) * 100, (new.high / old.low - 1) * 100
    if falls:
        low, high = -high, -low
    change = about(number)
    return change.high + points >= low and change.low - points <= high


def rows(lines: Sequence[Line]) -> Iterator[Clash]:
    """Columns of a table, one row a line with tabs between cells, whose last row is a total that does not fit."""
    table: list[Line] = []
    for line in lines:
        if not line.paragraph.table or "\t" not in line.text:
            table = []
            continue
        cells = line.text.split("\t")
        if table and table[-1].text.count("\t") != line.text.count("\t"):
            table = []
        if re.sub(r"\s", "", cells[0]) in ("合计", "总计", "小计") and len(table) >= 3:
            yield from _columns(table, line)
            table = []
        table.append(line)


def _columns(table: Sequence[Line], total: Line) -> Iterator[Clash]:
    """Whether each column of plain numbers below the heading adds up."""
    heads = table[0].text.split("\t")
    body = [line.text.split("\t") for line in table[1:]]
    for at, cell in enumerate(total.text.split("\t")[1:], start=1):
        column = [row[at].strip() for row in body]
        if not all(re.fullmatch(NUM, each) for each in (*column, cell.strip())):
            continue
        if "率" in heads[at] or "比" in heads[at]:
            continue
        if _off([figure(each) for each in column], figure(cell.strip())):
            yield Clash("sums", total.start, total.end, (table[0].start, table[-1].end))


def _clash(kind: str, sentence: Sentence, match: re.Match[str]) -> Clash:
    return Clash(kind, sentence.start + match.start(), sentence.start + match.end())
