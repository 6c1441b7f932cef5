"""A step of a case: an act, who did it, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.acts import Act


class Kind(StrEnum):
    """The acts by their names; those that a route opens have the name that it uses."""

    OPEN = "open"
    TAKE_OVER = "take_over"
    FIND = "find"
    SET_ROUTE = "set_route"
    NOTIFY = "notify"
    SERVE = "serve"
    STATE = "state"
    DROP = "drop"
    DISMISS = "dismiss"
    ORDER = "order"
    REPORT = "report"
    RECHECK = "recheck"
    EXTEND = "extend"
    ACCEPT_REST = "accept_rest"
    FIND_NOT_CORRECTED = "find_not_corrected"
    END = "end"
    HAND_OVER = "hand_over"
    PROTECT = "protect"
    REVIEW_PROTECTION = "review_protection"
    LIFT = "lift"
    PAUSE = "pause"
    RESUME = "resume"
    CONTEST = "contest"
    DECIDE_OBJECTION = "decide_objection"
    GO_OUTSIDE = "go_outside"
    OUTSIDE_DECIDED = "outside_decided"
    CORRECT = "correct"
    REFER = "refer"


CLASSES: Mapping[Kind, type[Act]] = {
    Kind.OPEN: acts.Open,
    Kind.TAKE_OVER: acts.TakeOver,
    Kind.FIND: acts.Find,
    Kind.SET_ROUTE: acts.SetRoute,
    Kind.NOTIFY: acts.Notify,
    Kind.SERVE: acts.Serve,
    Kind.STATE: acts.Speak,
    Kind.DROP: acts.Drop,
    Kind.DISMISS: acts.Dismiss,
    Kind.ORDER: acts.Order,
    Kind.REPORT: acts.Report,
    Kind.RECHECK: acts.Recheck,
    Kind.EXTEND: acts.Extend,
    Kind.ACCEPT_REST: acts.AcceptRest,
    Kind.FIND_NOT_CORRECTED: acts.FindNotCorrected,
    Kind.END: acts.End,
    Kind.HAND_OVER: acts.HandOver,
    Kind.PROTECT: acts.Protect,
    Kind.REVIEW_PROTECTION: acts.ReviewProtection,
    Kind.LIFT: acts.Lift,
    Kind.PAUSE: acts.Pause,
    Kind.RESUME: acts.Resume,
    Kind.CONTEST: acts.Contest,
    Kind.DECIDE_OBJECTION: acts.DecideObjection,
    Kind.GO_OUTSIDE: acts.GoOutside,
    Kind.OUTSIDE_DECIDED: acts.OutsideDecided,
    Kind.CORRECT: acts.Correct,
    Kind.REFER: acts.Refer,
}
_KINDS = {type_: kind for kind, type_ in CLASSES.items()}


def kind_of(act: Act) -> Kind:
    """The name of an act."""
    return _KINDS[type(act)]


@dataclass(frozen=True, kw_only=True)
class By:
    """Who did it: an account, and the official or the provider behind it; `for_` whose stand-in he was."""

    account: str
    person: str | None = None
    provider: str | None = None
    for_: str | None = None
    role: str = ""
    """In which role."""

    @property
    def persons(self) -> frozenset[str]:
        """Everybody who has had his say with this step."""
        return frozenset(each for each in (self.person, self.for_) if each is not None)


@dataclass(frozen=True)
class Step:
    """One act in a case, at an instant; `on` is the day of the district."""

    act: Act
    by: By
    at: datetime
    on: date = field(kw_only=True)

    @property
    def kind(self) -> Kind:
        return kind_of(self.act)
