"""Days that cannot be: no such day, an end before its start, a wrong day of the week, another year's text."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from answerable.core.watch.papers.clashes import Clash
from answerable.core.watch.papers.kind import Kind
from answerable.core.watch.papers.sheet import Sentence, Sheet

_DAY = re.compile(r"(?:(\d{4})\s*年\s*)?(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_LUNAR = re.compile("农历|阴历|旧历|腊月|正月")
_LEAP = 2024
_SPAN = re.compile(
    r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*(?:至|到|—{1,2}|－|-|–|~"
    r"|～)\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
)
_WITHIN = re.compile(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*日?\s*(?:至|到|—{1,2}|－|–|~|～)\s*(\d{1,2})\s*日")
_WEEKDAY = re.compile(_DAY.pattern + r"\s{0,9}[（(]?\s{0,9}(?:星期|周|礼拜)([一二三四五六日天])")
_WEEK = "一二三四五六日"
_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年")
_NOW = re.compile(
    r"(?:现将|我[院局镇县市区委单]\w?)[^。\n]{0,20}?(20\d{2})\s*年[^。\n，]{0,24}(?:总结|报告|汇报)如下"
)
_OF_A_YEAR = frozenset({Kind.SUMMARY, Kind.WORK_REPORT, Kind.PLAN, Kind.REPORT, Kind.PERIODIC})


def days(sentence: Sentence) -> Iterator[Clash]:
    """Days of the sun calendar that do not exist, and spans whose end is before their start."""
    text = sentence.text
    for match in _DAY.finditer(text):
        if not _LUNAR.search(text[max(0, match.start() - 8) : match.end()]) and not _exists(match):
            yield Clash("days", sentence.start + match.start(), sentence.start + match.end())
    for match in _SPAN.finditer(text):
        first, last = (_date(*map(int, match.groups()[at : at + 3])) for at in (0, 3))
        if first is not None and last is not None and last < first:
            yield Clash("days", sentence.start + match.start(), sentence.start + match.end())
    lunar = bool(_LUNAR.search(text))
    for match in _WITHIN.finditer(text):
        if int(match[3]) < int(match[2]) and not lunar:
            yield Clash("days", sentence.start + match.start(), sentence.start + match.end())


def weekdays(sentence: Sentence, year: int | None) -> Iterator[Clash]:
    """Days of the week that do not fit; without a year, neither in the year given nor in the next or last."""
    for match in _WEEKDAY.finditer(sentence.text):
        stated = match[1]
        years = [int(stated)] if stated else [] if year is None else [year - 1, year, year + 1]
        dates = [day for each in years if (day := _date(each, int(match[2]), int(match[3]))) is not None]
        weekday = _WEEK.index(match[4].replace("天", "日"))
        if dates and all(day.weekday() != weekday for day in dates):
            yield Clash("weekdays", sentence.start + match.start(), sentence.start + match.end())


def years(sheet: Sheet) -> Iterator[Clash]:
    """A paper on the work of one year whose text speaks of another: it says so, or never names its own."""
    title = sheet.title_line
    stated = _YEAR.findall(sheet.title)
    if title is None or len(set(stated)) != 1 or sheet.kind not in _OF_A_YEAR:
        return
    year, place = stated[0], (title.start, title.start + len(sheet.title))
    found = [
        (match[1], line.start + match.start(), line.end)
        for line in sheet.body
        for match in _YEAR.finditer(line.text)
    ]
    for line in sheet.body:
        match = _NOW.search(line.text)
        if match and match[1] != year:
            yield Clash("years", line.start + match.start(), line.start + match.end(), place)
            return
    others = Counter(each for each, _, _ in found)
    if others and year not in others and others.most_common(1)[0][1] >= 3:
        other = others.most_common(1)[0][0]
        start, end = next((start, end) for each, start, end in found if each == other)
        yield Clash("years", start, min(end, start + 40), place)


def _exists(match: re.Match[str]) -> bool:
    """Whether the day is in the calendar; without a year, in that of a leap year."""
    return _date(int(match[1]) if match[1] else _LEAP, int(match[2]), int(match[3])) is not None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
