"""Plain text as a paper: every line that is not blank is a paragraph, and nothing is known of its looks."""

from answerable.core.terms.errors import InputError
from answerable.core.watch.papers.values import Paper, Paragraph
from answerable.sources.decoded import decoded

MAX_LINES = 200_000


def read(data: bytes, *, id: str, name: str) -> Paper:
    """The paper. Raises InputError: `not_text`, `paper_empty`, `paper_too_long`."""
    lines = [line.strip() for line in decoded(data, name=name).splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        raise InputError("paper_empty", name=name)
    if len(lines) > MAX_LINES:
        raise InputError("paper_too_long", name=name, limit=MAX_LINES)
    return Paper(id, name, "txt", tuple(Paragraph(line) for line in lines))
