"""Who is away on a day, and who was named to act meanwhile (AB岗)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from answerable.core.register.values import StandIn


class Absences:
    """All absences of a district. Those of one person share no day, so at most one covers a day."""

    def __init__(self, stand_ins: Iterable[StandIn]) -> None:
        self._of: dict[str, list[StandIn]] = defaultdict(list)
        self._for: dict[str, list[StandIn]] = defaultdict(list)
        for each in stand_ins:
            self._of[each.person].append(each)
            if each.stand_in is not None:
                self._for[each.stand_in].append(each)

    def away(self, person: str, *, on: date) -> StandIn | None:
        """The absence of the person that covers the day."""
        return next((each for each in self._of.get(person, ()) if each.covers(on)), None)

    def stood_in_for(self, person: str, *, on: date) -> frozenset[str]:
        """Those for whom the person was named on the day, whether or not the person can act."""
        return frozenset(each.person for each in self._for.get(person, ()) if each.covers(on))

    def named_for(self, persons: Iterable[str]) -> frozenset[str]:
        """Everybody who was ever named to stand in for one of these people."""
        rows = (each for person in persons for each in self._of.get(person, ()))
        return frozenset(each.stand_in for each in rows if each.stand_in is not None)

    def turning_days(self, persons: Iterable[str]) -> frozenset[date]:
        """The days on which one of these people goes or is back."""
        rows = [each for person in persons for each in self._of.get(person, ())]
        back = {each.ends + timedelta(days=1) for each in rows if each.ends is not None}
        return frozenset({each.starts for each in rows} | back)
