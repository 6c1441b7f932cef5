"""Search: one box, everything that has a name or a number."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.search import Group, Hit, asked_words, search
from answerable.actions.office.pages.subjects import own
from answerable.core.register.permits import Act
from answerable.core.tables.declare import Both
from answerable.core.tables.district import BY_NAME
from answerable.web.actor import Visit, signed_in
from answerable.web.desk.links import page_of

_PAGES = {
    "approvals": "decision", "bodies": "body", "contracts": "contract", "findings": "finding", "matters": "matter",
    "people": "person", "providers": "provider_of", "work_items": "work_item",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """What was found of one kind, each with the address of its page, which is empty where it has none."""

    title: Both | None
    hits: tuple[tuple[Hit, str], ...]
    more: bool


@signed_in
def found(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the words of the box lead to, kind by kind."""
    visit.require(Act.SEE_OWN, own(visit.asking, "search"), key="search")
    words = asked_words(request.GET.get("q", ""))
    groups = [_shown(each, visit) for each in search(words, visit.asking)]
    return render(request, "search.html", {"visit": visit, "words": words, "groups": groups})


def _shown(group: Group, visit: Visit) -> Shown:
    declared = BY_NAME.get(group.table)
    title = None if declared is None else declared.title
    return Shown(title, tuple((hit, _address(group.table, hit, visit)) for hit in group.hits), group.more)


def _address(table: str, hit: Hit, visit: Visit) -> str:
    """Where a thing is shown. A clerk has pages of contracts and findings alone."""
    if visit.actor.provider is not None and table not in ("contracts", "findings"):
        return ""
    return page_of(_PAGES[table], hit.key)
