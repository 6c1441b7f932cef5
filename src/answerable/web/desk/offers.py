"""What read models offer, as the answers of a field."""

from collections.abc import Callable, Iterable

from answerable.actions.office.pages.choosing import Offered
from answerable.web.actor import Visit
from answerable.web.desk.fields import Choice, Choices

Offers = Callable[[Visit, str], Iterable[Offered]]


def offered(offers: Offers) -> Choices:
    """The choices of a field, from what there is for a visit and a key."""

    def choices(visit: Visit, key: str) -> Iterable[Choice]:
        return tuple(Choice(each.id, each.said) for each in offers(visit, key))

    return choices
