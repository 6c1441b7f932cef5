"""The catalogue of words: TOML files beside this module, read once.

`terms*.toml` hold groups of words, `faults*.toml` what is wrong and what would be right, `labels*.toml` titles;
every other file holds sentences by the code of their message, and no code may stand in two of them.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import cast

Entry = dict[str, str]
"""The same thing by language."""

OPEN_GROUPS = frozenset({"band", "unit", "district_value", "fact_unit"})
"""Groups whose words come partly from what people wrote."""

CHOICE_GROUPS = {
    ("bodies", "kind"): "body_kind",
    ("people", "staff"): "staff",
    ("posts", "role"): "post_role",
    ("providers", "kind"): "provider_kind",
    ("work_items", "verdict"): "verdict",
    ("contracts", "currency"): "currency",
    ("clauses", "kind"): "clause_kind",
    ("clauses", "ground"): "exit_ground",
    ("approval_steps", "decision"): "decision_kind",
    ("approval_steps", "role"): "chain_role",
    ("funds", "currency"): "currency",
    ("amendments", "kind"): "amendment_kind",
    ("amendments", "cause"): "amendment_cause",
    ("indicators", "period"): "period_kind",
    ("indicators", "measure"): "measure",
    ("indicators", "better"): "better",
    ("readings", "source"): "reading_source",
    ("ratings", "tier"): "tier",
    ("ratings", "origin"): "rating_origin",
    ("services", "tier"): "tier",
    ("matters", "channel"): "channel",
    ("matters", "outcome"): "outcome",
    ("matters", "confirmed_by"): "confirmed_by",
    ("observations", "kind"): "observation_kind",
    ("voices", "kind"): "voice_kind",
    ("voices", "collect"): "collected_by",
    ("voices", "custody"): "custody",
    ("voice_filings", "what"): "filing",
    ("collections", "outcome"): "collection",
    ("duties", "side"): "side",
    ("duties", "kind"): "duty_kind",
    ("duties", "every"): "every",
    ("findings", "source"): "finding_source",
    ("findings", "severity"): "severity",
    ("findings", "decision"): "finding_state",
    ("case_states", "state"): "case_state",
    ("rechecks", "result"): "recheck_result",
    ("inspection_plans", "reach"): "inspection_reach",
    ("inspection_frame", "standing"): "standing",
    ("inspections", "chosen_by"): "inspection_chosen_by",
    ("inspections", "outcome"): "inspection_outcome",
    ("inspection_checks", "basis"): "check_basis",
    ("inspection_checks", "result"): "check_result",
    ("value_figures", "aspect"): "aspect",
    ("value_figures", "source"): "reading_source",
}
"""The group of terms that names the choices of a column."""


class UnknownWordError(KeyError):
    """The catalogue lacks a code, a word or a language: a fault of the program, never of the reader."""


def sentence(code: str, lang: str) -> str:
    """The template of a message."""
    return both("sentences", code, lang)


def both(kind: str, key: str, lang: str) -> str:
    """The text of a sentence or label in one language."""
    try:
        return texts(kind)[key][lang]
    except KeyError:
        raise UnknownWordError(f"{kind}: {key} in {lang}") from None


def lookup(group: str, word: str, lang: str) -> str:
    """The word of a group in one language; unknown words of open groups are returned as they are."""
    try:
        return terms()[group][word][lang]
    except KeyError:
        if group in OPEN_GROUPS:
            return word
        raise UnknownWordError(f"terms: {group}.{word} in {lang}") from None


def fault(code: str, lang: str) -> tuple[str, str]:
    """The templates of a fault: what is wrong, what would be right."""
    try:
        entry = faults()[code][lang]
        return entry["wrong"], entry["right"]
    except KeyError:
        raise UnknownWordError(f"faults: {code} in {lang}") from None


@cache
def texts(kind: str) -> dict[str, Entry]:
    """All entries of a kind, `sentences` or `labels`, by key."""
    return cast(dict[str, Entry], _merged(kind))


@cache
def terms() -> dict[str, dict[str, Entry]]:
    """All groups of words."""
    return cast(dict[str, dict[str, Entry]], _merged("terms"))


@cache
def faults() -> dict[str, dict[str, Entry]]:
    """All faults: code, language, `wrong` and `right`."""
    return cast(dict[str, dict[str, Entry]], _merged("faults"))


def _merged(kind: str) -> dict[str, object]:
    merged: dict[str, object] = {}
    folder = files(__package__)
    for name in sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml")):
        if _kind_of(name) != kind:
            continue
        entries = tomllib.loads((folder / name).read_text(encoding="utf-8"))
        if twice := merged.keys() & entries.keys():
            raise UnknownWordError(f"{name}: stands in another file too: {', '.join(sorted(twice))}")
        merged |= entries
    return merged


def _kind_of(name: str) -> str:
    stem = name.split(".", maxsplit=1)[0].split("_", maxsplit=1)[0]
    return stem if stem in ("terms", "faults", "labels") else "sentences"
