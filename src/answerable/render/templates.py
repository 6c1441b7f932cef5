"""What all our pages share: how templates are filled, the style sheet, the name of the language."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_HTML_LANG = {"zh": "zh-Hans", "en": "en"}


def environment_of(package: str, lang: str) -> Environment:
    """Templates of a package: all is escaped, and nothing that is missing goes unnoticed."""
    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"html_lang": _HTML_LANG[lang], "lang": lang, "style": house_style()}
    return environment


@cache
def house_style() -> Markup:
    """The style sheet that all our pages share."""
    return style_sheet("answerable.render.report", "style.css")


def style_sheet(package: str, name: str) -> Markup:
    """A style sheet that lies beside the templates of a package."""
    source = files(package).joinpath("templates", name).read_text(encoding="utf-8")
    return Markup(source)  # noqa: S704  # our own file
