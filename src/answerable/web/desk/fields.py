"""What a form asks for: one declaration gives the control on the page, the check, and the schema of the API."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from answerable.core.tables.declare import Both, Column
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.rows import misfit, out_of_range
from answerable.core.tables.types import TEXT, Kind, Type
from answerable.core.terms.message import Message
from answerable.render import words
from answerable.render.words.catalogue import CHOICE_GROUPS

if TYPE_CHECKING:
    from answerable.web.actor import Visit

Cells = Mapping[str, str]
_PLACES = 2
_MOST_DIGITS = 15
_LONGEST_LINE = 200
"""Characters of a text of one line, such as a name: longer ones are told in fields of several lines."""
_AMOUNT = re.compile(r"(?P<whole>[0-9]+|[0-9]{1,3}(?:[,，][0-9]{3})+)(?:\.(?P<part>[0-9]{1,2}))?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no keyboard writes and no database keeps; tabs and line ends may stand."""


@dataclass(frozen=True)
class Choice:
    """One answer to choose: what is stored, and what people read."""

    value: str
    said: Both


Choices = Callable[["Visit", str], Iterable[Choice]]
"""The answers open to a visit, for the object of this key."""


@dataclass(frozen=True)
class Field:
    """One thing that is asked for. The column says its name, title, help, and what may be written there."""

    column: Column
    long: bool = False
    """Several lines."""
    many: bool = False
    """Any number of the choices; written with commas between."""
    file: bool = False
    """An evidence file; what is kept is its hash."""
    most_mb: int | None = None
    """Megabytes that the file may have, where that is not the limit of evidence."""
    kinds: tuple[str, ...] | None = None
    """Media types of the file, where not every kind of evidence will do."""
    money: bool = False
    """An amount: people write whole units with at most two decimals, minor units are kept."""
    hidden: bool = False
    """Carried along by the form, and never written by its reader, such as the version that was shown."""
    group: str | None = None
    """The group of words that names the choices of the type."""
    choices: Choices | None = None
    """Answers that depend on what there is."""
    example: str = ""
    """As the description of the API shows it."""
    section: Both | None = None
    """The heading above it, where it begins a group of fields."""

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def type(self) -> Type:
        return self.column.type

    @property
    def _is_line(self) -> bool:
        return self.type.kind is Kind.TEXT and not (self.long or self.many or self.file or self.choices)

    def answers(self, visit: "Visit", key: str) -> tuple[Choice, ...]:
        """What there is to choose from; nothing where the answer is written freely."""
        if self.choices is not None:
            return tuple(self.choices(visit, key))
        if self.type.kind is Kind.YES_NO:
            return worded("yes_no", ("yes", "no"))
        return () if self.group is None else worded(self.group, self.type.choices)

    def kept(self, typed: str) -> str:
        """What is kept of a text that was typed: of an amount its minor units, of anything else what it is."""
        found = _AMOUNT.fullmatch(typed) if self.money else None
        if found is None:
            return typed
        whole = re.sub("[,，]", "", found["whole"]) + (found["part"] or "").ljust(_PLACES, "0")
        return whole.lstrip("0") or "0"

    def shown(self, text: str) -> str:
        """What the form shows of a kept text; a text that is no amount as it was typed."""
        if not self.money or not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
            return text
        whole, part = divmod(int(text), 10**_PLACES)
        return f"{whole}.{part:0{_PLACES}}"

    def fault(self, text: str) -> Message | None:
        """What is wrong with the text, looked at by itself: a fault, as of a cell."""
        if not text:
            title = self.column.title
            missing = Message.of("field_empty", title=title.zh, title_en=title.en)
            return missing if self.column.required else None
        if _CONTROL.search(text):
            return Message.of("field_control")
        if self._is_line and len(text) > _LONGEST_LINE:
            return Message.of("field_long", length=len(text), most=_LONGEST_LINE)
        parts = [part.strip() for part in text.split(",")] if self.many else [text]
        for part in parts:
            if not self.type.matches(part):
                return Message.of("field_money", value=part[:40]) if self.money else misfit(self.column, part)
            if not self.type.within(self.type.parse(part)):
                return out_of_range(self.column, part)
        return None


def of(
    table: str, column: str, *, required: bool | None = None, name: str | None = None, **more: Any
) -> Field:
    """The field for a column of a declared table: its title, help, type and words."""
    declared = BY_NAME[table].by_name[column]
    changed = replace(
        declared,
        name=declared.name if name is None else name,
        required=declared.required if required is None else required,
    )
    if more.get("file"):
        # People bring a file; that its hash is what is kept is no matter of theirs.
        changed = replace(changed, title=labelled("web_field_file"), help=labelled("web_field_file_hint"))
    more.setdefault("group", CHOICE_GROUPS.get((table, column)))
    return Field(changed, **more)


def asked(
    name: str, label: str, type: Type = TEXT, *, hint: str | None = None, required: bool = True, **more: Any
) -> Field:
    """A field of no table, with the words of two labels."""
    help = Both("", "") if hint is None else labelled(hint)
    return Field(Column(name, type, labelled(label), help, required=required), **more)


def amount(table: str, column: str, **more: Any) -> Field:
    """The field for an amount of a table, asked for in whole units."""
    found = of(table, column, money=True, **more)
    titled = replace(found.column, title=labelled("web_field_amount"), help=labelled("web_field_amount_hint"))
    return replace(found, column=titled)


def labelled(key: str) -> Both:
    """A label in both languages."""
    return Both(words.label(key, "zh"), words.label(key, "en"))


def worded(group: str, codes: Iterable[str]) -> tuple[Choice, ...]:
    """Codes of a closed group as answers."""
    return tuple(
        Choice(code, Both(words.term(group, code, "zh"), words.term(group, code, "en"))) for code in codes
    )
