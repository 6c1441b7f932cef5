"""Check a district folder: open it, check every table, and say all faults at once. Nothing is decided here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from answerable.core.evidence.soundness import evidence_faults
from answerable.core.evidence.strata import strata_faults
from answerable.core.register.soundness import register_faults
from answerable.core.rulebook.parameters import shipped_rulebooks
from answerable.core.rulebook.watch import load_watch
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME, DISTRICT_FILE, NEEDED, TABLES, District
from answerable.core.tables.fault import Fault, Level, UnsoundError
from answerable.core.tables.files import Form, RaggedError, TableFile
from answerable.core.tables.rows import Edition, RawRow, Row, Surroundings, check_rows
from answerable.core.tables.types import Value
from answerable.core.terms.message import Message
from answerable.core.watch.soundness import voice_faults
from answerable.engines.engine import Engine
from answerable.sources import folder as folders
from answerable.sources.calendars import CALENDARS, is_time_zone
from answerable.sources.folder import Folder

Raw = Mapping[str, list[RawRow]]


@dataclass(frozen=True)
class Opened:
    """A district that was opened and checked. `tables` holds the rows of every table that is not bulk."""

    path: Path
    district: District
    files: Mapping[str, TableFile]
    tables: Mapping[str, tuple[Row, ...]]
    faults: tuple[Fault, ...]
    notices: tuple[Fault, ...]

    def sound(self) -> "Opened":
        """Itself. Raises UnsoundError with all faults if there are any."""
        if self.faults:
            raise UnsoundError(str(self.path), self.faults, language=self.district.language)
        return self


def open_district(path: Path, *, engine: Engine, scratch: Path) -> Opened:
    """Open a district folder and check everything in it.

    Raises InputError if there is no such folder or its format is newer, UnsoundError if `district.yaml` is unusable.
    """
    folder = folders.open_folder(path, scratch=scratch)
    return _Checking(folder, engine, scratch, dict(folder.files), list(folder.faults)).run()


@dataclass
class _Checking:
    """One check of one folder under way."""

    folder: Folder
    engine: Engine
    scratch: Path
    files: dict[str, TableFile]
    faults: list[Fault]

    def run(self) -> Opened:
        self.faults += _unknown(self.folder.district)
        self.faults += _absent(self.files, self.folder.faults)
        small = [table for table in TABLES if not table.bulk and table.name in self.files]
        raw = {table.name: self._read(table) for table in small}
        raw = {name: rows for name, rows in raw.items() if name in self.files}
        observed = self._observed(raw)
        unusable = _unusable(self.folder.path, self.files)
        around = _surroundings(raw, observed=observed, unusable=unusable)
        tables = {name: self._small(self.files[name], rows, around) for name, rows in raw.items()}
        for table in TABLES:
            file = self.files.get(table.name)
            if table.bulk and file is not None and file.present and not file.bare:
                self._big(file, around)
        shown = {name: file.shown for name, file in self.files.items()}
        self.faults += register_faults(tables, files=shown)
        self.faults += evidence_faults(tables, files=shown)
        self.faults += strata_faults(tables, files=shown)
        if self.folder.district.rulebook in shipped_rulebooks():
            self.faults += voice_faults(tables, load_watch(self.folder.district.rulebook), files=shown)
        return _opened(self.folder, self.files, tables, self.faults)

    def _read(self, table: Table) -> list[RawRow]:
        """The rows of a small table; if they do not fit its header, of a tidied copy."""
        try:
            return list(folders.read_rows(self.files[table.name]))
        except RaggedError as error:
            closer = self._closer(error.file, ragged=True)
            return [] if closer is None else list(folders.read_rows(closer))

    def _small(self, file: TableFile, rows: list[RawRow], around: Surroundings) -> tuple[Row, ...]:
        present = [column.name for column in file.present]
        checked = check_rows(file.table, rows, file=file.shown, present=present, around=around)
        self.faults += checked.faults
        return checked.rows

    def _big(self, file: TableFile, around: Surroundings) -> None:
        """Read as it lies first; only if something is wrong is the file looked at closely, and tidied if need be."""
        try:
            found = self.engine.check(file, around)
        except RaggedError:
            found = None
        if found is None or (found and file.form is Form.CSV and not file.numbered):
            closer = self._closer(file, ragged=found is None)
            if closer is None:
                return
            if closer != file:
                found = self.engine.check(closer, around)
        self.faults += found or ()

    def _closer(self, file: TableFile, *, ragged: bool) -> TableFile | None:
        closer, faults = folders.look_closely(self.folder, file.table, scratch=self.scratch, ragged=ragged)
        self.faults += faults
        del self.files[file.table.name]
        if closer is not None:
            self.files[file.table.name] = closer
        return closer

    def _observed(self, raw: Raw) -> frozenset[str]:
        """Which observations that rows of small tables name are there."""
        wanted = frozenset(
            cells.get(column.name, "")
            for name, rows in raw.items()
            for column in BY_NAME[name].references
            if column.type.to == "observations"
            for _, cells in rows
        ) - {""}
        file = self.files.get("observations")
        if not wanted or file is None or "id" not in file.header:
            return frozenset()
        try:
            return self.engine.known(file, wanted)
        except RaggedError:
            closer = self._closer(file, ragged=True)
            return frozenset() if closer is None else self.engine.known(closer, wanted)


def _opened(
    folder: Folder,
    files: Mapping[str, TableFile],
    tables: Mapping[str, tuple[Row, ...]],
    faults: list[Fault],
) -> Opened:
    distinct = sorted({fault.place: fault for fault in faults}.values(), key=lambda fault: fault.place)
    return Opened(
        folder.path,
        folder.district,
        files,
        tables,
        tuple(fault for fault in distinct if fault.level is Level.FAULT),
        tuple(fault for fault in distinct if fault.level is Level.NOTICE),
    )


def _unknown(district: District) -> Iterator[Fault]:
    """What the district says it lives by, and nobody knows."""
    known = {"calendar": CALENDARS, "rulebook": shipped_rulebooks()}
    for key, names in known.items():
        value = getattr(district, key)
        if value not in names:
            message = Message.of("district_value", key=key, value=value, wanted=", ".join(names))
            yield Fault(DISTRICT_FILE, None, key, message)
    if not is_time_zone(district.time_zone):
        wanted = "Asia/Shanghai, Europe/London, UTC …"
        message = Message.of("district_value", key="time_zone", value=district.time_zone, wanted=wanted)
        yield Fault(DISTRICT_FILE, None, "time_zone", message)


def _absent(files: Mapping[str, TableFile], faults: tuple[Fault, ...]) -> Iterator[Fault]:
    spoilt = {fault.file for fault in faults if fault.level is Level.FAULT}
    for name in NEEDED:
        if name not in files and not spoilt & {f"{name}.csv", f"{name}.parquet", f"{name}/"}:
            yield Fault(f"{name}.csv", None, None, Message.of("missing_table", table=name))


def _unusable(path: Path, files: Mapping[str, TableFile]) -> frozenset[str]:
    """Tables that are there but cannot be read: nothing is said of references into them."""
    there = {table.name for table in TABLES if folders.is_there(path, table)}
    lacking = {name for name, file in files.items() if not set(file.table.key) <= set(file.header)}
    return frozenset((there - files.keys()) | lacking)


def _surroundings(raw: Raw, *, observed: frozenset[str], unusable: frozenset[str]) -> Surroundings:
    ids = {
        table.name: frozenset(cells["id"] for _, cells in raw.get(table.name, ()))
        for table in TABLES
        if "id" in table.by_name and not table.bulk and table.name not in unusable
    }
    if "observations" not in unusable:
        ids["observations"] = observed
    pairs = {
        name: frozenset(_key(table, cells) for _, cells in raw.get(name, ()))
        for name, table in ((table.name, table) for table in TABLES)
        if name in ("indicators", "contract_indicators") and name not in unusable
    }
    return Surroundings(ids, pairs, _terms(raw), _editions(raw))


def _key(table: Table, cells: Mapping[str, str]) -> tuple[Value, ...]:
    return tuple(_value(table, name, cells) for name in table.key)


def _value(table: Table, name: str, cells: Mapping[str, str]) -> Value:
    """The typed value of a cell; None where it is unsound (which is reported where it stands)."""
    kind, text = table.by_name[name].type, cells.get(name, "")
    return kind.parse(text) if kind.matches(text) else None


def _terms(raw: Raw) -> dict[str, tuple[date, date | None]]:
    terms = {}
    for _, cells in raw.get("contracts", ()):
        starts, ends = (_day("contracts", name, cells) for name in ("starts", "ends"))
        if starts is not None and (ends is not None or not cells.get("ends")):
            terms[cells.get("id", "")] = (starts, ends)
    return terms


def _day(table: str, name: str, cells: Mapping[str, str]) -> date | None:
    value = _value(BY_NAME[table], name, cells)
    return value if isinstance(value, date) else None


def _editions(raw: Raw) -> dict[str, tuple[Edition, ...]]:
    editions: dict[str, list[Edition]] = {}
    for _, cells in raw.get("indicators", ()):
        starts = _day("indicators", "starts", cells)
        if starts is not None:
            edition = Edition(starts, cells.get("period", ""), cells.get("measure", ""))
            editions.setdefault(cells.get("id", ""), []).append(edition)
    return {key: tuple(sorted(found, key=lambda edition: edition.starts)) for key, found in editions.items()}
