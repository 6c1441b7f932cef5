"""A small message of our own making, and what tests ask of it."""

import copy
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from answerable.core.terms.errors import InputError
from answerable.sources.adapted import Adapted, AdaptError
from answerable.sources.rail_ppm import rows_from

PUBLIC = Path(__file__).parents[2] / ".." / "shared" / "data" / "rail_ppm"
public_data = pytest.mark.skipif(not PUBLIC.is_dir(), reason=f"the public data is not at hand: {PUBLIC}")
public_messages = pytest.mark.parametrize("name", ["rtppm_nice.json", "rtppm.json"])

DATA = "$.RTPPMDataMsgV1.RTPPMData"
Json = dict[str, Any]


def figures(name: str, total: int | str, on_time: int | str, rag: str, **more: str) -> Json:
    """One row of a message, its numbers as texts."""
    return {
        "name": name,
        "Total": str(total),
        "OnTime": str(on_time),
        "PPM": {"text": "0", "rag": rag},
        **more,
    }


def message() -> Json:
    """Three operators: one with a list of groups, one with a single group, one with none and no rating."""
    at = datetime(2021, 6, 30, 23, 30, tzinfo=UTC)
    pages = [
        {
            "Operator": figures("North & Hill", 200, 184, "G", code="01"),
            "OprServiceGrp": [
                figures("Hill Line", 100, 92, "G"),
                figures("North - Coast (Fast)", 100, 89, "A"),
            ],
        },
        {
            "Operator": figures("Tram", 1000, 919, "A", code="2B"),
            "OprServiceGrp": figures("Harbour", 100, 88, "R"),
        },
        {"Operator": figures("Night Mail", 1, 1, "W", code="03")},
    ]
    thresholds = [
        {"type": "PPT", "good": "91", "medium": "85"},
        {"type": "TOC", "good": "92", "medium": "89"},
    ]
    data = {
        "snapshotTStamp": str(int(at.timestamp()) * 1000),
        "RAGThresholds": thresholds,
        "OperatorPage": pages,
    }
    return {"RTPPMDataMsgV1": {"RTPPMData": data}}


def data_of(whole: Json) -> Json:
    """The part of a message that is read."""
    data: Json = whole["RTPPMDataMsgV1"]["RTPPMData"]
    return data


def written(folder: Path, whole: object = None, **changes: object) -> Path:
    """A file with this message, the small one if none is given, after changes to its data."""
    whole = message() if whole is None else copy.deepcopy(whole)
    if changes and isinstance(whole, dict):
        data_of(whole).update(changes)
    path = folder / "message.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def operator(whole: Json, number: int) -> Json:
    """An operator's own row."""
    row: Json = data_of(whole)["OperatorPage"][number]["Operator"]
    return row


def faults_of(path: Path) -> list[tuple[str | None, str]]:
    """Place and code of every fault in a message that is refused."""
    with pytest.raises(AdaptError) as refused:
        rows_from(path)
    assert {fault.file for fault in refused.value.faults} == {path.name}
    return [(fault.column, fault.message.code) for fault in refused.value.faults]


def refusal_of(path: Path) -> str:
    """The code by which a file is refused as a whole."""
    with pytest.raises(InputError) as refused:
        rows_from(path)
    return refused.value.message.code


def bands_of(adapted: Adapted) -> dict[str, str | None]:
    """The band of each contract's exact share, low inclusive, high exclusive; None without reading."""
    given: dict[str, str | None] = {row["id"]: None for row in adapted.rows["contracts"]}
    for reading in adapted.rows["readings"]:
        if reading["denominator"] != "0":
            percent = Fraction(100 * int(reading["numerator"]), int(reading["denominator"]))
            (given[reading["contract"]],) = [
                row["band"] for row in adapted.rows["bands"] if holds(row, percent)
            ]
    return given


def holds(band: Mapping[str, str], percent: Fraction) -> bool:
    above = not band["low"] or percent >= Fraction(band["low"])
    return above and (not band["high"] or percent < Fraction(band["high"]))
