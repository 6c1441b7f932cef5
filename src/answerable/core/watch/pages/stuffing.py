"""The same keyword again and again where search engines look: title, keywords, or where no reader sees it."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from answerable.core.watch.pages.values import PageView
from answerable.core.watch.values import Alert, Limits, Passage, alert_of

_SURE = Fraction(85, 100)
_CUT = re.compile(r"[\s,，;；、|｜/_\-—－>》《<·:：!！?？。()（）]+")
_MENU = re.compile(
    "更多|详情|查看|查看详情|首页|上一页|下一页|返回|返回顶部|关闭|展开|收起|下载|点击|\\W*|\\d+"
    "|正文|全部|请选择|分享|打印|办理|在线办理"
    "|办事指南|我要办|收藏|阅读全文|more|in|the|of|and",
    re.IGNORECASE,
)
"""Words that menus and lists repeat anyway."""


def page_stuffed(view: PageView, limits: Limits, on: date) -> Iterator[Alert]:
    """One alert for the place where a single term makes up most, if it is repeated often enough."""
    limit = limits.of("page-stuffed")
    if limit is None:
        return
    found = [
        (share, count, term, place, text)
        for place, text in _places(view)
        for term, count, share in _repeated(text)
        if count >= limit["repeats"] and share >= limit["share"]
    ]
    if not found:
        return
    share, count, term, place, text = max(found)
    yield alert_of(
        "page-stuffed",
        view.id,
        on=on,
        value=share,
        threshold=limit["share"],
        confidence=_SURE,
        passages=(Passage.cut(view.id, text),),
        observation=view.id,
        says={
            "term": term,
            "n": count,
            "share": share,
            **{each: count if each == place else None for each in ("title", "keywords", "hidden")},
        },
    )


def _places(view: PageView) -> Iterator[tuple[str, str]]:
    yield "title", view.title
    yield "keywords", view.keywords
    yield "keywords", view.description
    for hidden in view.hidden:
        if hidden.how not in ("title", "keywords", "description"):
            yield "hidden", hidden.text


def _repeated(text: str) -> Iterator[tuple[str, int, Fraction]]:
    """The most repeated term with its count and its share of all characters; a text without cuts in fours."""
    terms = [term for term in _CUT.split(text) if term]
    whole = sum(map(len, terms))
    if len(terms) == 1 and whole >= 24:
        terms = _fours(terms[0])
    counts = Counter(term for term in terms if len(term) >= 2 and not _MENU.fullmatch(term))
    for term, count in counts.most_common(1):
        yield term, count, Fraction(count * len(term), whole)


def _fours(text: str) -> list[str]:
    """The most frequent four characters of a text without any cut, as often as they stand in it."""
    counts = Counter(text[at : at + 4] for at in range(len(text) - 3))
    most = counts.most_common(1)[0][0]
    return [most] * text.count(most)
