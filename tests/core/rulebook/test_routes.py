"""Routes are dated data: the shipped ones lead every case to its end, and a broken file is told all its faults."""

from collections.abc import Mapping
from datetime import date

import pytest

from answerable.core.rulebook.reader import RulebookFaultsError
from answerable.core.rulebook.routes import (
    CLOSED,
    FIRST,
    LAST_DAY,
    NEEDED_CLOCKS,
    OUTCOMES,
    REMEDIES,
    SIDES,
    STATES,
    RouteEdition,
    Routes,
    load_routes,
    parse_routes,
)
from answerable.core.terms.citation import Provenance
from answerable.core.terms.errors import InputError
from answerable.render.words import say, say_fault, term
from answerable.render.words.catalogue import terms
from tests.courses import ROUTES
from tests.shape.tree import ROOT

_CLOCKS = "\n".join(
    f"  {name}: {{workdays: 5, ground: {{source: 样例, article: 一, how: policy}}}}" for name in NEEDED_CLOCKS
)
GOOD = f"""\
format: 1
rulebook: trial
clocks:
{_CLOCKS}
hand_over: [keys]
remedies:
  objection: {{clock: object, ground: {{source: 样例, article: 二, how: policy}}}}
  administrative_review: {{days: 60, ground: {{source: 样例, article: 三, how: seen}}}}
stages:
  opened:
    state: finding
    owner: handler
    clock: notify
    acts: {{find: opened, notify: hearing, drop: closed}}
  hearing:
    state: statement
    owner: provider
    clock: statement
    silence: weighing
    acts: {{state: hearing}}
  weighing:
    state: statement
    owner: leader
    clock: decide
    acts: {{dismiss: closed, end: {{unilateral: ending}}}}
  ending:
    state: ending
    owner: handler
    clock: serve
    acts: {{serve: parting}}
  parting:
    state: ending
    owner: handler
    clock: last_day
    silence: over
    acts: {{hand_over: parting}}
  over:
    state: ended
    owner: handler
    clock: hand_over
    acts: {{hand_over: {{some: over, all: done}}}}
  done:
    state: ended
    final: true
  closed:
    state: closed
    final: true
routes:
  - id: plain
    title: {{zh: 样例, en: Sample}}
    editions:
      - {{starts: 2020-01-01, status: in_force, change_first: false, compensation: false, lines: 2, right_months: 12,
         extensions: 1, remedies: [objection], ground: {{source: 样例, article: 四, how: seen}}}}
      - {{starts: 2022-01-01, status: in_force, change_first: true, compensation: true, lines: 3, right_months: 6,
         extensions: 1, remedies: [objection, administrative_review], ground: {{source: 样例, article: 五, how: seen}},
         clocks: {{statement: {{workdays: 9, least: 7, ground: {{source: 样例, article: 六, how: seen}}}}}}}}
      - {{starts: 2024-01-01, status: repealed, change_first: false, compensation: false, lines: 2, right_months: 12,
         extensions: 1, remedies: [objection], ground: {{source: 样例, article: 七, how: seen}}}}
"""
EDITIONS = [edition for route in ROUTES.routes for edition in route.editions]


def faults(text: str) -> list[str]:
    """The codes of all faults of a file, each of which can be said."""
    with pytest.raises(RulebookFaultsError) as refused:
        parse_routes(text, file="trial/routes.yaml")
    for fault in refused.value.faults:
        assert fault.line >= 1
        assert all(say_fault(fault.message.code, fault.message.params, lang) for lang in ("zh", "en"))
    return [fault.message.code for fault in refused.value.faults]


def broken(old: str, new: str) -> list[str]:
    """The faults of the good file with one change."""
    assert GOOD.count(old) == 1, old
    return faults(GOOD.replace(old, new))


# -- what is in force --------------------------------------------------------------------------------------------


def test_the_edition_in_force_answers_and_the_old_one_stays() -> None:
    routes = parse_routes(GOOD, file="trial/routes.yaml")
    old, new = routes.edition("plain", on=date(2021, 12, 31)), routes.edition("plain", on=date(2022, 1, 1))
    assert (old.lines, old.change_first, old.clocks["statement"].least) == (2, False, 1)
    assert (new.lines, new.change_first, new.clocks["statement"].least) == (3, True, 7)
    assert [each.to for each in new.remedies] == ["objection", "administrative_review"]
    assert (new.remedies[0].workdays, new.remedies[1].days) == (5, 60)


@pytest.mark.parametrize(
    ("route", "on"), [("plain", date(2019, 12, 31)), ("plain", date(2024, 1, 1)), ("gone", date(2021, 1, 1))]
)
def test_before_the_first_edition_after_a_repeal_and_of_an_unknown_route_there_is_none(
    route: str, on: date
) -> None:
    with pytest.raises(InputError) as refused:
        parse_routes(GOOD, file="x").edition(route, on=on)
    message = refused.value.message
    assert message.code == "route_not_in_force"
    assert all("plain" in say(message, lang) for lang in ("zh", "en"))


def test_a_rulebook_without_routes_has_none_and_an_unknown_one_is_refused() -> None:
    assert load_routes("general") == Routes("general", ())
    with pytest.raises(InputError):
        load_routes("nowhere")


# -- faults ------------------------------------------------------------------------------------------------------

FAULTS = [
    ("drop: closed}", "drop: gone}", ["route_stage_unknown"]),
    ("silence: weighing\n", "silence: opened\n", ["route_stage_unreached"] * 5),
    (
        "{some: over, all: done}",
        "{some: over, all: over}",
        ["route_stage_unreached"] + ["route_stage_without_end"] * 3,
    ),
    (
        "    silence: weighing\n",
        "",
        ["route_silence_missing", "route_stage_without_end"] + ["route_stage_unreached"] * 5,
    ),
    (
        "    silence: over\n",
        "    silence: parting\n",
        ["route_silence_circle", *["route_stage_unreached"] * 2, *["route_stage_without_end"] * 2],
    ),
    ("{some: over, all: done}", "{all: done}", ["route_outcome_missing"]),
    (
        "end: {unilateral: ending}",
        "end: {unilateral: parting}",
        ["route_end_unserved", "route_stage_unreached"],
    ),
    ("end: {unilateral: ending}", "end: {}", ["route_outcome_missing"] * 3 + ["route_stage_unreached"] * 4),
    ("end: {unilateral: ending}", "end: {by_force: ending}", ["rulebook_key_unknown"]),
    ("dismiss: closed", "forgive: closed", ["rulebook_value_unknown"]),
    (
        "    state: statement\n    owner: provider",
        "    state: told\n    owner: provider",
        ["rulebook_value_unknown"],
    ),
    ("    owner: provider", "    owner: anybody", ["rulebook_value_unknown"]),
    ("    clock: decide", "    clock: whenever", ["rulebook_value_unknown"]),
    ("    clock: decide\n", "", ["rulebook_key_missing"]),
    ("    state: closed\n    final: true", "    state: closed\n    final: false", ["rulebook_value_unknown"]),
    (
        "    state: closed\n    final: true",
        "    state: closed\n    final: true\n    owner: handler",
        ["rulebook_key_unknown"],
    ),
    (
        "    acts: {serve: parting}",
        "    silence: parting\n    acts: {serve: parting}",
        ["route_end_unserved"],
    ),
    (
        "    state: closed\n    final: true",
        "    state: closed\n    owner: handler\n    clock: notify\n    acts: {drop: done}",
        ["route_stage_missing"],
    ),
    ("days: 60", "days: 0", ["rulebook_out_of_range"]),
    ("days: 60", "days: soon", ["rulebook_wrong_type"]),
    ("  objection: {clock: object,", "  bribe: {clock: object,", ["rulebook_value_unknown"] * 4),
    ("hand_over: [keys]", "hand_over: keys", ["rulebook_wrong_type"]),
    ("starts: 2022-01-01", "starts: 2020-01-01", ["rule_edition_twice"]),
    ("change_first: true", "change_first: perhaps", ["rulebook_value_unknown"]),
    ("format: 1", "format: 2", ["rulebook_value_unknown"]),
    (
        "  pause: {workdays: 5, ground: {source: 样例, article: 一, how: policy}}\n",
        "",
        ["rulebook_key_missing"],
    ),
]


@pytest.mark.parametrize(("old", "new", "found"), FAULTS)
def test_exactly_what_is_wrong_is_named(old: str, new: str, found: list[str]) -> None:
    assert sorted(broken(old, new)) == sorted(found)


def test_a_case_begins_at_opened_and_is_over_at_closed() -> None:
    assert "route_stage_missing" in faults(GOOD.replace("closed:", "shut:").replace(": closed", ": shut"))
    assert "route_stage_missing" in faults(
        GOOD.replace("  opened:\n", "  begun:\n").replace("opened,", "begun,")
    )


def test_a_route_that_stands_twice_is_a_fault() -> None:
    twice = GOOD + GOOD[GOOD.index("  - id: plain") :]
    assert faults(twice) == ["rulebook_id_twice"]


def test_all_faults_are_told_at_once() -> None:
    text = GOOD.replace("format: 1", "format: 2").replace("drop: closed}", "drop: gone}")
    text = text.replace("days: 60", "days: 0").replace("hand_over: [keys]", "hand_over: keys")
    assert sorted(faults(text)) == [
        "route_stage_unknown",
        "rulebook_out_of_range",
        "rulebook_value_unknown",
        "rulebook_wrong_type",
    ]


# -- the shipped routes ------------------------------------------------------------------------------------------


def _next(edition: RouteEdition, stage: str) -> set[str]:
    place = edition.stages[stage]
    found = {to for outcomes in place.acts.values() for to in outcomes.values()}
    return found | ({place.silence} if place.silence else set())


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: f"{each.route}-{each.starts.year}")
def test_no_stage_of_a_shipped_route_is_a_dead_end(edition: RouteEdition) -> None:
    finals = {id for id, stage in edition.stages.items() if stage.final}
    assert finals == {CLOSED, "handed_over"}
    leading = set(finals)
    while more := {id for id in edition.stages if _next(edition, id) & leading} - leading:
        leading |= more
    assert leading == edition.stages.keys()


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: f"{each.route}-{each.starts.year}")
def test_every_open_stage_is_somebodys_turn_for_a_stated_time(edition: RouteEdition) -> None:
    for stage in (each for each in edition.stages.values() if not each.final):
        assert stage.owner in SIDES
        assert stage.clock == LAST_DAY or edition.clocks[str(stage.clock)].workdays > 0
        assert stage.acts


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: f"{each.route}-{each.starts.year}")
def test_silence_of_the_provider_never_holds_a_case_up(edition: RouteEdition) -> None:
    waiting = {id for id, stage in edition.stages.items() if stage.owner == "provider"}
    assert waiting == {"hearing", "correcting"}
    assert {edition.stages[id].silence for id in waiting} == {"weighing", "rechecking"}


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: f"{each.route}-{each.starts.year}")
def test_no_decision_is_open_before_the_time_for_a_statement_is_over(edition: RouteEdition) -> None:
    for id in (FIRST, "told", "hearing"):
        acts = edition.stages[id].acts
        assert not acts.keys() & {"order", "dismiss", "find_not_corrected"}
        assert "unilateral" not in acts.get("end", {})


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: f"{each.route}-{each.starts.year}")
def test_one_side_ends_only_after_a_hearing_or_a_recheck_and_by_a_notice_that_is_served(
    edition: RouteEdition,
) -> None:
    from_here = {id for id, each in edition.stages.items() if "unilateral" in each.acts.get("end", {})}
    assert from_here == {"weighing", "concluding", "not_corrected"}
    assert {edition.stages[id].leads_to("end", "unilateral") for id in from_here} == {"ending"}
    assert edition.stages["ending"].silence is None


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: f"{each.route}-{each.starts.year}")
def test_expiry_and_agreement_are_open_until_an_end_is_decided(edition: RouteEdition) -> None:
    before = {"opened", "told", "hearing", "weighing", "ordered", "correcting", "rechecking", "concluding"}
    for id in (*before, "not_corrected"):
        assert {"expiry", "agreement"} <= edition.stages[id].acts["end"].keys()


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: f"{each.route}-{each.starts.year}")
def test_a_clock_that_no_law_sets_says_that_it_was_chosen(edition: RouteEdition) -> None:
    chosen = {name for name, each in edition.clocks.items() if each.ground.how is Provenance.POLICY}
    assert edition.clocks.keys() - chosen == {"items"}
    assert edition.ground.how is (Provenance.SECOND_HAND if edition.starts.year == 2018 else Provenance.SEEN)


def test_remedies_are_those_of_the_route_and_no_others() -> None:
    civil, administrative = (ROUTES.edition(id, on=date(2026, 1, 1)) for id in ("civil", "administrative"))
    assert [each.to for each in civil.remedies] == ["objection", "court", "arbitration"]
    assert [each.to for each in administrative.remedies] == ["objection", "administrative_review", "court"]
    assert (civil.change_first, administrative.change_first) == (False, True)
    assert (civil.compensation, administrative.compensation) == (False, True)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: f"{each.route}-{each.starts.year}")
def test_every_word_of_a_shipped_route_can_be_said(edition: RouteEdition) -> None:
    assert edition.stages.keys() <= terms()["case_stage"].keys()
    assert edition.clocks.keys() <= terms()["case_waits"].keys()
    assert set(edition.hand_over) == terms()["hand_over_item"].keys()
    assert set(SIDES) < terms()["case_side"].keys()
    assert set(REMEDIES) == terms()["case_remedy"].keys()
    assert set(OUTCOMES) < terms()["case_act"].keys()
    assert set(STATES) - {"ended"} <= terms()["case_state"].keys()


# -- the documents -----------------------------------------------------------------------------------------------


def rows(lang: str) -> list[str]:
    """The stages of the shipped route as a table in a language: a row for each that is not final."""
    edition = ROUTES.by_id["civil"].editions[-1]

    def act(name: str, stage: str, outcomes: Mapping[str, str]) -> str:
        there = [term("case_stage", to, lang) for to in outcomes.values() if to != stage]
        return term("case_act", name, lang) + (f" → {' / '.join(there)}" if there else "")

    found = []
    for stage in (each for each in edition.stages.values() if not each.final):
        ways = [term("ending_way", way, lang) for way in stage.acts.get("end", {})]
        cells = (
            term("case_stage", stage.id, lang),
            term("case_side", str(stage.owner), lang),
            "—" if stage.clock == LAST_DAY else str(edition.clocks[str(stage.clock)].workdays),
            term("case_stage", stage.silence, lang) if stage.silence else "—",
            "; ".join(act(name, stage.id, each) for name, each in stage.acts.items() if name != "end"),
            ", ".join(ways) or "—",
        )
        found.append(f"| {' | '.join(cells)} |")
    return found


@pytest.mark.parametrize(("lang", "file"), [("en", "correction.md"), ("zh", "correction.zh-CN.md")])
def test_the_table_of_stages_in_the_documents_is_the_shipped_route(lang: str, file: str) -> None:
    text = (ROOT / "docs" / "explanation" / file).read_text(encoding="utf-8")
    table = text.split("|---|---|---|---|---|---|\n")[1].split("\n\n")[0]
    assert table.splitlines() == rows(lang)
