"""What may be done in a case, each act with what it has to state. A new act is added; none is renamed or taken away."""

from dataclasses import dataclass
from datetime import date

MEASURES = ("account_back", "suspend", "protect_people", "protect_data")
"""What is done at once where going on would do harm; `suspend` stops the service, the others do not."""
EXCUSES = ("force_majeure", "body_failure")
"""Causes for which a provider does not answer: asked for, and decided on."""
METHODS = ("desk", "direct", "left", "post", "electronic", "public_notice", "court")
"""How a paper is served; `desk` is what the provider acknowledges here himself."""
EXCUSED = "excused"
"""The outcome by which what was found stays found, and the provider does not answer for it."""
OUTCOMES = ("not_upheld", "no_evidence", EXCUSED)
"""Why a case is dismissed."""
RESULTS = ("corrected", "not_corrected", "not_possible")
FORUMS = ("court", "arbitration", "administrative_review")
REVIEWED = ("upheld", "partly", "rejected")
"""What comes of an objection."""
CONTINUITY_WAYS = (
    "in_house",
    "other_contract",
    "next_ranked",
    "emergency_purchase",
    "single_source",
    "not_needed",
)
"""Who may serve from the next day: the body itself, another contract, the next of the tender, an urgent purchase, the
only possible source; or nobody, because the work is not needed any more."""
REFERRED_TO = ("finance", "discipline", "audit", "market", "police", "court")
"""Authorities whose procedure it is to bar, to fine or to punish."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """What every act is."""


@dataclass(frozen=True, kw_only=True)
class Open(Act):
    """A case is opened. `finders` are the people who found what it is about."""

    route: str
    subject: str
    findings: tuple[str, ...] = ()
    finders: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TakeOver(Act):
    """A case that was kept before there were steps goes on from where its rows left it."""

    route: str
    subject: str
    stage: str
    since: date
    opened_on: date
    suspended: bool = False
    suspended_from: date | None = None
    """The service will stand still from a later day on, as was decided before."""
    heard: bool = False
    """The rows prove that the provider was heard: it stated something, or reported."""
    way: str = ""
    """How the contract ended, if it did."""
    findings: tuple[str, ...] = ()
    finders: tuple[str, ...] = ()
    items: tuple["Demand", ...] = ()
    reported: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    results: tuple["Result", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Find(Act):
    """Further findings belong to the case."""

    findings: tuple[str, ...]
    finders: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SetRoute(Act):
    """The contract is of another kind than was thought: the case goes on by the law of that kind."""

    route: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Notify(Act):
    """The provider is told what was found, and asked for a statement, and for excusable causes, within a period."""

    facts: str
    workdays: int
    number: str
    """The document number of the notice."""


@dataclass(frozen=True, kw_only=True)
class Serve(Act):
    """The paper that waits to be served has arrived."""

    arrived_on: date
    method: str
    received_by: str
    proof: str = ""
    """Hash of the proof of delivery; none where the provider acknowledges it here himself."""


@dataclass(frozen=True, kw_only=True)
class OnPaper(Act):
    """What the provider says, here or on paper. An official records what came on paper; a clerk leaves both empty."""

    received_on: date | None = None
    """The day on which the paper came in: by this day it is in time or late."""
    paper: str = ""
    """Hash of the paper as it was scanned."""


@dataclass(frozen=True, kw_only=True)
class Speak(OnPaper):
    """The provider's statement, with evidence, and whatever excuses it."""

    text: str
    excuse: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Decided(Act):
    """What one person decides, or a meeting, whose minutes are named by their number; then nobody is left out of it."""

    minutes: str = ""


@dataclass(frozen=True, kw_only=True)
class Drop(Decided):
    """The case is dropped before the provider was told of it."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Dismiss(Decided):
    """It is decided that nothing is to be put right."""

    outcome: str
    reason: str
    answer: str = ""
    """The answer to the statement."""


@dataclass(frozen=True, kw_only=True)
class Demand:
    """One item of an order: what has to be put right within how many working days of the order's arrival."""

    item: str
    finding: str = ""
    demand: str
    workdays: int = 0
    demand_en: str = ""
    due_on: date | None = None
    """Of an item that was ordered before there were steps; otherwise the period runs from arrival."""


@dataclass(frozen=True, kw_only=True)
class Order(Act):
    """It is decided what is to be put right; `signers` are all who signed, the author last."""

    items: tuple[Demand, ...]
    number: str
    decision: str
    signers: tuple[str, ...]
    minutes: str = ""
    answer: str = ""
    upheld: tuple[str, ...] = ()
    """The findings that the decision upholds: those that items speak of."""
    set_aside: tuple[str, ...] = ()
    """The findings of the case that it does not uphold."""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What the provider says of one item."""

    item: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Report(OnPaper):
    """The provider reports on items."""

    items: tuple[Reported, ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a re-check found of one item."""

    item: str
    result: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Recheck(Act):
    """Every item that is open was looked at again."""

    results: tuple[Result, ...]
    number: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Extend(Decided):
    """The provider gets more time, once; `change` says that the contract is changed first, where that cures."""

    reason: str
    workdays: int
    number: str


@dataclass(frozen=True, kw_only=True)
class AcceptRest(Decided):
    """The case is closed although not every item was put right."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class FindNotCorrected(Decided):
    """It is found that the order was not complied with."""

    reason: str
    number: str


@dataclass(frozen=True, kw_only=True)
class End(Act):
    """It is decided that the contract ends."""

    way: str
    last_day: date
    number: str
    decision: str
    signers: tuple[str, ...]
    reason: str
    ground: str = ""
    minutes: str = ""
    continuity: str = ""
    """Who serves from the next day."""
    continuity_way: str = ""
    """By which lawful way that is bought, or that it is not bought."""
    answer: str = ""
    """The answer to the statement, where no order gave one."""
    right_until: date | None = None
    """The last day on which the notice may arrive: after it the right to end has lapsed."""
    notice_days: int = 0
    """Days of the calendar between the arrival of the notice and the end, where the contract agrees on them."""
    consent: str = ""
    """Hash of the provider's written consent, where both sides agree."""


@dataclass(frozen=True, kw_only=True)
class HandOver(Act):
    """A thing on the checklist of the hand-over is done."""

    item: str
    note: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Protect(Act):
    """Protective measures, at once."""

    measures: tuple[str, ...]
    reason: str
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class ReviewProtection(Decided):
    """Somebody else looks at the measures: they stay or they are lifted."""

    step: int
    upheld: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class Lift(Act):
    """Measures are needed no longer."""

    step: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Pause(Act):
    """The clock of the stage stands still until a day at the latest."""

    reason: str
    until: date


@dataclass(frozen=True, kw_only=True)
class Resume(Act):
    """The clock runs again before that day."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Contest(OnPaper):
    """The provider objects to a step."""

    step: int
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecideObjection(Decided):
    """The objection is decided by somebody who had no part in what it is about.

    `set_aside` are findings that no longer stand; `places` is where they, or what followed, were published.
    """

    step: int
    result: str
    reason: str
    number: str
    set_aside: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GoOutside(Act):
    """A court, an arbitration commission or an authority of administrative review has the matter."""

    step: int
    forum: str
    number: str


@dataclass(frozen=True, kw_only=True)
class OutsideDecided(Decided):
    """What came of it there."""

    step: int
    result: str
    reason: str
    proof: str = ""
    """Hash of the judgment, award or decision."""
    set_aside: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Correct(Act):
    """What was published is corrected in one place, as visibly as it stood."""

    step: int
    place: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Refer(Act):
    """The file goes to an authority whose decision it is."""

    to: str
    reason: str
    number: str
