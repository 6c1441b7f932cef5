"""Documents keep what they promise: links lead somewhere, commands exist, words are those the program uses."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from answerable.cli.main import parser
from answerable.core.tables.district import TABLES
from tests.shape.tree import PACKAGE, ROOT, tracked

DOCUMENTS = [path for path in tracked() if path.suffix == ".md" and PACKAGE not in path.parents]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*).*?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`(answerable [^`]+|make [a-z]+[^`]*)`")
CLOSED_WORDS = ("standing", "assessment", "verdict", "case_state", "duty_state", "clause_kind")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(document: Path) -> None:
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    targets = [target.split("#")[0] for target in LINK.findall(text) if not target.startswith("https://")]
    assert [target for target in targets if target and not (document.parent / target).exists()] == []


def commands() -> Iterator[tuple[str, str]]:
    """Document and command line, from shell blocks and from code in a sentence."""
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        fenced = [line for kind, block in FENCE.findall(text) if kind == "sh" for line in block.splitlines()]
        for line in (*fenced, *SPAN.findall(FENCE.sub("", text))):
            yield path.relative_to(ROOT).as_posix(), line.strip()


def test_every_command_line_of_our_program_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    refused = [
        (path, line) for path, line in commands() if line.startswith("answerable ") and not _parses(line)
    ]
    assert refused == []


def _parses(line: str) -> bool:
    """Whether the command line is accepted, with examples in place of COMMAND, KIND, DATE and without optional parts.

    A command that is only named, such as `answerable check`, has to exist.
    """
    example = re.sub(r" \[[^\]]*\]", "", line)
    for word, stands_for in {
        "COMMAND": "check",
        "KIND": "rail-ppm",
        "DATE": "2026-06-30",
        "VERB": "prove",
    }.items():
        example = example.replace(word, stands_for)
    arguments = shlex.split(example)[1:]
    named_only = len(arguments) == 1 or (arguments[0] == "scope" and len(arguments) == 2)
    try:
        parser().parse_args([*arguments, "--help"] if named_only else arguments)
    except SystemExit as ended:
        return ended.code == 0
    return True


def test_every_make_target_named_exists_and_every_target_explains_itself() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^\.PHONY: (\S+)$", makefile, re.MULTILINE))
    named = {line.split()[1] for _, line in commands() if line.startswith("make ")}
    assert named <= targets
    assert set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) == targets


def test_both_readmes_say_the_same_number_of_things() -> None:
    def shape(name: str) -> list[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return re.findall(r"^(#+ |```|\| |- |!\[)", text, re.MULTILINE)

    assert shape("README.md") == shape("README.zh-CN.md")


def test_the_glossary_has_every_table_and_every_closed_word_as_the_program_says_it() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = [line for line in glossary.splitlines() if line.startswith("| ")]
    terms = tomllib.loads((PACKAGE / "render" / "words" / "terms.toml").read_text(encoding="utf-8"))
    missing = [table.name for table in TABLES if f"`{table.name}`" not in glossary]
    for group in CLOSED_WORDS:
        for code, said in terms[group].items():
            if code != "other" and not any(f"`{code}`" in row and said["zh"] in row for row in rows):
                missing.append(f"{group}: {code} {said['zh']}")
    assert missing == []


def test_the_glossary_defines_each_english_word_once() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    words = [line.split("|")[1].strip() for line in glossary.splitlines() if line.startswith("| ")]
    assert sorted({word for word in words if words.count(word) > 1} - {"English"}) == []
