"""What a provider's report says it did: counts of posts and reads of a month, with the words that say so."""

import re
from collections.abc import Iterator
from datetime import date

from answerable.core.watch.accounts.values import Claim

_MONTH = re.compile(
    r"(?:(20\d\d)年)?(1[0-2]|0?[1-9])月(?:份)?(?!\d{0,2}日)[^。；\n]{0,12}?(?:月报|报告|汇报|总结|情况)"
)
_COUNT = r"[^，。；、\n\d]{0,12}?(\d[\d,，]*)(万)?余?\s*"
_DIGITS = 15
"""A count with more digits claims nothing."""
_COUNTS = (
    ("posts", re.compile(r"(?:发布|推送|发文|编发|更新)" + _COUNT + r"(?:条|篇|次|则)")),
    ("reads", re.compile(r"(?:阅读|浏览|点击)(?:量|数|人次)?" + _COUNT + r"(?:次|人次)?")),
    ("likes", re.compile(r"(?:点赞|获赞)(?:量|数)?" + _COUNT + r"(?:次|个)?")),
    ("replies", re.compile(r"(?:回复|答复)(?:留言|评论|网民)?" + _COUNT + r"(?:条|次|件)")),
)


def claims_of(paper: str, text: str, *, on: date, known: date) -> Iterator[Claim]:
    """The claims of a report for one month; none where it does not name exactly one month.

    `on` is the day the report bears: a month without its year is the latest one that was over by then. A count in
    万 is a rounded one and claims nothing exact: it is left out.
    """
    months = {_month(match, on) for match in _MONTH.finditer(text)}
    if len(months) != 1:
        return
    month = months.pop()
    for what, pattern in _COUNTS:
        found = [match for match in pattern.finditer(text) if match[2] is None]
        digits = [re.sub(r"\D", "", match[1]) for match in found]
        if len(found) == 1 and len(digits[0]) <= _DIGITS:
            match, count = found[0], int(digits[0])
            yield Claim(paper, what, month, count, said=match[0], start=match.start(), known=known)


def _month(match: re.Match[str], on: date) -> date:
    number = int(match[2])
    if match[1]:
        return date(int(match[1]), number, 1)
    year = on.year if number < on.month else on.year - 1
    return date(year, number, 1)
