"""Open a boundary rulebook and decide one work item by it."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from answerable.actions.offline.aside import file_aside
from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.boundary_yaml import stated_name
from answerable.core.rulebook.shipped import boundary_of, load_boundary, shipped_boundaries
from answerable.core.scope.decide import Decision, decide
from answerable.core.scope.interview import Interview
from answerable.core.scope.proof import Proof
from answerable.core.scope.stated import StatedFactsError, read_facts
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.render.scope.decision_json import to_json
from answerable.sources.facts_file import read_stated
from answerable.sources.rulebook_folder import read_rulebook


def open_boundary(name: str) -> Boundary:
    """A shipped rulebook by its name, or a county's own by the path of its folder.

    Raises InputError if it is neither, RulebookFaultsError with all mistakes of its files.
    """
    if name in shipped_boundaries():
        return load_boundary(name)
    folder = Path(name)
    if not folder.is_dir():
        raise InputError("unknown_boundary", name=name, known=shipped_boundaries())
    texts = read_rulebook(folder)
    return boundary_of(stated_name(texts) or folder.name, texts)


def decide_scope(rulebook: str, *, pairs: Iterable[str] = (), file: Path | None = None, on: date) -> Decision:
    """The verdict on facts given as `fact=value` and in a file; the pairs win over the file.

    Raises InputError and UndecidableError; StatedFactsError with everything wrong with the facts, at once.
    """
    boundary = open_boundary(rulebook)
    boundary.on(on)
    stated = dict(read_stated(file).facts) if file is not None else {}
    given, faults = _pairs(pairs)
    if faults:
        raise StatedFactsError((*faults, *_faults(stated | given, boundary)))
    return decide(boundary, read_facts(stated | given, boundary), on=on)


def _faults(stated: Mapping[str, str], boundary: Boundary) -> tuple[Message, ...]:
    try:
        read_facts(stated, boundary)
    except StatedFactsError as error:
        return error.faults
    return ()


def begin_interview(rulebook: str, *, on: date) -> Interview:
    """A questionnaire with nothing answered yet. Raises as `decide_scope` does."""
    boundary = open_boundary(rulebook)
    boundary.on(on)
    return Interview(boundary, on)


def prove_scope(rulebook: str) -> Proof:
    """All flaws of a rulebook over its whole fact space. Raises as `open_boundary` does."""
    from answerable.engines.prover import prove

    return prove(open_boundary(rulebook))


def _pairs(pairs: Iterable[str]) -> tuple[dict[str, str], list[Message]]:
    stated: dict[str, str] = {}
    faults: list[Message] = []
    for text in pairs:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not name:
            faults.append(Message.of("fact_not_a_pair", text=text[:60]))
        elif stated.setdefault(name, value) != value:
            faults.append(Message.of("fact_twice", fact=name))
    return stated, faults


def save_record(decision: Decision, file: Path) -> None:
    """Keep a decision as JSON, whole or not at all. Raises OutputError if the file is there or cannot be written."""
    with file_aside(file) as aside:
        aside.write_text(to_json(decision), encoding="utf-8", newline="")
