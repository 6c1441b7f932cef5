"""Marks of text that went wrong on the way: encodings, scripts, doubled signs, and what a template left behind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_WORD = re.compile("[A-Za-z\u0370-\u03ff\u0400-\u052f]+")
_STRANGE = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_ALIKE = frozenset("ονρυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
"""Greek letters that look like Latin ones; others stand in formulas and units."""
_LOST = re.compile(
    "锟斤拷|烫烫烫|屯屯屯|锘挎|\ufffd+|ï¿½|ï»¿|Ã[\u0080-\u00bf]|â€[\u0080-\u00bf™œ“”˜\u009d]"
    ""
    "|(?:[äåæçèé][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122]{2}){2,}"
)
_WESTERN = re.compile("[À-ÿ¡-¿\u0080-\u009f]{4,}")
_SIGNS = frozenset("×÷·°§±¥£¢©®«»²³")
"""Western signs that stand in Chinese texts by right."""
_DOUBLED = re.compile("(?<![。，；、：])(?:。。|，{2,}|；{2,}|、{2,}|：{2,})(?![。，；、：])")
_CJK = "[\u4e00-\u9fff]"
_ALONE = re.compile(f"(?<={_CJK})[\u0400-\u052f]{{1,2}}(?={_CJK})")
_TEMPLATE = re.compile(
    r"\{\{\s*[\w.$|\s]{1,40}\}\}|\$\{[\w.]{1,40}\}|<%=?\s*[\w.]{1,40}\s*%>|\[object Object\]"
    r"|\{%\s*\w[^%]{0,40}%\}"
    r"|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|mdash|middot|#\d{2,5});|[Ll]orem ipsum"
    rf"|(?:(?<=[：:])|(?<={_CJK})|^)[ \t]*(?:undefined|null|NaN|None)(?=[ \t]*(?:$|{_CJK}|[，。；、）]))",
    re.MULTILINE,
)
_INITIAL = "zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]"
_FINAL = (
    "iang|uang|iong|ang|eng|ing|ong|ian|uan|iao|uai|an|en|in|un|ai|ei|ao|ou|ia|ie|iu|ua|uo|ui|ue|a|e|i|o|u|v"
)
_SYLLABLE = f"(?:(?:{_INITIAL})(?:{_FINAL})|an|ang|ai|ao|ou|er|en)"
_PINYIN = re.compile(rf"(?<![A-Za-z])(?:{_SYLLABLE}[ ]){{4,}}{_SYLLABLE}(?![A-Za-z])")
_UNENGLISH = re.compile(
    r"\b(?:zh|q(?!u[aei]\w)|x|[a-z]+(?:iang|uang|iong|uai|uo|iao)|[cdgnlrtzh]ong\b|jia|jie|shi|wei"
    r"|ri|ze|ce)"
)


@dataclass(frozen=True)
class Mark:
    """One thing that went wrong: its kind, and where it stands."""

    kind: str
    start: int
    end: int


def marks(text: str) -> Iterator[Mark]:
    """Every mark of the text: encoding, scripts, template, pinyin, doubled."""
    yield from _found("encoding", _LOST, text)
    yield from _found("encoding", _as_gbk(), text)
    for match in _WESTERN.finditer(text):
        if len(set(match[0]) - _SIGNS) >= 3:
            yield Mark("encoding", *match.span())
    yield from _scripts(text)
    yield from _found("template", _TEMPLATE, text)
    yield from _found("doubled", _DOUBLED, text)
    for match in _PINYIN.finditer(text):
        if len(_UNENGLISH.findall(match[0])) >= 2:
            yield Mark("pinyin", *match.span())


def _found(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Mark]:
    return (Mark(kind, *match.span()) for match in pattern.finditer(text))


def _scripts(text: str) -> Iterator[Mark]:
    """Words of two scripts: a Cyrillic or look-alike Greek letter inside a Latin word, or alone among Chinese signs."""
    if not _STRANGE.search(text):
        return
    for word in _WORD.finditer(text):
        strange = _STRANGE.findall(word[0])
        if strange and _mixed(word[0], strange):
            yield Mark("scripts", *word.span())
    yield from _found("scripts", _ALONE, text)


def _mixed(word: str, strange: list[str]) -> bool:
    latin = len(word) - len(strange)
    cyrillic = any(letter >= "\u0400" for letter in strange)
    alike = all(letter >= "\u0400" or letter in _ALIKE for letter in strange)
    return latin > 0 and len(word) >= 3 and (cyrillic or (alike and latin >= 3))


@cache
def _as_gbk() -> re.Pattern[str]:
    """Chinese written as UTF-8 and read as GBK: its bytes, cut in twos, make rare characters in a fixed order.

    Three bytes of UTF-8, E4 to E9 and twice 80 to BF, over two characters are three in GBK with lead and trail bytes
    from those ranges in turn (GB 18030-2022; RFC 3629). By chance four or six such signs hardly ever follow.
    """
    first = _signs(range(0xE4, 0xEA), range(0x80, 0xC0))
    second = _signs(range(0x81, 0xC0), range(0xE4, 0xEA))
    third = _signs(range(0x81, 0xC0), range(0x80, 0xC0))
    return re.compile(f"(?:[{first}][{second}][{third}]){{2,}}")


def _signs(leads: range, trails: range) -> str:
    found = (
        bytes((lead, trail)).decode("gbk", "ignore") for lead in leads for trail in trails if trail != 0x7F
    )
    return "".join(sorted({re.escape(each) for each in found if len(each) == 1}))
