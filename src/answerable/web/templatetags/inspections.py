"""The form of a checklist on a page: its fields item by item."""

from dataclasses import dataclass

from django import template

from answerable.core.tables.inspection import BASES
from answerable.web.desk.forms import Form, Shown

register = template.Library()


@dataclass(frozen=True)
class Group:
    """One item: the field of its result, and those of what may be said beside it."""

    result: Shown
    more: tuple[Shown, ...]

    @property
    def open(self) -> bool:
        """Whether something is said beside the result, or something is wrong with it: then it is not folded away."""
        return any(each.text or each.errors for each in self.more)


@register.filter
def head_of(form: Form) -> list[Shown]:
    """The fields that belong to no item."""
    return [each for each in form.fields if not _is_of_item(each)]


@register.filter
def items_of(form: Form) -> list[Group]:
    """The items with their fields, in the order of the checklist."""
    found: list[Group] = []
    for each in form.fields:
        if not _is_of_item(each):
            continue
        if found and each.name.startswith(f"{found[-1].result.name}."):
            found[-1] = Group(found[-1].result, (*found[-1].more, each))
        else:
            found.append(Group(each, ()))
    return found


def _is_of_item(shown: Shown) -> bool:
    return shown.name.split(".", maxsplit=1)[0] in BASES and "." in shown.name
