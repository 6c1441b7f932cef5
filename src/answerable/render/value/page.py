"""The page on value. Everything that comes from data is escaped; only our own style sheet is not."""

from collections.abc import Callable
from functools import cache, partial

from jinja2 import Environment
from markupsafe import Markup, escape

from answerable.core.assess.value.values import DistrictValue, MeasureResult, Spread
from answerable.core.terms.message import Message
from answerable.render.names import Named, either, name_of
from answerable.render.templates import environment_of, style_sheet
from answerable.render.value.drawing import drawn
from answerable.render.value.figures import (
    change_shown,
    changes_shown,
    figure,
    side_shown,
    spread_shown,
)
from answerable.render.value.text import house_line, silent_line
from answerable.render.words import label, say, term


def value_html(result: DistrictValue, lang: str) -> str:
    """The result as one HTML page in `zh` or `en`. The same result gives the same bytes."""
    template = _environment(lang).get_template("value.html.j2")
    return template.render(result=result, title_name=either(result.name, result.name_en, lang)) + "\n"


@cache
def _environment(lang: str) -> Environment:
    environment = environment_of("answerable.render.value", lang)
    in_lang: dict[str, Callable[..., str]] = {
        "say": _say,
        "term": _term,
        "name": _name,
        "marked": _marked,
        "change": change_shown,
        "peers_change": changes_shown,
        "silent": silent_line,
        "house": house_line,
    }
    environment.filters |= {name: partial(function, lang=lang) for name, function in in_lang.items()}
    environment.filters["drawn"] = drawn
    environment.globals |= {
        "label": lambda key, **params: label(key, lang, **params),
        "side": partial(side_shown, lang=lang),
        "spread": partial(_spread, lang=lang),
        "figure": partial(figure, lang=lang),
        "own_style": style_sheet("answerable.render.value", "value.css"),
    }
    return environment


def _spread(spread: Spread | None, each: MeasureResult, *, currency: str | None, lang: str) -> str:
    return spread_shown(spread, each, currency=currency, lang=lang)


def _say(message: Message, *, lang: str) -> Markup:
    return _marked(say(message, lang), lang=lang)


def _term(word: str, group: str, *, lang: str) -> str:
    return term(group, word, lang)


def _name(thing: Named, *, lang: str) -> Markup:
    return _marked(name_of(thing, lang), lang=lang)


def _marked(text: str, *, lang: str) -> Markup:
    """The text, marked as Chinese where it stands in an English page, so that it is read out and set as such."""
    if lang == "en" and any("\u4e00" <= character <= "\u9fff" for character in text):
        return Markup('<span lang="zh-Hans">{}</span>').format(text)
    return escape(text)
