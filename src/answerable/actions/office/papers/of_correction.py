"""Papers of correction: notice, statement, order, extension, report, re-check, finding of non-compliance, closing."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from answerable.actions.office.papers.about import About
from answerable.actions.office.papers.plan import Plan
from answerable.actions.office.papers.saying import Fields, Phrases, Tables, sent
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import due, item_due
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.course.values import CaseNow, Item
from answerable.core.enforce.papers.values import PaperKind, PaperTable
from answerable.core.terms.calendar import Deadline
from answerable.render.words import term

Said = tuple[Fields, Tables]


def notice(of: About, act: acts.Notify) -> Plan:
    """What was found, and the invitation to state one's case."""

    def words(phrase: Phrases) -> Said:
        fields = {
            "facts": act.facts,
            "ground": phrase.ground,
            "intended": phrase("intended"),
            "period": phrase.workdays(act.workdays),
            "last_day": phrase.on_arrival(act.workdays),
            "where": phrase("where", body=phrase.both(of.body)),
            "silence": phrase("notice_silence"),
            "contact": phrase.contact,
        }
        return fields, findings_table(phrase, of.now.standing_findings)

    return Plan(PaperKind.NOTICE, words, act.number)


def statement(of: About, act: acts.Speak) -> Plan:
    """The receipt of a statement."""

    def words(phrase: Phrases) -> Said:
        excuse = phrase("statement_excuse", excuse=act.excuse) if act.excuse else ""
        fields = {
            "notice": phrase.numbered(of.latest(Kind.NOTIFY)),
            "stated_by": phrase.both(of.provider),
            "stated_on": phrase.came(act),
            "stated_how": phrase("on_paper" if act.paper else "online"),
            "statement": phrase.lines(act.text, excuse, phrase("heard", at=phrase.came(act))),
            "received_by": phrase.taken_down(act),
        }
        return fields, phrase.files("materials", sent(act))

    return Plan(PaperKind.STATEMENT, words)


def order(of: About, act: acts.Order) -> Plan:
    """What is to be put right, item by item, by when, and what follows otherwise."""
    periods = {each.workdays for each in act.items}

    def words(phrase: Phrases) -> Said:
        longest = max(periods, default=1)
        fields = {
            "facts": phrase.findings(each.finding for each in act.items),
            "ground": phrase.ground,
            "answer": act.answer.strip() or phrase("unanswered"),
            "period": phrase.workdays(longest) if len(periods) == 1 else phrase("periods"),
            "last_day": phrase.on_arrival(longest),
            "report_to": phrase("report_to", body=phrase.both(of.body)),
            "silence": phrase("order_silence", grounds=phrase.exits),
            "remedy": phrase.remedies(arrival=True),
            "contact": phrase.contact,
        }
        rows = (
            (str(no), _asked(phrase, each), phrase.workdays(each.workdays), phrase.if_at_once(each.workdays))
            for no, each in enumerate(act.items, start=1)
        )
        return fields, (phrase.table("items", ("no", "demand", "period", "at_once"), rows),)

    return Plan(PaperKind.ORDER, words, act.number)


def extension(of: About, act: acts.Extend) -> Plan:
    """More time, once, with its reason."""

    def words(phrase: Phrases) -> Said:
        fields = {
            "order": phrase.paper(of.latest(Kind.ORDER)),
            "reason": act.reason,
            "old_last_day": phrase.last(last_day(of.correcting, of)),
            "last_day": phrase.last(last_day(of.now, of)),
            "silence": phrase("extension_silence"),
            "remedy": phrase.remedies(),
            "contact": phrase.contact,
        }
        rows = (
            (str(no), _asked(phrase, each), phrase.last(item_due(of.now, each, of.calendar)))
            for no, each in enumerate(of.now.open_items, start=1)
        )
        return fields, (phrase.table("items", ("no", "demand", "last"), rows),)

    return Plan(PaperKind.EXTENSION, words, act.number)


def report(of: About, act: acts.Report) -> Plan:
    """The receipt of a report."""
    known = {each.id: each for each in of.before.items}

    def words(phrase: Phrases) -> Said:
        whole = of.now.place.clock == "recheck"
        last = due(of.now, of.calendar)
        fields = {
            "order": phrase.numbered(of.latest(Kind.ORDER)),
            "received_on": phrase.came(act),
            "received_by": phrase.taken_down(act),
            "note": phrase("on_paper") if act.paper else "",
            "next": phrase("report_next", day=phrase.last(last)) if whole and last else phrase("report_rest"),
            "contact": phrase.contact,
        }
        rows = (
            (str(no), _asked(phrase, known[each.item]) if each.item in known else each.item, each.text)
            for no, each in enumerate(act.items, start=1)
        )
        items = phrase.table("items", ("no", "demand", "said"), rows)
        return fields, (items, *phrase.files("materials", sent(act)))

    return Plan(PaperKind.REPORT, words)


def recheck(of: About, act: acts.Recheck) -> Plan:
    """What somebody else found when looking again."""

    def words(phrase: Phrases) -> Said:
        fields = {
            "order": phrase.paper(of.latest(Kind.ORDER)),
            "checked_on": phrase.day(of.on),
            "checked_by": phrase.person(of.step.by.person),
            "conclusion": counted(phrase, act),
            "consequence": _what_follows(phrase),
            "remedy": phrase.remedies(),
            "contact": phrase.contact,
        }
        notes = {each.item: each.note for each in act.results}
        return fields, (results_table(phrase, notes, among=notes.keys()),)

    return Plan(PaperKind.RECHECK, words, act.number)


def not_corrected(of: About, act: acts.FindNotCorrected) -> Plan:
    """That the order was not complied with."""

    def words(phrase: Phrases) -> Said:
        checked = of.latest(Kind.RECHECK)
        left = of.now.open_items
        demands = phrase.joined.join(str(no) for no, each in enumerate(of.now.items, 1) if each in left)
        edition = of.grounds.in_force(of.on).get("late-after-demand")
        fields = {
            "order": phrase.paper(of.latest(Kind.ORDER)),
            "recheck": phrase.paper(checked),
            "facts": phrase("left", n=len(left), items=demands),
            "ground": phrase.lines(phrase.ground, phrase.law(edition.citation) if edition else ""),
            "conclusion": phrase("not_corrected", reason=act.reason),
            "consequence": phrase("not_corrected_consequence", grounds=phrase.exits),
            "remedy": phrase.remedies(),
            "contact": phrase.contact,
        }
        return fields, (results_table(phrase, notes_of(of, checked)),)

    return Plan(PaperKind.NOT_CORRECTED, words, act.number)


def closing(of: About, outcome: str, *, reason: str = "", answer: str = "", closed: str = "") -> Plan:
    """How a case that ends without an end of the contract came out; `outcome` is a sentence of papers."""
    left = of.now.open_items if of.step.kind is Kind.ACCEPT_REST else ()
    ordered, checked = of.latest(Kind.ORDER), of.latest(Kind.RECHECK, before=of.number + 1)

    def words(phrase: Phrases) -> Said:
        answered = phrase("closed_answer", answer=answer) if answer else ""
        remaining = phrase("joint").join(_asked(phrase, each) for each in left)
        fields = {
            "outcome": phrase.lines(phrase(outcome, reason=reason, outcome=closed), answered),
            "contact": phrase.contact,
            "order": phrase.paper(ordered) if ordered else "",
            "recheck": phrase.paper(checked) if checked else "",
            "remains": phrase("remains", items=remaining) if left else "",
        }
        if not of.now.items:
            return fields, ()
        return fields, (results_table(phrase, notes_of(of, checked)),)

    return Plan(PaperKind.CLOSING, words, addressee=None if _was_told(of) else of.body)


def _was_told(of: About) -> bool:
    """Whether the provider knows of the case: what was dropped before is nobody's business but the body's."""
    return of.now.notice is not None


def findings_table(phrase: Phrases, ids: Iterable[str]) -> Tables:
    """Findings with their day, source and severity; nothing where none is known."""
    known = [phrase.of.findings[each] for each in ids if each in phrase.of.findings]
    rows = [
        (
            str(no),
            phrase.both(each.what),
            phrase.day(each.on),
            term("finding_source", each.source, phrase.lang),
            term("severity", each.severity, phrase.lang),
        )
        for no, each in enumerate(known, start=1)
    ]
    columns = ("no", "finding", "found_on", "source", "severity")
    return (phrase.table("findings", columns, rows),) if rows else ()


def results_table(
    phrase: Phrases, notes: Mapping[str, str], *, among: Collection[str] | None = None
) -> PaperTable:
    """The items under their numbers, all or some, with what the latest re-check found of them."""
    rows = (
        (
            str(no),
            _asked(phrase, each),
            term("recheck_result", each.result, phrase.lang) if each.result else "-",
            notes.get(each.id) or "-",
        )
        for no, each in enumerate(phrase.of.now.items, start=1)
        if among is None or each.id in among
    )
    return phrase.table("items", ("no", "demand", "result", "note"), rows)


def notes_of(of: About, number: int | None) -> dict[str, str]:
    """What a re-check noted of each item."""
    act = of.act_of(number or 0)
    return {each.item: each.note for each in act.results} if isinstance(act, acts.Recheck) else {}


def _asked(phrase: Phrases, item: Item | acts.Demand) -> str:
    return (item.demand_en if phrase.lang == "en" else "") or item.demand


def counted(phrase: Phrases, act: acts.Recheck) -> str:
    """How many items a re-check found put right, left as they were, or beyond anybody's power."""
    found = Counter(each.result for each in act.results)
    return phrase(
        "checked",
        n=len(act.results),
        corrected=found["corrected"],
        open=found["not_corrected"],
        impossible=found["not_possible"],
    )


def _what_follows(phrase: Phrases) -> str:
    now = phrase.of.now
    last = due(now, phrase.of.calendar)
    if now.final:
        return phrase("checked_closed")
    if now.place.clock == "conclude" and last is not None:
        return phrase("checked_rest", day=phrase.last(last))
    return phrase("checked_again")


def last_day(case: CaseNow, of: About) -> Deadline:
    """The latest of the last days of the open items."""
    dues = [item_due(case, each, of.calendar) for each in case.open_items]
    return max(dues, key=lambda each: each.on, default=Deadline(case.since, provisional=False))
