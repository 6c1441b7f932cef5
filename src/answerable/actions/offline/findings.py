"""Look for signs in a district folder, and record them as findings for a person to confirm or reject."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from answerable.actions.offline.append import append
from answerable.actions.offline.assess import question, records
from answerable.actions.offline.check import Opened, open_district
from answerable.core.assess.policy import policy_on
from answerable.core.assess.results import RatingsResult
from answerable.core.assess.signals.limits import signal_policy
from answerable.core.assess.signals.peers import compared
from answerable.core.assess.signals.producers import look_for_signs, unrecorded
from answerable.core.assess.signals.result import SignsResult
from answerable.core.assess.signals.values import Seen, Sight
from answerable.core.enforce.layout import Layout
from answerable.core.enforce.voices import judged
from answerable.core.evidence.statistics import Paths, RatingMonth, ServicePeriod
from answerable.core.evidence.values import DutyDone
from answerable.core.rulebook.parameters import load_parameters
from answerable.engines.engine import Engine
from answerable.render.findings.stored import stored_cells
from answerable.sources.calendars import working_calendar


def find(source: Path, *, on: date, engine: Engine, scratch: Path) -> SignsResult:
    """The signs of a district folder at the end of the day `on`. Raises what `assess` raises."""
    return _found(_opened(source, engine=engine, scratch=scratch), on=on, engine=engine)


def find_and_record(source: Path, *, on: date, engine: Engine, scratch: Path) -> SignsResult:
    """The same, and the signs are added to `findings.csv`, undecided. A second time there is nothing to add.

    The table is written anew, aside first, with its declared columns; every cell in it stays. Raises InputError if
    the findings are kept as Parquet, OutputError if the table cannot be written.
    """
    opened = _opened(source, engine=engine, scratch=scratch)
    result = _found(opened, on=on, engine=engine)
    append(source, opened.files, "findings", [stored_cells(signal, on=on) for signal in result.signals])
    return result


def _opened(source: Path, *, engine: Engine, scratch: Path) -> Opened:
    return open_district(source, engine=engine, scratch=scratch).sound()


def _found(opened: Opened, *, on: date, engine: Engine) -> SignsResult:
    calendar = working_calendar(opened.district.calendar, known_on=on)
    parameters = load_parameters(opened.district.rulebook)
    policy = policy_on(parameters, on)
    kept = records(opened)
    asked = question(opened, kept, policy, calendar=calendar, on=on)
    whole = replace(kept, statistics=engine.reduce(opened.files, asked))
    layout = Layout(whole, on)
    sight = sight_of(layout, engine.paths(opened.files, asked, None), judged(layout, policy))
    limits = signal_policy(parameters, policy, on)
    every = look_for_signs(sight, limits)
    new = unrecorded(sight, every)
    return SignsResult(
        district=opened.district.id,
        language=opened.district.language,
        on=on,
        contracts=tuple(seen.contract for seen in sight.contracts),
        signals=new,
        recorded=len(every) - len(new),
        peers=tuple(compared(sight, limits)),
    )


def sight_of(layout: Layout, paths: Paths, rated: Mapping[str, RatingsResult]) -> Sight:
    """Everything the signs look at, contract by contract."""
    months: dict[str, list[RatingMonth]] = {}
    services: dict[str, list[ServicePeriod]] = {}
    done: dict[str, list[DutyDone]] = {}
    for month in paths.months:
        months.setdefault(month.contract, []).append(month)
    for period in paths.services:
        services.setdefault(period.contract, []).append(period)
    owners = {duty.id: duty.contract for duty in layout.records.planned}
    for each in layout.records.done:
        done.setdefault(owners.get(each.duty, ""), []).append(each)
    contracts = sorted(layout.records.contracts, key=lambda each: each.id)
    return Sight(
        layout.on,
        tuple(
            Seen(
                contract=contract,
                catalogue=layout.work_items[contract.work_item].catalogue,
                ratings=layout.ratings[contract.id],
                months=tuple(months.get(contract.id, ())),
                services=tuple(services.get(contract.id, ())),
                matters=layout.matters[contract.id],
                causes=layout.causes[contract.id],
                scores=layout.scores[contract.id],
                planned=layout.planned[contract.id],
                done=tuple(done.get(contract.id, ())),
                findings=layout.findings[contract.id],
                tests=rated[contract.id].tests,
            )
            for contract in contracts
        ),
    )
