"""Which day it is where a district is."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from answerable.core.tables.district import DISTRICT_FILE
from answerable.core.tables.fault import Fault, UnsoundError
from answerable.core.terms.message import Message
from answerable.sources.calendars import is_time_zone
from answerable.sources.folder import district_in


def day_in(source: Path, at: datetime) -> date:
    """The district's local day at the instant. Raises what opening the folder raises."""
    zone = district_in(source).time_zone
    if not is_time_zone(zone):
        message = Message.of("district_value", key="time_zone", value=zone, wanted="Asia/Shanghai")
        raise UnsoundError(str(source), (Fault(DISTRICT_FILE, None, "time_zone", message),))
    return at.astimezone(ZoneInfo(zone)).date()
