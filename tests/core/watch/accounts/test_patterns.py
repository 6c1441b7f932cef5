"""No text, however long or odd, holds a pattern up."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from time import process_time

import pytest

from answerable.core.watch import accounts

LONG = 20_000
PIECES = (
    "1", "1.1", "1:", "1月", "我", "我被", "“", "「", "《", "\"", "‘", "@a", "文", "：", "祝", "感谢您", "谢谢", "欢迎",
    "据", "长按", "第", " ", "第 ", "Day ", "满", "买1", "http://", "、", "\n", "县", "东东街", "小编我", "本号是",
    "委", "今日", "你好", "政府", "委员会网", "？",
)  # fmt: skip


def found(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from found(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from found(each)


PATTERNS = {
    pattern.pattern: pattern
    for module in iter_modules(accounts.__path__)
    for value in vars(import_module(f"{accounts.__name__}.{module.name}")).values()
    for pattern in found(value)
}


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 25


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=lambda each: each.pattern[:24])
def test_twenty_thousand_characters_are_read_at_once(pattern: re.Pattern[str]) -> None:
    for piece in PIECES:
        text = (piece * LONG)[:LONG]
        start = process_time()
        pattern.sub("", text)
        assert process_time() - start < 0.1, piece
