"""Grounds as papers cite them: `《民法典》第五百六十三条第一款`, and in English `Civil Code, article 563(1)`."""

import re

from answerable.core.terms.citation import Citation
from answerable.render.words import UnknownWordError, term

_NUMERAL = "[零〇一二三四五六七八九十百千]+"
_PART = re.compile(rf"第({_NUMERAL})([条款项])(?:之({_NUMERAL}))?")
_ASIDE = re.compile(r"（[^（）]*）")
_ASCII = re.compile(r"[\x20-\x7e]*")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def cited(ground: Citation, lang: str) -> str:
    """The law and its article, without notes on it. A law whose English name is not known keeps its own."""
    if lang == "zh":
        return f"《{ground.source}》{_ASIDE.sub('', ground.article)}"
    return ", ".join(part for part in (_law(ground.source), _article(ground.article)) if part)


def number_of(numeral: str) -> int:
    """The number that a Chinese numeral below ten thousand says.

    >>> [number_of(each) for each in ("八", "十", "二十五", "一百零五", "五百六十三")]
    [8, 10, 25, 105, 563]
    """
    total, digit = 0, 0
    for sign in numeral:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def _law(source: str) -> str:
    try:
        return term("law_name", source, "en")
    except UnknownWordError:
        return source


def _article(text: str) -> str:
    """Articles with their paragraphs and points in brackets; whatever else is said there, as it stands."""
    bare = _ASIDE.sub("", text)
    said = _PART.sub(_said, bare).replace("至", " to ").replace("、", ", ")
    if not _ASCII.fullmatch(said):
        return bare
    return f"article{'s' if said.count(' ') else ''} {said}" if said else ""


def _said(found: re.Match[str]) -> str:
    inserted = f"-{number_of(found[3])}" if found[3] else ""
    number = f"{number_of(found[1])}{inserted}"
    return number if found[2] == "条" else f"({number})"
