"""Which cases somebody sees, and a case as something that permission is asked for."""

from django.db.models import QuerySet

from answerable.actions.office.actors import Subjects
from answerable.actions.office.cases.told_of import told_of
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.core.register.permits import Act, Subject
from answerable.records.models import Case


def cases_seen(asked: Asking) -> QuerySet[Case]:
    """The cases that the actor may see: of his bodies and those below; a clerk those that its provider was told of."""
    rows = Case.objects.select_related("contract", "contract__body", "contract__provider", "course")
    if asked.actor.provider is not None:
        return told_of(rows.filter(contract__provider=asked.actor.provider))
    return rows.filter(contract__body__in=bodies_where(asked, Act.SEE_CASE))


def case_subject(id: str, asked: Asking, *, inside: bool = False) -> Subject | None:
    """The case as something that is asked about; None if there is none.

    It has a provider once that was told of it; `inside` it has none, so that only officials pass.
    """
    row = Case.objects.filter(id=id).values_list("contract__body", "contract__provider").first()
    if row is None:
        return None
    whole = Subjects(asked.on).contract(body=row[0], provider=row[1])
    if not inside and told_of(Case.objects.filter(id=id)).exists():
        return whole
    return Subject(whole.kind, whole.body, whole.bodies)
