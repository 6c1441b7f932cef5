"""The weekly digest of a contract as one page to read and print. Everything that comes from data is escaped."""

from functools import cache, partial

from jinja2 import Environment
from markupsafe import Markup, escape

from answerable.core.tables.declare import Both
from answerable.core.terms.message import Message
from answerable.core.watch.digest import Digest
from answerable.render.names import either
from answerable.render.templates import environment_of
from answerable.render.watch.health import health_line
from answerable.render.watch.stored import plain
from answerable.render.watch.text import ground_text, measure
from answerable.render.words import label, say, term


def digest_html(digest: Digest, lang: str) -> str:
    """The week as one HTML page in `zh` or `en`. The same digest gives the same bytes."""
    title = label("digest_title", lang, name=either(digest.name, digest.name_en, lang), week=str(digest.week))
    template = _environment(lang).get_template("digest.html.j2")
    return template.render(digest=digest, title=title) + "\n"


@cache
def _environment(lang: str) -> Environment:
    environment = environment_of("answerable.render.watch", lang)
    environment.filters |= {
        "marked": partial(_marked, lang=lang),
        "say": partial(_say, lang=lang),
        "term": partial(_term, lang=lang),
        "in_lang": partial(_in_lang, lang=lang),
        "measure": partial(measure, lang=lang),
        "ground": partial(ground_text, lang=lang),
        "health": partial(health_line, lang=lang),
    }
    environment.globals |= {"label": partial(_label, lang=lang)}
    return environment


def _label(key: str, *, lang: str, **params: object) -> str:
    return label(key, lang, **params)  # type: ignore[arg-type]


def _marked(text: str, *, lang: str) -> Markup:
    """The text without controls, marked as Chinese where it stands in an English page."""
    text = plain(text)
    if lang == "en" and any("\u4e00" <= character <= "\u9fff" for character in text):
        return Markup('<span lang="zh-Hans">{}</span>').format(text)
    return escape(text)


def _say(message: Message, *, lang: str) -> str:
    return plain(say(message, lang))


def _term(word: str, group: str, *, lang: str) -> str:
    return term(group, word, lang)


def _in_lang(text: Both, *, lang: str) -> str:
    return text.in_(lang)
