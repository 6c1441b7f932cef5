"""Rules of watching are dated and cited, and refused with all their faults at once."""

from datetime import date
from fractions import Fraction

import pytest

from answerable.core.rulebook.reader import RulebookFaultsError
from answerable.core.rulebook.watch import load_watch, parse_watch
from answerable.core.terms.citation import Provenance

GOOD = """\
format: 1
rulebook: trial
rules:
  - id: silent
    subject: account
    side: provider
    title: {zh: 停更, en: Silent}
    severity: ordinary
    precision: 0.9
    innocent: {zh: 已关停, en: It was closed}
    editions:
      - starts: 2020-01-01
        status: in_force
        thresholds: {days: 30}
        grounds:
          - {source: 样例规定, article: 第三条, how: seen}
      - starts: 2019-01-01
        status: in_force
        thresholds: {days: 60, share: 0.5}
        grounds:
          - {source: 样例规定, article: 第三条, how: policy}
      - starts: 2024-01-01
        status: repealed
        thresholds: {}
        grounds:
          - {source: 样例规定, article: 废止, how: policy}
"""


def test_the_edition_in_force_answers() -> None:
    rules = parse_watch("trial", {"trial.yaml": GOOD})
    assert rules.thresholds(date(2018, 12, 31)) == {}
    assert rules.thresholds(date(2019, 6, 1)) == {"silent": {"days": Fraction(60), "share": Fraction(1, 2)}}
    assert rules.thresholds(date(2020, 1, 1)) == {"silent": {"days": Fraction(30)}}
    assert rules.thresholds(date(2024, 1, 1)) == {}


def test_a_silenced_rule_has_no_thresholds() -> None:
    rules = parse_watch("trial", {"trial.yaml": GOOD})
    assert rules.thresholds(date(2020, 1, 1), silent=("silent",)) == {}


def test_all_faults_are_told_at_once() -> None:
    broken = GOOD.replace("side: provider", "side: nobody").replace("precision: 0.9", "precision: 9")
    broken = broken.replace("thresholds: {days: 30}", "thresholds: 30").replace("2019-01-01", "2020-01-01")
    broken += GOOD[GOOD.index("  - id:") :]
    with pytest.raises(RulebookFaultsError) as refused:
        parse_watch("trial", {"trial.yaml": broken})
    assert {fault.message.code for fault in refused.value.faults} == {
        "rulebook_value_unknown",
        "rulebook_out_of_range",
        "watch_edition_twice",
        "rulebook_wrong_type",
        "watch_rule_twice",
    }


def test_a_rulebook_without_the_folder_sets_no_such_rules() -> None:
    assert load_watch("general").rules == ()


def test_every_shipped_rule_says_its_ground_and_an_innocent_reading() -> None:
    rules = load_watch("cn").rules
    assert rules
    for rule in rules:
        assert Fraction(1, 2) <= rule.precision < 1, rule.id
        assert rule.innocent.zh
        assert rule.innocent.en
        for edition in rule.editions:
            assert edition.grounds
            assert all(ground.how is not Provenance.STATED for ground in edition.grounds)
