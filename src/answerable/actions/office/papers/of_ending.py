"""Papers of ending: notice of non-renewal, agreement, notice of ending, and the hand-over list."""

from collections.abc import Iterator

from answerable.actions.office.cases.loading import Loaded
from answerable.actions.office.papers.about import About, evidence_in
from answerable.actions.office.papers.of_correction import counted, last_day
from answerable.actions.office.papers.plan import Plan
from answerable.actions.office.papers.saying import ENDINGS, Fields, Phrases, Tables
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.papers.values import PaperKind, PaperTable
from answerable.render.cited import cited
from answerable.render.words import term

Said = tuple[Fields, Tables]


def ending(of: About, act: acts.End) -> Plan:
    """The paper by which the contract ends, whichever way."""
    kind = ENDINGS[act.way]
    worded = {
        PaperKind.NON_RENEWAL: _non_renewal,
        PaperKind.AGREEMENT: _agreement,
        PaperKind.ENDING: _unilateral,
    }[kind]
    return Plan(kind, lambda phrase: worded(of, act, phrase), act.number)


def handover(of: About) -> Plan:
    """What was handed over, when, and what was noted."""

    def words(phrase: Phrases) -> Said:
        fields = {
            "hands_over": phrase.both(of.provider),
            "takes_over": phrase.both(of.body),
            "day": phrase.day(of.on),
        }
        return fields, (_handed_over(phrase),)

    return Plan(PaperKind.HANDOVER, words)


def _non_renewal(of: About, act: acts.End, phrase: Phrases) -> Said:
    fields = {
        "ends": phrase.day(act.last_day),
        "reason": act.reason,
        "ground": phrase.lines(
            phrase("expiry_ground", day=phrase.day(act.last_day)), phrase.law(of.now.route.ground)
        ),
        "settlement": phrase("settlement"),
        "handover": _duties(phrase),
        "remedy": phrase.remedies(arrival=True),
        "contact": phrase.contact,
        "answer": act.answer,
        "continuity": _continuity(act, phrase),
        "facts": phrase.findings(of.now.standing_findings) if of.now.standing_findings else "",
    }
    return fields, (_checklist(phrase),)


def _agreement(of: About, act: acts.End, phrase: Phrases) -> Said:
    fields = {
        "reason": act.reason,
        "last_day": phrase.day(act.last_day),
        "settlement": phrase("settlement"),
        "handover": _duties(phrase),
        "data": phrase("data"),
        "disputes": phrase("disputes", ways=phrase.remedies(objection=False).replace("\n", "")),
        "counterparts": phrase("counterparts"),
        "compensation": of.decided.get("compensation", ""),
        "continuity": _continuity(act, phrase),
    }
    return fields, (_checklist(phrase),)


def _unilateral(of: About, act: acts.End, phrase: Phrases) -> Said:
    digests = evidence_in(of.steps[: of.number])
    lines = _lines(of)
    fields = {
        "facts": phrase.lines(phrase.findings(of.now.standing_findings), _not_followed(of, phrase)),
        "ground": _ground(of, act, phrase),
        "evidence": phrase("evidence_lines", lines=lines) if lines else phrase("no_evidence"),
        "statement": _heard(of, phrase),
        "answer": _answer(of, act, phrase),
        "decision": _decision(act, phrase),
        "effect": _effect(act, phrase),
        "last_day": phrase.day(act.last_day),
        "settlement": phrase("settlement"),
        "handover": _duties(phrase),
        "remedy": phrase.remedies(arrival=True, ending=True),
        "contact": phrase.contact,
        "continuity": _continuity(act, phrase),
        "modification": of.decided.get("modification", ""),
        "compensation": of.decided.get("compensation", ""),
    }
    return fields, (_checklist(phrase), *phrase.files("evidence", digests))


def _not_followed(of: About, phrase: Phrases) -> str:
    """The order that was not followed, until when it ran, and what somebody else then found."""
    ordered, checked = of.latest(Kind.ORDER), of.latest(Kind.RECHECK)
    recheck = of.act_of(checked or 0)
    if of.now.cause_known is None or not of.now.checked_apart or ordered is None or checked is None:
        return ""
    if not isinstance(recheck, acts.Recheck):
        return ""
    return phrase(
        "not_followed",
        on=phrase.day(of.steps[ordered - 1].on),
        order=phrase.paper(ordered),
        until=phrase.last(last_day(of.correcting, of)),
        checked_on=phrase.day(of.steps[checked - 1].on),
        recheck=phrase.paper(checked),
        results=counted(phrase, recheck),
    )


def _lines(of: About) -> tuple[str, ...]:
    """The lines of evidence that the gate of ending counted, what people found before what a re-check did."""
    from answerable.actions.office.ending import evidence_lines

    found = evidence_lines(Loaded(of.case, of.contract, of.steps[: of.number - 1], of.before))
    return tuple(sorted(found, key=lambda each: (each == "recheck", each)))


def _ground(of: About, act: acts.End, phrase: Phrases) -> str:
    """The clause, in its own words, or the article of the law and what it means; and what the route rests on."""
    clause = next((each for each in of.clauses if each.id == act.ground), None)
    if clause is not None:
        agreed = phrase("clause", id=clause.id, kind=clause.kind, text=clause.text)
        return phrase.lines(agreed, phrase.law(of.now.route.ground))
    edition = of.grounds.in_force(of.on).get(act.ground)
    if edition is None:
        return phrase.lines(act.ground, phrase.law(of.now.route.ground))
    law = cited(edition.citation, phrase.lang)
    if edition.means is None:
        return phrase("law", law=law)
    return phrase("law_means", law=law, means=phrase.both(edition.means))


def _heard(of: About, phrase: Phrases) -> str:
    """That the provider was told and heard, and what it said."""
    told = of.latest(Kind.NOTIFY)
    texts = []
    if told is not None:
        period = phrase.workdays(of.now.given or of.now.route.clocks["statement"].workdays)
        on = phrase.day(of.steps[told - 1].on)
        texts.append(phrase("told", on=on, paper=phrase.paper(told), period=period))
    for each in of.now.statements:
        texts.append(phrase("spoke", on=phrase.day(each.on), text=each.text))
    return phrase.lines(*texts, "" if of.now.statements else phrase("unanswered"))


def _answer(of: About, act: acts.End, phrase: Phrases) -> str:
    if act.answer.strip():
        return act.answer
    ordered = of.latest(Kind.ORDER)
    before = of.act_of(ordered or 0)
    if isinstance(before, acts.Order) and before.answer.strip():
        return phrase.lines(phrase("answered_before", paper=phrase.paper(ordered)), before.answer)
    return phrase("answer_none")


def _decision(act: acts.End, phrase: Phrases) -> str:
    if act.minutes:
        return phrase("decided_meeting", minutes=act.minutes, reason=act.reason)
    return phrase("decided", reason=act.reason)


def _effect(act: acts.End, phrase: Phrases) -> str:
    if act.notice_days:
        return phrase("effect_days", n=act.notice_days, day=phrase.day(act.last_day))
    return phrase("effect", day=phrase.day(act.last_day))


def _continuity(act: acts.End, phrase: Phrases) -> str:
    if not act.continuity.strip():
        return ""
    return phrase(
        "continuity", continuity=act.continuity.rstrip("。. "), way=act.continuity_way or "in_house"
    )


def _duties(phrase: Phrases) -> str:
    route = phrase.of.now.route
    return phrase("handover", n=route.clocks["hand_over"].workdays, items=route.hand_over)


def _checklist(phrase: Phrases) -> PaperTable:
    """What has to be handed over, with room to note when it was."""
    rows = (
        (str(no), term("hand_over_item", each, phrase.lang), "")
        for no, each in enumerate(phrase.of.now.route.hand_over, start=1)
    )
    return phrase.table("items", ("no", "item", "note"), rows)


def _handed_over(phrase: Phrases) -> PaperTable:
    def rows() -> Iterator[tuple[str, ...]]:
        done = {step.act.item: step for step in phrase.of.steps if isinstance(step.act, acts.HandOver)}
        for no, item in enumerate(phrase.of.now.route.hand_over, start=1):
            step = done.get(item)
            note = step.act.note if step is not None and isinstance(step.act, acts.HandOver) else "-"
            day = "-" if step is None else phrase.day(step.on)
            yield str(no), term("hand_over_item", item, phrase.lang), day, note

    return phrase.table("items", ("no", "item", "done_on", "note"), rows())
