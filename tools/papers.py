"""Pictures of every paper in both languages, to look at.

    python -m tools.papers [--only KIND …] [--to DIR] [--docx]

Each lies at DIR/KIND.LANGUAGE-PAGE.png, with its PDF and DOCX beside it; KIND.electronic.* have the slot of an
electronic seal. Needs `pdftoppm` (Debian: poppler-utils); `--docx` draws the DOCX too, by `soffice`.
"""

import argparse
import subprocess
from collections.abc import Iterator
from pathlib import Path

from answerable.core.enforce.papers.shipped import shipped_wording
from answerable.core.enforce.papers.values import Paper, PaperKind, Seal
from answerable.render.official import paper_docx, paper_pdf
from tests.papers import paper

LANGUAGES = ("zh", "en")
DPI = "70"


def main() -> None:
    """Draw the papers and take their pictures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", nargs="*", metavar="KIND", help="these kinds alone")
    options.add_argument("--to", type=Path, default=Path("build/papers"), metavar="DIR")
    options.add_argument("--docx", action="store_true", help="pictures of the DOCX too")
    asked = options.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    for name, each, lang in drawn(asked.only):
        wording = shipped_wording(each.kind, lang)
        pdf, docx = asked.to / f"{name}.pdf", asked.to / f"{name}.docx"
        pdf.write_bytes(paper_pdf(each, wording, lang))
        docx.write_bytes(paper_docx(each, wording, lang))
        pictures(pdf)
        if asked.docx:
            pictures(_by_office(docx))
        print(name)


def drawn(only: list[str] | None) -> Iterator[tuple[str, Paper, str]]:
    """Name, paper and language of everything to draw."""
    for kind in PaperKind:
        if only and kind.value not in only:
            continue
        for lang in LANGUAGES:
            yield f"{kind.value}.{lang}", paper(kind, lang), lang
            if kind in (PaperKind.ENDING, PaperKind.AGREEMENT):
                yield f"{kind.value}.electronic.{lang}", paper(kind, lang, seal=Seal.ELECTRONIC), lang


def pictures(pdf: Path) -> None:
    """One PNG for each page."""
    subprocess.run(["pdftoppm", "-r", DPI, "-png", pdf, pdf.with_suffix("")], check=True)


def _by_office(docx: Path) -> Path:
    folder = docx.parent / "office"
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(docx)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / docx.with_suffix(".pdf").name


if __name__ == "__main__":
    main()
