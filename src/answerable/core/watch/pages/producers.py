"""Every rule on pages: those that a single page shows, and those that need visits and time."""

from datetime import date

from answerable.core.watch.pages.answers import messages_unanswered
from answerable.core.watch.pages.fresh import columns_stale, home_stale
from answerable.core.watch.pages.garbled import page_garbled
from answerable.core.watch.pages.hiding import page_hidden
from answerable.core.watch.pages.injected import page_injected
from answerable.core.watch.pages.reached import unreachable
from answerable.core.watch.pages.stuffing import page_stuffed
from answerable.core.watch.pages.values import PageView, Site
from answerable.core.watch.values import Alert, Limits

_PAGE = (page_injected, page_hidden, page_stuffed, page_garbled)
_SITE = (unreachable, home_stale, columns_stale, messages_unanswered)


def look_at_page(view: PageView, limits: Limits, *, on: date) -> tuple[Alert, ...]:
    """What the rules in force propose on a page as it was captured on the day."""
    return tuple(alert for rule in _PAGE for alert in rule(view, limits, on))


def look_at_site(site: Site, limits: Limits) -> tuple[Alert, ...]:
    """What the rules in force propose on a site at the end of its day; nothing where it could not be looked at."""
    return tuple(alert for rule in _SITE for alert in rule(site, limits))
