"""A paper as it will be read, before it is set: the one source of its DOCX and its PDF."""

import hashlib
from dataclasses import dataclass
from datetime import date

from answerable.core.enforce.papers.filling import Line, filled
from answerable.core.enforce.papers.kinds import KINDS, Close
from answerable.core.enforce.papers.values import Paper, PaperTable, Seal
from answerable.core.enforce.papers.wording import PartKind, Wording
from answerable.core.ledger.canonical import Plain, canonical
from answerable.render.official.clean import clean
from answerable.render.words import label, term

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ACROSS = {"zh": 74, "en": 95}
"""How many halves of a Chinese character, or Latin letters, fit across a table."""
_EDGES = 5
"""What the edges of a cell take, in the same measure."""


@dataclass(frozen=True)
class Text:
    """A paragraph, or a heading."""

    text: str
    heading: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: a head (none for a form), rows, and the widths of its columns in proportion to each other."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]

    @property
    def is_form(self) -> bool:
        return not self.head


@dataclass(frozen=True)
class Slot:
    """A place to sign or seal: whose it is, and what is written under it."""

    who: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that stands on a paper, in the order in which it is read; every text is fit to be set."""

    lang: str
    letterhead: bool
    issuer: str
    number: str
    on: str
    day: date
    title: str
    addressee: str
    blocks: tuple[Text | Grid, ...]
    attachments: tuple[str, ...]
    close: Close
    slots: tuple[Slot, ...]
    seal: Seal
    cc: str
    printed: str

    @property
    def sealed(self) -> bool:
        """Whether it has a place for a seal."""
        return self.close in (Close.ISSUER, Close.PARTIES)

    @property
    def hash(self) -> str:
        """SHA-256 of the content that is to be sealed: of all that stands on the paper, in canonical JSON."""
        return hashlib.sha256(canonical(plain(self))).hexdigest()


def sheet_of(paper: Paper, wording: Wording, lang: str) -> Sheet:
    """The paper in `zh` or `en`. Raises PaperFaultsError with everything in which it falls short of its kind."""
    rule = KINDS[paper.kind]
    said = {
        "number": paper.number.strip(),
        "issuer": paper.issuer.in_(lang).strip(),
        "addressee": paper.addressee.in_(lang).strip(),
        "issued_on": day_in_words(paper.issued_on, lang),
    }
    title, lines = filled(paper, wording, given=said)
    return Sheet(
        lang=lang,
        letterhead=rule.letterhead,
        issuer=clean(said["issuer"]),
        number=clean(said["number"]),
        on=said["issued_on"],
        day=paper.issued_on,
        title=clean(title),
        addressee=clean(said["addressee"]) if rule.letterhead else "",
        blocks=_blocks(lines, lang),
        attachments=tuple(
            clean(line.strip()) for line in paper.field("attachments").split("\n") if line.strip()
        ),
        close=rule.close,
        slots=tuple(_slots(rule.close, rule.hands, said, lang)),
        seal=paper.seal,
        cc=clean(" ".join(paper.field("cc").split())),
        printed=_printed(paper, lang),
    )


def content_hash(paper: Paper, wording: Wording, lang: str) -> str:
    """SHA-256, in hexadecimal, of the content to be sealed; DOCX and PDF of a paper have the same."""
    return sheet_of(paper, wording, lang).hash


def plain(sheet: Sheet) -> dict[str, Plain]:
    """The sheet in plain values."""
    return {
        "lang": sheet.lang,
        "letterhead": sheet.letterhead,
        "issuer": sheet.issuer,
        "number": sheet.number,
        "on": sheet.on,
        "title": sheet.title,
        "addressee": sheet.addressee,
        "blocks": [_plain_block(block) for block in sheet.blocks],
        "attachments": list(sheet.attachments),
        "close": sheet.close.value,
        "slots": [{"who": slot.who, "under": list(slot.under)} for slot in sheet.slots],
        "seal": sheet.seal.value,
        "cc": sheet.cc,
        "printed": sheet.printed,
    }


def day_in_words(day: date, lang: str) -> str:
    """`2026年3月5日`, `5 March 2026`: in digits, without zeros before them (GB/T 9704-2012, 7.3.5.4)."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def units(text: str) -> int:
    """How wide a text is, in halves of a Chinese character."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def _plain_block(block: Text | Grid) -> dict[str, Plain]:
    if isinstance(block, Text):
        return {"kind": "heading" if block.heading else "text", "text": block.text}
    rows = [list(row) for row in block.rows]
    kind = "form" if block.is_form else "table"
    return {"kind": kind, "head": list(block.head), "rows": rows, "widths": list(block.widths)}


def _blocks(lines: tuple[Line, ...], lang: str) -> tuple[Text | Grid, ...]:
    """Rows of a form that follow each other with as many cells make one form; a narrower one fills its last cell."""
    blocks: list[Text | Grid] = []
    rows: list[tuple[str, ...]] = []
    for line in lines:
        if line.kind is PartKind.ROW:
            rows.append(tuple(clean(text) for text in line.texts))
            continue
        if rows:
            blocks.append(_form(rows, lang))
            rows = []
        if line.table is not None:
            blocks.append(_grid(line.table, across=_ACROSS[lang]))
        else:
            blocks.append(Text(clean(line.texts[0]), line.kind is PartKind.HEADING))
    return (*blocks, _form(rows, lang)) if rows else tuple(blocks)


def _form(rows: list[tuple[str, ...]], lang: str) -> Grid:
    most = max(len(row) for row in rows)
    four = (19, 33, 14, 34) if lang == "zh" else (25, 28, 17, 30)
    widths = {1: (100,), 2: (25, 75), 3: (25, 37, 38), 4: four}
    return Grid((), tuple(rows), widths.get(most) or tuple([100 // most] * most))


def _grid(table: PaperTable, *, across: int) -> Grid:
    head = tuple(clean(text) for text in table.columns)
    rows = tuple(tuple(clean(text) for text in row) for row in table.rows)
    wanted = [max(units(row[place]) for row in (head, *rows)) + _EDGES for place in range(len(head))]
    return Grid(head, rows, _widths(wanted, across))


def _widths(wanted: list[int], across: int) -> tuple[int, ...]:
    """Narrow columns get what they want; wide ones share the rest, the widest at most thrice as much as another."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    left, narrow = across, 0
    while narrow < len(order) and wanted[order[narrow]] * (len(order) - narrow) <= left:
        left -= wanted[order[narrow]]
        narrow += 1
    wide = order[narrow:] or order[-1:]
    left += 0 if narrow < len(order) else wanted[wide[0]]
    shares = {place: min(wanted[place], 3 * wanted[wide[0]]) for place in wide}
    whole = sum(shares.values())
    return tuple(
        max(1, left * shares[place] // whole) if place in shares else wanted[place]
        for place in range(len(wanted))
    )


def _slots(close: Close, hands: tuple[str, ...], said: dict[str, str], lang: str) -> list[Slot]:
    signed, dated = label("paper_sign_here", lang), label("paper_date_here", lang)
    match close:
        case Close.ISSUER:
            return [Slot(clean(said["issuer"]), (said["issued_on"],))]
        case Close.PARTIES:
            named = (("paper_party_a", said["issuer"]), ("paper_party_b", said["addressee"]))
            return [Slot(label(key, lang, name=clean(name)), (signed, dated)) for key, name in named]
        case Close.HANDS:
            return [Slot(term("paper_hand", hand, lang), (dated,)) for hand in hands]
        case Close.NOTHING:
            return []


def _printed(paper: Paper, lang: str) -> str:
    by, on = paper.field("printed_by"), paper.field("printed_on")
    return clean(label("paper_printed", lang, by=by, on=on)) if by and on else ""
