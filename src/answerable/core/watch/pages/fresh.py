"""Pages and columns that nobody keeps: no new entry on the front page, columns that stopped or were never filled."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from urllib.parse import urlsplit

from answerable.core.watch.pages.seen import DAY, first_seen, months_after, seen_days
from answerable.core.watch.pages.values import Column, PageView, Site
from answerable.core.watch.values import Alert, Limits, alert_of

_HOME = Fraction(9, 10)
_COLUMNS = Fraction(85, 100)
_FRONT = re.compile(r"/?(?:(?:index|default|home|main)(?:\.\w+)?)?", re.IGNORECASE)


def home_stale(site: Site, limits: Limits) -> Iterator[Alert]:
    """A front page whose latest entry is older than allowed, while it could be looked at.

    Nothing is said of a front page most of whose columns bear no days: what is new there, nobody can tell.
    """
    limit = limits.of("page-home-stale")
    front = next((view for view in site.views if _is_front(view)), None)
    if limit is None or front is None:
        return
    days = [column.latest for column in front.columns if column.latest is not None]
    filled = sum(column.items > 0 for column in front.columns)
    if not days or 2 * len(days) < filled:
        return
    latest = max(days)
    since = latest + int(limit["days"]) * DAY
    seen = seen_days(site)
    on = first_seen(seen, since)
    if on is None:
        return
    yield alert_of(
        "page-home-stale",
        site.voice,
        on=on,
        since=since,
        until=seen[-1],
        value=Fraction((seen[-1] - latest).days),
        threshold=limit["days"],
        confidence=_HOME,
        observation=front.id,
        says={"latest": latest, "days": (seen[-1] - latest).days, "allowed": int(limit["days"])},
    )


def columns_stale(site: Site, limits: Limits) -> Iterator[Alert]:
    """So many columns without a new entry in their time; or so many without any entry at all."""
    limit = limits.of("page-columns-stale")
    seen = seen_days(site)
    if limit is None or not seen:
        return
    columns = tuple(_columns(site.views))
    due = sorted((_due(each, limit), each.name) for each in columns if each.items and each.latest is not None)
    stale = [each for each in due if each[0] <= seen[-1]]
    blank = [column.name for column in columns if not column.items]
    if len(stale) >= limit["stale"]:
        since = stale[int(limit["stale"]) - 1][0]
        names = tuple(name for _, name in stale)
        yield _alert(site, (seen, since), limit["stale"], {"stale": len(stale), "names": names})
    elif len(blank) >= limit["blank"]:
        # Nobody knows since when they are blank; the first look is a day that stays the same.
        yield _alert(site, (seen, seen[0]), limit["blank"], {"blank": len(blank), "names": tuple(blank)})


def _is_front(view: PageView) -> bool:
    try:
        return view.address is not None and bool(_FRONT.fullmatch(urlsplit(view.address).path))
    except ValueError:
        # An address such as http://[x is none.
        return False


def _columns(views: Iterable[PageView]) -> Iterator[Column]:
    """Every column once, with the most that any page shows of it: a front page lists the latest few only."""
    found: dict[tuple[str, str], Column] = {}
    for view in views:
        for column in view.columns:
            known = found.setdefault((column.name, column.expects), column)
            days = [each.latest for each in (known, column) if each.latest is not None]
            found[column.name, column.expects] = replace(
                known, items=max(known.items, column.items), latest=max(days, default=None)
            )
    return iter(found.values())


def _due(column: Column, limit: Mapping[str, Fraction]) -> date:
    """The day from which the column is stale. Raises ValueError for a column without a day."""
    if column.latest is None:
        raise ValueError(column.name)
    if column.expects == "papers":
        return months_after(column.latest, int(limit["papers_months"]))
    return column.latest + int(limit["news_days"]) * DAY


def _alert(
    site: Site,
    when: tuple[tuple[date, ...], date],
    threshold: Fraction,
    says: Mapping[str, int | tuple[str, ...]],
) -> Alert:
    seen, since = when
    count = says.get("stale", says.get("blank"))
    return alert_of(
        "page-columns-stale",
        site.voice,
        on=first_seen(seen, since) or site.on,
        since=since,
        until=seen[-1],
        value=Fraction(count) if isinstance(count, int) else None,
        threshold=threshold,
        confidence=_COLUMNS,
        says={"stale": None, "blank": None, "allowed": int(threshold), **says},
    )
