"""Chinese numerals, as chapters and articles are numbered with."""

_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))


def chinese(number: int) -> str:
    """A whole number from 0 to 9999.

    >>> [chinese(number) for number in (8, 10, 12, 45, 105, 110, 2007)]
    ['八', '十', '十二', '四十五', '一百零五', '一百一十', '二千零七']
    """
    if number < 10:
        return _DIGITS[number]
    text, rest, skipped = "", number, False
    for size, unit in _UNITS:
        digit, rest = divmod(rest, size)
        if digit:
            text += ("零" if skipped else "") + _DIGITS[digit] + unit
        skipped = bool(text) and digit == 0
    text += (("零" if skipped else "") + _DIGITS[rest]) if rest else ""
    return text.removeprefix("一") if number < 20 else text
