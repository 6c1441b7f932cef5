"""Take a step: what `keeping` stores, and the papers that it issues, in one transaction."""

from django.db import transaction

from answerable.actions.office.cases.keeping import Kept, keep
from answerable.actions.office.cases.loading import Loaded
from answerable.actions.office.papers.issuing import issue_papers
from answerable.core.enforce.course.steps import Step


def take(loaded: Loaded, step: Step) -> Kept:
    """Store a step that nothing stands against, with its papers.

    Raises CaseMovedError if another step came between, and PaperNumberTakenError for a document number that is used.
    """
    with transaction.atomic():
        kept = keep(loaded, step)
        issue_papers(kept, loaded)
        return kept
