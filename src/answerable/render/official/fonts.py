"""Which fonts papers are set in: those the standard names where they are installed, and their nearest kin otherwise."""

from collections.abc import Collection
from dataclasses import dataclass

_TEXT = (
    *("FangSong", "仿宋", "FangSong_GB2312", "仿宋_GB2312", "STFangsong", "FZFangSong-Z02", "方正仿宋_GBK"),
    *("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "SimSun", "Songti SC", "AR PL UMing CN"),
)
_TITLE = (
    *("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK"),
    *("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "STZhongsong", "SimSun", "Songti SC"),
)
_HEADING = (
    *("SimHei", "黑体", "STHeiti", "Heiti SC"),
    *("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei"),
)
LATIN = "Libertinus Serif"
"""Comes with Typst."""


@dataclass(frozen=True)
class Families:
    """The families for text, titles and headings, best first; `chinese` is None where none of them is there."""

    text: list[str]
    title: list[str]
    heading: list[str]

    @property
    def chinese(self) -> str | None:
        return next(iter((*self.text, *self.title, *self.heading)), None)


def families(installed: Collection[str]) -> Families:
    """Of the families installed, those that fit. Any of them stands in where one of the three has none."""
    there = {name.casefold(): name for name in installed}
    text, title, heading = (
        [there[name.casefold()] for name in names if name.casefold() in there]
        for names in (_TEXT, _TITLE, _HEADING)
    )
    anyone = text or title or heading
    return Families(text or anyone, title or anyone, heading or anyone)
