"""A paper with the names of its fields in place of what it says: to look at a wording before it is used."""

from datetime import date

from answerable.core.enforce.papers.fields import AROUND, FIELDS, TABLES
from answerable.core.enforce.papers.kinds import KINDS
from answerable.core.enforce.papers.values import Paper, PaperKind, PaperTable
from answerable.core.tables.declare import Both

_BRACKETS = {"zh": "〔{}〕", "en": "[{}]"}
_ROWS = 2


def sample_paper(kind: PaperKind, lang: str, *, issuer: Both, on: date) -> Paper:
    """A paper of the kind with every field and table it may have, each saying what belongs there."""
    rule = KINDS[kind]
    names = sorted((rule.required | rule.optional) - AROUND)
    bracket = _BRACKETS[lang].format
    return Paper(
        kind=kind,
        number=bracket(FIELDS["number"].in_(lang)),
        issued_on=on,
        issuer=issuer,
        addressee=Both("〔受文单位〕", "[addressee]"),
        fields={name: bracket(FIELDS[name].in_(lang)) for name in names},
        tables=tuple(_table(key, bracket(TABLES[key].in_(lang))) for key in sorted(rule.all_tables)),
    )


def _table(key: str, text: str) -> PaperTable:
    return PaperTable(key, (text, text), ((text, text),) * _ROWS)
