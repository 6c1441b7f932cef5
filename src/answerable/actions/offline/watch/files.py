"""Look at single files: a paper, a page, a text. One that cannot be read is told, and the others go on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from answerable.actions.offline.watch.kept import home_named
from answerable.actions.offline.watch.models import exact, text_model
from answerable.core.rulebook.watch import SEVERITIES, WatchRules, load_watch
from answerable.core.terms.errors import AnswerableError, InputError
from answerable.core.watch.pages.producers import look_at_page
from answerable.core.watch.papers.producers import look_at_paper
from answerable.core.watch.papers.values import Held, Kept
from answerable.core.watch.results import FileResult, Proposed
from answerable.core.watch.values import Alert, Limits
from answerable.sources.adapted import unreadable
from answerable.sources.pages import page_of, page_of_text
from answerable.sources.papers.open import read_paper

_PAGES = (".html", ".htm", ".xhtml", ".shtml")


@dataclass(frozen=True)
class Beside:
    """What files are held against: the rulebook, names of home, papers of others, and a folder of larger models."""

    rulebook: str = "cn"
    home: tuple[str, ...] = ()
    against: tuple[Path, ...] = ()
    models: Path | None = None


def check_files(files: Sequence[Path], *, on: date, beside: Beside) -> tuple[FileResult, ...]:
    """What the rules in force on the day propose on each file: pages by their name, anything else as a paper.

    A paper's words are also looked at as a page's are, for spam and garbled text. Raises InputError for a rulebook
    without rules of watching, and for a paper to hold against that is unreadable.
    """
    rules = load_watch(beside.rulebook)
    if not rules.rules:
        raise InputError("no_watch_rules", rulebook=beside.rulebook)
    looking = _Looking(
        Limits(rules.thresholds(on)),
        Held(on, home_named(beside.home), tuple(_against(path) for path in beside.against)),
        beside.models,
    )
    return tuple(_result(path, looking, rules) for path in files)


@dataclass(frozen=True)
class _Looking:
    limits: Limits
    held: Held
    models: Path | None


def _against(path: Path) -> Kept:
    return Kept(path.name, path.name, read_paper(path).text, own=False)


def _result(path: Path, looking: _Looking, rules: WatchRules) -> FileResult:
    kind = "page" if path.suffix.lower() in _PAGES else "paper"
    try:
        alerts = _page(path, looking) if kind == "page" else _paper(path, looking)
    except AnswerableError as refusal:
        return FileResult(path.name, kind, refusal=refusal.message)
    found = {alert.id: alert for alert in alerts}
    return FileResult(path.name, kind, tuple(_proposed(found.values(), rules, looking.held.on)))


def _page(path: Path, looking: _Looking) -> tuple[Alert, ...]:
    try:
        data = path.read_bytes()
    except OSError as why:
        raise unreadable(path, why) from why
    view = page_of(data, id=path.name, address=None, content_type=None)
    if not view.text.strip():
        raise InputError("page_empty", name=path.name)
    return look_at_page(view, looking.limits, on=looking.held.on)


def _paper(path: Path, looking: _Looking) -> tuple[Alert, ...]:
    paper = read_paper(path)
    (score,) = text_model("style", looking.models).score([paper.text])
    held = replace(looking.held, literary=exact(score))
    view = page_of_text(paper.text, id=paper.id, address=None)
    return (
        *look_at_paper(paper, held, looking.limits),
        *look_at_page(view, looking.limits, on=held.on),
    )


def _proposed(alerts: Iterable[Alert], rules: WatchRules, on: date) -> Iterator[Proposed]:
    """Serious ones first."""
    for alert in sorted(
        alerts, key=lambda each: (-SEVERITIES.index(rules.by_id[each.rule].severity), each.rule)
    ):
        rule = rules.by_id[alert.rule]
        edition = rule.at(on)
        if edition is not None:
            yield Proposed("", alert, rule, edition)
