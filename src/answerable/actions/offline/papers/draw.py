"""Draw a paper from a file of fields, and lay out a blank one."""

import json
from dataclasses import dataclass
from pathlib import Path

from answerable.actions.offline.aside import file_aside, written_aside
from answerable.actions.offline.papers.wordings import check_wording, text_of
from answerable.core.enforce.papers.read import blank_paper, read_paper
from answerable.core.enforce.papers.shipped import shipped_wording
from answerable.core.enforce.papers.values import PaperKind
from answerable.core.ledger.canonical import Json
from answerable.core.terms.errors import InputError
from answerable.render.official import content_hash, paper_docx, paper_pdf
from answerable.sources.packed import Packed

MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class Drawn:
    """What was drawn: the files, and SHA-256 of the content to be sealed."""

    files: tuple[str, ...]
    content: str


def draw_paper(fields: Path, out: Path, *, wording: Path | None = None, layout: Path | None = None) -> Drawn:
    """Draw the paper as DOCX and PDF into a folder, both or neither; an earlier drawing there is replaced.

    Raises InputError where a file is missing or unreadable, PaperFaultsError with everything wrong in the fields, the
    wording or the layout, and OutputError where the folder is taken or cannot be written.
    """
    paper, lang = read_paper(_json(fields), file=fields.name)
    chosen = shipped_wording(paper.kind, lang) if wording is None else check_wording(wording, paper.kind)
    own = None if layout is None else _layout(layout)
    made = {
        f"{paper.kind.value}.{lang}.docx": paper_docx(paper, chosen, lang, layout=own),
        f"{paper.kind.value}.{lang}.pdf": paper_pdf(paper, chosen, lang),
    }
    with written_aside(out, replaces=_is_ours) as aside:
        for name, data in made.items():
            (aside / name).write_bytes(data)
    return Drawn(tuple(made), content_hash(paper, chosen, lang))


def write_blank(kind: PaperKind, out: Path, *, lang: str) -> None:
    """Write a file of fields with nothing in them. Raises OutputError where it is there already."""
    with file_aside(out) as aside:
        text = json.dumps(blank_paper(kind, lang), ensure_ascii=False, indent=2)
        aside.write_text(text + "\n", encoding="utf-8", newline="")


def _is_ours(folder: Path) -> bool:
    """Whether a folder holds an earlier drawing and nothing else."""
    ours = {
        f"{kind.value}.{lang}.{form}"
        for kind in PaperKind
        for lang in ("zh", "en")
        for form in ("docx", "pdf")
    }
    return folder.is_dir() and {path.name for path in folder.iterdir()} <= ours


def _json(file: Path) -> Json:
    if file.is_file() and file.stat().st_size > MOST_BYTES:
        raise InputError("paper_file_too_large", path=str(file), most=MOST_BYTES)
    try:
        value: Json = json.loads(text_of(file))
    except (ValueError, RecursionError) as error:
        raise InputError("paper_not_json", path=str(file)) from error
    return value


def _layout(file: Path) -> bytes:
    """The bytes of a layout, once its size and that of its members were seen to be sane."""
    if not file.is_file():
        raise InputError("source_missing", path=str(file))
    if file.stat().st_size > MOST_BYTES:
        raise InputError("paper_file_too_large", path=str(file), most=MOST_BYTES)
    data = file.read_bytes()
    packed = Packed(data, name=file.name)
    for member in sorted(packed.names):
        for _ in packed.stream(member):
            pass
    return data
