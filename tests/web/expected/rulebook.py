"""The rulebook: the same to everybody who works here, officials and providers' clerks alike; administrators not."""

from answerable.core.rulebook.clauses import load_clauses
from answerable.core.rulebook.grounds import load_grounds
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.rulebook.shipped import load_boundary
from answerable.sources.calendars import working_calendar
from tests.web.cast import today

PER_PAGE = 50
WORKING = ("handler", "section", "leader", "head", "legality", "supervisor", "provider")


def _first(ids: list[str]) -> dict[str, frozenset[str]]:
    """Everybody finds the first page of them."""
    return dict.fromkeys(WORKING, frozenset(ids[:PER_PAGE]))


def _rules() -> list[str]:
    boundary = load_boundary("cn")
    rank = {stage.id: at for at, stage in enumerate(boundary.stages)}
    return [
        rule.id for rule in sorted(boundary.rules, key=lambda each: rank.get(each.stage or "", len(rank)))
    ]


def _days() -> list[str]:
    calendar = working_calendar("cn", known_on=today())
    return [f"{day}" for day in sorted(calendar.off | calendar.made_up) if day.year == today().year]


LISTS: dict[str, dict[str, frozenset[str]]] = {
    "rulebook": _first(_rules()),
    "rulebook_parameters": _first([each.id for each in load_parameters("cn").parameters]),
    "rulebook_endings": _first(
        [
            f"{each.id}.{edition.starts}"
            for each in load_grounds("cn").grounds
            for edition in reversed(each.editions)
        ]
    ),
    "rulebook_clauses": _first([each.id for each in load_clauses()]),
    "rulebook_laws": _first([law.id for law in load_boundary("cn").laws]),
    "rulebook_calendar": _first(_days()),
}
DEEDS: dict[str, dict[str, frozenset[str]]] = {}
