"""How papers say days, periods, names, grounds and remedies, in one language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from answerable.actions.office.papers.about import About, Found, stated_in
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind, Step, kind_of
from answerable.core.enforce.papers.kinds import KINDS
from answerable.core.enforce.papers.shipped import shipped_wording
from answerable.core.enforce.papers.values import Evidence, PaperKind, PaperTable
from answerable.core.rulebook.routes import Remedy
from answerable.core.tables.declare import Both
from answerable.core.terms.calendar import Deadline
from answerable.core.terms.citation import Citation, Provenance
from answerable.core.terms.message import Param
from answerable.render.cited import cited
from answerable.render.official.sheet import day_in_words
from answerable.render.words import label, term

Fields = dict[str, str]
Tables = tuple[PaperTable, ...]
CORRECTING = ("scoring", "rectification", "review")
"""Clauses on which an order rests."""
NAMED: dict[Kind, PaperKind] = {
    Kind.NOTIFY: PaperKind.NOTICE,
    Kind.ORDER: PaperKind.ORDER,
    Kind.EXTEND: PaperKind.EXTENSION,
    Kind.RECHECK: PaperKind.RECHECK,
    Kind.FIND_NOT_CORRECTED: PaperKind.NOT_CORRECTED,
    Kind.ACCEPT_REST: PaperKind.CLOSING,
    Kind.PROTECT: PaperKind.PROTECTION,
    Kind.REVIEW_PROTECTION: PaperKind.PROTECTION_REVIEW,
    Kind.REFER: PaperKind.REFERRAL,
    Kind.CONTEST: PaperKind.OBJECTION,
    Kind.DECIDE_OBJECTION: PaperKind.OBJECTION_DECISION,
}
"""The paper by which a step is known."""
ENDINGS = {
    "expiry": PaperKind.NON_RENEWAL,
    "agreement": PaperKind.AGREEMENT,
    "unilateral": PaperKind.ENDING,
}
"""The paper of each way of ending."""
_SERVED = frozenset({Kind.NOTIFY, Kind.ORDER, Kind.END})
"""Steps whose paper has to arrive before a period runs."""


def number_of(case: str, step: int) -> str:
    """The number of a paper for which people chose none: that of the step in its case."""
    return f"{case}-{step}"


@dataclass(frozen=True)
class Phrases:
    """A case in the words of one language."""

    of: About
    lang: str

    def __call__(self, key: str, **params: Param) -> str:
        """A sentence or phrase of papers."""
        return label(f"said_{key}", self.lang, **params)

    def lines(self, *texts: str) -> str:
        """Several paragraphs; what is empty is left out."""
        return "\n".join(text for text in texts if text)

    def both(self, text: Both) -> str:
        return text.in_(self.lang)

    def day(self, on: date) -> str:
        return day_in_words(on, self.lang)

    def last(self, due: Deadline) -> str:
        """A last day; beyond the published calendar it may still move, and says so."""
        return self("provisional", day=self.day(due.on)) if due.provisional else self.day(due.on)

    @property
    def moment(self) -> str:
        """When the step was taken."""
        return self.at(self.of.step)

    def at(self, step: Step) -> str:
        """The day of a step, and the hour in the time of the district."""
        at = step.at.astimezone(self.of.zone)
        return self("moment", day=self.day(step.on), hour=f"{at.hour:02}", minute=f"{at.minute:02}")

    def came(self, act: acts.OnPaper) -> str:
        """When it came in: the instant here, or the day on which the paper did."""
        return self.day(act.received_on) if act.received_on else self.moment

    def taken_down(self, act: acts.OnPaper) -> str:
        """Who took it down: this system, or the official who recorded the paper."""
        return self.person(self.of.step.by.person) if act.paper else self("registered")

    @property
    def contract(self) -> str:
        return self("contract", name=self.both(self.of.title), id=self.of.contract.id)

    @property
    def contact(self) -> str:
        names = tuple(self.person(each) for each in self.of.handlers)
        return self("contact", body=self.both(self.of.body), names=names)

    def person(self, id: str | None) -> str:
        name = self.of.names.get(id or "")
        return self.both(name) if name is not None else id or self.both(self.of.body)

    @property
    def joined(self) -> str:
        """What stands between the parts of a list."""
        return "、" if self.lang == "zh" else ", "

    def workdays(self, n: int) -> str:
        return self("workdays", n=n)

    def on_arrival(self, workdays: int) -> str:
        """The last day of a period that begins when the paper arrives."""
        due = self.of.calendar.deadline(self.of.on, workdays)
        return self("on_arrival", n=workdays, day=self.last(due))

    def if_at_once(self, workdays: int) -> str:
        """The same in a table: the day, if it arrives on the day on which it is issued."""
        return self.last(self.of.calendar.deadline(self.of.on, workdays))

    def within(self, clock: str, since: date | None = None) -> str:
        """The last day of a clock of the route that runs from a day, the step's own if none is named."""
        rule = self.of.now.route.clocks[clock]
        return self.last(self.of.calendar.deadline(since or self.of.on, rule.workdays))

    def law(self, ground: Citation) -> str:
        """A ground that is not the contract's, as a sentence."""
        said = cited(ground, self.lang)
        return self("policy" if ground.how is Provenance.POLICY else "law", law=said)

    def clauses(self, *kinds: str) -> str:
        """The contract's clauses of these kinds, a line each."""
        return self.lines(
            *(
                self("clause", id=each.id, kind=each.kind, text=each.text)
                for each in self.of.clauses
                if each.kind in kinds
            )
        )

    @property
    def ground(self) -> str:
        """What the correction rests on: the contract's clauses, and the law behind the route."""
        return self.lines(self.clauses(*CORRECTING), self.law(self.of.now.route.ground))

    @property
    def exits(self) -> str:
        """On which grounds the contract might end if nothing is put right."""
        agreed = [each.id for each in self.of.clauses if each.kind == "exit"]
        edition = self.of.grounds.in_force(self.of.on).get("late-after-demand")
        law = [cited(edition.citation, self.lang)] if edition else []
        clauses = [self("clause_id", id=id) for id in agreed]
        return self.joined.join((*clauses, *law)) or cited(self.of.now.route.ground, self.lang)

    def remedies(self, *, arrival: bool = False, objection: bool = True, ending: bool = False) -> str:
        """Where the provider may go and until when: what the route gives, and nothing that the law does not.

        `arrival`: the time runs from when the paper arrives.
        """
        route = self.of.now.route
        named = (self._remedy(each, arrival=arrival, ending=ending) for each in route.remedies)
        return self.lines(
            *(
                text
                for remedy, text in zip(route.remedies, named, strict=True)
                if objection or remedy.to != "objection"
            )
        )

    def _remedy(self, remedy: Remedy, *, arrival: bool, ending: bool) -> str:
        law = cited(remedy.ground, self.lang)
        match remedy.to:
            case "objection":
                n = remedy.workdays or 0
                day = self.last(self.of.calendar.deadline(self.of.on, n))
                return self("remedy_on_arrival" if arrival else "remedy_by", n=n, day=day)
            case "court":
                return self("remedy_court", law=law if ending else None)
            case "arbitration":
                return self("remedy_arbitration", law=law)
            case _:
                return self("remedy_administrative_review", days=remedy.days, law=law)

    def paper(self, number: int | None) -> str:
        """The paper of a step, with its title and its number."""
        act = self.of.act_of(number or 0)
        kind = None if number is None or act is None else paper_of(self.of, number)
        if kind is None or number is None:
            return self("earlier")
        title = shipped_wording(kind, "zh").title if self.lang == "zh" else term("paper_kind", kind, "en")
        return self("objected", title=title, number=self.numbered(number))

    def numbered(self, number: int | None) -> str:
        """The document number of the paper of a step."""
        act = self.of.act_of(number or 0)
        kind = None if act is None or number is None else paper_of(self.of, number)
        if kind is None or number is None:
            return self("earlier")
        if chosen := getattr(act, "number", ""):
            return str(chosen)
        if KINDS[kind].letterhead:
            return self("unnumbered", day=self.day(self.of.steps[number - 1].on))
        return number_of(self.of.case, number)

    def findings(self, ids: Iterable[str]) -> str:
        """Findings as numbered sentences; the case's subject where none is known."""
        known = [self.of.findings[each] for each in ids if each in self.of.findings]
        if not known:
            return self("no_findings", subject=self.of.now.subject)
        return self.lines(*(self._finding(no, each) for no, each in enumerate(known, start=1)))

    def _finding(self, no: int, each: Found) -> str:
        return self("finding", no=no, on=self.day(each.on), source=each.source, what=self.both(each.what))

    def files(self, key: str, digests: Iterable[str], *, to_authority: bool = False) -> Tables:
        """A table of files with their hashes; nothing where there are none.

        What a file is called may say who complained: the provider is told the names that it gave itself, and of every
        other file with which step it came. Only an authority is told every name.
        """
        found = {each: self.of.files[each] for each in digests if each in self.of.files}
        named = [
            replace(file, name=file.name if to_authority else self._file_name(digest))
            for digest, file in found.items()
        ]
        return (self.table(key, ("no", "file", "sha256", "size"), self._file_rows(named)),) if named else ()

    def _file_name(self, digest: str) -> str:
        own = self.of.brought.get(digest)
        if own is not None:
            return own
        step = next(each for each in self.of.steps if digest in stated_in(each))
        return self("material", act=step.kind.value)

    def _file_rows(self, found: Iterable[Evidence]) -> Iterator[tuple[str, ...]]:
        for no, each in enumerate(found, start=1):
            yield str(no), each.name, each.sha256, str(each.size) if each.size else "-"

    def table(self, key: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> PaperTable:
        """A table with its heads in words."""
        return PaperTable(key, tuple(self(f"col_{name}") for name in columns), tuple(rows))


def paper_of(of: About, number: int) -> PaperKind | None:
    """Which paper a step of the case is known by; None of one that issues none of its own."""
    act = of.act_of(number)
    return None if act is None else paper_of_act(act)


def paper_of_act(act: acts.Act) -> PaperKind | None:
    """Which paper an act is known by."""
    return ENDINGS.get(act.way) if isinstance(act, acts.End) else NAMED.get(kind_of(act))


def sent(act: acts.Speak | acts.Report | acts.Contest) -> tuple[str, ...]:
    """What came with it, by hash: the evidence, and the paper itself where it came on paper."""
    return (*act.evidence, act.paper) if act.paper else act.evidence


def served_step(of: About) -> int | None:
    """The step whose paper the step of serving says has arrived."""
    return of.latest(*_SERVED)
