"""What the clock of a demonstration does on the day that it says it is, at once: `python -m tools.clock [JOB …]`.

The worker goes by the hours of this machine; where days pass at one stroke, none of its jobs would be due yet.
"""

import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

DAILY = ("sequence", "cases", "assess", "notify", "draw_papers")


def main(names: list[str]) -> None:
    """Do these jobs, or those that a day begins with. Raises KeyError for a job that is none."""
    from answerable.actions.office.start import start

    start()
    from answerable.actions.office.dump import held_district
    from answerable.jobs.work import WORKS

    zone = ZoneInfo(held_district().time_zone)
    for name in names or DAILY:
        WORKS[name](datetime.now(UTC), zone)


if __name__ == "__main__":
    main(sys.argv[1:])
