"""The questionnaire in a terminal: one question after another, with help, unknowns, and a way back."""

import sys
from dataclasses import replace

from answerable.cli.speech import Speech
from answerable.core.rulebook.facts import Fact, FactKind, Value
from answerable.core.scope.decide import Decision
from answerable.core.scope.interview import Interview
from answerable.core.scope.stated import StatedFactsError
from answerable.render.scope.phrases import fact_phrase
from answerable.render.words import label, term

HELP, UNKNOWN, BACK, END = ("?", "？"), ("-", "－"), ("<", "＜"), ("q", "Q")


def hold(interview: Interview, speech: Speech) -> Decision:
    """Ask until no answer can change the verdict, or until the person ends it or the input does."""
    lang = speech.lang
    speech.out(label("ask_intro", lang) + "\n")
    while (fact := interview.question()) is not None:
        _put(fact, speech, n=len(interview.answers) + 1)
        answer = _answer(fact, speech)
        if answer is None:
            break
        interview = _after(interview, fact, answer, speech)
    n, every = len(interview.answers), len(interview.boundary.facts)
    speech.out("\n" + label("ask_done", lang, n=n, all=every) + "\n\n")
    return interview.decision()


def _put(fact: Fact, speech: Speech, *, n: int) -> None:
    lang = speech.lang
    lines = ["", label("ask_question", lang, n=n, question=fact.question.in_(lang))]
    if fact.kind is FactKind.NUMBER:
        unit = term("fact_unit", fact.unit or "", lang)
        lines.append(label("ask_range", lang, low=fact.low, high=f"{fact.high:,}", unit=unit))
    for at, option in enumerate(fact.options, start=1):
        lines.append(label("ask_option", lang, n=at, title=option.title.in_(lang)))
    speech.out("\n".join(lines) + "\n")


def _answer(fact: Fact, speech: Speech) -> str | None:
    """What was typed, once it is an answer or a command; None at the end."""
    while True:
        speech.out(label("ask_prompt", speech.lang))
        typed = sys.stdin.readline()
        text = typed.strip()
        if not typed or text in END:
            return None
        if text in HELP:
            help_, find_out = fact.help.in_(speech.lang), fact.find_out.in_(speech.lang)
            speech.out(label("ask_help", speech.lang, help=help_, find_out=find_out) + "\n")
        elif text in UNKNOWN or text in BACK or _value(fact, text) is not None:
            return text
        else:
            speech.out(label("ask_not_understood", speech.lang, text=text[:40]) + "\n")


def _after(interview: Interview, fact: Fact, answer: str, speech: Speech) -> Interview:
    if answer in BACK:
        if not interview.answers:
            speech.out(label("ask_back_at_start", speech.lang) + "\n")
        return replace(interview, answers=interview.answers[:-1])
    value = None if answer in UNKNOWN else _value(fact, answer)
    try:
        after = interview.answered(fact.id, value)
    except StatedFactsError as error:
        for message in error.faults:
            speech.fault(message)
        return interview
    speech.out(_heard(fact, value, speech.lang) + "\n")
    return after


def _heard(fact: Fact, value: Value | None, lang: str) -> str:
    if value is None:
        return label("ask_declined", lang, title=fact.title.in_(lang))
    return label("ask_answered", lang, fact=fact_phrase(fact, value, lang))


def _value(fact: Fact, text: str) -> Value | None:
    """The answer as typed: the number of an option, its id or title, or the number asked for."""
    if fact.kind is FactKind.NUMBER:
        try:
            return fact.parse(text.replace(",", "").replace("，", ""))
        except ValueError:
            return None
    if text.isdecimal() and 1 <= int(text) <= len(fact.options):
        return fact.options[int(text) - 1].id
    for option in fact.options:
        if text.lower() in (option.id, option.title.zh, option.title.en.lower()):
            return option.id
    return None
