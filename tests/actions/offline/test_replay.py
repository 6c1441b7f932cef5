"""Past assessments come out again to the byte; other rules and other data show where they make a difference."""

from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from answerable.actions.offline import replay as replaying
from answerable.actions.offline.assess import assess
from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.replay import replay
from answerable.core.enforce.replay import Replayed
from answerable.core.rulebook.parameters import parse_parameters
from answerable.core.terms.errors import InputError
from answerable.render.assessment_json import to_json
from answerable.render.explain.replay_text import replay_text
from tests.builders import MINDING, change, rating, reading, small_district, write

THEN, NOW = date(2025, 7, 10), date(2026, 3, 1)
STRICTER = """\
      - starts: 2026-01-01
        value: 0.97
        status: in_force
        ground: {source: 县政府常务会议纪要, article: 第三条, how: policy}
"""
Replay = Callable[..., Replayed]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    rows = small_district()
    rows["ratings"] = [rating(MINDING, "2025-03-01", 1, 80), rating(MINDING, "2025-03-01", 5, 920)]
    return write(tmp_path / "district", rows)


@pytest.fixture
def past(tmp_path: Path, source: Path) -> Path:
    folder = tmp_path / "past"
    folder.mkdir()
    for on in (date(2025, 6, 1), THEN):
        with working_engine("duckdb") as (engine, scratch):
            text = to_json(assess(source, on=on, engine=engine, scratch=scratch))
        (folder / f"{on}.json").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def stricter(tmp_path: Path) -> Path:
    """The shipped parameters with a new edition of the standard for ratings."""
    text = files("answerable.rulebooks").joinpath("cn", "parameters.yaml").read_text(encoding="utf-8")
    start = text.index("- id: ratings.standard")
    end = text.index("  - id: ", start)
    changed = tmp_path / "parameters.yaml"
    changed.write_text(text[:end] + STRICTER + text[end:], encoding="utf-8")
    return changed


@pytest.fixture
def again(source: Path) -> Replay:
    def run(past: Path, **options: Path) -> Replayed:
        with working_engine("duckdb") as (engine, scratch):
            return replay(
                source,
                past,
                today=NOW,
                parameters=options.get("parameters"),
                engine=engine,
                scratch=scratch,
            )

    return run


def test_every_past_assessment_gives_the_same_bytes(again: Replay, past: Path) -> None:
    replayed = again(past)
    assert [(each.on, each.same, each.changed) for each in replayed.past] == [
        (date(2025, 6, 1), True, ()),
        (THEN, True, ()),
    ]
    assert replayed.comes_out


@pytest.mark.parametrize("adopted", [True, False])
def test_after_a_change_of_the_rules_the_old_bytes_come_out_and_what_changes_is_listed(
    again: Replay, past: Path, stricter: Path, adopted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the new edition is in the rulebook already, or in a file that is only tried."""
    if adopted:
        changed_book = parse_parameters(stricter.read_text(encoding="utf-8"), file="cn")
        monkeypatch.setattr(replaying, "load_parameters", lambda _: changed_book)
        replayed = again(past)
    else:
        replayed = again(past, parameters=stricter)
    assert replayed.comes_out
    (changed,) = replayed.past[1].changed
    assert (changed.contract, changed.before, changed.after) == (MINDING, ("clear",) * 2, ("watch",) * 2)
    assert [reason.message.code for reason in changed.new] == ["ratings_below_standard"]
    for lang, words in (("zh", "正常 → 关注"), ("en", "clear → watch")):
        assert words in replay_text(replayed, lang)


def test_data_that_came_in_later_do_not_change_the_past(again: Replay, past: Path, source: Path) -> None:
    rows = small_district()
    rows["ratings"] = [rating(MINDING, "2025-03-01", 1, 80), rating(MINDING, "2025-03-01", 5, 920)]
    rows["ratings"].append(rating(MINDING, "2025-08-01", 1, 500))
    rows["readings"].append(reading(MINDING, "2025-07", 50, 100, note="2025-08-02"))
    write(source, rows)
    assert again(past).comes_out


def test_data_changed_behind_the_records_back_are_found(again: Replay, past: Path, source: Path) -> None:
    rows = small_district()
    rows["ratings"] = [rating(MINDING, "2025-03-01", 1, 80), rating(MINDING, "2025-03-01", 5, 920)]
    change(rows, "readings", {"id": f"{MINDING}.on-time.2025-06"}, numerator="70")
    write(source, rows)
    replayed = again(past / f"{THEN}.json")
    assert not replayed.comes_out
    assert [(each.contract, each.recorded, each.now) for each in replayed.past[0].differs] == [
        (MINDING, "clear", "watch")
    ]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "answerable/assessment/1"}', "[" * 100_000])
def test_what_is_no_past_assessment_is_refused(again: Replay, tmp_path: Path, text: str) -> None:
    other = tmp_path / "other.json"
    other.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        again(other)


def test_an_empty_folder_has_nothing_to_replay(again: Replay, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError) as refused:
        again(tmp_path / "empty")
    assert refused.value.message.code == "no_past_assessment"


def test_the_assessment_of_another_district_is_refused(again: Replay, past: Path) -> None:
    file = past / f"{THEN}.json"
    file.write_text(
        file.read_text(encoding="utf-8").replace('"id": "small"', '"id": "large"'), encoding="utf-8"
    )
    with pytest.raises(InputError) as refused:
        again(file)
    assert refused.value.message.code == "past_of_another_district"


def test_a_file_that_changes_a_value_in_place_is_compared_and_does_not_make_the_past(
    again: Replay, past: Path, tmp_path: Path
) -> None:
    short = tmp_path / "tried.yaml"
    short.write_text("format: 1\nset: {ratings.standard: 0.97}\n", encoding="utf-8")
    replayed = again(past, parameters=short)
    assert replayed.comes_out
    assert [each.contract for each in replayed.past[1].changed] == [MINDING]
    assert "tried.yaml" in replay_text(replayed, "en")


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("ratings.standard", "1.0"),
        ("ratings.standard", "0.0"),
        ("ratings.margin", "1.0"),
        ("ratings.alpha", "0.0"),
        ("ratings.bets", "[0.5, 1.0]"),
        ("ratings.bet_weights", "[0.5, 0.5]"),
    ],
)
def test_parameters_that_nobody_can_judge_by_are_refused(
    again: Replay, past: Path, stricter: Path, parameter: str, value: str
) -> None:
    text = stricter.read_text(encoding="utf-8")
    start = text.index(f"- id: {parameter}\n")
    old = text[text.index("value: ", start) : text.index("\n", text.index("value: ", start))]
    stricter.write_text(text[:start] + text[start:].replace(old, f"value: {value}", 1), encoding="utf-8")
    if parameter == "ratings.standard":  # its later edition is the one in force
        stricter.write_text(stricter.read_text(encoding="utf-8").replace("0.97", value), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        again(past, parameters=stricter)
    assert refused.value.message.code == "parameters_do_not_fit"


def test_a_parameter_file_that_is_no_text_is_refused(again: Replay, past: Path, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\x7fELF\xff\xfe\x00")
    with pytest.raises(InputError):
        again(past, parameters=tmp_path / "binary")


def test_the_rules_of_a_day_before_the_record_are_not_asked_for(source: Path, past: Path) -> None:
    with working_engine("duckdb") as (engine, scratch), pytest.raises(InputError) as refused:
        replay(source, past, today=date(2025, 6, 30), parameters=None, engine=engine, scratch=scratch)
    assert refused.value.message.code == "replay_before_record"
