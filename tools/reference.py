"""Pages of the reference that are made from the program itself: commands, parameters and settings."""

import argparse
import os
from collections.abc import Iterator
from decimal import Decimal

from answerable.cli.main import parser
from answerable.core.rulebook.parameters import Parameter, ParameterEdition, load_parameters
from answerable.settings import VARIABLES

RULEBOOKS = ("cn", "general")
_WIDTH = "100"
_HEAD = "| parameter | unit | from | value | ground | read |"


def commands_page() -> str:
    """Every command with its help text."""
    os.environ["COLUMNS"] = _WIDTH
    root = parser()
    lines = [
        "# Commands",
        "",
        "As `answerable COMMAND --help` says. Exit codes: [exit-codes.md](exit-codes.md).",
        "",
    ]
    for name, verb in _verbs("answerable", root):
        lines += [f"## {name}", "", "```text", verb.format_help().rstrip(), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _verbs(name: str, parser_: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command, and the verbs of those that have verbs of their own."""
    for action in parser_._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, verb in action.choices.items():
                yield f"{name} {word}", verb
                yield from _verbs(f"{name} {word}", verb)


def parameters_page() -> str:
    """Every dated parameter of every rulebook, with the ground of each edition."""
    lines = [
        "# Parameters",
        "",
        "Dated values that assessments use; the edition in force on the day asked about applies. How the text of its",
        "ground was read: *seen* (the official text or an accurate excerpt), *second-hand* (check it before quoting),",
        "*policy* (our choice; a county may choose otherwise). *no rule*: this rulebook sets none.",
    ]
    for rulebook in RULEBOOKS:
        lines += ["", f"## {rulebook}", "", _HEAD, "|---|---|---|---|---|---|"]
        for parameter in load_parameters(rulebook).parameters:
            lines += _rows(parameter)
    return "\n".join(lines) + "\n"


def _rows(parameter: Parameter) -> Iterator[str]:
    title = f"`{parameter.id}`<br>{parameter.title.zh}<br>{parameter.title.en}"
    for edition in parameter.editions:
        ground = " ".join(part for part in (edition.ground.source, edition.ground.article) if part)
        how = edition.ground.how.value.replace("_", "-")
        cells = (title, parameter.unit, edition.starts.isoformat(), _value(edition), ground, how)
        yield "| " + " | ".join(cells) + " |"
        title = ""


def _value(edition: ParameterEdition) -> str:
    if edition.value is None:
        return "no rule"
    if isinstance(edition.value, tuple):
        return ", ".join(map(str, edition.value))
    return str(edition.value.normalize()) if isinstance(edition.value, Decimal) else str(edition.value)


def settings_page() -> str:
    """Every environment variable, with its default and what it is for."""
    lines = [
        "# Settings 设置",
        "",
        "All that can be set, by the environment alone; there is no configuration file. How to run the system:",
        "[run-the-system.md](../how-to/run-the-system.md). 全部设置都来自环境变量，没有配置文件。",
        "",
        "| variable 变量 | default 默认 | what it is for | 用途 |",
        "|---|---|---|---|",
    ]
    for variable in VARIABLES:
        default = f"`{variable.default}`" if variable.default else ""
        cells = (f"`{variable.name}`", default, variable.en, variable.zh)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
