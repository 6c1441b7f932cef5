"""The local rules of a rulebook as a document that an authority can adopt and print."""

from pathlib import Path

from answerable.actions.offline.aside import file_aside
from answerable.core.rulebook.paper import load_paper, shipped_papers
from answerable.core.rulebook.shipped import load_boundary
from answerable.core.terms.errors import InputError
from answerable.render.paper import paper_html


def write_paper(rulebook: str, out: Path, *, lang: str) -> None:
    """Write the document as a page, whole or not at all; an earlier one is replaced.

    Raises InputError where the rulebook comes without a document, OutputError where the page cannot be written.
    """
    if rulebook not in shipped_papers():
        raise InputError("no_paper", rulebook=rulebook, known=shipped_papers())
    if out.suffix != ".html":
        raise InputError("paper_form", path=str(out))
    page = paper_html(load_paper(rulebook), load_boundary(rulebook), lang)
    with file_aside(out, replaces=True) as aside:
        aside.write_text(page, encoding="utf-8", newline="")
