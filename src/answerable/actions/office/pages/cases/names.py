"""The names behind the ids in a case: of people, providers and bodies, of clauses, and of grounds in law."""

from collections.abc import Iterable, Iterator, Mapping

from answerable.actions.office.dump import held_district
from answerable.core.rulebook.grounds import load_grounds
from answerable.core.tables.declare import Both
from answerable.core.terms.message import Message, Param
from answerable.records.models import Body, Clause, Finding, Order, Person, Provider

_PEOPLE: Mapping[str, tuple[str, ...]] = {
    "ending_exposes": ("leader",),
    "ending_not_the_leader": ("by", "leader"),
    "ending_proposer_signed": ("person",),
    "ending_signature_outdated": ("by",),
    "ending_signed_twice": ("person",),
}
"""The parameters of a message that are ids of people."""
_GROUNDS = ("ending_no_ground", "ending_clause_unknown", "ending_ground_not_in_force")
"""Messages that speak of clauses, or of grounds in law."""
_SET = ("missing", "odd", "twice")
_SHORT = 40
_NONE = Both("无", "none")


def with_names(message: Message) -> Message:
    """The message as people read it: with names, texts and titles in place of ids."""
    if message.code in _GROUNDS:
        return _with_grounds(message)
    if message.code == "case_set_differs":
        return _with_things(message)
    about = {name: message.params.get(name) for name in _PEOPLE.get(message.code, ())}
    ids = [each for each in about.values() if isinstance(each, str)]
    if not ids:
        return message
    names = names_of(ids)
    return _renamed(message, {name: names[id] for name, id in about.items() if isinstance(id, str)})


def _with_grounds(message: Message) -> Message:
    """Clauses by their texts, and grounds in law by their titles."""
    params = message.params
    titles = {each.id: each.title for each in load_grounds(held_district().rulebook).grounds}
    rows = Clause.objects.filter(id__in=_ids(params.get("clauses"))).values_list("id", "text")
    texts = {id: Both(_quoted(text), _quoted(text)) for id, text in rows}
    called = {
        name: tuple(known.get(id, Both(id, id)) for id in _ids(params.get(name)))
        for name, known in (("clauses", texts), ("grounds", titles))
        if name in params
    }
    listed = {name: tuple(each.zh for each in found) or _NONE.zh for name, found in called.items()}
    listed |= {f"{name}_en": tuple(each.en for each in found) or _NONE.en for name, found in called.items()}
    ground = params.get("ground")
    one = {"ground": titles[ground]} if isinstance(ground, str) and ground in titles else {}
    return _renamed(Message.of(message.code, **{**params, **listed}), one)


def _with_things(message: Message) -> Message:
    """Findings by what they say, and items by what they ask for."""
    params, ids = message.params, {id for name in _SET for id in _ids(message.params.get(name))}
    said = {id: (zh, en or zh) for id, zh, en in _said(ids)}
    for at, lang in enumerate(("", "_en")):
        told = {
            f"{name}{lang}": tuple(
                _quoted(said[id][at]) if id in said else id for id in _ids(params.get(name))
            )
            for name in _SET
        }
        message = Message.of(message.code, **{**message.params, **told})
    return message


def _said(ids: Iterable[str]) -> Iterator[tuple[str, str, str | None]]:
    wanted = list(ids)
    yield from Finding.objects.filter(id__in=wanted).values_list("id", "what", "what_en")
    yield from Order.objects.filter(id__in=wanted).values_list("id", "demand", "demand_en")


def _ids(value: Param) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= _SHORT else f'{line[:_SHORT]}…'}”"


def _renamed(message: Message, called: Mapping[str, Both]) -> Message:
    zh = {name: both.zh for name, both in called.items()}
    en = {f"{name}_en": both.en for name, both in called.items()}
    return Message.of(message.code, **{**message.params, **zh, **en})


def names_of(ids: Iterable[str | None]) -> Mapping[str, Both]:
    """What each of the ids is called; what has no name is called by its id."""
    wanted = {each for each in ids if each}
    found = {id: Both(id, id) for id in wanted}
    for kind in (Body, Provider, Person):
        rows = kind._default_manager.filter(id__in=wanted)
        found |= {id: Both(zh, en or zh) for id, zh, en in rows.values_list("id", "name", "name_en")}
    return found
