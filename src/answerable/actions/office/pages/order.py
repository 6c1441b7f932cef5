"""Entries of the ledger in the order in which they were written, whatever instant each of them states."""

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When

from answerable.records.models import Disclosed, Entry


def newest_first(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The entries by number, the highest first; before them those that have none yet, the last written first."""
    written = Disclosed.objects.filter(entry=OuterRef("pk")).order_by("-row").values("row")[:1]
    row = Case(When(number__isnull=True, then=Subquery(written)))
    return entries.order_by(
        F("number").desc(nulls_first=True), row.desc(nulls_last=True), F("at").desc(), F("id").desc()
    )
