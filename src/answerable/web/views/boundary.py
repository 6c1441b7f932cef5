"""The questionnaire of the boundary question: one page, one question after the other, with a way back.

Nothing is kept between two steps but what the form itself carries, and nothing is stored before the verdict is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from answerable.actions.office.pages.verdicts import boundary_in_use
from answerable.actions.office.pages.work_items import facts_held
from answerable.core.register.permits import Act, may
from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.facts import Fact, FactKind, Value
from answerable.core.scope.interview import Interview
from answerable.core.scope.stated import StatedFactsError, read_facts
from answerable.core.tables.declare import Both
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.records.models import WorkItem
from answerable.render.scope.parts import Parts, parts_of, value_part
from answerable.web.actor import Visit, signed_in
from answerable.web.desk.forms import reasons
from answerable.web.views.work_items import subject_of

NOT_KNOWN = "?"
"""How the form carries an answer that is not known."""
CHANGE = "change."
"""A button whose value begins so asks a question again."""
MOST_RADIOS = 12
"""With more answers a list to open is easier than a column of buttons."""
Said = tuple[tuple[str, Value | None], ...]


@dataclass(frozen=True)
class Step:
    """Where the questionnaire stands."""

    interview: Interview
    again: Fact | None = None
    """A question that is asked once more."""
    typed: str = ""
    """What stands in its control."""
    faults: tuple[Message, ...] = ()
    at_question: bool = True
    """The faults belong to the question, and not to what was carried along."""
    shows: bool = False
    """The verdict is wanted now, whatever is still open."""

    @property
    def question(self) -> Fact | None:
        """The question that is put now; None where the verdict is shown."""
        return None if self.shows else self.again or self.interview.question()


@dataclass(frozen=True)
class Answer:
    """One answer that was given, in words; without a value it is not known."""

    fact: Fact
    value: Both | None
    carried: str


@dataclass(frozen=True)
class Question:
    """A question as it is put."""

    fact: Fact
    number: int
    numeric: bool
    listed: bool
    """So many answers that they stand in a list to open."""


@dataclass(frozen=True)
class Shown:
    """The page: either a question or the verdict, and everything that was answered."""

    step: Step
    question: Question | None
    answers: tuple[Answer, ...]
    parts: Parts | None
    open: tuple[Fact, ...]
    """Facts that are not known and can still change the verdict."""
    held: tuple[tuple[str, str], ...]
    """Facts that were on record when the questionnaire was opened."""
    stored: tuple[tuple[str, str, str], ...]
    """For every fact, what is to be kept and what was on record: empty where there is none."""


@signed_in
def ask(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """Ask the next question, or show the verdict; nothing is stored here."""
    subject = subject_of(visit, id)
    context: dict[str, object] = {
        "item": WorkItem.objects.select_related("body").get(id=id),
        "visit": visit,
        "may_decide": may(visit.actor, Act.PROPOSE, subject),
    }
    try:
        shown = _interviewed(request, visit, id)
        context["shown"], wrong = shown, bool(shown.step.faults)
    except InputError as error:
        context["refused"], wrong = [message for _, message in reasons(error)], True
    partly = request.headers.get("HX-Target") == "interview"
    context["partly"] = partly
    template = "work_items/interview.html" if partly else "work_items/boundary.html"
    # htmx leaves the page as it is where an answer is no success.
    return render(request, template, context, status=422 if wrong and not partly else 200)


def _interviewed(request: HttpRequest, visit: Visit, id: str) -> Shown:
    """The page after what was sent. Raises InputError where nothing can be asked."""
    boundary = boundary_in_use()
    if boundary is None:
        raise InputError("boundary_none")
    if request.method != "POST":
        return _shown(Step(Interview(boundary, visit.on)), facts_held(id))
    held = dict(_pairs(request.POST.getlist("held")))
    return _shown(step_of(request.POST, boundary, visit=visit, held=held), held)


def step_of(sent: QueryDict, boundary: Boundary, *, visit: Visit, held: dict[str, str]) -> Step:
    """The questionnaire after what was sent: an answer, a step back, a question to be asked again."""
    said, faults = _said(sent.getlist("said"), boundary)
    interview = Interview(boundary, visit.on, said)
    wanted = sent.get("step", "answer")
    if faults:
        return Step(interview, faults=faults, at_question=False)
    if wanted == "restart":
        return Step(replace(interview, answers=()))
    if wanted == "earlier":
        earlier, faults = _said([f"{name}={text}" for name, text in held.items()], boundary)
        return Step(replace(interview, answers=earlier), faults=faults, at_question=False)
    if wanted == "back" and said:
        return _asked_again(interview, said[-1][0])
    if wanted.startswith(CHANGE) and wanted.removeprefix(CHANGE) in boundary.fact:
        return _asked_again(interview, wanted.removeprefix(CHANGE))
    if wanted == "show":
        return Step(interview, shows=True)
    return _answered(interview, sent, known=wanted != "unknown") if "fact" in sent else Step(interview)


def _asked_again(interview: Interview, name: str) -> Step:
    """The question once more, with the answer that was given in its control."""
    value = dict(interview.answers).get(name)
    typed = "" if value is None else str(value)
    return Step(interview, again=interview.boundary.fact[name], typed=typed)


def _answered(interview: Interview, sent: QueryDict, *, known: bool) -> Step:
    fact = interview.boundary.fact.get(str(sent["fact"]))
    text = sent.get("value", "").strip()
    if fact is None:
        return Step(interview)
    if known and not text:
        return Step(interview, again=fact, faults=(Message.of("boundary_unanswered"),))
    try:
        facts = read_facts({fact.id: text if known else ""}, interview.boundary)
        return Step(interview.answered(fact.id, facts.get(fact.id)))
    except StatedFactsError as error:
        return Step(interview, again=fact, typed=text, faults=error.faults)


def _said(texts: Iterable[str], boundary: Boundary) -> tuple[Said, tuple[Message, ...]]:
    """The answers that the form carried along, and what is wrong with them: they may be older than the rules."""
    said: dict[str, Value | None] = {}
    faults: list[Message] = []
    for name, text in _pairs(texts):
        try:
            said[name] = read_facts({name: "" if text == NOT_KNOWN else text}, boundary).get(name)
        except StatedFactsError as error:
            faults += error.faults
            said.pop(name, None)
    try:
        read_facts({name: str(value) for name, value in said.items() if value is not None}, boundary)
    except StatedFactsError as error:
        return (), (*faults, *error.faults)
    return tuple(said.items()), tuple(faults)


def _pairs(texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    for text in texts:
        name, _, value = text.partition("=")
        yield name, value


def _shown(step: Step, held: dict[str, str]) -> Shown:
    interview, fact = step.interview, step.question
    question = None
    if fact is not None:
        listed = len(fact.options) > MOST_RADIOS
        number = sum(name != fact.id for name, _ in interview.answers) + 1
        question = Question(fact, number, fact.kind is FactKind.NUMBER, listed)
    decision = interview.decision() if fact is None else None
    boundary, known = interview.boundary, interview.facts
    return Shown(
        step=step,
        question=question,
        answers=tuple(_answer(boundary, name, value) for name, value in interview.answers),
        parts=None if decision is None else parts_of(decision),
        open=() if decision is None else tuple(boundary.fact[name] for name in decision.matter),
        held=tuple(held.items()),
        stored=tuple(
            (each.id, str(known.get(each.id, "")), held.get(each.id, "")) for each in boundary.facts
        ),
    )


def _answer(boundary: Boundary, name: str, value: Value | None) -> Answer:
    told = None if value is None else value_part(boundary, name, value)
    return Answer(boundary.fact[name], told, f"{name}={NOT_KNOWN if value is None else value}")
