"""Which fonts papers are set in."""

from answerable.render.official.fonts import families


def test_the_fonts_of_the_standard_come_before_their_kin() -> None:
    found = families(["Noto Serif CJK SC", "fangsong", "Noto Sans CJK SC", "方正小标宋简体", "DejaVu Sans"])
    assert found.text == ["fangsong", "Noto Serif CJK SC"]
    assert found.title == ["方正小标宋简体", "Noto Serif CJK SC"]
    assert found.heading == ["Noto Sans CJK SC"]


def test_any_chinese_font_stands_in_for_the_others() -> None:
    found = families(["WenQuanYi Zen Hei"])
    assert found.text == found.title == found.heading == ["WenQuanYi Zen Hei"]


def test_without_any_there_is_none() -> None:
    assert families(["DejaVu Sans"]).chinese is None
