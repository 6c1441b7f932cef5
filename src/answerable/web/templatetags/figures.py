"""What figures are called on a page."""

from collections.abc import Mapping
from typing import TypeVar

from django import template

from answerable.render import words
from answerable.web.language import current

register = template.Library()
V = TypeVar("V")


@register.simple_tag
def of_id(known: Mapping[str, V], id: str) -> V | None:
    """What is known under an id; None where nothing is."""
    return known.get(id)


@register.simple_tag
def title_of(table: str, column: str) -> str:
    """The declared title of a column."""
    return words.column_title(table, column, current())
