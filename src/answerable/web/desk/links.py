"""What a page of one object leads to: the deeds that its reader may do to it, and the lists of what belongs to it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from answerable.core.register.permits import Subject, may
from answerable.core.terms.message import Message
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed

Whose = Callable[[Visit, str], Subject | None]


@dataclass(frozen=True)
class Button:
    """A deed that the reader may do to the object, and why it would be refused today, if it would."""

    deed: Deed
    path: str
    reasons: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Leads:
    """A list that holds what belongs to the object: the key of its title, and where it is."""

    title: str
    path: str


def buttons(
    visit: Visit,
    area: str,
    key: str,
    *,
    shut: Mapping[str, tuple[Message, ...]] | None = None,
    known: Mapping[Whose, Subject | None] | None = None,
) -> tuple[Button, ...]:
    """The deeds of an area that the reader may do to the object of this key, in the order of their declaration.

    `known` is what some of them would look up: the object as what permission is asked for.
    """
    from answerable.web.desk.registry import DEEDS

    reasons = {} if shut is None else shut
    whose = {} if known is None else dict(known)
    found = []
    for deed in DEEDS.values():
        if deed.area != area or not deed.keyed:
            continue
        # Deeds of one area mostly ask about the same object; it is looked up once.
        if deed.subject not in whose:
            whose[deed.subject] = deed.subject(visit, key)
        subject = whose[deed.subject]
        if subject is not None and may(visit.actor, deed.act, subject):
            found.append(Button(deed, reverse(deed.route, args=[key]), tuple(reasons.get(deed.name, ()))))
    return tuple(found)


def leads(visit: Visit, routes: Iterable[str], **filters: str) -> tuple[Leads, ...]:
    """Those of the lists that are there, take these filters, and may be opened by the reader."""
    from answerable.web.desk.registry import LISTINGS

    found = []
    for route in routes:
        listing = LISTINGS.get(route)
        if listing is None or not filters.keys() <= {each.name for each in listing.filters}:
            continue
        if may(visit.actor, listing.act, listing.subject(visit)):
            found.append(Leads(listing.title, f"{reverse(route)}?{urlencode(filters)}"))
    return tuple(found)


def page_of(route: str, key: str) -> str:
    """The page of an object, where there is such a page; nothing otherwise."""
    try:
        return reverse(route, args=[key])
    except NoReverseMatch:
        return ""
