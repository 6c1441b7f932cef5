"""Papers as PDF, set by Typst.

What people wrote goes in as JSON and comes out as text: no character of it is ever read as markup, and the template
neither reads files nor fetches packages. The document is PDF/A-2b, for the archive, unless a character is in no font.
"""

import json
import re
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files

import typst

from answerable.core.enforce.papers.values import Paper
from answerable.core.enforce.papers.wording import Wording
from answerable.core.terms.errors import OutputError
from answerable.render.official.fonts import families
from answerable.render.official.sheet import Sheet, plain, sheet_of
from answerable.render.words import label

_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_LABELS = ("attachments", "seal_here", "seal_electronic", "seal_hash", "handling")


def paper_pdf(paper: Paper, wording: Wording, lang: str) -> bytes:
    """The paper as PDF. The same values and the same fonts give the same bytes.

    Raises PaperFaultsError as `sheet_of` does, and OutputError (`paper_no_font`) where Chinese cannot be drawn here.
    """
    return sheet_pdf(sheet_of(paper, wording, lang))


def sheet_pdf(sheet: Sheet) -> bytes:
    """A sheet as PDF."""
    found = families(_fonts().families())
    if found.chinese is None and _CHINESE.search(str(plain(sheet))):
        raise OutputError("paper_no_font")
    data = {
        **plain(sheet),
        "labels": {name: label(f"paper_{name}", sheet.lang) for name in _LABELS}
        | {
            "number": label("paper_number_line", sheet.lang, number=sheet.number),
            "reference": label("paper_reference", sheet.lang, number=sheet.number),
            "copies": label("paper_copies", sheet.lang, to=sheet.cc),
            "for": label("paper_for", sheet.lang, name=sheet.issuer),
        },
        "fonts": {"text": found.text, "title": found.title, "heading": found.heading},
        "day": [sheet.day.year, sheet.day.month, sheet.day.day],
        "hash": sheet.hash,
    }
    at = datetime.combine(sheet.day, time(), UTC)
    words = json.dumps(data)
    try:
        return _compiled(words, at, archive=True)
    except typst.TypstError:
        # The archival form refuses what no font has a glyph for, such as a rare sign in a name.
        return _compiled(words, at, archive=False)


def _compiled(words: str, at: datetime, *, archive: bool) -> bytes:
    return typst.compile(
        _template(),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"paper": words},
        timestamp=at,
        pdf_standards="a-2b" if archive else None,
    )


@cache
def _template() -> bytes:
    return (files(__package__) / "paper.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """The fonts of this machine, looked for once."""
    return typst.Fonts()
