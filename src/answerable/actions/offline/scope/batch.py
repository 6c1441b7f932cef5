"""Decide a whole file of work items."""

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from answerable.actions.offline.aside import file_aside
from answerable.actions.offline.scope.decide import open_boundary
from answerable.core.rulebook.boundary import Boundary
from answerable.core.scope.compiled import compile_rules
from answerable.core.tables.fault import Fault, Level, UnsoundError
from answerable.core.tables.files import RaggedError, TableFile
from answerable.core.tables.rows import Surroundings
from answerable.core.terms.errors import InputError
from answerable.core.terms.verdict import Verdict
from answerable.engines.duck import DuckEngine
from answerable.engines.scope_batch import decide_items
from answerable.sources.items import describe_items

_NOTHING_AROUND = Surroundings({}, {}, {}, {})


def decide_batch(items: Path, out: Path, *, rulebook: str, on: date) -> Counter[Verdict]:
    """Write the answers for every item, CSV or Parquet as the name of `out` says; how many of each verdict.

    Raises UnsoundError with every fault of the file, and nothing is written then; InputError, UndecidableError,
    OutputError.
    """
    if out.suffix not in (".csv", ".parquet"):
        raise InputError("batch_form", path=str(out))
    boundary = open_boundary(rulebook)
    compiled = compile_rules(boundary.on(on))
    with tempfile.TemporaryDirectory(prefix="answerable-") as folder, DuckEngine(Path(folder)) as engine:
        file = sound_items(items, boundary, engine=engine, scratch=Path(folder))
        with file_aside(out) as aside:
            counts, faults = decide_items(engine, file, compiled, aside, as_csv=out.suffix == ".csv")
            if faults:
                raise UnsoundError(str(items), faults)
    return counts


def sound_items(path: Path, boundary: Boundary, *, engine: DuckEngine, scratch: Path) -> TableFile:
    """The file, checked; read as it lies first, and looked at closely only if something is wrong."""
    file, faults = describe_items(path, boundary, scratch=scratch)
    found, ragged = _checked(file, engine)
    if (ragged or found) and path.suffix.lower() != ".parquet":
        file, faults = describe_items(path, boundary, scratch=scratch, closely=True, ragged=ragged)
        found, _ = _checked(file, engine)
    wrong = tuple(fault for fault in (*faults, *found) if fault.level is Level.FAULT)
    if file is None or wrong:
        raise UnsoundError(str(path), wrong)
    return file


def _checked(file: TableFile | None, engine: DuckEngine) -> tuple[tuple[Fault, ...], bool]:
    if file is None or file.bare or not file.present:
        return (), False
    try:
        return engine.check(file, _NOTHING_AROUND), False
    except RaggedError:
        return (), True
