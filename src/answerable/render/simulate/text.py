"""A simulation in a terminal: parameters, groups, errors over all, ratings needed."""

from collections.abc import Iterable

from answerable.core.assess.simulate.values import Simulation
from answerable.render.simulate.phrases import (
    Row,
    discoveries,
    group_about,
    group_rows,
    heads,
    needed_rows,
    parameters,
)
from answerable.render.terminal import fold, width
from answerable.render.words import label

_COLUMNS = 110


def simulation_text(simulation: Simulation, lang: str) -> str:
    """The whole simulation, ending with a line break."""
    portfolio = simulation.portfolio
    lines = [portfolio.title.in_(lang)]
    how = label(
        "simulate_how",
        lang,
        runs=simulation.runs,
        seed=simulation.seed,
        months=portfolio.months,
        looks=portfolio.looks,
    )
    lines += [*fold(how, _COLUMNS), ""]
    lines += [label("simulate_parameters", lang), *_table(parameters(simulation, lang), simulation)]
    for at, group in enumerate(simulation.outcomes[0].groups):
        lines += ["", *fold(group_about(group, lang), _COLUMNS)]
        lines += _table(group_rows(simulation, at, lang), simulation)
    lines += ["", *fold(label("simulate_discoveries", lang), _COLUMNS)]
    lines += _table(discoveries(simulation, lang), simulation)
    lines += ["", *fold(label("simulate_needed_title", lang), _COLUMNS)]
    lines += _table(needed_rows(simulation, lang), simulation)
    lines += ["", *fold(label("simulate_note", lang), _COLUMNS)]
    # Titles come from files: no control character of theirs may reach a terminal.
    return "\n".join("".join(c if c.isprintable() else " " for c in line).rstrip() for line in lines) + "\n"


def _table(rows: Iterable[Row], simulation: Simulation) -> list[str]:
    """One row a line; with two sets of parameters each has a line of its own, below its name."""
    rows, names = list(rows), heads(simulation)
    if len(names) == 1:
        first = max(width(what) for what, _ in rows)
        return [line for what, (cell,) in rows for line in _beside(what + " " * (first - width(what)), cell)]
    label_width = max(width(name) for name in names)
    lines = []
    for what, cells in rows:
        if len(set(cells)) == 1:
            lines += _beside(what, cells[0])
            continue
        lines.append(f"  {what}")
        for name, cell in zip(names, cells, strict=True):
            lines += _beside("  " + name + " " * (label_width - width(name)), cell)
    return lines


def _beside(what: str, cell: str) -> list[str]:
    indent = width(what) + 4
    first, *more = fold(cell, _COLUMNS - indent)
    return [f"  {what}  {first}", *(" " * indent + line for line in more)]
