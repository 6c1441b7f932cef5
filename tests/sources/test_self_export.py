"""A signed self-export: parsed and handed on, never verified here."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.terms.errors import InputError
from answerable.render.words import say, say_fault
from answerable.sources.adapted import AdaptError
from answerable.sources.self_export import SelfExport, parse_self_export, statement

ROW = {"id": "p1", "kind": "post", "at": "2026-05-01T09:30+08:00", "text": "通知", "reads": 12}
SEAL = {"format": 1, "voice": "v1", "key": "ab" * 32, "signature": "cd" * 64}
CAPTURED = datetime(2026, 6, 1, tzinfo=UTC)


def parse(*rows: object, seal: object = SEAL) -> SelfExport:
    data = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()
    signature = seal if isinstance(seal, bytes) else json.dumps(seal).encode()
    return parse_self_export(data, signature, name="自报.jsonl", contract="c1", captured=CAPTURED)


def faults(*rows: object) -> list[tuple[int | None, str | None, str]]:
    with pytest.raises(AdaptError) as refused:
        parse(*rows)
    assert all(say_fault(fault.message.code, fault.message.params, "zh") for fault in refused.value.faults)
    return [(fault.row, fault.column, fault.message.code) for fault in refused.value.faults]


def test_rows_key_signature_and_the_very_bytes_are_given_back() -> None:
    export = parse(ROW, "", {**ROW, "id": "p2"})
    assert (export.voice, export.key, export.signature) == ("v1", "ab" * 32, b"\xcd" * 64)
    data = (json.dumps(ROW) + "\n\n" + json.dumps({**ROW, "id": "p2"})).encode()
    assert export.signed == statement(export.voice, data)
    assert [
        (row["id"], row["contract"], row["voice"], row["reads"], row["likes"]) for row in export.rows
    ] == [
        ("p1", "c1", "v1", "12", ""),
        ("p2", "c1", "v1", "12", ""),
    ]


@pytest.mark.parametrize(
    "seal",
    [b"", b"{", b"[" * 100_000, [], {**SEAL, "format": 2}, {**SEAL, "key": "AB" * 32}, {**SEAL, "key": 7},
     {**SEAL, "signature": "cd"}, {**SEAL, "voice": " "}],
)  # fmt: skip
def test_without_a_signature_of_the_right_form_nothing_is_read(seal: object) -> None:
    with pytest.raises(InputError) as refused:
        parse(ROW, seal=seal)
    assert refused.value.message.code == "self_export_signature"
    assert say(refused.value.message, "en")


def test_all_faults_of_the_lines_are_told_at_once() -> None:
    assert faults(
        "{",
        [1],
        {**ROW, "kind": "poem", "reads": -1},
        {**ROW, "colour": "red"},
        {**ROW, "at": "2026-05-01"},
        {**ROW, "at": "2026-07-01T09:30+08:00"},
        {**ROW, "likes": 1.5},
    ) == [
        (1, None, "wrong_kind"),
        (2, None, "wrong_kind"),
        (3, "kind", "self_export_cell"),
        (3, "reads", "self_export_cell"),
        (4, "colour", "unknown_column"),
        (5, "at", "self_export_cell"),
        (6, "at", "out_of_order"),
        (7, "likes", "self_export_cell"),
    ]


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=120), st.binary(max_size=60))
def test_nonsense_is_never_a_traceback(data: bytes, seal: bytes) -> None:
    with pytest.raises(InputError):
        parse_self_export(data, seal, name="x", contract="c1", captured=CAPTURED)
