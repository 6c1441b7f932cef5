"""Fill the template of a paper. Everything from the paper is escaped; only our own style sheets are not."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from jinja2 import Environment
from markupsafe import Markup, escape

from answerable.core.rulebook.boundary import Boundary, Rule, RuleEdition
from answerable.core.rulebook.paper import REFERENCE, Article, Paper
from answerable.core.tables.declare import Both
from answerable.core.terms.verdict import Verdict
from answerable.render.paper.numerals import chinese
from answerable.render.scope.phrases import ground_phrase
from answerable.render.templates import environment_of, house_style, style_sheet
from answerable.render.words import label, term


@dataclass(frozen=True)
class Applied:
    """A rule that the program applies, as its newest edition says it, with the articles it stands in."""

    rule: Rule
    edition: RuleEdition
    articles: tuple[Article, ...]


def paper_html(paper: Paper, boundary: Boundary, lang: str) -> str:
    """The paper as one HTML page in `zh` or `en`. The same paper gives the same bytes."""
    template = _environment(lang).get_template("paper.html.j2")
    article = partial(_article, numbers=paper.numbers, lang=lang)
    return template.render(paper=paper, applied=_applied(paper, boundary), article_text=article) + "\n"


def _applied(paper: Paper, boundary: Boundary) -> tuple[Applied, ...]:
    """The rules of the rulebook itself, in the order of the articles they first stand in."""
    found = []
    for rule in boundary.rules:
        articles = tuple(article for article in paper.articles if rule in article.rules)
        edition = rule.on(boundary.first_days[-1])
        if rule.rulebook == boundary.name and articles and edition is not None:
            found.append(Applied(rule, edition, articles))
    return tuple(sorted(found, key=lambda each: each.articles[0].number))


@cache
def _environment(lang: str) -> Environment:
    environment = environment_of("answerable.render.paper", lang)
    filters: dict[str, Callable[..., str]] = {
        "said": _said,
        "ground": ground_phrase,
        "numbered": _numbered,
        "verdict": _verdict,
    }
    environment.filters |= {name: partial(function, lang=lang) for name, function in filters.items()}
    own = style_sheet("answerable.render.paper", "paper.css")
    environment.globals |= {"label": partial(_label, lang=lang), "style": house_style() + own}
    return environment


def _label(key: str, *, lang: str, **params: str | int) -> str:
    return label(key, lang, **params)


def _said(text: Both, *, lang: str) -> str:
    return text.in_(lang)


def _verdict(verdict: Verdict | None, *, lang: str) -> str:
    return label("paper_duties_only", lang) if verdict is None else term("verdict", verdict, lang)


def _numbered(number: int, kind: str, *, lang: str) -> str:
    """`Article 12`, `第十二条`; `kind` is `article` or `chapter`."""
    return label(f"paper_{kind}", lang, n=chinese(number) if lang == "zh" else str(number))


def _article(text: str, *, numbers: dict[str, int], lang: str) -> Markup:
    """A paragraph, escaped, with the ids of other articles as links that say their number."""
    out, end = Markup(), 0
    for found in REFERENCE.finditer(text):
        number = numbers[found[1]]
        link = Markup('<a href="#article-{}">{}</a>').format(number, _numbered(number, "article", lang=lang))
        out += escape(text[end : found.start()]) + link
        end = found.end()
    return out + escape(text[end:])
