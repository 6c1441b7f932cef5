"""Wordings and layouts as files: hand out what is shipped, look at what somebody edited."""

from pathlib import Path

from answerable.actions.offline.aside import file_aside
from answerable.core.enforce.papers.shipped import shipped_text
from answerable.core.enforce.papers.values import PaperKind
from answerable.core.enforce.papers.wording import Wording, parse_wording
from answerable.core.terms.errors import InputError
from answerable.render.official.layout import own_layout
from answerable.render.official.zipped import zipped_again


def write_wording(kind: PaperKind, out: Path, *, lang: str) -> None:
    """Write the shipped wording into a new file. Raises OutputError where it is there already or cannot be written."""
    with file_aside(out) as aside:
        aside.write_text(shipped_text(kind, lang), encoding="utf-8", newline="")


def write_layout(out: Path, *, lang: str) -> None:
    """Write the shipped layout into a new DOCX file. Raises OutputError as `write_wording` does."""
    with file_aside(out) as aside:
        aside.write_bytes(zipped_again(own_layout(lang)))


def check_wording(file: Path, kind: PaperKind) -> Wording:
    """The wording in a file. Raises InputError (`paper_not_utf8`), and PaperFaultsError with all faults."""
    return parse_wording(text_of(file), kind, file=file.name)


def text_of(file: Path) -> str:
    """The text of a file in UTF-8. Raises InputError (`source_missing`, `paper_not_utf8`)."""
    if not file.is_file():
        raise InputError("source_missing", path=str(file))
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("paper_not_utf8", path=str(file)) from error
