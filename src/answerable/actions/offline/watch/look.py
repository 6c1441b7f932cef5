"""Look at a district's voices as of a day: read, let the engines compare, let the rules propose. Nothing is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from answerable.actions.offline.assess import records
from answerable.actions.offline.check import Opened, open_district
from answerable.actions.offline.watch.health import Looks, looks_at, voice_health
from answerable.actions.offline.watch.kept import Kept, kept_in
from answerable.actions.offline.watch.models import exact, text_model
from answerable.actions.offline.watch.near import repeats_in
from answerable.actions.offline.watch.read import spoken_in
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.rulebook.watch import load_watch
from answerable.core.terms.errors import UndecidableError
from answerable.core.watch.accounts.cadence import dormant_among
from answerable.core.watch.accounts.hostile import TELLS, rudest
from answerable.core.watch.accounts.profile import profile
from answerable.core.watch.district import Sight, accounts, proposals
from answerable.core.watch.layout import Spoken, silent_rules
from answerable.core.watch.record import records_of, remembered
from answerable.core.watch.results import WatchResult
from answerable.core.watch.text.model import TextModel
from answerable.core.watch.values import Limits
from answerable.engines.engine import Engine
from answerable.sources.calendars import working_calendar

_RATHER = Fraction(1, 2)


@dataclass(frozen=True)
class Watching:
    """How to look: with which models (a folder of larger ones, or none)."""

    models: Path | None = None


def watch(
    source: Path, *, on: date, engine: Engine, scratch: Path, how: Watching | None = None
) -> WatchResult:
    """What the rules propose on a district folder at the end of the day `on`. Raises what `assess` raises."""
    return watch_opened(open_district(source, engine=engine, scratch=scratch).sound(), on=on, how=how)


def watch_opened(opened: Opened, *, on: date, how: Watching | None = None) -> WatchResult:
    """The same for a district that was opened and is sound."""
    sight, kept, looks = sight_of(opened, on=on, how=how or Watching())
    spoken = sight.spoken
    rules = load_watch(opened.district.rulebook)
    silent = frozenset(silent_rules(spoken.rows.silenced, on))
    seen = tuple(accounts(sight))
    limits = Limits(rules.thresholds(on, silent=silent))
    findings = records(opened).findings
    proposed = remembered(proposals(sight, seen, rules, limits), findings, on=on)
    return WatchResult(
        district=opened.district.id,
        language=opened.district.language,
        on=on,
        names=_names(opened, spoken),
        profiles=tuple(profile(account) for account in seen),
        proposed=proposed,
        rules=records_of(rules, findings, on=on, silent=silent, least=_decided_least(opened, on)),
        health=voice_health(spoken, looks, dormant_among(seen, limits)),
        unowned=spoken.unowned(),
        unread=tuple(kept.unread.items()),
    )


def sight_of(opened: Opened, *, on: date, how: Watching) -> tuple[Sight, Kept, Looks]:
    """Everything heavy: texts compared, models asked, papers and pages read."""
    spoken = spoken_in(opened, on=on)
    kept = kept_in(opened, spoken, style=text_model("style", how.models))
    looks = looks_at(spoken)
    model = text_model("hostile", how.models)
    hostile = _hostile(spoken, model)
    return (
        Sight(
            spoken=spoken,
            calendar=working_calendar(opened.district.calendar, known_on=on),
            repeats=repeats_in(spoken),
            hostile=hostile,
            rudest=_rudest(spoken, model, hostile),
            looked=looks.stretches,
            visits=looks.visits,
            pages=tuple(kept.pages),
            papers=tuple(kept.papers),
        ),
        kept,
        looks,
    )


def _hostile(spoken: Spoken, model: TextModel) -> Mapping[str, Fraction]:
    own = [each for said in spoken.own.values() for each in said if each.text]
    scores = model.score([each.text for each in own])
    return {each.id: exact(value) for each, value in zip(own, scores, strict=True)}


def _rudest(spoken: Spoken, model: TextModel, scores: Mapping[str, Fraction]) -> dict[str, tuple[int, int]]:
    """Where to look in what reads rather hostile than not."""
    texts = {id: spoken.utterances[id].text for id, score in scores.items() if score >= _RATHER}
    return {id: rudest(text, model.tells(text, TELLS)) for id, text in texts.items()}


def _names(opened: Opened, spoken: Spoken) -> tuple[tuple[str, str, str], ...]:
    wanted = {row.contract for row in spoken.rows.voices}
    rows: Iterable[Mapping[str, object]] = (row.values for row in opened.tables.get("contracts", ()))
    return tuple(
        (str(row["id"]), str(row["name"]), str(row["name_en"] or row["name"]))
        for row in rows
        if row["id"] in wanted
    )


def _decided_least(opened: Opened, on: date) -> int:
    """How many decided findings a rule needs before its precision is held against it."""
    parameters = load_parameters(opened.district.rulebook)
    least = parameters.count("watch.precision_decided", on=on)
    if least is None:
        raise UndecidableError("parameter_not_set", parameter="watch.precision_decided", on=on)
    return least
