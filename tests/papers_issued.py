"""What tests of papers look at: the papers of a case that was walked as `tests.cases` walks it."""

from answerable.actions.office.papers.stored import sheet_in
from answerable.records.models import Paper
from tests.cases import Walk


def issued(walk: Walk) -> list[str]:
    """The kinds of papers of a case, in the order in which they were issued."""
    rows = Paper.objects.filter(case=walk.case).order_by("step", "kind")
    return list(rows.values_list("kind", flat=True))


def paper_of(walk: Walk, kind: str) -> Paper:
    """The latest paper of a kind in the case."""
    return Paper.objects.filter(case=walk.case, kind=kind).latest("step")


def said(row: Paper, lang: str) -> str:
    """All that stands on a paper, one text a line."""
    sheet = sheet_in(row, lang)
    texts = [sheet.title, sheet.issuer, sheet.addressee, sheet.number, sheet.on]
    for block in sheet.blocks:
        rows = getattr(block, "rows", None)
        texts += [getattr(block, "text", "")] if rows is None else [cell for each in rows for cell in each]
    return "\n".join(texts)
