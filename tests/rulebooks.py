"""Small boundary rulebooks for tests, written as short tables and turned into the YAML that people write."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.boundary_yaml import parse_boundary

STAGES = ("law", "limit", "open")


def both(text: str) -> dict[str, str]:
    return {"zh": f"中文{text}", "en": text}


def fact(
    id: str, *options: str, worse: str = "none", numbers: tuple[int, int] | None = None
) -> dict[str, Any]:
    """A choice of the options, a number of the range, or else a yes or no."""
    stated: dict[str, Any] = {
        key: both(f"{key} of {id}") for key in ("title", "question", "help", "find_out")
    }
    stated |= {"id": id, "worse": worse}
    if numbers:
        return stated | {"kind": "number", "unit": "months", "from": numbers[0], "to": numbers[1]}
    if options:
        return stated | {"kind": "choice", "options": [{"id": each, "title": both(each)} for each in options]}
    return stated | {"kind": "yes_no"}


def edition(when: Mapping[str, Any] | None, verdict: str | None, **more: Any) -> dict[str, Any]:
    stated = {
        "starts": "2020-01-01",
        "status": "in_force",
        "because": both("so it is"),
        "grounds": [{"law": "the-law", "article": "1", "read": "found"}],
    }
    stated |= {"when": dict(when)} if when else {}
    stated |= {"verdict": verdict} if verdict else {}
    return stated | more


def rule(id: str, stage: str | None, *editions: dict[str, Any]) -> dict[str, Any]:
    stated: dict[str, Any] = {"id": id, "title": both(id), "editions": list(editions)}
    return stated | ({"stage": stage} if stage else {})


def simple(id: str, stage: str, when: Mapping[str, Any] | None, verdict: str, **more: Any) -> dict[str, Any]:
    return rule(id, stage, edition(when, verdict, **more))


def texts(
    facts: Sequence[dict[str, Any]],
    rules: Sequence[dict[str, Any]],
    *,
    name: str = "trial",
    extends: str | None = None,
    duties: Sequence[dict[str, Any]] = (),
    contradictions: Sequence[dict[str, Any]] = (),
) -> dict[str, str]:
    """The files of a rulebook."""
    head: dict[str, Any] = {"format": 1, "rulebook": name}
    main = head | {"title": both(name), "about": both(name), "starts": "2020-01-01"}
    if extends:
        main["extends"] = extends
    else:
        main["stages"] = [{"id": each, "title": both(each)} for each in STAGES]
    if contradictions:
        main["contradictions"] = list(contradictions)
    law = {"id": "the-law", "title": both("The Law"), "starts": "2000-01-01"}
    files: dict[str, dict[str, Any]] = {
        "rulebook.yaml": main,
        "rules/all.yaml": head | {"rules": list(rules)},
    }
    if facts:
        files["facts.yaml"] = head | {"facts": list(facts)}
    if not extends:
        files["laws.yaml"] = head | {"laws": [law]}
    if duties:
        files["duties.yaml"] = head | {"duties": list(duties)}
    return {path: _dumped(content) for path, content in files.items()}


def boundary(
    facts: Sequence[dict[str, Any]],
    rules: Sequence[dict[str, Any]],
    base: Boundary | None = None,
    **more: Any,
) -> Boundary:
    if base is not None:
        more = {"name": "local", "extends": base.name, **more}
    files = texts(facts, rules, **more)
    return parse_boundary(more.get("name", "trial"), files, base=base)


class _Plain(yaml.SafeDumper):
    """Writes a thing twice where it stands twice; people do not write aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _dumped(content: dict[str, Any]) -> str:
    return yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False)
