"""What the forms of a case ask for, and the objects that they offer to choose from."""

from collections.abc import Iterable
from dataclasses import replace

from answerable.actions.office.pages.cases import offers
from answerable.core.tables.declare import Both
from answerable.core.tables.types import COUNT, DATE, HASH, IDENT, TEXT, Kind, Type, between, choice
from answerable.sources.media import SCANS
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Doing
from answerable.web.desk.fields import Choice, Field, asked, worded
from answerable.web.desk.offers import offered

FILES = 3
"""Evidence files of one form."""
_DAYS = between(Kind.INTEGER, 1, 250)


def text(
    label: str, *, name: str = "", long: bool = True, required: bool = True, example: str = "§ 7.2"
) -> Field:
    """A text; its name is what follows the beginning of its label."""
    return asked(
        name or label.removeprefix(PREFIX),
        label,
        TEXT,
        hint=f"{label}_hint",
        long=long,
        required=required,
        example=example,
    )


def of_group(
    label: str, group: str, codes: Iterable[str], *, required: bool = True, many: bool = False
) -> Field:
    """One of the words of a closed group, or several of them."""
    known = tuple(codes)
    return asked(
        label.removeprefix(PREFIX),
        label,
        choice(*known),
        hint=f"{label}_hint",
        required=required,
        many=many,
        group=group,
        example=known[0],
    )


def day(label: str, *, example: str = "2026-07-01") -> Field:
    """A day."""
    return asked(label.removeprefix(PREFIX), label, DATE, hint=f"{label}_hint", example=example)


PREFIX = "web_field_case_"
"""Before the name of a field in its label."""
REASON = text("web_field_case_reason")
NUMBER = text("web_field_case_number", long=False, example="No. 1")
MINUTES = text("web_field_case_minutes", long=False, required=False, example="No. 1")
"""Where a meeting decided."""
WORKDAYS = asked(
    "workdays", "web_field_case_workdays", _DAYS, hint="web_field_case_workdays_hint", example="10"
)
VERSION = asked("version", "web_field_case_version", COUNT, required=False, hidden=True, example="3")
"""How many steps the case had when the form was opened."""


def file(name: str, label: str, *, required: bool = False) -> Field:
    """A scan or a photograph; its hash is what is kept."""
    return asked(name, label, HASH, hint=f"{label}_hint", required=required, file=True, kinds=SCANS)


def titled(field: Field, zh: str, en: str) -> Field:
    """The field under another title."""
    return replace(field, column=replace(field.column, title=Both(zh, en)))


def _numbered(number: int) -> Field:
    """One of several files."""
    first = file("evidence", "web_field_case_evidence")
    if number == 1:
        return first
    title = first.column.title
    named = replace(first.column, name=f"evidence_{number}")
    return titled(replace(first, column=named), f"{title.zh}（{number}）", f"{title.en} {number}")


EVIDENCE = tuple(_numbered(number) for number in range(1, FILES + 1))


def evidence(doing: Doing) -> tuple[str, ...]:
    """The files that were brought with the form."""
    return tuple(dict.fromkeys(doing[each.name] for each in EVIDENCE if doing[each.name]))


def lines(text: str) -> tuple[str, ...]:
    """A text line by line, without empty ones."""
    return tuple(dict.fromkeys(each.strip() for each in text.split("\n") if each.strip()))


def listed(text: str) -> tuple[str, ...]:
    """Codes with commas between."""
    return tuple(each.strip() for each in text.split(",") if each.strip())


def step(label: str, what: offers.Steps) -> Field:
    """Which step of the case it is about."""
    return asked(
        "step",
        label,
        COUNT,
        hint=f"{label}_hint",
        choices=offered(lambda visit, key: offers.steps(key, what, on=visit.on)),
        example="3",
    )


def findings(label: str, what: offers.Findings, *, required: bool = True) -> Field:
    """Any of some findings."""
    return asked(
        label.removeprefix(PREFIX),
        label,
        IDENT,
        hint=f"{label}_hint",
        required=required,
        many=True,
        choices=offered(lambda visit, key: what(key, on=visit.on)),
    )


def offered_codes(label: str, group: str, codes: offers.Codes, type: Type = IDENT) -> Field:
    """One of codes that depend on the case."""

    def choices(visit: Visit, key: str) -> tuple[Choice, ...]:
        return worded(group, codes(key, on=visit.on))

    return asked(label.removeprefix(PREFIX), label, type, hint=f"{label}_hint", choices=choices)
