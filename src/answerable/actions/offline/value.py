"""What outsourcing brought, contract by contract, from a district folder."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from answerable.actions.offline.aside import file_aside
from answerable.actions.offline.assess import records
from answerable.actions.offline.check import open_district
from answerable.core.assess.value.values import ContractValue, DistrictValue, Figure
from answerable.core.assess.value.whole import Stated, in_house, measures, silent, stated
from answerable.core.enforce.layout import Layout
from answerable.core.enforce.standing import cases_on
from answerable.core.register.values import Contract
from answerable.core.tables.build import build
from answerable.core.tables.rows import nearest
from answerable.core.terms.errors import InputError
from answerable.engines.engine import Engine
from answerable.render.value.page import value_html


def value_of(
    source: Path, *, on: date, engine: Engine, scratch: Path, contract: str | None = None
) -> DistrictValue:
    """The value of one contract or of all that have begun, at the end of the day `on`.

    Raises UnsoundError with every fault of the folder, and InputError if there is no such folder or contract.
    """
    opened = open_district(source, engine=engine, scratch=scratch).sound()
    kept = records(opened)
    known = sorted(each.id for each in kept.contracts)
    if contract is not None and contract not in known:
        raise InputError("unknown_contract", contract=contract, nearest=nearest(contract, known))
    layout = Layout(kept, on)
    everybody = stated(
        _begun(layout), layout.work_items, build(Figure, opened.tables.get("value_figures", ())), on=on
    )
    asked = [each for each in everybody if contract in (None, each.contract.id)]
    return DistrictValue(
        district=kept.district.id,
        name=kept.district.name,
        name_en=kept.district.name_en,
        language=kept.district.language,
        on=on,
        contracts=tuple(_contract(each, layout, everybody) for each in asked),
    )


def _begun(layout: Layout) -> Iterator[Contract]:
    """The contracts that have begun, with the terms they really had."""
    for each in sorted(layout.records.contracts, key=lambda contract: contract.id):
        if each.starts <= layout.on:
            cases = cases_on(layout.cases[each.id], layout.states, on=layout.on)
            ended = [case.since for case in cases if case.state.startswith("ended_")]
            known = [] if each.ends is None else [each.ends]
            yield replace(each, ends=min([*ended, *known], default=None))


def _contract(one: Stated, layout: Layout, everybody: tuple[Stated, ...]) -> ContractValue:
    found = measures(one, everybody)
    contract = one.contract
    item, planned = layout.work_items[contract.work_item], layout.planned[contract.id]
    return ContractValue(
        contract=contract,
        body=layout.bodies[contract.body],
        provider=layout.providers[contract.provider],
        catalogue=one.catalogue,
        measures=found,
        silent=silent(found),
        in_house=in_house(item, planned, layout.records.done, on=layout.on),
    )


def write_page(result: DistrictValue, target: Path, *, lang: str) -> None:
    """Write the page, aside first. Raises OutputError if the file is there already or cannot be written."""
    with file_aside(target) as aside:
        aside.write_text(value_html(result, lang), encoding="utf-8", newline="")
