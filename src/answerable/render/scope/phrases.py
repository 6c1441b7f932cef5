"""Conditions, facts and grounds of boundary rules as phrases."""

import re
from collections.abc import Mapping

from answerable.core.rulebook.boundary import Boundary, Ground
from answerable.core.rulebook.conditions import Condition, Every, Not, OneOf, Some, Within
from answerable.core.rulebook.facts import Fact, Value
from answerable.render.words import label, term

_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
_ARTICLE = re.compile(r"([0-9]+)(?:-([0-9]+))?(?:\(([^()]+)\))?")


def fact_phrase(fact: Fact, value: Value, lang: str) -> str:
    """One known fact: its title and what it is."""
    return label("scope_fact", lang, fact=fact.title.in_(lang), value=value_phrase(fact, value, lang))


def value_phrase(fact: Fact, value: Value, lang: str) -> str:
    """A value as people say it; a number with its unit."""
    if isinstance(value, int):
        return label("scope_number", lang, number=f"{value:,}", unit=term("fact_unit", fact.unit or "", lang))
    return fact.titles[value].in_(lang)


def facts_phrase(boundary: Boundary, facts: Mapping[str, Value], lang: str) -> str:
    """Several facts in one line, in the order they are declared."""
    known = [fact_phrase(fact, facts[fact.id], lang) for fact in boundary.facts if fact.id in facts]
    return {"zh": "；", "en": "; "}[lang].join(known)


def ground_phrase(ground: Ground, lang: str) -> str:
    """Law, article, and how the text was read."""
    article = article_phrase(ground.article if lang == "zh" else ground.article_en or ground.article, lang)
    read = term("reading", ground.read, lang)
    return label("scope_ground", lang, law=ground.law.title.in_(lang), article=article, read=read)


def article_phrase(article: str, lang: str) -> str:
    """An article as it is cited: `10(2)`, `48-49` and lists of such; anything else is the document's own numbering.

    >>> article_phrase("10(2)", "zh"), article_phrase("48-49", "en")
    ('第10条第（2）项', 'arts. 48–49')
    """
    parts = [part.strip() for part in re.split("[,，、]", article)]
    matches = [_ARTICLE.fullmatch(part) for part in parts]
    if not all(matches):
        if lang == "zh":
            return article.replace("(", "（").replace(")", "）")
        return label("scope_section", lang, section=article.translate(_NUMERALS))
    found = [each for each in matches if each]
    if lang == "zh":
        return "、".join(_chinese(each) for each in found)
    several = len(found) > 1 or any(each[2] for each in found)
    numbers = ", ".join(each[0].replace("-", "–") for each in found)
    return f"arts. {numbers}" if several else f"art. {numbers}"


def _chinese(found: re.Match[str]) -> str:
    first, last, item = found.groups()
    text = f"第{first}条至第{last}条" if last else f"第{first}条"
    return f"{text}第（{item}）项" if item else text


def condition_phrase(condition: Condition, boundary: Boundary, lang: str) -> str:
    """A condition as a sentence without its full stop."""
    match condition:
        case OneOf(name, values):
            fact = boundary.fact[name]
            joined = label("scope_or", lang).join(fact.titles[value].in_(lang) for value in values)
            return label("scope_is", lang, fact=fact.title.in_(lang), value=joined)
        case Within():
            return _range_phrase(condition, boundary.fact[condition.fact], lang)
        case Every(()):
            return label("scope_always", lang)
        case Every(parts):
            return label("scope_and", lang).join(_inner(part, boundary, lang) for part in parts)
        case Some(parts):
            return label("scope_either", lang).join(_inner(part, boundary, lang) for part in parts)
        case Not(part):
            return label("scope_not", lang, part=_inner(part, boundary, lang))


def _inner(condition: Condition, boundary: Boundary, lang: str) -> str:
    phrase = condition_phrase(condition, boundary, lang)
    compound = isinstance(condition, Every | Some) and len(condition.parts) > 1
    return label("scope_bracket", lang, part=phrase) if compound else phrase


def _range_phrase(range_: Within, fact: Fact, lang: str) -> str:
    unit = term("fact_unit", fact.unit or "", lang)
    low, high = range_.low, range_.high
    if low is not None and low == high:
        key = "scope_exactly"
    elif low is None or low <= fact.low:
        key = "scope_up_to"
    else:
        key = "scope_at_least" if high is None or high >= fact.high else "scope_between"
    bounds = {"low": _grouped(low), "high": _grouped(high)}
    return label(key, lang, fact=fact.title.in_(lang), unit=unit, **bounds)


def _grouped(number: int | None) -> str | None:
    return None if number is None else f"{number:,}"
