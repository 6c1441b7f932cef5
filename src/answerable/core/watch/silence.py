"""For how long people may silence a rule of watching: it is a pause, never an end."""

from datetime import date, timedelta

MOST_MONTHS = 6


def latest_end(on: date) -> date:
    """The last day of a silence that begins on the day: six months are over with it.

    >>> latest_end(date(2026, 1, 15)), latest_end(date(2026, 8, 31))
    (datetime.date(2026, 7, 14), datetime.date(2027, 2, 28))
    """
    count = on.year * 12 + on.month - 1 + MOST_MONTHS
    year, month = divmod(count, 12)
    try:
        after = on.replace(year=year, month=month + 1)
    except ValueError:
        after = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return after - timedelta(days=1)
