"""Filling in a template.

- `{name}`: the parameter. In English `name_en` is preferred where it is stated.
- `{name|percent}`: a part of 1 as per cent. `{name|until}`: a last day, or that there is none.
- `{name|open_low}`, `{name|open_high}`: a bound, or that it is open.
- `{name|said}`: the sentence of the code in the parameter, with the same parameters.
- `{name|one/many}` (English): a count with its noun. `{name|group}`: the word of a group of terms.
- `[...]`: left out when a parameter inside is not stated; `{name|several}` inside wants a count above one.

Dates are written as ISO, fractions quantised, several words joined. Not stated is said to be so, never left blank.
"""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Param
from answerable.render.words.catalogue import UnknownWordError, lookup, sentence

Params = Mapping[str, Param]

PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)(?:\|([^{}]+))?\}([。.；;]?)")
"""A parameter, its filter, and the full stop after it, if any."""
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
"""A part that is left out when a parameter inside is not stated."""
_STOPS = "。.；; "
_JOINT = {"zh": "、", "en": ", "}
_NOT_KNOWN = {"zh": "不详", "en": "not known"}
_UNSTATED = {
    "until": {"zh": "无期限", "en": "no end"},
    "open_low": {"zh": "无下限", "en": "no lower limit"},
    "open_high": {"zh": "无上限", "en": "no upper limit"},
}


def fill(template: str, params: Params, lang: str) -> str:
    """The sentence. Raises UnknownWordError where the template needs a parameter that was not given."""

    def optional(found: re.Match[str]) -> str:
        inside = [(inner[2], _pick(inner[1], params, lang)) for inner in PLACEHOLDER.finditer(found[1])]
        return found[1] if all(_worth(value, how) for how, value in inside) else ""

    def placed(found: re.Match[str]) -> str:
        name, how, stop = found[1], found[2], found[3]
        if name not in params:
            raise UnknownWordError(f"parameter {name} of: {template}")
        text = _written(_pick(name, params, lang), how=how, params=params, lang=lang)
        return text.rstrip(_STOPS) + stop if stop else text

    return PLACEHOLDER.sub(placed, OPTIONAL.sub(optional, template))


def plain(value: Param, lang: str) -> str:
    """One parameter as text."""
    match value:
        case None | "" | ():
            return _NOT_KNOWN[lang]
        case date():
            return value.isoformat()
        case Fraction():
            return quantise(value)
        case tuple():
            return _JOINT[lang].join(value)
        case _:
            return str(value)


def percent(value: Fraction | int) -> str:
    """A part of 1 as per cent, with at most two decimals.

    >>> percent(Fraction(2, 3))
    '66.67%'
    """
    return quantise(Fraction(value) * 100, places=2) + "%"


def _pick(name: str, params: Params, lang: str) -> Param:
    translated = params.get(f"{name}_en") if lang == "en" else None
    return translated if _stated(translated) else params.get(name)


def _stated(value: Param) -> bool:
    return value is not None and value not in ("", ())


def _worth(value: Param, how: str | None) -> bool:
    """Whether an optional part has something to say: of `several` only a count above one."""
    return isinstance(value, int) and value > 1 if how == "several" else _stated(value)


def _written(value: Param, *, how: str | None, params: Params, lang: str) -> str:
    if how in _UNSTATED:
        return plain(value, lang) if _stated(value) else _UNSTATED[how][lang]
    if how in (None, "several") or not _stated(value):
        return plain(value, lang)
    if "/" in how:
        one, many = how.split("/")
        return f"{value} {one if value == 1 else many}"
    if how == "percent":
        return percent(value) if isinstance(value, Fraction | int) else plain(value, lang)
    if how == "said":
        return fill(sentence(str(value), lang), params, lang)
    words = value if isinstance(value, tuple) else (str(value),)
    return _JOINT[lang].join(lookup(how, word, lang) for word in words)
