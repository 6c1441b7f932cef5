"""Papers beside the course of correction: protective measures, objections, proof of delivery, referral."""

from answerable.actions.office.papers.about import About, evidence_in
from answerable.actions.office.papers.plan import Plan
from answerable.actions.office.papers.saying import Fields, Phrases, Tables, sent, served_step
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import due
from answerable.core.enforce.papers.values import PaperKind
from answerable.core.tables.declare import Both
from answerable.render.cited import cited
from answerable.render.words import term

Said = tuple[Fields, Tables]


def protection(of: About, act: acts.Protect) -> Plan:
    """Measures that were taken at once, why, and who looks at them by when."""

    def words(phrase: Phrases) -> Said:
        fields = {
            "facts": act.reason,
            "ground": _protected_by(phrase),
            "measures": measures(phrase, act.measures),
            "starts": phrase.moment,
            "reviewer": phrase("reviewer", body=phrase.both(of.body)),
            "review_by": phrase.within("protect"),
            "where": phrase("where", body=phrase.both(of.body)),
            "remedy": phrase.remedies(),
            "contact": phrase.contact,
            "until": phrase("until_reviewed"),
        }
        return fields, ()

    return Plan(PaperKind.PROTECTION, words, act.number)


def protection_review(of: About, act: acts.ReviewProtection) -> Plan:
    """What somebody else decided about the measures."""
    taken = of.act_of(act.step)
    reviewed = taken if isinstance(taken, acts.Protect) else None

    def words(phrase: Phrases) -> Said:
        fields = {
            "protection": phrase.paper(act.step if reviewed else None),
            "reviewer": phrase.person(of.step.by.person),
            "facts": _taken(phrase, act.step, reviewed),
            "ground": _protected_by(phrase),
            "reason": act.reason,
            "decision": phrase("protection_upheld")
            if act.upheld
            else phrase("protection_lifted", day=phrase.day(of.on)),
            "remedy": phrase.remedies(),
            "contact": phrase.contact,
            "until": phrase("until_reviewed") if act.upheld else "",
        }
        return fields, ()

    return Plan(PaperKind.PROTECTION_REVIEW, words)


def objection(of: About, act: acts.Contest) -> Plan:
    """That an objection is taken up, who decides, and by when."""

    def words(phrase: Phrases) -> Said:
        fields = {
            "objected": phrase.paper(act.step),
            "received_on": phrase.came(act),
            "decided_by": phrase("decided_by", body=phrase.both(of.body)),
            "decides_by": phrase.within("review"),
            "effect": phrase("objection_effect"),
            "contact": phrase.contact,
            "objection": act.text,
        }
        return fields, phrase.files("materials", sent(act))

    return Plan(PaperKind.OBJECTION, words)


def _consequence(of: About, phrase: Phrases) -> str:
    """What an upheld objection leads to: the contract goes on where its end was annulled."""
    closed = of.now.final and not of.before.final
    if of.now.annulled and not of.before.annulled:
        return phrase("annulled_closed" if closed else "annulled")
    return phrase("checked_closed_case") if closed else ""


def objection_decision(of: About, act: acts.DecideObjection) -> Plan:
    """What came of an objection."""
    made = of.act_of(act.step)
    against = made.step if isinstance(made, acts.Contest) else 0

    def words(phrase: Phrases) -> Said:
        facts = phrase("reviewed_facts", paper=phrase.paper(against or None))
        aside = phrase("reviewed_aside", findings=_named(phrase, act.set_aside)) if act.set_aside else ""
        places = phrase.joined.join(act.places)
        correction = phrase("correction", day=phrase.within("publish"), places=places) if act.places else ""
        fields = {
            "objected": phrase.paper(against or None),
            "objection": made.text if isinstance(made, acts.Contest) else phrase("earlier"),
            "facts": phrase.lines(facts, aside),
            "ground": phrase.ground,
            "reason": act.reason,
            "decision": phrase(f"reviewed_{act.result}"),
            "remedy": phrase.remedies(objection=False),
            "contact": phrase.contact,
            "correction": correction,
            "consequence": _consequence(of, phrase),
        }
        return fields, ()

    return Plan(PaperKind.OBJECTION_DECISION, words, act.number)


def receipt(of: About, act: acts.Serve) -> Plan:
    """The proof of delivery of the paper that was on its way."""
    last = due(of.now, of.calendar)

    def words(phrase: Phrases) -> Said:
        runs = phrase("receipt_runs", day=phrase.last(last)) if last is not None else ""
        arrived = phrase.moment if act.method == "desk" else phrase.day(act.arrived_on)
        note = phrase("receipt_note", day=arrived, by=act.received_by, proof=act.proof or None)
        fields = {
            "document": phrase.paper(served_step(of)),
            "recipient": phrase.both(of.provider),
            "place": phrase("receipt_place_desk" if act.method == "desk" else "receipt_place"),
            "how": term("case_method", act.method, phrase.lang),
            "note": f"{note} {runs}".strip(),
        }
        return fields, ()

    return Plan(PaperKind.RECEIPT, words)


def referral(of: About, act: acts.Refer) -> Plan:
    """The file goes to an authority whose decision it is."""

    def words(phrase: Phrases) -> Said:
        fields = {
            "subject": phrase.both(of.provider),
            "facts": act.reason,
            "ground": phrase("refer_ground"),
            "material": phrase("refer_material", case=of.case),
            "reply": phrase("refer_reply"),
            "contract": phrase.contract,
            "contact": phrase.contact,
        }
        return fields, phrase.files("materials", evidence_in(of.steps[: of.number]), to_authority=True)

    authority = Both(term("referred_to", act.to, "zh"), term("referred_to", act.to, "en"))
    return Plan(PaperKind.REFERRAL, words, act.number, addressee=authority)


def measures(phrase: Phrases, taken: tuple[str, ...]) -> str:
    """Measures, a line each."""
    return phrase.lines(
        *(
            phrase("numbered", n=no, what=term("case_measure", each, phrase.lang))
            for no, each in enumerate(taken, start=1)
        )
    )


def _protected_by(phrase: Phrases) -> str:
    """The clauses that keep accounts and review with the body, and the law that lets nobody go on doing harm."""
    edition = phrase.of.grounds.in_force(phrase.of.on).get("public-harm")
    law = cited(edition.citation if edition else phrase.of.now.route.ground, phrase.lang)
    return phrase.lines(phrase.clauses("custody", "review"), phrase("protect_ground", law=law))


def _taken(phrase: Phrases, number: int, act: acts.Protect | None) -> str:
    if act is None:
        return phrase("earlier")
    moment = phrase.at(phrase.of.steps[number - 1])
    return phrase("protected", measures=act.measures, at=moment, reason=act.reason)


def _named(phrase: Phrases, ids: tuple[str, ...]) -> str:
    known = (phrase.of.findings.get(each) for each in ids)
    return phrase("joint").join(
        phrase.both(found.what) if found else id for id, found in zip(ids, known, strict=True)
    )
