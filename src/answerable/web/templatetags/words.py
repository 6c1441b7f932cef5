"""Words in templates: `{% label "key" %}`, `{% word "group" code %}`, `{% name thing %}`. No template holds a text."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from answerable.actions.office.pages.cases.names import with_names
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message, Param
from answerable.render import words
from answerable.render.names import either, name_of
from answerable.render.words.catalogue import terms
from answerable.web.actor import ZONE, day_of
from answerable.web.desk.export import money as amount
from answerable.web.language import CODES, current

register = template.Library()
_HTML = {"zh": "zh-Hans", "en": "en"}
_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")


class Told(str):
    """A text of the reader's language in which something may be quoted in Chinese: on a page it is marked as such.

    Filled into another text, it is that text's alone.
    """

    __slots__ = ()
    noted = False

    def __html__(self) -> str:
        """The text for a page; on an English one with what is Chinese marked, to be read out and set as such."""
        escaped = str(escape(str(self)))
        if current() != "en" or not _CHINESE.search(escaped):
            return escaped
        marked = _CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', escaped)
        note = f' <span class="note">{words.label("web_in_original", "en")}</span>' if self.noted else ""
        return str(mark_safe(marked + note))  # noqa: S308 - escaped above


class Quoted(Told):
    """The same, and where something is quoted a note says so."""

    __slots__ = ()
    noted = True


@register.simple_tag
def label(key: str, **params: Param) -> str:
    """A title, heading or note."""
    return Told(words.label(key, current(), **params))


@register.simple_tag
def quoted(text: str, text_en: str | None = None) -> str:
    """What somebody wrote, in the reader's language if it is stated there, else in the original."""
    return Quoted(either(text, text_en, current()))


@register.filter
def bare(text: str) -> str:
    """The text without marks, for where no mark may stand."""
    return str(text)


@register.filter
def figure(value: Fraction | int) -> str:
    """A number as the report writes it."""
    return quantise(Fraction(value))


@register.simple_tag
def word(group: str, code: str) -> str:
    """The word of a closed group."""
    return words.term(group, code, current())


@register.simple_tag
def said(message: Message) -> str:
    """A message as a sentence."""
    return Quoted(words.say(with_names(message), current()))


@register.simple_tag
def name(thing: Any) -> str:
    """The name of something of the register."""
    return Told(name_of(thing, current()))


@register.simple_tag
def either_of(text: str, text_en: str | None) -> str:
    """One of two wordings of the same thing."""
    return Told(either(text, text_en, current()))


@register.filter
def mine(texts: Mapping[str, str]) -> str:
    """The wording in the reader's language."""
    return Quoted(texts[current()])


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
    return amount((minor, currency), current()) or "—"


@register.simple_tag
def control(field: BoundField, hint: str = "") -> SafeString:
    """The control of a form field, tied to its hint and its errors, without a placeholder: its label says it all."""
    checkbox = isinstance(field.field.widget, CheckboxInput)
    look = "govuk-checkboxes__input" if checkbox else "govuk-input govuk-input--width-20"
    shown: dict[str, str | bool] = {"placeholder": False, "class": look}
    described = [f"{field.auto_id}-hint"] if hint else []
    if field.errors:
        shown |= {"aria-invalid": "true", "class": f"{look} govuk-input--error"}
        described.append(f"{field.auto_id}-error")
    if described:
        shown["aria-describedby"] = " ".join(described)
    return mark_safe(str(field.as_widget(attrs=shown)))  # noqa: S308 - Django's own, escaped


@register.filter
def svg(text: str) -> SafeString:
    """A drawing made by us, without the line that says it is XML."""
    return mark_safe(text[text.index("<svg") :])  # noqa: S308 - drawn from the account's own secret, no text in it


@register.simple_tag
def demonstration() -> bool:
    """Whether this is a demonstration, whose pages tell how to get in."""
    return bool(settings.DEMO)


@register.simple_tag(takes_context=True)
def put_back(context: template.Context) -> date | None:
    """The day to which the clock of this demonstration is put back; None where it is not."""
    if not settings.DEMO_SHIFT:
        return None
    visit = context.get("visit")
    return day_of(timezone.now(), ZoneInfo(ZONE)) if visit is None else visit.on


@register.simple_tag
def word_or_code(group: str, code: str) -> str:
    """The word of a group that may lack one, because what is on record may be older than the words."""
    return words.term(group, code, current()) if code in terms().get(group, {}) else code
