"""A case walked through the core alone, and the people around it: what tests of the course of a case share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.complete import Known
from answerable.core.enforce.course.fold import after, begun
from answerable.core.enforce.course.refuse import Around, refusals
from answerable.core.enforce.course.steps import By, Step, kind_of
from answerable.core.enforce.course.values import CaseNow
from answerable.core.enforce.course.who import ABOVE, ANSWERS, PROVIDER, ROLES, Who, barred, capacity
from answerable.core.rulebook.routes import load_routes
from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.terms.message import Message
from answerable.render.words import say
from answerable.sources.calendars import working_calendar

ROUTES = load_routes("cn")
HAN, SEC, LEGAL, ANN, LI, HEAD, MAYOR = "han", "sec", "legal", "ann", "li", "head", "mayor"
"""Handler, head of section, legality reviewer, the leader who answers, another leader, head, head of the body above."""
OFFICIALS = (HAN, SEC, LEGAL, ANN, LI, HEAD, MAYOR)
FRESH = "fresh"
"""Somebody with every role who had no part in anything."""
DECIDERS = frozenset({ANN, HEAD, MAYOR})
"""Whoever decides alone."""
CLERK, STRANGER = "clerk", "stranger"
DIRTY, RUDE, LATE = "dirty", "rude", "late"
"""Confirmed findings of the contract."""
START = date(2026, 6, 1)
"""A Monday: 19 June is the next holiday, and 1 to 7 October the long one."""
PROOF = "sha256:" + "0" * 64
_PEOPLE: dict[str, tuple[str, ...]] = {
    HAN: ("handler",),
    SEC: ("section",),
    LEGAL: ("legality",),
    ANN: ("leader", ANSWERS),
    LI: ("leader",),
    HEAD: ("head",),
    MAYOR: (ABOVE,),
    STRANGER: (),
}
ALL_ROLES = tuple(sorted({role for roles in ROLES.values() for role in roles}))
Codes = list[str]


def calendar(on: date) -> WorkingCalendar:
    """The calendar of China as it was known on the day."""
    return working_calendar("cn", known_on=on)


def who(name: str, *for_: str) -> Who:
    """Somebody by name, of his own, or as the stand-in of others as well."""
    if name == CLERK:
        return Who(CLERK, provider="provider", capacities=frozenset({(PROVIDER, None)}))
    own = {(role, None) for role in _PEOPLE[name]}
    lent = {(role, away) for away in for_ for role in _PEOPLE[away]}
    return Who(name, name, None, frozenset(own | lent), DECIDERS)


def actor(name: str, for_: str | None = None) -> Who:
    """Somebody by name; the provider's clerk and strangers stand in for nobody."""
    if name == FRESH:
        roles = {role for each in OFFICIALS for role, _ in who(each).capacities}
        return Who(FRESH, FRESH, None, frozenset((role, None) for role in roles))
    return who(name) if name == CLERK or for_ is None or for_ == name else who(name, for_)


def anybody() -> Who:
    """Somebody with every role who had no part in anything: what is closed to him is closed by the case."""
    return Who("anybody", "anybody", None, frozenset((role, None) for role in ALL_ROLES))


def codes(messages: Iterable[Message]) -> Codes:
    """The codes of reasons, each of which can be said in both languages."""
    found = list(messages)
    assert all(say(each, lang) for each in found for lang in ("zh", "en"))
    return [each.code for each in found]


@dataclass
class Course:
    """One case, step by step."""

    on: date = START
    findings: tuple[str, ...] = (DIRTY, RUDE)
    route: str = "civil"
    by: str = HAN
    finders: tuple[str, ...] = ()
    steps: list[Step] = field(default_factory=list)
    known: frozenset[str] = frozenset({DIRTY, RUDE, LATE})
    taken: frozenset[str] = frozenset()
    deciders: frozenset[str] = DECIDERS

    def __post_init__(self) -> None:
        opened = acts.Open(
            route=self.route, subject="路面长期不净", findings=self.findings, finders=self.finders
        )
        self._minute = 0
        self.steps.append(
            Step(opened, By(account=self.by, person=self.by, role="handler"), self.at(), on=self.on)
        )
        self.now: CaseNow = begun(self.steps[0], ROUTES)

    def at(self) -> datetime:
        """The next instant of the day."""
        self._minute += 1
        return datetime.combine(self.on, time(8), UTC) + timedelta(seconds=self._minute)

    def who(self, by: str | Who) -> Who:
        """Somebody by name, among whoever decides alone here."""
        return replace(who(by), deciders=self.deciders) if isinstance(by, str) else by

    def around(self, by: Who) -> Around:
        """What stands around the case today."""
        today = calendar(self.on)
        known = Known(
            findings=self.known, calendar=today, taken=self.taken, routes=tuple(sorted(ROUTES.by_id))
        )
        return Around(calendar=today, on=self.on, who=by, known=known)

    def step(self, act: acts.Act, by: Who) -> Step:
        """The step that somebody would take now."""
        kind = kind_of(act)
        out = barred(self.now, kind, getattr(act, "step", None))
        minutes = getattr(act, "minutes", "")
        role, for_ = capacity(kind, by, barred=out, minutes=minutes) or ("", None)
        done = By(account=by.account, person=by.person, provider=by.provider, for_=for_, role=role)
        return Step(act, done, self.at(), on=self.on)

    def why_not(self, act: acts.Act, by: str | Who) -> tuple[Message, ...]:
        """Every reason against."""
        someone = self.who(by)
        return refusals(self.now, self.step(act, someone), self.around(someone))

    def refused(self, act: acts.Act, by: str | Who) -> Codes:
        """The codes of every reason against."""
        return codes(self.why_not(act, by))

    def go(self, act: acts.Act, by: str | Who, *, on: date | None = None) -> "Course":
        """Take the step, against which nothing may stand, today or on a later day."""
        self.on = on or self.on
        someone = self.who(by)
        step = self.step(act, someone)
        reasons = codes(refusals(self.now, step, self.around(someone)))
        assert reasons == [], reasons
        self.steps.append(step)
        self.now = after(self.now, step, calendar(self.on), ROUTES)
        return self

    def wait(self, days: int) -> "Course":
        """Days pass."""
        self.on += timedelta(days=days)
        return self

    # -- the way of a case ------------------------------------------------------------------------------------

    def notified(self, workdays: int = 5) -> "Course":
        """The notice is decided on."""
        return self.go(acts.Notify(facts="多次检查不净", workdays=workdays, number="告〔2026〕1号"), HAN)

    def served(self) -> "Course":
        """The provider acknowledges the paper that is on its way."""
        return self.go(acts.Serve(arrived_on=self.on, method="desk", received_by="前台"), CLERK)

    def heard(self, text: str = "人手不足", excuse: str = "") -> "Course":
        """The provider has spoken, and its time is over."""
        self.go(acts.Speak(text=text, excuse=excuse), CLERK)
        return self.wait(14)

    def demands(self, findings: Iterable[str] | None = None, workdays: int = 10) -> tuple[acts.Demand, ...]:
        """One item for each finding that is left."""
        about = self.now.to_order if findings is None else tuple(findings)
        place = self.now.rounds + 1
        return tuple(
            acts.Demand(item=f"{place}-{number}", finding=each, demand=f"整改 {each}", workdays=workdays)
            for number, each in enumerate(about, start=1)
        )

    def order(self, **changed: object) -> acts.Order:
        """An order on everything that is left, signed by handler and leader."""
        whole = acts.Order(
            items=self.demands(),
            number="改〔2026〕1号",
            decision="d-1",
            signers=(HAN, ANN),
            answer="人手不足不是免责事由",
        )
        return replace(whole, **changed)  # type: ignore[arg-type]

    def ordered(self, workdays: int = 10) -> "Course":
        """The order is decided on."""
        return self.go(self.order(items=self.demands(workdays=workdays)), ANN)

    def reported(self, *items: str) -> "Course":
        """The provider reports on these items, or on all that are open."""
        wanted = items or tuple(each.id for each in self.now.open_items)
        return self.go(
            acts.Report(items=tuple(acts.Reported(item=each, text="已整改") for each in wanted)), CLERK
        )

    def check(self, result: str = "corrected", *, only: Iterable[str] | None = None) -> acts.Recheck:
        """A re-check that finds this of every open item, or of these alone, and the rest corrected."""
        named = None if only is None else set(only)
        results = tuple(
            acts.Result(
                item=each.id,
                result=result if named is None or each.finding in named else "corrected",
                note="现场查看",
            )
            for each in self.now.open_items
        )
        return acts.Recheck(results=results, number="复〔2026〕1号")

    def checked(
        self, result: str = "corrected", by: str = LEGAL, *, only: Iterable[str] | None = None
    ) -> "Course":
        """Somebody else looks at every open item."""
        return self.go(self.check(result, only=only), by)

    def correcting(self) -> "Course":
        """From the findings to where they are put right."""
        return self.notified().served().heard().ordered().served()

    def concluding(self) -> "Course":
        """To a re-check that found nothing corrected."""
        return self.correcting().reported().checked("not_corrected")

    def not_corrected(self) -> "Course":
        """To where it is found that the order was not complied with."""
        return self.concluding().go(acts.FindNotCorrected(reason="均未整改", number="认〔2026〕1号"), ANN)

    def end(self, way: str = "unilateral", **changed: object) -> acts.End:
        """The end of the contract in a month."""
        whole = acts.End(
            way=way,
            last_day=self.on + timedelta(days=31),
            number="解〔2026〕1号",
            decision="d-2",
            signers=(HAN, LEGAL, ANN, HEAD),
            reason="逾期未整改到位",
            ground="exit" if way == "unilateral" else "",
            continuity="环卫所自行清扫" if way == "unilateral" else "",
            continuity_way="in_house" if way == "unilateral" else "",
            consent=PROOF if way == "agreement" else "",
        )
        return replace(whole, **changed)  # type: ignore[arg-type]

    def ended(self, way: str = "unilateral", **changed: object) -> "Course":
        """The end is decided."""
        return self.go(self.end(way, **changed), HEAD)

    def protected(self, *measures: str, by: str = HAN) -> "Course":
        """Measures are taken at once."""
        return self.go(acts.Protect(measures=measures or ("suspend",), reason="辱骂群众"), by)

    def contested(self, step: int | None = None, text: str = "与事实不符") -> "Course":
        """The provider objects to a step, or to the latest one."""
        return self.go(acts.Contest(step=step or self.now.steps, text=text), CLERK)

    def judged(
        self, result: str, *set_aside: str, by: str = MAYOR, places: tuple[str, ...] = ("官网",)
    ) -> "Course":
        """The objection that was made last is decided."""
        act = acts.DecideObjection(
            step=self.now.objections[-1].step,
            result=result,
            reason="经查",
            number="异〔2026〕1号",
            set_aside=set_aside,
            places=() if result == "rejected" else places,
        )
        return self.go(act, by)


def at_stage(stage: str) -> Course:
    """A case that stands at the stage."""
    return _WAYS[stage]()


def _handed_over() -> Course:
    course = at_stage("over")
    for item in course.now.route.hand_over:
        course.go(acts.HandOver(item=item, note="双方签字"), HAN)
    return course


_WAYS: dict[str, Callable[[], Course]] = {
    "opened": Course,
    "told": lambda: Course().notified(),
    "hearing": lambda: Course().notified().served(),
    "weighing": lambda: Course().notified().served().heard(),
    "ordered": lambda: Course().notified().served().heard().ordered(),
    "correcting": lambda: Course().correcting(),
    "rechecking": lambda: Course().correcting().reported(),
    "concluding": lambda: Course().concluding(),
    "not_corrected": lambda: Course().not_corrected().wait(1),
    "leaving": lambda: Course().ended("expiry"),
    "running_out": lambda: Course().ended("expiry").served(),
    "parting": lambda: Course().not_corrected().ended().served(),
    "ending": lambda: Course().not_corrected().ended(),
    "over": lambda: Course().not_corrected().ended().served().wait(40),
    "handed_over": _handed_over,
    "closed": lambda: Course().correcting().reported().checked(),
}
STAGES = tuple(_WAYS)
