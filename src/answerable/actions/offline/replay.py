"""Assess a district again as of the days of past assessments, by the rules of those days and by today's."""

from collections.abc import Iterator, Mapping
from datetime import date
from json import JSONDecodeError, loads
from pathlib import Path

from answerable.actions.offline.assess import assess_by
from answerable.actions.offline.check import Opened, open_district
from answerable.actions.offline.tried import tried_parameters
from answerable.core.enforce.replay import Past, Replayed, changes, differing
from answerable.core.rulebook.parameters import Parameters, load_parameters
from answerable.core.terms.errors import InputError
from answerable.engines.engine import Engine
from answerable.render.assessment_json import FORMAT, to_json

LARGEST = 2_000_000_000
"""Bytes of a file that is taken for a past assessment."""


def replay(
    source: Path, past: Path, *, today: date, parameters: Path | None, engine: Engine, scratch: Path
) -> Replayed:
    """Every past assessment made again from the district as it is now, by the rulebook and the rules of its own day.

    What the rules of the day `today` would have said is taken from `parameters`, a file with others to try, where one
    is given. Raises InputError where there is nothing to replay, a file is no assessment of this district or later
    than `today`, or the parameters cannot be used, and as `assess` does.
    """
    records = [(path, said, _day(path, said)) for path, said in _records(past)]
    late = max(on for _, _, on in records)
    if today < late:
        raise InputError("replay_before_record", today=today, on=late)
    opened = open_district(source, engine=engine, scratch=scratch).sound()
    rules = load_parameters(opened.district.rulebook)
    others = rules if parameters is None else tried_parameters(rules, parameters, on=today)
    found = tuple(
        _again(path, said, opened, rules, others, on=on, today=today, engine=engine)
        for path, said, on in records
    )
    return Replayed(
        language=opened.district.language,
        today=today,
        tried="" if parameters is None else parameters.name,
        past=tuple(sorted(found, key=lambda each: each.on)),
    )


def _again(
    path: Path,
    said: Mapping[str, object],
    opened: Opened,
    rules: Parameters,
    others: Parameters,
    *,
    on: date,
    today: date,
    engine: Engine,
) -> Past:
    district = said.get("district")
    if not isinstance(district, dict) or district.get("id") != opened.district.id:
        raise InputError("past_of_another_district", path=str(path), district=opened.district.id)
    then = assess_by(opened, rules, on=on, rules_on=on, engine=engine)
    now = assess_by(opened, others, on=on, rules_on=today, engine=engine)
    return Past(
        file=path.name if path.name != "assessment.json" else f"{path.parent.name}/{path.name}",
        on=on,
        same=to_json(then).encode() == path.read_bytes(),
        differs=tuple(differing(_standings(said), then)),
        changed=tuple(changes(then, now)),
        contracts=len(then.contracts),
    )


def _records(past: Path) -> Iterator[tuple[Path, Mapping[str, object]]]:
    paths = sorted(past.rglob("*.json")) if past.is_dir() else [past]
    found = [(path, said) for path in paths if (said := _assessment(path, alone=past.is_file())) is not None]
    if not found:
        raise InputError("no_past_assessment", path=str(past))
    yield from found


def _assessment(path: Path, *, alone: bool) -> Mapping[str, object] | None:
    """What the file says, if it is an assessment; in a folder other JSON is passed over."""
    try:
        said = loads(path.read_text(encoding="utf-8")) if path.stat().st_size <= LARGEST else None
    except (JSONDecodeError, UnicodeDecodeError, RecursionError):
        said = None
    if isinstance(said, dict) and said.get("format") == FORMAT:
        return said
    if alone:
        raise InputError("no_past_assessment", path=str(path))
    return None


def _day(path: Path, said: Mapping[str, object]) -> date:
    try:
        return date.fromisoformat(str(said.get("on")))
    except ValueError:
        raise InputError("no_past_assessment", path=str(path)) from None


def _standings(said: Mapping[str, object]) -> dict[str, str]:
    contracts = said.get("contracts")
    rows = contracts if isinstance(contracts, list) else []
    return {str(row.get("id")): str(row.get("standing")) for row in rows if isinstance(row, dict)}
