"""The ways from a duty to the act that does it, on a page."""

from django import template

from answerable.actions.office.pages.duties import DutyLine
from answerable.web.views.duties import Way, ways

register = template.Library()


@register.simple_tag(takes_context=True)
def ways_of(context: template.Context, line: DutyLine) -> tuple[Way, ...]:
    """The steps by which the reader does this duty."""
    return ways(line, context["visit"])
