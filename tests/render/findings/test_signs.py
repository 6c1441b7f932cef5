"""Every kind of sign has its words in both languages, in the terminal, as JSON and as a row of findings."""

import json

import pytest

from answerable.core.assess.signals.producers import look_for_signs
from answerable.core.assess.signals.result import SignsResult
from answerable.core.assess.signals.values import Seen, Signal, SignalPolicy
from answerable.core.tables.columns import TIERS
from answerable.core.tables.district import BY_NAME
from answerable.render.findings.signs_json import to_json
from answerable.render.findings.stored import facts, stored_cells
from answerable.render.findings.text import signs_text
from answerable.render.words.catalogue import terms
from tests.core.assess.signals.scenes import ON, contract, sight
from tests.core.assess.signals.test_peers import one, peers
from tests.core.assess.signals.test_signals import PLANTED

SCENES: list[tuple[Seen, ...]] = [
    *((scene(),) for _, scene in PLANTED),
    (one("mine", 12), *peers(2, 3, 3, 2, 3, 2)),
]
SIGNALS: list[Signal] = [
    signal for scene in SCENES for signal in look_for_signs(sight(*scene), SignalPolicy())
]


def result(*signals: Signal) -> SignsResult:
    contracts = (contract(), contract("mine"))
    return SignsResult("small", "en", ON, contracts, signals, recorded=0, peers=())


def test_the_kinds_of_signs_are_those_that_have_a_name() -> None:
    tiers = {f"tier_below_{tier}" for tier in TIERS}
    assert {signal.rule for signal in SIGNALS} | {"ratings_below"} | tiers == terms()["signal"].keys()


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda each: each.rule)
def test_a_sign_is_said_in_both_languages_without_a_gap(signal: Signal) -> None:
    for lang, unknown in (("zh", "不详"), ("en", "not known")):
        assert unknown not in facts(signal, lang)
        text = signs_text(result(signal), lang)
        assert signal.id in text
        assert unknown not in text
    entry = json.loads(to_json(result(signal)))["signals"][0]
    assert entry["id"] == signal.id
    assert entry["innocent"]["zh"]
    assert entry["innocent"]["en"]


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda each: each.rule)
def test_a_stored_sign_has_cells_the_table_accepts(signal: Signal) -> None:
    cells = stored_cells(signal, on=ON)
    columns = BY_NAME["findings"].by_name
    assert all(columns[name].type.matches(text) for name, text in cells.items())
    assert "decision" not in cells
