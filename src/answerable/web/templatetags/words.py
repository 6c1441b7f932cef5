"""Words in templates: `{% label "key" %}`, `{% word "group" code %}`, `{% name thing %}`. No template holds a text."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

from answerable.core.terms.message import Message, Param
from answerable.render import words
from answerable.render.names import either, name_of
from answerable.web.language import CODES, current

register = template.Library()
_HTML = {"zh": "zh-Hans", "en": "en"}
_CURRENCY_PLACES = 2


@register.simple_tag
def label(key: str, **params: Param) -> str:
    """A title, heading or note."""
    return words.label(key, current(), **params)


@register.simple_tag
def word(group: str, code: str) -> str:
    """The word of a closed group."""
    return words.term(group, code, current())


@register.simple_tag
def said(message: Message) -> str:
    """A message as a sentence."""
    return words.say(message, current())


@register.simple_tag
def name(thing: Any) -> str:
    """The name of something of the register."""
    return name_of(thing, current())


@register.simple_tag
def either_of(text: str, text_en: str | None) -> str:
    """One of two wordings of the same thing."""
    return either(text, text_en, current())


@register.filter
def mine(texts: Mapping[str, str]) -> str:
    """The wording in the reader's language."""
    return texts[current()]


@register.simple_tag
def other_language() -> dict[str, str]:
    """The language that the page does not speak: its code, its code in HTML, and its own name for itself."""
    code = next(each for each in CODES if each != current())
    return {"code": code, "html": _HTML[code], "name": dict(settings.LANGUAGES)[CODES[code]]}


@register.simple_tag
def html_lang() -> str:
    """The page's language as HTML wants it."""
    return _HTML[current()]


@register.filter
def day(value: date | str | None) -> str:
    """A day as ISO writes it; a dash where there is none."""
    return "—" if value is None else str(value)


@register.simple_tag
def moment(at: datetime, zone: ZoneInfo) -> str:
    """An instant on the district's clock, to the minute."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


@register.simple_tag
def money(minor: int | None, currency: str | None) -> str:
    """An amount in whole units, with its currency."""
    if minor is None or currency is None:
        return "—"
    whole, part = divmod(minor, 10**_CURRENCY_PLACES)
    return f"{whole:,}.{part:02} {words.term('currency', currency, current())}"


@register.simple_tag
def control(field: BoundField, **attributes: str) -> SafeString:
    """The control of a form field, tied to its errors; its placeholder is dropped, because its label says it all."""
    shown: dict[str, str | bool] = {"placeholder": False, **attributes}
    if field.errors:
        shown |= {"aria-invalid": "true", "aria-describedby": f"{field.auto_id}-error"}
    return mark_safe(str(field.as_widget(attrs=shown)))  # noqa: S308 - Django's own, escaped


@register.filter
def svg(text: str) -> SafeString:
    """A drawing made by us, without the line that says it is XML."""
    return mark_safe(text[text.index("<svg") :])  # noqa: S308 - drawn from the account's own secret, no text in it


@register.simple_tag
def demonstration() -> bool:
    """Whether this is a demonstration, whose pages tell how to get in."""
    return bool(settings.DEMO)
