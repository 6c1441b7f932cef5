"""Reading what people wrote in YAML: strictly, with the line of every fault, and all faults at once."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import yaml

from answerable.core.tables.declare import Both
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message, Param

# The parser in C reads the same language twenty times as fast; it is not part of every build of PyYAML.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class RulebookFault:
    """One thing wrong in a file of a rulebook; `line` counts from 1."""

    file: str
    line: int
    message: Message


class RulebookFaultsError(InputError):
    """A file of a rulebook cannot be used; `faults` holds everything that is wrong with it, by line."""

    def __init__(self, file: str, faults: Iterable[RulebookFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line)))
        super().__init__("rulebook_faults", file=file, count=len(self.faults))


class Reader:
    """Takes values out of YAML nodes and notes every fault with its line.

    After a fault it goes on with a stand-in, so that all faults are found in one go; no stand-in gets out,
    because with any fault nothing is returned. A node that is None was missed before, and is not noted again.
    """

    def __init__(self, file: str, faults: list[RulebookFault] | None = None) -> None:
        self.file = file
        self.faults: list[RulebookFault] = [] if faults is None else faults

    def compose(self, text: str) -> yaml.Node | None:
        """The root of the file. A node used twice, by an alias, is refused: it could grow without bound."""
        try:
            node = yaml.compose(text, Loader=_LOADER)
        except (yaml.YAMLError, RecursionError):
            self.note(_broken_at(text), "rulebook_not_yaml")
            return None
        if node is None:
            self.note(1, "rulebook_empty")
            return None
        twice = _used_twice(node)
        if twice is not None:
            self.note(twice, "rulebook_alias")
            return None
        return node

    def note(self, at: yaml.Node | int, code: str, /, **params: Param) -> None:
        line = at if isinstance(at, int) else at.start_mark.line + 1
        self.faults.append(RulebookFault(self.file, line, Message.of(code, **params)))

    def mapping(
        self, node: yaml.Node | None, *, required: Collection[str], optional: Collection[str] = ()
    ) -> dict[str, yaml.Node]:
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.note(node, "rulebook_wrong_type", expected="mapping", found=shown(node))
            return {}
        fields: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = shown(key)
            if name in fields:
                self.note(key, "rulebook_key_twice", key=name)
            elif name not in required and name not in optional:
                self.note(key, "rulebook_key_unknown", key=name, known=(*required, *optional))
            fields[name] = value
        for name in required:
            if name not in fields:
                self.note(node, "rulebook_key_missing", key=name)
        return fields

    def sequence(self, node: yaml.Node | None) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.note(node, "rulebook_wrong_type", expected="list", found=shown(node))
            return []
        return list(node.value)

    def text(self, node: yaml.Node | None) -> str:
        if node is None:
            return ""
        if tag_of(node) != "str" or not node.value.strip():
            self.note(node, "rulebook_wrong_type", expected="text", found=shown(node))
        return str(node.value)

    def filled(self, node: yaml.Node) -> bool:
        """Whether something stands there that may be read as text, numbers included; if not, it is noted."""
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return True
        self.note(node, "rulebook_wrong_type", expected="text", found=shown(node))
        return False

    def both(self, node: yaml.Node | None) -> Both:
        """A text in both languages."""
        fields = self.mapping(node, required=("zh", "en"))
        return Both(zh=self.text(fields.get("zh")), en=self.text(fields.get("en")))

    def one_of(self, node: yaml.Node | None, known: Collection[str]) -> str | None:
        if node is None or shown(node) in known:
            return None if node is None else shown(node)
        self.note(node, "rulebook_value_unknown", found=shown(node), known=tuple(known))
        return None

    def day(self, node: yaml.Node | None) -> date:
        if node is None:
            return date.min
        try:
            return date.fromisoformat(shown(node))
        except ValueError:
            self.note(node, "rulebook_wrong_type", expected="date", found=shown(node))
            return date.min

    def whole(self, node: yaml.Node, *, low: int, high: int | None = None) -> int:
        # Not every whole number of YAML 1.1 is meant as one: 010 is eight there, and 1:30 is ninety.
        if tag_of(node) != "int" or not re.fullmatch("0|[1-9][0-9]*", node.value):
            self.note(node, "rulebook_wrong_type", expected="whole_number", found=shown(node))
            return low
        if int(node.value) < low or (high is not None and int(node.value) > high):
            self.note(node, "rulebook_out_of_range", found=node.value, low=low, high=high)
        return int(node.value)

    def decimal(self, node: yaml.Node, *, high: int | None = None) -> Decimal:
        if tag_of(node) not in {"int", "float"} or not re.fullmatch("[0-9]+([.][0-9]+)?", node.value):
            self.note(node, "rulebook_wrong_type", expected="decimal_number", found=shown(node))
            return Decimal(0)
        if high is not None and Decimal(node.value) > high:
            self.note(node, "rulebook_out_of_range", found=node.value, low=0, high=high)
        return Decimal(node.value)


def tag_of(node: yaml.Node) -> str:
    """The kind of value as YAML sees it: `str`, `int`, `null`, `map`, …."""
    return str(node.tag).rpartition(":")[2]


def shown(node: yaml.Node) -> str:
    """What stands there, for the reader of a fault."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else tag_of(node)


def _broken_at(text: str) -> int:
    """The line where the text stops being YAML, as the parser in Python says it: the quicker one is vague."""
    try:
        yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        return error.problem_mark.line + 1 if error.problem_mark else 1
    except (yaml.YAMLError, RecursionError):
        return 1
    return 1


def _used_twice(root: yaml.Node) -> yaml.Node | None:
    """A list or mapping that stands in more than one place, which only an alias can make."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            continue
        if id(node) in seen:
            return node
        seen.add(id(node))
        children = (
            [each for pair in node.value for each in pair]
            if isinstance(node, yaml.MappingNode)
            else node.value
        )
        waiting.extend(children)
    return None
