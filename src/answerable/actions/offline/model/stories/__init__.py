"""The stories of the model district, one module each, in the order in which they are told."""

from collections.abc import Callable

from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.stories import (
    account,
    archives,
    canteen,
    greens,
    helpdesk,
    homecare,
    hotline,
    kitchen,
    parking,
    premises,
    street,
    summary,
)

STORIES: dict[str, Callable[[Pen], None]] = {
    story.PLAN.id: story.tell
    for story in (
        account,
        street,
        homecare,
        parking,
        summary,
        premises,
        kitchen,
        hotline,
        canteen,
        archives,
        greens,
        helpdesk,
    )
}
"""By contract id."""
