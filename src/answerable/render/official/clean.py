"""Text that can be set: what no file format holds, or what would turn the order of reading, becomes a visible mark."""

import re

_UNFIT = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters; XML 1.0 has no place for most of them
    "\u2028\u2029"  # separators that break lines unseen
    "\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c"  # marks that turn the direction of what follows
    "\ud800-\udfff\ufffe\uffff"  # halves of pairs, and no characters at all
    "]"
)


def clean(text: str) -> str:
    r"""The text with a replacement character for everything that cannot be set as it is.

    >>> clean("a\x00b\tc")
    'a�b c'
    """
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\t", " "))
