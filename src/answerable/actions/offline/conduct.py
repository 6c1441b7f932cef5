"""How both sides of every contract of a district folder kept what they owed."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from answerable.actions.offline.aside import file_aside
from answerable.actions.offline.assess import question, records
from answerable.actions.offline.check import open_district
from answerable.core.assess.policy import policy_on
from answerable.core.enforce.conduct.values import DistrictConduct
from answerable.core.enforce.conduct.whole import conduct, year_begins
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.tables.rows import nearest
from answerable.core.terms.errors import InputError
from answerable.engines.engine import Engine
from answerable.render.conduct.table import conduct_csv
from answerable.sources.calendars import working_calendar


def conduct_of(
    source: Path, *, on: date, engine: Engine, scratch: Path, body: str | None = None
) -> DistrictConduct:
    """The conduct at the end of the day `on`, of one body or of all.

    Raises what `assess` raises, and InputError for a body that the district does not have.
    """
    opened = open_district(source, engine=engine, scratch=scratch).sound()
    kept = records(opened)
    known = {each.id for each in kept.bodies}
    if body is not None and body not in known:
        raise InputError("unknown_body", body=body, nearest=nearest(body, sorted(known)))
    policy = policy_on(load_parameters(opened.district.rulebook), on)
    calendar = working_calendar(opened.district.calendar, known_on=on)
    now, then = (
        engine.reduce(opened.files, question(opened, kept, policy, calendar=calendar, on=day))
        for day in (on, year_begins(on) - timedelta(days=1))
    )
    return conduct(
        replace(kept, statistics=now),
        policy,
        calendar=calendar,
        on=on,
        earlier=then,
        bodies=None if body is None else frozenset({body}),
    )


def write_table(result: DistrictConduct, target: Path, *, lang: str) -> None:
    """Write the shares as CSV, aside first. Raises OutputError if the file is there already or cannot be written."""
    with file_aside(target) as aside:
        aside.write_text(conduct_csv(result, lang), encoding="utf-8", newline="")
