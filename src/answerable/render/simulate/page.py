"""A simulation as a page of its own, with plots."""

from answerable.core.assess.simulate.values import Simulation, Way
from answerable.render.simulate.phrases import (
    discoveries,
    group_about,
    group_rows,
    heads,
    needed_rows,
    parameters,
)
from answerable.render.simulate.plots import STYLES, delay, over_time, power
from answerable.render.templates import environment_of
from answerable.render.words import label, term


def simulation_html(simulation: Simulation, lang: str) -> str:
    """The page. The same simulation gives the same bytes."""
    environment = environment_of("answerable.render.simulate", lang)
    environment.globals |= {"label": lambda key, **params: label(key, lang, **params)}
    names = heads(simulation)
    template = environment.get_template("simulation.html.j2")
    return template.render(
        title=simulation.portfolio.title.in_(lang),
        simulation=simulation,
        heads=names,
        parameters=list(parameters(simulation, lang)),
        groups=[
            {
                "about": group_about(group, lang),
                "title": group.group.title.in_(lang),
                "rows": list(group_rows(simulation, at, lang)),
                "plots": [
                    (name, over_time(outcome.groups[at]))
                    for name, outcome in zip(names, simulation.outcomes, strict=True)
                ],
            }
            for at, group in enumerate(simulation.outcomes[0].groups)
        ],
        discoveries=list(discoveries(simulation, lang)),
        needed=list(needed_rows(simulation, lang)),
        wide=[
            (name, delay(outcome), power(outcome))
            for name, outcome in zip(names, simulation.outcomes, strict=True)
        ],
        key=[(term("way", way.value, lang), *STYLES[way]) for way in Way],
    )
