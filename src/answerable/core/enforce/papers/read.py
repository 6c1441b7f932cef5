"""A paper from plain JSON values, as somebody wrote them: all faults at once; and a blank one to fill in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from answerable.core.enforce.papers.fields import AROUND, FIELDS, GIVEN, TABLES
from answerable.core.enforce.papers.filling import paper_faults
from answerable.core.enforce.papers.kinds import KINDS
from answerable.core.enforce.papers.values import (
    Paper,
    PaperFault,
    PaperFaultsError,
    PaperKind,
    PaperTable,
    Seal,
)
from answerable.core.ledger.canonical import Json, Plain
from answerable.core.tables.declare import Both
from answerable.core.terms.message import Message

LANGS = ("zh", "en")
KEYS = ("kind", "lang", "number", "issued_on", "issuer", "addressee", "seal", "fields", "tables", "help")
"""What the object may hold; `help` explains the fields and is not read."""

_Word = TypeVar("_Word", bound=StrEnum)


@dataclass
class _Faults:
    """What is wrong so far."""

    found: list[PaperFault] = field(default_factory=list)

    def note(self, message: Message) -> None:
        self.found.append(PaperFault(None, message))


def read_paper(value: Json, *, file: str) -> tuple[Paper, str]:
    """The paper and the language it is worded in. Raises PaperFaultsError with everything that is wrong."""
    faults = _Faults()
    if not isinstance(value, dict):
        raise PaperFaultsError(file, (PaperFault(None, Message.of("paper_no_object")),))
    for key in sorted(value.keys() - set(KEYS)):
        faults.note(Message.of("paper_key_unknown", name=key, known=KEYS))
    kind = _word(value, "kind", PaperKind, faults)
    lang = _text(value, "lang", faults)
    if lang not in LANGS:
        faults.note(Message.of("paper_word_unknown", name="lang", word=lang, known=LANGS))
    seal = _word(value, "seal", Seal, faults, otherwise=Seal.PRINT)
    issued_on = _day(value, faults)
    paper = Paper(
        kind=kind or PaperKind.NOTICE,
        number=_text(value, "number", faults),
        issued_on=issued_on or date.min,
        issuer=_both(value, "issuer", faults),
        addressee=_both(value, "addressee", faults),
        fields=_fields(value, faults),
        tables=tuple(_tables(value, faults)),
        seal=seal or Seal.PRINT,
    )
    if kind is not None:
        for message in paper_faults(paper):
            faults.note(message)
    if faults.found:
        raise PaperFaultsError(file, tuple(faults.found))
    return paper, lang


def blank_paper(kind: PaperKind, lang: str) -> dict[str, Plain]:
    """A paper of the kind with nothing in it, and what belongs into each field, to be written as JSON."""
    rule = KINDS[kind]
    names = sorted(rule.required) + sorted(rule.optional) + sorted(AROUND)
    tables = sorted(rule.tables) + sorted(rule.optional_tables)
    told: dict[str, Plain] = {name: FIELDS[name].in_(lang) for name in names if name not in GIVEN}
    told |= {f"tables.{key}": TABLES[key].in_(lang) for key in tables}
    return {
        "kind": kind.value,
        "lang": lang,
        "number": "",
        "issued_on": "",
        "issuer": {"zh": "", "en": ""},
        "addressee": {"zh": "", "en": ""},
        "seal": Seal.PRINT.value,
        "fields": dict.fromkeys(names, ""),
        "tables": [{"key": key, "columns": [], "rows": []} for key in tables],
        "help": {"required": sorted(rule.required) + sorted(f"tables.{key}" for key in rule.tables), **told},
    }


def _text(value: Mapping[str, Json], key: str, faults: _Faults) -> str:
    text = value.get(key, "")
    if isinstance(text, str):
        return text
    faults.note(Message.of("paper_no_text", name=key))
    return ""


def _word(
    value: Mapping[str, Json],
    key: str,
    words: type[_Word],
    faults: _Faults,
    *,
    otherwise: _Word | None = None,
) -> _Word | None:
    text = value.get(key, otherwise)
    if text in tuple(words):
        return words(text)
    known = tuple(word.value for word in words)
    faults.note(Message.of("paper_word_unknown", name=key, word=_shown(text), known=known))
    return None


def _day(value: Mapping[str, Json], faults: _Faults) -> date | None:
    text = value.get("issued_on")
    try:
        day = date.fromisoformat(text if isinstance(text, str) else "")
    except ValueError:
        day = None
    if day is None or day.isoformat() != text or day.year < 1900:
        faults.note(Message.of("paper_no_day", name="issued_on", word=_shown(text)))
        return None
    return day


def _both(value: Mapping[str, Json], key: str, faults: _Faults) -> Both:
    """A name in both languages; where one is written, it stands for the other too."""
    names = value.get(key)
    if isinstance(names, str):
        return Both(names, names)
    if not isinstance(names, dict) or names.keys() - set(LANGS):
        faults.note(Message.of("paper_no_name", name=key))
        return Both("-", "-")
    zh, en = (_text(names, lang, faults) for lang in LANGS)
    return Both(zh or en, en or zh)


def _fields(value: Mapping[str, Json], faults: _Faults) -> dict[str, str]:
    fields = value.get("fields", {})
    if not isinstance(fields, dict):
        faults.note(Message.of("paper_no_fields"))
        return {}
    return {name: _text(fields, name, faults) for name in fields}


def _tables(value: Mapping[str, Json], faults: _Faults) -> Iterable[PaperTable]:
    tables = value.get("tables", [])
    if not isinstance(tables, list):
        faults.note(Message.of("paper_no_tables"))
        return
    for table in tables:
        made = _table(table)
        if made is None:
            faults.note(Message.of("paper_no_tables"))
        elif made.rows or made.columns:
            yield made


def _table(value: Json) -> PaperTable | None:
    if not isinstance(value, dict) or not isinstance(value.get("rows"), list):
        return None
    key, columns, rows = value.get("key"), _texts(value.get("columns")), value["rows"]
    cells = [_texts(row) for row in rows] if isinstance(rows, list) else [None]
    if not isinstance(key, str) or columns is None or any(row is None for row in cells):
        return None
    return PaperTable(key, columns, tuple(row for row in cells if row is not None))


def _texts(value: Json) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        return None
    return tuple(text for text in value if isinstance(text, str))


def _shown(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else type(value).__name__
