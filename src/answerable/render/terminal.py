"""The result in a terminal: every contract on its own lines, aligned where Chinese takes two columns a character."""

import unicodedata
from collections.abc import Iterator, Sequence

from answerable.core.enforce.results import ContractResult, DistrictResult, Standing
from answerable.render.names import district_name, name_of, owed, vacant
from answerable.render.words import label, say, term

_COLUMNS = 110
"""Columns of the whole table."""
_WIDEST = (16, 24, 20, 18)
"""Columns that contract, name, standing and who answers may take at most; the first reason has the rest."""
_GAP = "  "
_CLOSING, _OPENING = ("Po", "Pe", "Pf"), ("Ps", "Pi")
"""Punctuation that begins no line, and that ends none."""
_LINES = 3
"""Lines a cell may take before it is cut."""


def summary(result: DistrictResult, lang: str) -> str:
    """The district in one table: id, name, standing, who answers, the first reason; counts after it."""
    heads = [label(key, lang) for key in ("contract", "name", "standing", "who_answers", "first_reason")]
    cells = [heads, *(_cells(contract, lang) for contract in result.contracts)]
    widths = _widths(cells)
    rule = _GAP.join("─" * columns for columns in widths)
    head, *rows = [_rows(row, widths) for row in cells]
    lines = [label("summary_title", lang, name=district_name(result, lang), on=result.on), "", *head, rule]
    lines += [line for row in rows for line in row]
    lines += [rule, *fold(_counts(result, lang), _COLUMNS), *fold(_owed(result, lang), _COLUMNS)]
    lines += fold(_together(result, lang), _COLUMNS) if result.portfolio.looked_at else []
    return "\n".join(line.rstrip() for line in lines) + "\n"


def width(text: str) -> int:
    """How many columns a terminal gives to the text: two for wide characters, none for combining ones."""
    return sum(_width(character) for character in text)


def fold(text: str, columns: int) -> list[str]:
    """The text in lines of at most `columns` columns, broken at spaces or between wide characters."""
    lines, line = [], ""
    for piece in _pieces(text, columns):
        if line and width((line + piece).rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()]


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pieces(text: str, columns: int) -> Iterator[str]:
    """The parts a line may be broken between; a part that fits no line is broken anywhere."""
    part = ""
    for character in text:
        if part and (_breaks(part[-1], character) or width(part + character.strip()) > columns):
            yield part
            part = ""
        part += character
    yield part


def _breaks(before: str, after: str) -> bool:
    """Whether a line may end between the two characters: after a space, or beside a wide character."""
    if " " in (before, after):
        return before == " " != after
    wide = 2 in (_width(before), _width(after))
    category = unicodedata.category
    return wide and category(before) not in _OPENING and category(after) not in _CLOSING


def _widths(cells: Sequence[Sequence[str]]) -> list[int]:
    """As wide as the widest cell needs, within bounds; the last column takes what is left."""
    widths = [min(widest, max(width(row[at]) for row in cells)) for at, widest in enumerate(_WIDEST)]
    return [*widths, _COLUMNS - sum(widths) - len(_GAP) * len(_WIDEST)]


def _rows(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    folded = [_cut(fold(cell, columns), columns) for cell, columns in zip(cells, widths, strict=True)]
    height = max(len(lines) for lines in folded)
    return [
        _GAP.join(
            _padded(lines[row] if row < len(lines) else "", columns)
            for lines, columns in zip(folded, widths, strict=True)
        )
        for row in range(height)
    ]


def _cut(lines: list[str], columns: int) -> list[str]:
    if len(lines) <= _LINES:
        return lines
    last = lines[_LINES - 1]
    while width(last) > columns - 1:
        last = last[:-1]
    return [*lines[: _LINES - 1], last + "…"]


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _cells(result: ContractResult, lang: str) -> list[str]:
    cells = [
        result.contract.id,
        name_of(result.contract, lang),
        term("standing", result.standing, lang),
        _who(result, lang),
        say(result.reasons[0].message, lang) if result.reasons else "",
    ]
    # Names come from files: no control character of theirs may reach a terminal.
    return ["".join(each if each.isprintable() else " " for each in cell) for cell in cells]


def _who(result: ContractResult, lang: str) -> str:
    answer = result.leader
    acting = name_of(answer.acting, lang) if answer.acting else None
    if answer.leader:
        return label("named", lang, leader=name_of(answer.leader, lang), acting=acting)
    default = name_of(answer.by_default, lang) if answer.by_default else None
    return label("vacant", lang, by_default=default, acting=acting)


def _counts(result: DistrictResult, lang: str) -> str:
    standings = [contract.standing for contract in result.contracts]
    parts = [
        label("standing_count", lang, standing=standing.value, n=standings.count(standing))
        for standing in Standing
        if standing in standings
    ]
    joint = "，" if lang == "zh" else ", "
    return label("contracts_counted", lang, n=len(standings)) + joint.join(parts)


def _together(result: DistrictResult, lang: str) -> str:
    """Whose ratings are below the standard, all looked at together."""
    found = result.portfolio
    key = "portfolio_named" if found.named else "portfolio_none"
    return label(key, lang, n=found.looked_at, named=found.named, alone=found.alone, delta=found.delta)


def _owed(result: DistrictResult, lang: str) -> str:
    duties = tuple(duty for contract in result.contracts for duty in contract.duties)
    vacancies = sum(vacant(contract, result.on) for contract in result.contracts)
    return label(
        "owed_counted",
        lang,
        body=owed(duties, "body").overdue,
        provider=owed(duties, "provider").overdue,
        vacancies=vacancies,
    )
