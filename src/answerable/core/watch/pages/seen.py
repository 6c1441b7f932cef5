"""The days on which a site could be looked at: absence counts on those alone."""

from datetime import date, timedelta

from answerable.core.watch.pages.values import Health, Site

DAY = timedelta(days=1)


def seen_days(site: Site) -> tuple[date, ...]:
    """Days up to the day of the site on which a look succeeded, oldest first.

    Where no stretch is recorded, the days of visits that opened the site.
    """
    if not site.looked:
        return tuple(sorted({each.day for each in site.visits if each.opened and each.day <= site.on}))
    found: dict[Health, set[date]] = {health: set() for health in Health}
    for stretch in site.looked:
        for at in range((min(stretch.last, site.on) - stretch.first).days + 1):
            found[stretch.health].add(stretch.first + at * DAY)
    return tuple(sorted(found[Health.SEEN] - found[Health.FAILED] - found[Health.UNOBSERVABLE]))


def first_seen(days: tuple[date, ...], since: date) -> date | None:
    """The first of the days that is not before `since`; None if there is none yet."""
    return next((day for day in days if day >= since), None)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + (day.day - 1) * DAY, following - DAY)
