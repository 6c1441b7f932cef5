"""New district folders: empty ones with their data dictionary, the model district, and public data adapted."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from answerable.actions.offline.aside import same_folder, written_aside
from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.model import model_district
from answerable.core.tables.district import FORMAT, Rows
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.render.dictionary import data_dictionary
from answerable.sources import nhs_ae, rail_message, rail_ppm, taidi_replies, weibo_list
from answerable.sources.folder import write_folder

DICTIONARY_FILE = "DICTIONARY.md"
ADAPTERS = {
    "rail-ppm": rail_ppm.rows_from,
    "nhs-ae": nhs_ae.rows_from,
    "taidi-replies": taidi_replies.rows_from,
    "weibo-list": weibo_list.rows_from,
}
COMPARABLE = ("rail-ppm",)
_EMPTY: dict[str, str | int] = {
    "format": FORMAT,
    "id": "my-district",
    "name": "某县",
    "name_en": "Some County",
    "language": "zh",
    "time_zone": "Asia/Shanghai",
    "calendar": "cn",
    "rulebook": "cn",
}


def init(folder: Path, *, language: str) -> None:
    """Lay an empty district folder with every table's header and a data dictionary in both languages."""
    _write(folder, {**_EMPTY, "language": language}, {}, dictionary=True)


def write_model(folder: Path, *, seed: int, scale: int, again: bool = False) -> None:
    """Write the model district (fictional). The same seed and scale give the same bytes.

    `again` replaces whatever stands there, for a folder that the program made for itself.
    """
    if not 1 <= scale <= 1000:
        raise InputError("scale_out_of_range", scale=scale, low=1, high=1000)
    district, rows = model_district(seed=seed, scale=scale)
    _write(folder, district, rows, again=again)


def adapt(kind: str, file: Path, folder: Path) -> tuple[Message, ...]:
    """Write public data as a district folder, and say what it holds.

    Raises InputError, or AdaptError with all faults of the file.
    """
    adapted = ADAPTERS[kind](file)
    _write(folder, adapted.district, adapted.rows)
    return adapted.notes


def _write(
    folder: Path,
    district: Mapping[str, str | int],
    rows: Rows,
    *,
    dictionary: bool = False,
    again: bool = False,
) -> None:
    """Write a folder aside and rename it. One that already holds the same bytes is left as it is."""
    with tempfile.TemporaryDirectory(prefix="answerable-") as scratch:
        fresh = Path(scratch)
        _fill(fresh, district, rows, dictionary=dictionary)
        if folder.is_dir() and same_folder(fresh, folder):
            return
    with written_aside(folder, replaces=lambda _: again) as aside:
        _fill(aside, district, rows, dictionary=dictionary)


def _fill(folder: Path, district: Mapping[str, str | int], rows: Rows, *, dictionary: bool) -> None:
    write_folder(folder, district=district, rows=rows)
    if dictionary:
        (folder / DICTIONARY_FILE).write_text(data_dictionary(), encoding="utf-8")


def compare(file: Path, folder: Path) -> rail_ppm.Comparison:
    """Assess the adapted folder by the judge and hold its bands against the ratings published in the file."""
    from answerable.actions.offline.assess import assess  # loads NumPy

    with working_engine("memory") as (engine, scratch):
        result = assess(folder, on=rail_message.read(file).day, engine=engine, scratch=scratch)
    bands = {
        contract.contract.id: series.results[-1].band if series.results else None
        for contract in result.contracts
        for series in contract.indicators
    }
    return rail_ppm.compare(file, bands)
