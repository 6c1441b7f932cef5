"""Facts about one work item, or the record of a decision about it, as a JSON or YAML file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from answerable.core.scope.replay import FORMAT
from answerable.core.scope.stated import StatedFactsError
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message

_LARGEST = 1 << 20


@dataclass(frozen=True)
class StatedFacts:
    """What the file says: texts by fact; and, if it is a record, which rulebook gave which verdict when."""

    facts: Mapping[str, str]
    rulebook: str | None = None
    on: date | None = None
    verdict: str | None = None


def read_stated(path: Path) -> StatedFacts:
    """Read a mapping of facts, or a record that holds one under `facts`.

    Raises InputError if there is no such file, StatedFactsError with everything that is wrong with it.
    """
    found = _loaded(path)
    inner = found.get("facts")
    record = found if isinstance(inner, dict) else None
    facts = inner if isinstance(inner, dict) else found
    texts = {
        str(name): value or "" for name, value in facts.items() if value is None or isinstance(value, str)
    }
    faults = [Message.of("fact_bad_value", fact=str(name)[:60]) for name in facts if str(name) not in texts]
    if faults:
        raise StatedFactsError(tuple(faults))
    if record is None:
        return StatedFacts(texts)
    return StatedFacts(texts, _text(record, "rulebook"), _day(record), _text(record, "verdict"))


class _Texts(yaml.SafeLoader):
    """YAML, and so JSON too, in which every value stays the text that stands there; `null` is none."""


def _mapping(loader: _Texts, node: yaml.MappingNode) -> dict[object, object]:
    """A mapping in which every key stands once."""
    keys = [str(key.value) for key, _ in node.value]
    twice = tuple(dict.fromkeys(key[:60] for key in keys if keys.count(key) > 1))
    if twice:
        raise StatedFactsError(tuple(Message.of("fact_twice", fact=key) for key in twice))
    return dict(loader.construct_mapping(node, deep=True))


_Texts.add_constructor("tag:yaml.org,2002:map", _mapping)
_Texts.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _loaded(path: Path) -> dict[str, object]:
    if not path.is_file():
        raise InputError("source_missing_file", path=str(path))
    if path.stat().st_size > _LARGEST:
        raise InputError("source_too_large", path=str(path), limit=_LARGEST)
    try:
        text = path.read_text(encoding="utf-8-sig")
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text, Loader=yaml.SafeLoader)):
            raise _unusable("facts_not_a_mapping")
        found = yaml.load(text, Loader=_Texts)  # noqa: S506  # a safe loader that makes texts of everything
    except UnicodeDecodeError:
        raise _unusable("facts_not_utf8") from None
    except (yaml.YAMLError, RecursionError, ValueError, TypeError):
        raise _unusable("facts_not_a_mapping") from None
    if not isinstance(found, dict):
        raise _unusable("facts_not_a_mapping")
    if found.get("format", FORMAT) != FORMAT:
        raise _unusable("record_format", found=str(found["format"])[:40], known=FORMAT)
    return found


def _unusable(code: str, /, **params: str) -> StatedFactsError:
    return StatedFactsError((Message.of(code, **params),))


def _text(record: Mapping[str, object], key: str) -> str | None:
    value = record.get(key)
    return value if isinstance(value, str) else None


def _day(record: Mapping[str, object]) -> date | None:
    value = record.get("on")
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _unusable("record_bad_day", found=str(value)[:40]) from None
