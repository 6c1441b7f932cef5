"""Fill the templates. Everything that comes from data is escaped; only our own style sheet and shapes are not."""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from fractions import Fraction
from functools import cache, partial

from jinja2 import Environment
from markupsafe import Markup, escape

from answerable.core.assess.results import FindingResult
from answerable.core.enforce.results import DistrictResult
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message, Param
from answerable.core.watch.accounts.profile import Week
from answerable.render.names import Named, district_name, either, name_of, named
from answerable.render.report.view import page
from answerable.render.templates import environment_of
from answerable.render.watch.text import days
from answerable.render.words import label, say, term
from answerable.render.words.fill import percent

_DATE = re.compile(r"\b[0-9]{4}-(?:[0-9]{2}(?:-[0-9]{2})?|W[0-9]{2}|Q[1-4])\b")


def report_html(result: DistrictResult, lang: str) -> str:
    """The report as one HTML page in `zh` or `en`. The same result gives the same bytes."""
    view = page(result, lang)
    template = _environment(lang).get_template("report.html.j2")
    return template.render(page=view, result=result, title_name=district_name(result, lang)) + "\n"


@cache
def _environment(lang: str) -> Environment:
    environment = environment_of("answerable.render.report", lang)
    in_lang: dict[str, Callable[..., str]] = {
        "say": _say,
        "term": _term,
        "name": _name,
        "who": _who,
        "figure": _figure,
        "share": _share,
        "marked": _marked,
    }
    environment.filters |= {name: partial(function, lang=lang) for name, function in in_lang.items()}
    environment.filters |= {"money": _money, "days": days, "found_in": _found_in}
    environment.globals |= {
        "label": partial(_label, lang=lang),
        "either": partial(_either, lang=lang),
    }
    return environment


def _label(key: str, *, lang: str, **params: Param) -> str:
    return label(key, lang, **params) if params else _heading(key, lang)


@cache
def _heading(key: str, lang: str) -> Markup:
    return escape(label(key, lang))


def _say(message: Message, *, lang: str) -> Markup:
    return _unbroken(say(message, lang))


def _term(word: str, group: str, *, lang: str) -> str:
    return term(group, word, lang)


def _name(thing: Named, *, lang: str) -> Markup:
    return _marked(name_of(thing, lang), lang=lang)


def _either(text: str, text_en: str | None, *, lang: str) -> Markup:
    return _marked(either(text, text_en, lang), lang=lang)


def _who(id: str, known: dict[str, Named], *, lang: str) -> Markup:
    return _marked(named(id, known, lang), lang=lang)


def _figure(value: Fraction | None, *, lang: str) -> str:
    return label("no_data", lang) if value is None else quantise(value)


def _share(value: Fraction | None, *, lang: str) -> str:
    return label("no_data", lang) if value is None else percent(value)


def _marked(text: str, *, lang: str) -> Markup:
    """The text, marked as Chinese where it stands in an English page, so that it is read out and set as such."""
    if lang == "en" and any("\u4e00" <= character <= "\u9fff" for character in text):
        return Markup('<span lang="zh-Hans">{}</span>').format(text)
    return escape(text)


def _unbroken(sentence: str) -> Markup:
    """The sentence, escaped, with dates and periods kept on one line."""
    # As plain text: substituting inside Markup would escape the tags as well.
    escaped = str(escape(sentence))
    return Markup(_DATE.sub(r'<span class="day">\g<0></span>', escaped))  # noqa: S704  # escaped above


def _found_in(week: Week, findings: Iterable[FindingResult]) -> list[FindingResult]:
    """The findings of the watch and of other monitors that were made in the week."""
    last = week.starts + timedelta(days=6)
    return [each for each in findings if each.source == "monitor" and week.starts <= each.found_on <= last]


def _money(minor: int, currency: str | None) -> str:
    return f"{minor // 100}.{minor % 100:02} {currency or ''}".strip()
