"""Boundary rulebooks are read strictly: every mistake of every file at once, each with its line."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
import yaml

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.boundary_yaml import parse_boundary
from answerable.core.rulebook.reader import RulebookFaultsError
from answerable.core.rulebook.shipped import boundary_of, load_boundary, shipped_boundaries
from answerable.core.terms.errors import InputError
from tests.rulebooks import both, boundary, edition, fact, rule, simple, texts
from tests.shape.tree import PACKAGE

FACTS = [fact("task", "clean", "write"), fact("months", numbers=(1, 60))]
RULE = simple("open", "open", {"task": "clean"}, "suitable")
DUTY = {"id": "file", "who": "body", "what": both("file"), "when": both("always"), "check": "files"}


def faults(files: dict[str, str], base: Boundary | None = None) -> list[tuple[str, str]]:
    name = "local" if base else "trial"
    with pytest.raises(RulebookFaultsError) as refused:
        parse_boundary(name, files, base=base)
    assert all(fault.line > 0 for fault in refused.value.faults)
    return [(fault.file.partition("/")[2], fault.message.code) for fault in refused.value.faults]


def with_rule(**changes: Any) -> dict[str, str]:
    """One rule whose only edition is changed; a change to None takes the key away."""
    only = {**edition({"task": "clean"}, "suitable"), **changes}
    return texts(FACTS, [rule("r", "open", {key: value for key, value in only.items() if value is not None})])


def test_a_sound_rulebook_is_read_whole() -> None:
    book = boundary(FACTS, [RULE], duties=[DUTY])
    assert ([each.id for each in book.facts], [each.id for each in book.rules]) == (
        ["task", "months"],
        ["open"],
    )
    assert book.rules[0].editions[0].grounds[0].law.title.en == "The Law"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"when": {"weather": "fair"}}, "rule_fact_unknown"),
        ({"when": {"task": "steal"}}, "rulebook_value_unknown"),
        ({"when": {"task": []}}, "rulebook_wrong_type"),
        ({"when": {}}, "rulebook_wrong_type"),
        ({"when": "task is clean"}, "rulebook_wrong_type"),
        ({"when": {"all": {"task": "clean"}}}, "rulebook_wrong_type"),
        ({"when": {"not": [{"task": "clean"}]}}, "rulebook_wrong_type"),
        ({"when": {"months": "many"}}, "rulebook_wrong_type"),
        ({"when": {"months": 61}}, "rulebook_out_of_range"),
        ({"when": {"months": {"over": 12, "at_least": 13}}}, "rule_range_unclear"),
        ({"when": {"months": {}}}, "rule_range_unclear"),
        ({"when": {"months": {"over": 36, "under": 12}}}, "rule_range_empty"),
        ({"when": {"months": {"under": 1}}}, "rule_range_empty"),
        ({"when": {"months": {"above": 3}}}, "rulebook_key_unknown"),
        ({"verdict": "maybe"}, "rulebook_value_unknown"),
        ({"verdict": "undecided"}, "rulebook_value_unknown"),
        ({"verdict": None}, "rule_without_verdict"),
        ({"because": {"zh": "因此"}}, "rulebook_key_missing"),
        ({"grounds": []}, "rulebook_wrong_type"),
        ({"grounds": [{"law": "no-law", "article": "1", "read": "found"}]}, "rulebook_value_unknown"),
        ({"grounds": [{"law": "the-law", "article": "", "read": "found"}]}, "rulebook_wrong_type"),
        ({"grounds": [{"law": "the-law", "article": "1", "read": "seen"}]}, "rulebook_value_unknown"),
        ({"grounds": [{"law": "the-law", "read": "found"}]}, "rulebook_key_missing"),
        ({"duties": ["nobody-owes-it"]}, "rulebook_value_unknown"),
        ({"starts": "2020-02-30"}, "rulebook_wrong_type"),
        ({"status": "valid"}, "rulebook_value_unknown"),
        ({"unknown": 1}, "rulebook_key_unknown"),
        ({"status": "repealed"}, "rule_repealed_with"),
    ],
)
def test_a_mistake_in_a_rule_is_told(changes: dict[str, Any], code: str) -> None:
    found = faults(with_rule(**changes))
    assert ("rules/all.yaml", code) in found


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda each: each.pop("question"), "rulebook_key_missing"),
        (lambda each: each.update(id="all"), "rulebook_bad_id"),
        (lambda each: each.update(id="Größe"), "rulebook_bad_id"),
        (lambda each: each.update(kind="text"), "rulebook_value_unknown"),
        (lambda each: each.update(worse="yes"), "rulebook_value_unknown"),
        (lambda each: each.pop("options"), "rulebook_key_missing"),
        (lambda each: each.update(unit="months"), "rulebook_key_unknown"),
        (lambda each: each["options"].append(each["options"][0]), "rulebook_id_twice"),
        (lambda each: each.update(options=[]), "rulebook_wrong_type"),
    ],
)
def test_a_mistake_in_a_fact_is_told(change: Callable[[dict[str, Any]], object], code: str) -> None:
    each = yaml.safe_load(yaml.safe_dump(FACTS[0]))
    change(each)
    assert ("facts.yaml", code) in faults(texts([each, FACTS[1]], [RULE]))


def test_the_bounds_of_a_number_have_to_leave_something() -> None:
    backwards = {**FACTS[1], "from": 60, "to": 1}
    assert ("facts.yaml", "rulebook_out_of_range") in faults(texts([FACTS[0], backwards], [RULE]))


def test_ids_are_used_once_across_all_files() -> None:
    files = texts([*FACTS, FACTS[0]], [RULE], duties=[DUTY, DUTY])
    files["rules/more.yaml"] = files["rules/all.yaml"]
    assert faults(files) == [
        ("duties.yaml", "rulebook_id_twice"),
        ("facts.yaml", "rulebook_id_twice"),
        ("rules/more.yaml", "rulebook_id_twice"),
    ]


def test_two_editions_cannot_start_on_one_day() -> None:
    twice = rule("r", "open", edition(None, "suitable"), edition(None, "limited"))
    assert faults(texts(FACTS, [twice])) == [("rules/all.yaml", "rule_edition_twice")]


def test_a_verdict_needs_a_stage() -> None:
    assert faults(texts(FACTS, [rule("r", None, edition(None, "suitable"))])) == [
        ("rules/all.yaml", "rule_without_stage")
    ]


def test_mistakes_of_all_files_come_at_once() -> None:
    files = with_rule(when={"weather": "fair"}, verdict="maybe")
    files["laws.yaml"] = "format: 2\n"
    files["rules/broken.yaml"] = "rules: [\n"
    assert {file for file, _ in faults(files)} == {"laws.yaml", "rules/all.yaml", "rules/broken.yaml"}


def test_a_file_that_names_another_rulebook_is_refused() -> None:
    files = texts(FACTS, [RULE]) | {"facts.yaml": texts(FACTS, [RULE], name="other")["facts.yaml"]}
    assert ("facts.yaml", "rulebook_value_unknown") in faults(files)


def test_an_alias_is_refused_because_it_could_grow_without_bound() -> None:
    files = texts(FACTS, [RULE])
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert ("rules/bomb.yaml", "rulebook_alias") in faults(files | {"rules/bomb.yaml": bomb})
    deep = "a: " + "[" * 5000
    assert ("rules/deep.yaml", "rulebook_not_yaml") in faults(files | {"rules/deep.yaml": deep})


def test_a_folder_without_a_main_file_is_no_rulebook() -> None:
    files = texts(FACTS, [RULE])
    del files["rulebook.yaml"]
    assert ("rulebook.yaml", "rulebook_empty") in faults(files)


def test_a_local_rulebook_uses_what_the_one_above_declares_and_adds_its_own() -> None:
    base = boundary(FACTS, [RULE], duties=[DUTY])
    own = simple("writing", "limit", {"task": "write", "team": "yes"}, "limited", duties=["file"])
    local = boundary([fact("team")], [own], base)
    assert [each.id for each in local.rules] == ["open", "writing"]
    assert [each.rulebook for each in local.rules] == ["trial", "local"]
    assert (local.extends, local.stages, list(local.fact)) == (base, base.stages, ["task", "months", "team"])


def test_a_local_rulebook_may_not_redeclare_what_stands_above() -> None:
    base = boundary(FACTS, [RULE])
    files = texts([FACTS[0]], [RULE], name="local", extends="trial")
    assert faults(files, base) == [
        ("facts.yaml", "rulebook_id_twice"),
        ("rules/all.yaml", "rulebook_id_twice"),
    ]


def test_an_unknown_rulebook_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError) as refused:
        load_boundary("nowhere")
    assert refused.value.message.params["known"] == shipped_boundaries()


def test_a_countys_own_rulebook_may_extend_a_shipped_one() -> None:
    own = simple("no-survey", "exclusion", {"task": "survey"}, "prohibited")
    own["editions"][0]["grounds"] = [{"law": "mof-102", "article": "10", "read": "derived"}]
    book = boundary_of("county", texts([], [own], name="county", extends="cn"))
    assert book.extends is load_boundary("cn")
    assert len(book.rules) == len(load_boundary("cn").rules) + 1


# ---------------------------------------------------------------- the published schema


class _Plain(yaml.SafeLoader):
    """YAML 1.2 as editors read it: yes and no are words, a date is a text."""


_Plain.yaml_implicit_resolvers = {
    first: [each for each in found if each[0] in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:null")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
ROOT = PACKAGE / "rulebooks"
SCHEMA = json.loads(ROOT.joinpath("boundary.schema.json").read_text(encoding="utf-8"))


def valid(content: object) -> bool:
    return bool(jsonschema.Draft202012Validator(SCHEMA).is_valid(content))


def shipped_files() -> list[str]:
    folders = [ROOT / name / "scope" for name in shipped_boundaries()]
    return sorted(path.relative_to(ROOT).as_posix() for each in folders for path in each.rglob("*.yaml"))


@pytest.mark.parametrize("path", shipped_files())
def test_every_shipped_file_keeps_the_published_schema(path: str) -> None:
    content = yaml.load(ROOT.joinpath(path).read_text(encoding="utf-8"), Loader=_Plain)  # noqa: S506
    error = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(SCHEMA).iter_errors(content))
    assert error is None, f"{error.json_path}: {error.message[:300]}"


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    good = yaml.load(texts(FACTS, [RULE])["rules/all.yaml"], Loader=_Plain)  # noqa: S506
    assert valid(good)
    spoils: tuple[dict[str, Any], ...] = (
        {"verdict": "maybe"},
        {"unknown": 1},
        {"grounds": []},
        {"grounds": [{"law": "the-law", "article": "1", "read": "seen"}]},
        {"when": {"months": {"above": 3}}},
    )
    for spoilt in spoils:
        content = yaml.safe_load(yaml.safe_dump(good))
        content["rules"][0]["editions"][0] |= spoilt
        assert not valid(content)
