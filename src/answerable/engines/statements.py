"""The reductions as SQL of a dialect, generated from `engines.reductions`, and what their rows mean."""

from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from answerable.core.evidence.statistics import (
    CauseCount,
    Delivered,
    LevelCounts,
    MatterCount,
    OpenMatter,
    ReadingTotal,
    RestartCounts,
    ScoreTotal,
    Statistics,
)
from answerable.core.terms.period import Period

REDUCED = ("readings", "ratings", "services", "matters", "scores")
"""The tables that are reduced."""

Row = tuple[Any, ...]
V = TypeVar("V")


@cache
def statements(dialect: str) -> dict[str, str]:
    """Each reduction by name; the day asked about is the parameter `$on`."""
    text = files("answerable.engines").joinpath(f"statements.{dialect}.sql").read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in text.split("-- ")[1:])
    return {name: sql.strip().rstrip(";") for name, _, sql in parts}


def statistics(run: Callable[[str], list[Row]], *, dialect: str) -> Statistics:
    """All statistics; `run` executes a statement on the typed tables and `answer_by`, with the day as `$on`."""
    sql = statements(dialect)
    readings = [(c, i, Period.parse(p), int(a), int(b), n) for c, i, p, a, b, n in run(sql["readings"])]
    scores = [(c, Period.parse(p), got, full, int(minor)) for c, p, got, full, minor in run(sql["scores"])]
    return Statistics(
        readings=_made(ReadingTotal, sorted(readings, key=lambda row: (row[0], row[1], row[2].start))),
        ratings=_made(LevelCounts, ((*row[:3], row[3:]) for row in sorted(run(sql["ratings"])))),
        restarted=_made(RestartCounts, ((*row[:4], row[4:]) for row in sorted(run(sql["restarted"])))),
        services=_made(Delivered, sorted(run(sql["services"]))),
        matters=_made(MatterCount, sorted(run(sql["matters"]))),
        causes=_made(CauseCount, sorted(run(sql["causes"]))),
        open_matters=_made(OpenMatter, sorted(run(sql["open_matters"]))),
        scores=_made(ScoreTotal, sorted(scores, key=lambda row: (row[0], row[1].start))),
    )


def _made(kind: Callable[..., V], rows: Iterable[Row]) -> tuple[V, ...]:
    return tuple(kind(*row) for row in rows)
