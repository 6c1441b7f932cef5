"""A form as it stands: what was typed, what there is to choose, what is wrong at each field and above them all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from answerable.actions.office.pages.cases.names import with_names
from answerable.core.scope.stated import StatedFactsError
from answerable.core.tables.fault import UnsoundError
from answerable.core.tables.types import Kind
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.render import words
from answerable.web.actor import Visit
from answerable.web.desk.fields import Cells, Choice, Field

MOST_RADIOS = 7
"""With more answers a list to open is easier than a row of buttons."""
MOVED = frozenset(
    {
        *("row_moved", "decision_moved", "batch_moved", "finding_moved", "seen_moved", "submission_moved"),
        "case_moved",
    }
)
"""Refusals that say somebody else was quicker."""
_TYPES = {Kind.DATE: "date", Kind.INTEGER: "text", Kind.DECIMAL: "text"}


@dataclass(frozen=True)
class Shown:
    """One field on the page."""

    field: Field
    text: str = ""
    choices: tuple[Choice, ...] = ()
    errors: tuple[str, ...] = ()
    seen: str | None = None
    """What it held when the form was opened, where that is shown."""
    now: str | None = None
    """What it holds now, where somebody else has changed it meanwhile."""

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def written(self) -> str:
        """The text as the form shows it."""
        return self.field.shown(self.text)

    @property
    def written_now(self) -> str | None:
        """What it holds now, as the form shows it."""
        return None if self.now is None else self.field.shown(self.now)

    @property
    def id(self) -> str:
        """The id of its control on the page; of a row of radio buttons, that of the first."""
        return f"f-{self.field.name}"

    @property
    def control(self) -> str:
        """How it is asked for: hidden, file, long, radios, checks, select, date, or text."""
        field = self.field
        if field.hidden or field.file:
            return "hidden" if field.hidden else "file"
        if self.choices or field.choices is not None:
            few = len(self.choices) <= MOST_RADIOS
            return "checks" if field.many else "radios" if few and self.choices else "select"
        return "long" if field.long else _TYPES.get(field.type.kind, "text")

    @property
    def numeric(self) -> bool:
        return self.field.type.kind in (Kind.INTEGER, Kind.DECIMAL)

    @property
    def picked(self) -> frozenset[str]:
        """The answers that are chosen."""
        parts = self.text.split(",") if self.field.many else [self.text]
        return frozenset(part.strip() for part in parts if part.strip())


@dataclass(frozen=True)
class Form:
    """A form with everything that is wrong with it."""

    fields: tuple[Shown, ...]
    refused: tuple[str, ...] = ()
    """Reasons that belong to no single field."""
    moved: bool = False
    """Somebody else was quicker; both versions are shown."""

    @property
    def wrong(self) -> bool:
        return bool(self.refused) or any(each.errors for each in self.fields)

    @property
    def has_file(self) -> bool:
        return any(each.field.file for each in self.fields)


def typed(sent: QueryDict, fields: Iterable[Field]) -> dict[str, str]:
    """What a form that was sent says, by field, as it would be kept. Line ends are those of our files."""
    found = {}
    for field in fields:
        parts = sent.getlist(field.name) if field.many else [sent.get(field.name, "")]
        text = ",".join(part.replace("\r\n", "\n").strip() for part in parts if part)
        found[field.name] = field.kept(text)
    return found


def seen_in(sent: QueryDict, fields: Iterable[Field]) -> dict[str, str]:
    """What the form showed as the present state, as it carries it along."""
    names = [field.name for field in fields if f"seen.{field.name}" in sent]
    return {name: sent.get(f"seen.{name}", "").replace("\r\n", "\n") for name in names}


def form_of(
    visit: Visit,
    key: str,
    fields: Iterable[Field],
    *,
    cells: Cells,
    seen: Cells | None = None,
) -> Form:
    """The form with these texts in it, and nothing wrong yet."""
    known = {} if seen is None else seen
    return Form(
        tuple(
            Shown(each, cells.get(each.name, ""), each.answers(visit, key), seen=known.get(each.name))
            for each in fields
        )
    )


def checked(form: Form, lang: str, *, faults: Mapping[str, Message] | None = None) -> Form:
    """The form with what is wrong with each text by itself; `faults` are known before, such as those of files."""
    known = {} if faults is None else faults
    return replace(form, fields=tuple(_checked(each, lang, known.get(each.name)) for each in form.fields))


def _checked(shown: Shown, lang: str, known: Message | None) -> Shown:
    message = known or _fault(shown)
    return shown if message is None else replace(shown, errors=(told(message, lang),))


def _fault(shown: Shown, *, offered: bool = True) -> Message | None:
    """What is wrong with the text by itself: its form, or that it is none of the answers.

    Where answers depend on what there is, and there are none, no text is one of them.
    """
    message = shown.field.fault(shown.text)
    closed = shown.choices or (offered and shown.field.choices is not None)
    if message is None and closed and not shown.picked <= {each.value for each in shown.choices}:
        message = Message.of("field_not_offered", value=shown.text[:40])
    return message


def faults_of(
    fields: Iterable[Field], cells: Cells, *, visit: Visit | None, key: str
) -> Iterator[tuple[str, Message]]:
    """What is wrong with each text by itself, by the name of its field. Without a visit no answers are offered."""
    for field in fields:
        choices = () if visit is None else field.answers(visit, key)
        message = _fault(Shown(field, cells.get(field.name, ""), choices), offered=visit is not None)
        if message is not None:
            yield field.name, message


def refused(form: Form, error: InputError, lang: str, *, now: Cells | None = None) -> Form:
    """The form with what the action said: faults at their fields, every other reason above them."""
    faults: dict[str, list[str]] = {}
    above: list[str] = []
    names = {each.name for each in form.fields}
    for column, message in reasons(error):
        if column in names and column is not None:
            faults.setdefault(column, []).append(told(message, lang))
        else:
            above.append(told(message, lang))
    moved = error.message.code in MOVED
    fields = tuple(
        replace(
            each,
            errors=(*each.errors, *faults.get(each.name, ())),
            now=now[each.name] if moved and now is not None and each.name in now else None,
        )
        for each in form.fields
    )
    return Form(fields, refused=tuple(dict.fromkeys(above)), moved=moved)


def reasons(error: InputError) -> tuple[tuple[str | None, Message], ...]:
    """Everything that an action refuses for, each with the column that it is about, if it is about one."""
    if isinstance(error, UnsoundError):
        return tuple((fault.column, fault.message) for fault in error.faults)
    if isinstance(error, StatedFactsError):
        return tuple((name, fault) for fault in error.faults for name in facts_in(fault) or (None,))
    messages: tuple[Message, ...] = getattr(error, "messages", ())
    return tuple((_about(each), each) for each in messages or (error.message,))


def facts_in(fault: Message) -> tuple[str, ...]:
    """The facts that something said of stated facts is about."""
    fact, several = fault.params.get("fact"), fault.params.get("named")
    if isinstance(several, tuple):
        return several
    return (fact,) if isinstance(fact, str) else ()


def _about(message: Message) -> str | None:
    """The field that a refusal names: `column`, or the `name` of a cell of a decision."""
    for param in ("column", "field", "name"):
        value = message.params.get(param)
        if isinstance(value, str):
            return value
    return None


def told(message: Message, lang: str) -> str:
    """A refusal in words: of a fault, what is wrong and what would be right, and in which line of a text."""
    try:
        return words.say(with_names(message), lang)
    except words.UnknownWordError:
        wrong, right = words.say_fault(message.code, message.params, lang)
        line = message.params.get("at_line")
        where = words.label("web_at_line", lang, line=line) if line else ""
        return f"{where}{wrong}{'' if lang == 'zh' else ' '}{right}"


def present(cells: Mapping[str, object]) -> dict[str, str]:
    """Values of a row as the texts of a form."""
    return {name: "" if value is None else str(value) for name, value in cells.items()}
