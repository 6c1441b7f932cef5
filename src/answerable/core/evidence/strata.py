"""What the strata of a survey must be like together: they make up the survey, neither more nor less."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from answerable.core.tables.fault import Fault
from answerable.core.tables.rows import Row
from answerable.core.tables.types import Value
from answerable.core.terms.message import Message

COUNTED = ("frame", "sample", "responses", *(f"level_{level}" for level in range(1, 6)))


def strata_faults(tables: Mapping[str, tuple[Row, ...]], *, files: Mapping[str, str]) -> Iterator[Fault]:
    """A fault for every figure of a survey that its strata do not add up to."""
    surveys = {row.values.get("id"): row for row in tables.get("surveys", ())}
    strata: dict[Value, list[Row]] = defaultdict(list)
    for row in tables.get("survey_strata", ()):
        strata[row.values.get("survey")].append(row)
    for survey, rows in strata.items():
        for name in COUNTED if survey in surveys else ():
            parts = [row.values.get(name) for row in rows]
            whole = surveys[survey].values.get(name)
            numbers = [part for part in parts if isinstance(part, int)]
            if len(numbers) == len(parts) and isinstance(whole, int) and sum(numbers) != whole:
                message = Message.of(
                    "strata_sum", column=name, survey=str(survey), found=sum(numbers), whole=whole
                )
                yield Fault(files["survey_strata"], rows[0].number, name, message)
