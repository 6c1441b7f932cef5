"""A new set of indicators as a file: what it says, and every fault of it at its line."""

from decimal import Decimal
from pathlib import Path

import pytest

from answerable.core.assess.trial.sets import Changes, Rules
from answerable.core.evidence.values import Agreed
from answerable.core.terms.errors import InputError
from answerable.sources.indicator_set import (
    IndicatorSetError,
    Known,
    parse_indicator_set,
    read_indicator_set,
)

KNOWN = Known(
    better={"on-time": "higher", "hours": "lower"},
    agreed={
        "both": (Agreed("both", "hours", Decimal(40)), Agreed("both", "on-time", Decimal(60))),
        "one": (Agreed("one", "on-time", None),),
    },
    rules=Rules(2, 2, 3, 6),
)
BANDS = """
    bands:
      - {band: red, high: 92, points: 0}
      - {band: amber, low: 92, high: 96.5, points: 60}
      - {band: green, low: 96.5, target: true, points: 100}
"""


def read(body: str) -> Changes:
    return parse_indicator_set("format: 1\nindicators:\n" + body, file="new.yaml", known=KNOWN)


def said(text: str) -> list[tuple[int, str]]:
    with pytest.raises(IndicatorSetError) as error:
        parse_indicator_set(text, file="new.yaml", known=KNOWN)
    assert error.value.message.params["count"] == len(error.value.faults)
    return [(fault.line, fault.message.code) for fault in error.value.faults]


def faults(body: str) -> list[tuple[int, str]]:
    return said("format: 1\nindicators:\n" + body)


def test_bands_points_and_rules_are_read_exactly() -> None:
    changes = read(f"  - id: on-time{BANDS}rules: {{far_steps: 1, worst_last: 8, trend_periods: 4}}\n")
    assert changes.indicators == ("on-time",)
    assert [(b.band, b.low, b.high, b.target, b.points) for b in changes.bands["on-time"]] == [
        ("red", None, Decimal(92), False, Decimal(0)),
        ("amber", Decimal(92), Decimal("96.5"), False, Decimal(60)),
        ("green", Decimal("96.5"), None, True, Decimal(100)),
    ]
    assert changes.rules == Rules(2, 1, 3, 8, 4)


def test_what_is_left_out_stays_as_it_is_in_force() -> None:
    changes = read("  - id: on-time\n")
    assert (changes.bands, changes.weights, changes.rules) == ({}, {}, KNOWN.rules)


def test_a_rule_that_may_be_unset_is_unset_by_null() -> None:
    assert read("  - id: on-time\nrules: {worst_k: null, worst_last: null}\n").rules == Rules(2, 2)
    assert faults("  - id: on-time\nrules: {off_target_periods: null}\n") == [(4, "rulebook_wrong_type")]


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ("worst_k: null", "set_worst_pair"),
        ("worst_k: 7", "set_worst_order"),
        ("worst_k: 0", "rulebook_out_of_range"),
        ("worst_k: 1.5", "rulebook_wrong_type"),
        ("best_k: 1", "rulebook_key_unknown"),
    ],
)
def test_rules_that_cannot_be_are_refused(rules: str, code: str) -> None:
    assert faults(f"  - id: on-time\nrules: {{{rules}}}\n") == [(4, code)]


def test_weights_have_to_add_up_for_every_contract_that_is_measured() -> None:
    assert read("  - {id: hours, weight: 40}\n").weights == {"hours": Decimal(40)}
    assert faults("  - {id: hours, weight: 41}\n") == [(3, "set_weights")]
    # The contract `one` has no weights so far: with 60 it has not enough.
    assert faults("  - {id: hours, weight: 40}\n  - {id: on-time, weight: 60}\n") == [(4, "set_weights")]


def test_a_weight_that_cannot_be_read_is_told_once() -> None:
    assert faults("  - {id: hours, weight: much}\n  - {id: on-time, weight: 60}\n") == [
        (3, "rulebook_wrong_type")
    ]


def test_all_faults_are_told_at_once_with_their_lines() -> None:
    body = """  - id: on-tiem
    bands:
      - {band: low, high: 90}
      - {band: high, low: 91}
  - id: hours
    bands:
      - {band: good, high: 24, target: true, points: 50}
      - {band: good, low: 24, points: 60}
  - id: hours
    weight: 120
    colour: red
"""
    assert faults(body) == [
        (3, "set_indicator_unknown"),
        (5, "no_target"),
        (6, "band_gap"),
        (9, "points_fall"),
        (10, "rulebook_id_twice"),
        (11, "set_indicator_twice"),
        (12, "rulebook_out_of_range"),
        (13, "rulebook_key_unknown"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(1, "set_empty")]),
        ("# nothing\n", [(1, "set_empty")]),
        ("a: [", [(1, "rulebook_not_yaml")]),
        ("- 1\n", [(1, "rulebook_wrong_type")]),
        ("format: 2\nindicators: []\n", [(1, "rulebook_value_unknown"), (2, "rulebook_wrong_type")]),
        ("indicators: [{id: on-time}]\n", [(1, "rulebook_key_missing")]),
        ("format: 1\nindicators: [3, {}]\n", [(2, "rulebook_wrong_type"), (2, "rulebook_key_missing")]),
    ],
)
def test_nonsense_is_refused(text: str, found: list[tuple[int, str]]) -> None:
    assert said(text) == found


def test_numbers_that_are_none_and_targets_that_are_neither_are_refused() -> None:
    body = "  - id: on-time\n    bands: [{band: a, low: 1e3, target: perhaps}]\n"
    assert faults(body) == [(4, "rulebook_value_unknown"), (4, "rulebook_wrong_type")]


def test_a_missing_a_huge_and_an_unreadable_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    for content, code in (
        (None, "source_missing_file"),
        (b"\xff\xfe\x00", "source_not_utf8"),
        (b"#" * (1 << 21), "source_too_large"),
    ):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(InputError) as error:
            read_indicator_set(path, KNOWN)
        assert error.value.message.code == code
