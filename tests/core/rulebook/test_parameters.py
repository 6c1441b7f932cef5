"""Parameters are dated, cited, and refused with all their faults at once."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from answerable.core.rulebook.parameters import (
    COUNTED,
    UNITS,
    Parameter,
    Parameters,
    Status,
    load_parameters,
    parse_parameters,
)
from answerable.core.rulebook.reader import RulebookFaultsError
from answerable.core.terms.citation import Provenance
from answerable.core.terms.errors import InputError, UndecidableError

RULEBOOKS = ("cn", "general")
ON = date(2026, 6, 30)

GOOD = """\
format: 1
rulebook: trial
parameters:
  - id: visits.least
    title: {zh: 最少次数, en: Fewest visits}
    unit: periods
    editions:
      - starts: 2022-01-01
        value: 4
        status: deviation
        ground: {source: 样例县规定, article: 第三条, how: seen, address: "https://example.org/3"}
      - starts: 2020-01-01
        value: 2
        status: in_force
        ground: {source: Our choice, how: policy}
      - starts: 2024-01-01
        value: 9
        status: proposed
        ground: {source: Draft, how: second_hand}
      - starts: 2025-01-01
        value: null
        status: repealed
        ground: {source: Our choice, how: policy}
"""


def trial() -> Parameters:
    return parse_parameters(GOOD, file="trial.yaml")


def faults_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(RulebookFaultsError) as refused:
        parse_parameters(text, file="trial.yaml")
    assert {fault.file for fault in refused.value.faults} == {"trial.yaml"}
    assert refused.value.message.params == {"file": "trial.yaml", "count": len(refused.value.faults)}
    return [(fault.line, fault.message.code) for fault in refused.value.faults]


# ---------------------------------------------------------------- the shipped rulebooks


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_every_parameter_has_titles_in_both_languages_a_unit_and_a_ground(rulebook: str) -> None:
    for parameter in load_parameters(rulebook).parameters:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in parameter.title.zh)
        assert parameter.title.en.isascii()
        assert parameter.unit in UNITS
        assert parameter.editions
        assert all(edition.ground.source for edition in parameter.editions)


def test_all_rulebooks_declare_the_same_parameters_in_the_same_words() -> None:
    cn, general = (
        [
            (parameter.id, parameter.title, parameter.unit)
            for parameter in load_parameters(rulebook).parameters
        ]
        for rulebook in RULEBOOKS
    )
    assert cn == general


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_a_shipped_file_names_the_rulebook_it_lies_in(rulebook: str) -> None:
    assert load_parameters(rulebook).rulebook == rulebook


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("ratings.bad_levels", (1, 2)),
        ("ratings.standard", Decimal("0.90")),
        ("ratings.min_count", 30),
        ("ratings.alpha", Decimal("0.01")),
        ("ratings.margin", Decimal("0.02")),
        ("ratings.scores", None),
        ("survey.z_squared", Decimal("5.411894")),
        ("matters.put_right_share", Decimal("0.80")),
        ("matters.min_count", 5),
        ("matters.answer_workdays", 5),
        ("watch.off_target_periods", 2),
        ("watch.far_steps", 2),
        ("watch.serious_findings", 1),
        ("watch.duty_overdue_workdays", 10),
        ("vacancy.appoint_workdays", 10),
        ("measure.workdays", 10),
        ("finding.decide_workdays", 5),
        ("case.quiet_workdays", 20),
        ("order.recheck_workdays", 5),
        ("exit.clause_workdays", 20),
        ("renewal.decide_days", 60),
        ("duties.horizon_days", 30),
        ("survey.min_responses", 30),
    ],
)
def test_a_parameter_of_the_chinese_rulebook_has_the_value_it_was_given(id: str, value: object) -> None:
    assert load_parameters("cn").at(id, on=ON).value == value


def test_outside_china_bodies_have_no_deadlines_of_ours_and_everything_else_is_the_same() -> None:
    cn, general = (load_parameters(rulebook) for rulebook in RULEBOOKS)
    values = {id: (cn.at(id, on=ON).value, general.at(id, on=ON).value) for id in cn.by_id}
    assert {id for id, (ours, theirs) in values.items() if theirs is None and ours is not None} == {
        "vacancy.appoint_workdays",
        "measure.workdays",
        "matters.answer_workdays",
        "finding.decide_workdays",
        "exit.clause_workdays",
        "renewal.decide_days",
        "case.quiet_workdays",
        "order.recheck_workdays",
        *("watch.worst_k", "watch.worst_last", "contract.term_months", "contract.supplement_share"),
    }
    assert all(theirs == ours for ours, theirs in values.values() if theirs is not None)


def test_the_square_of_the_quantile_is_the_one_it_says_it_is() -> None:
    z_squared = load_parameters("cn").share("survey.z_squared", on=ON)
    assert z_squared is not None
    assert abs(float(z_squared) - 2.3263478740408408**2) < 5e-7


def test_figures_that_no_law_sets_are_marked_as_choices() -> None:
    grounds = {
        parameter.id: {edition.ground.how for edition in parameter.editions}
        for parameter in load_parameters("cn").parameters
    }
    assert grounds.pop("ratings.bad_levels") == {Provenance.SECOND_HAND}
    assert grounds.pop("matters.answer_workdays") == {Provenance.SEEN}
    assert grounds.pop("contract.term_months") == {Provenance.SECOND_HAND}
    assert grounds.pop("contract.supplement_share") == {Provenance.SEEN}
    assert set().union(*grounds.values()) == {Provenance.POLICY}


def test_no_edition_rests_on_an_article_that_was_not_in_force_yet() -> None:
    began = {
        "财政部令第102号": date(2020, 3, 1),
        "民法典": date(2021, 1, 1),
        "财库〔2021〕22号": date(2021, 7, 1),
        "济南市12345": date(2018, 9, 1),
        "安阳市政务服务条例": date(2021, 12, 1),
        "国办发〔2019〕51号": date(2019, 12, 3),
    }
    cited = [
        (edition.starts, began[name])
        for parameter in load_parameters("cn").parameters
        for edition in parameter.editions
        for name in began
        if name in edition.ground.source + edition.ground.article
    ]
    assert {begin for _, begin in cited} == set(began.values())
    assert all(starts >= begin for starts, begin in cited)


def test_a_rulebook_that_is_not_shipped_is_refused_with_the_names_of_those_that_are() -> None:
    for name in ("mars", "../cn", "calendars", ""):
        with pytest.raises(InputError) as refused:
            load_parameters(name)
        assert refused.value.message.code == "unknown_rulebook"
        assert refused.value.message.params["known"] == RULEBOOKS


# ---------------------------------------------------------------- choosing the edition


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date(2020, 1, 1), 2),
        (date(2021, 12, 31), 2),
        (date(2022, 1, 1), 4),
        (date(2024, 6, 1), 4),
        (date(2024, 12, 31), 4),
        (date(2025, 1, 1), None),
    ],
)
def test_the_latest_edition_in_force_answers_and_a_proposed_one_never(on: date, value: int | None) -> None:
    assert trial().at("visits.least", on=on).value == value
    assert trial().count("visits.least", on=on) == value


def test_an_edition_keeps_the_ground_it_was_written_with() -> None:
    edition = trial().at("visits.least", on=date(2023, 1, 1))
    assert edition.status is Status.DEVIATION
    assert (edition.ground.source, edition.ground.article) == ("样例县规定", "第三条")
    assert (edition.ground.how, edition.ground.address) == (Provenance.SEEN, "https://example.org/3")
    assert trial().at("visits.least", on=date(2020, 1, 1)).ground.article == ""


def test_before_the_first_edition_nothing_is_invented() -> None:
    with pytest.raises(UndecidableError) as refused:
        trial().at("visits.least", on=date(2019, 12, 31))
    assert refused.value.message.code == "parameter_unknown_then"
    assert refused.value.message.params == {
        "parameter": "visits.least",
        "on": date(2019, 12, 31),
        "first": date(2020, 1, 1),
    }


def test_a_parameter_that_is_only_proposed_has_no_first_day() -> None:
    proposed = (
        GOOD.replace("in_force", "proposed")
        .replace("deviation", "proposed")
        .partition("      - starts: 2025")[0]
    )
    with pytest.raises(UndecidableError) as refused:
        parse_parameters(proposed, file="trial.yaml").at("visits.least", on=ON)
    assert refused.value.message.params["first"] is None


def test_a_parameter_the_rulebook_does_not_have_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        trial().at("visits.most", on=ON)
    assert refused.value.message.code == "unknown_parameter"


def test_getters_give_exact_values_of_their_own_kind_and_refuse_others() -> None:
    cn, general = (load_parameters(rulebook) for rulebook in RULEBOOKS)
    assert cn.share("ratings.standard", on=ON) == Fraction(9, 10)
    assert cn.share("survey.z_squared", on=ON) == Fraction(5411894, 10**6)
    assert cn.count("measure.workdays", on=ON) == 10
    assert cn.levels("ratings.bad_levels", on=ON) == (1, 2)
    assert general.count("measure.workdays", on=ON) is None
    assert general.share("measure.workdays", on=ON) is None
    assert general.levels("measure.workdays", on=ON) == ()
    for wrong in (cn.share, cn.levels):
        with pytest.raises(TypeError):
            wrong("ratings.min_count", on=ON)
    with pytest.raises(TypeError):
        cn.count("ratings.standard", on=ON)


# ---------------------------------------------------------------- faults


def test_all_faults_are_told_at_once_with_their_lines() -> None:
    bad = """\
format: 2
rulebook: 7
extra: yes
parameters:
  - id: a
    title: {zh: 甲}
    unit: parsecs
    editions:
      - starts: 2020-02-30
        value: what
        status: law
        ground: {source: " ", how: rumour}
  - id: a
    id: a
    title: {zh: 甲, en: A, fr: A}
    unit: share
    editions:
      - starts: 2020-01-01
        value: 1.5
        status: in_force
        ground: {source: S, how: policy}
      - starts: 2020-01-01
        value: half
        status: repealed
        ground: {source: S, how: policy}
      - starts: 2021-01-01
        value: 0.5
        status: in_force
  - just words
  - id: b
    title: {zh: 乙, en: B}
    unit: levels
    editions: []
"""
    assert faults_of(bad) == [
        (1, "rulebook_value_unknown"),
        (2, "rulebook_wrong_type"),
        (3, "rulebook_key_unknown"),
        (6, "rulebook_key_missing"),
        (7, "rulebook_value_unknown"),
        (9, "rulebook_wrong_type"),
        (11, "rulebook_value_unknown"),
        (12, "rulebook_wrong_type"),
        (12, "rulebook_value_unknown"),
        (13, "parameter_twice"),
        (14, "rulebook_key_twice"),
        (15, "rulebook_key_unknown"),
        (19, "rulebook_out_of_range"),
        (22, "parameter_edition_twice"),
        (23, "rulebook_wrong_type"),
        (23, "parameter_repealed_with_value"),
        (26, "rulebook_key_missing"),
        (29, "rulebook_wrong_type"),
        (33, "rulebook_wrong_type"),
    ]


@pytest.mark.parametrize(
    ("unit", "value", "code"),
    [
        ("workdays", "-1", "rulebook_wrong_type"),
        ("workdays", "1.5", "rulebook_wrong_type"),
        ("workdays", "010", "rulebook_wrong_type"),
        ("workdays", "1:30", "rulebook_wrong_type"),
        ("workdays", "'5'", "rulebook_wrong_type"),
        ("workdays", "yes", "rulebook_wrong_type"),
        ("workdays", "[5]", "rulebook_wrong_type"),
        ("share", ".inf", "rulebook_wrong_type"),
        ("share", "1.01", "rulebook_out_of_range"),
        ("share", "ninety", "rulebook_wrong_type"),
        ("number", "-1.5", "rulebook_wrong_type"),
        ("levels", "2", "rulebook_wrong_type"),
        ("levels", "[]", "rulebook_wrong_type"),
        ("levels", "[0, 1]", "rulebook_out_of_range"),
        ("levels", "[5, 6]", "rulebook_out_of_range"),
        ("levels", "[2, 1]", "parameter_levels_unordered"),
        ("levels", "[1, 1]", "parameter_levels_unordered"),
        ("levels", "[1, a]", "rulebook_wrong_type"),
    ],
)
def test_a_value_that_its_unit_does_not_allow_is_one_fault(unit: str, value: str, code: str) -> None:
    bad = GOOD.replace("unit: periods", f"unit: {unit}").partition("      - starts: 2020")[0]
    assert faults_of(bad.replace("value: 4", f"value: {value}")) == [(9, code)]


@pytest.mark.parametrize(
    ("unit", "written", "value"),
    [
        *((unit, "0", 0) for unit in COUNTED),
        ("share", "1", Decimal(1)),
        ("share", "0.125", Decimal("0.125")),
        ("number", "5.411894", Decimal("5.411894")),
        ("levels", "[1, 2, 5]", (1, 2, 5)),
        ("levels", "null", None),
        ("share", "~", None),
    ],
)
def test_a_value_is_read_exactly_as_its_unit_says(unit: str, written: str, value: object) -> None:
    good = GOOD.replace("unit: periods", f"unit: {unit}").partition("      - starts: 2020")[0]
    parameter: Parameter = parse_parameters(
        good.replace("value: 4", f"value: {written}"), file="t"
    ).parameters[0]
    assert parameter.editions[0].value == value
    assert type(parameter.editions[0].value) is type(value)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", (1, "rulebook_empty")),
        ("format: 1\nrulebook: [", (2, "rulebook_not_yaml")),
        ("- 1\n", (1, "rulebook_wrong_type")),
        ("format: 1\nrulebook: trial\nparameters: none\n", (3, "rulebook_wrong_type")),
        ("format: 1\nrulebook: \x07", (1, "rulebook_not_yaml")),
    ],
)
def test_what_is_no_parameter_file_at_all_is_one_fault(text: str, fault: tuple[int, str]) -> None:
    assert faults_of(text) == [fault]


def test_a_missing_ground_is_a_fault_where_its_edition_stands() -> None:
    bad = GOOD.replace("        ground: {source: Draft, how: second_hand}\n", "")
    assert faults_of(bad) == [(16, "rulebook_key_missing")]


def test_an_unknown_provenance_is_told_with_the_known_ones() -> None:
    with pytest.raises(RulebookFaultsError) as refused:
        parse_parameters(GOOD.replace("how: seen", "how: hearsay"), file="trial.yaml")
    (fault,) = refused.value.faults
    assert (fault.line, fault.message.params["found"]) == (11, "hearsay")
    assert fault.message.params["known"] == ("seen", "second_hand", "policy")


def test_an_edition_without_its_first_day_is_one_fault() -> None:
    assert faults_of(GOOD.replace("starts: 2022-01-01\n        value", "value")) == [
        (8, "rulebook_key_missing")
    ]
