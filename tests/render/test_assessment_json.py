"""The assessment as JSON, against its published schema."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import jsonschema
import pytest

from answerable.core.enforce.results import Standing
from answerable.core.terms.message import Message
from answerable.render.assessment_json import schema, to_json
from tests.render.sample import contract_result, district, reading, series


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(to_json(district()))
    return parsed


def contract(published: dict[str, Any], id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in published["contracts"] if each["id"] == id)
    return found


def test_the_schema_is_itself_valid_and_closed_everywhere() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())

    def closed(node: object) -> bool:
        if isinstance(node, list):
            return all(closed(each) for each in node)
        if not isinstance(node, dict):
            return True
        is_open = "properties" in node and node.get("additionalProperties") is not False
        return not is_open and all(closed(each) for each in node.values())

    assert closed(schema())


def test_the_sample_with_every_standing_follows_the_schema(published: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(schema()).validate(published)
    assert {each["standing"] for each in published["contracts"]} == {each.value for each in Standing}


def test_an_unknown_key_is_refused_by_the_schema(published: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate({**published, "engine": "fast"})


def test_the_same_result_gives_the_same_bytes() -> None:
    assert to_json(district()) == to_json(district())


def test_a_vacancy_has_no_leader_but_a_reason_and_who_answers_by_default(published: dict[str, Any]) -> None:
    vacant = contract(published, "vacant")
    assert vacant["leader"] is None
    assert vacant["leader_reason"]["code"] == "vacancy_recorded"
    assert vacant["leader_reason"]["params"] == {"since": "2026-04-01", "note": "调离"}
    assert vacant["answers_by_default"]["id"] == "head"
    assert contract(published, "watched")["leader"]["id"] == "leader"
    assert vacant["vacant_since"] == "2026-04-01"
    assert contract(published, "watched")["answers_by_default"] is None
    assert contract(published, "watched")["vacant_since"] is None


def test_every_indicator_and_period_is_one_entry_in_order(published: dict[str, Any]) -> None:
    entries = contract(published, "watched")["indicators"]
    assert [each["period"] for each in entries] == [
        "2025-12", "2026-01", "2026-02", "2026-04", "2026-05", "2026-06",
    ]  # fmt: skip
    assert [each["target_met"] for each in entries] == [True, True, None, False, False, False]
    assert contract(published, "watched")["series"][0]["missing"] == ["2026-03"]


def test_no_data_is_null_and_a_value_is_its_exact_decimal() -> None:
    third = contract_result("third", Standing.CLEAR, indicators=(series(reading("2026-05", 2, 3)),))
    entries = json.loads(to_json(district(third)), parse_float=Decimal)["contracts"]
    assert entries[-1]["indicators"][0]["value"] == Decimal("66.6667")
    assert entries[0]["indicators"][2]["value"] is None


def test_reasons_carry_their_parameters_and_both_languages(published: dict[str, Any]) -> None:
    reason = contract(published, "watched")["reasons"][0]
    assert (reason["code"], reason["side"], reason["params"]["periods"]) == (
        "off_target_running",
        "provider",
        2,
    )
    assert "连续 2 个周期" in reason["zh"]
    assert "2 periods running" in reason["en"]


def test_parameters_of_every_kind_become_json() -> None:
    odd = Message.of("measure", share=Fraction(1, 3), names=("a", "b"), nothing=None)
    text = to_json(district(contract_result("odd", Standing.CLEAR, proposals=(odd,))))
    params = json.loads(text)["contracts"][-1]["proposals"][0]["params"]
    assert params == {"share": 0.3333, "names": ["a", "b"], "nothing": None}
