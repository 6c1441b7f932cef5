"""`answerable <command>`: reads the command line, calls one action, says what happened, maps errors to exit codes."""

import argparse
import errno
import io
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from answerable import __version__
from answerable.actions.offline.engines import ENGINES
from answerable.actions.offline.folders import ADAPTERS, COMPARABLE
from answerable.cli import (
    accounts,
    backtest,
    backup,
    case,
    commands,
    conduct,
    doctor,
    explain,
    findings,
    manifest,
    papers,
    records,
    scope,
    series,
    serve,
    simulate,
    watch,
    worker,
)
from answerable.cli.speech import Speech
from answerable.cli.verbs import SOURCE, Address, Verbs, day, now, source, verb_of
from answerable.core.enforce.papers.values import PaperFaultsError
from answerable.core.rulebook.reader import RulebookFaultsError
from answerable.core.scope.stated import StatedFactsError
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import AnswerableError, InputError, OutputError

FINE, BUG, INPUT, OUTPUT, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes; docs/reference/exit-codes.md explains them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # none where it was closed
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    signal.signal(signal.SIGTERM, _interrupt)
    options = parser().parse_args(arguments)
    speech = Speech(options.lang)
    try:
        return _run(options, speech)
    except KeyboardInterrupt:
        speech.interrupted()
        return INTERRUPTED
    except RuntimeError as error:
        # A query that was interrupted says so in its own way.
        if "interrupt" not in str(error).lower():
            raise
        speech.interrupted()
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OUTPUT
    except OSError as error:
        return _refused(error, speech)


def _run(options: argparse.Namespace, speech: Speech) -> int:
    """Run the command; what the program refuses on purpose becomes a sentence and an exit code."""
    try:
        with _in_place_of_address(options):
            return int(options.run(options, speech) or FINE)
    except UnsoundError as error:
        speech.of_district(error.language)
        speech.faults(error.faults, source=str(error.message.params["source"]), every=True)
        return INPUT
    except OutputError as error:
        speech.error(error)
        return OUTPUT
    except AnswerableError as error:
        _every_fault(error, speech)
        speech.error(error)
        return INPUT
    except Exception as error:
        # What Django says of a database that fails; this room does not import Django to name it.
        if not type(error).__module__.startswith("django.db"):
            raise
        why = (str(error).splitlines() or [type(error).__name__])[0]
        speech.error(OutputError("database_failed", why=why))
        return OUTPUT


@contextmanager
def _in_place_of_address(options: argparse.Namespace) -> Iterator[None]:
    """Where SOURCE is the address of a database, its record stands as a folder while the command runs."""
    address = getattr(options, "source", None)
    if not isinstance(address, Address):
        yield
        return
    from answerable.actions.office.present import open_present  # loads Django

    open_present(address)
    from answerable.actions.office.sources import opened

    with opened(at=now()) as folder:
        options.source = folder
        yield


def _every_fault(error: AnswerableError, speech: Speech) -> None:
    if isinstance(error, StatedFactsError):
        for message in error.faults:
            speech.fault(message)
    elif isinstance(error, RulebookFaultsError):
        for fault in error.faults:
            speech.fault(fault.message, file=fault.file, line=fault.line)
    elif isinstance(error, PaperFaultsError):
        for flaw in error.faults:
            speech.fault(flaw.message, file=error.file, line=flaw.line)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _refused(error: OSError, speech: Speech) -> int:
    """The operating system did not let us read, or write."""
    path, why = str(error.filename or "-"), error.strerror or type(error).__name__
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EBADF):
        speech.error(OutputError("output_failed", path=path, why=why))
        return OUTPUT
    speech.error(InputError("source_unreadable", path=path, why=why))
    return INPUT


@cache
def parser() -> argparse.ArgumentParser:
    """The whole command line; its help texts are the reference."""
    root = argparse.ArgumentParser(
        prog="answerable",
        description="担当：服务可以外包，责任不能外包。 A service can be outsourced. The responsibility cannot.",
    )
    root.add_argument("--version", action="version", version=f"answerable {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("zh", "en"), help="language of messages and reports 语言")
    verbs = root.add_subparsers(title="commands 命令", metavar="COMMAND", required=True)
    _init(verbs, common)
    _check(verbs, common)
    _assess(verbs, common)
    _adapt(verbs, common)
    _model(verbs, common)
    _demo(verbs, common)
    explain.add(verbs, common)
    manifest.add(verbs, common)
    series.add(verbs, common)
    scope.add(verbs, common)
    backtest.add(verbs, common)
    findings.add(verbs, common)
    conduct.add(verbs, common)
    papers.add(verbs, common)
    case.add(verbs, common)
    simulate.add(verbs, common)
    watch.add(verbs, common)
    accounts.add(verbs, common)
    records.add(verbs, common)
    serve.add(verbs, common)
    worker.add(verbs, common)
    doctor.add(verbs, common)
    backup.add(verbs, common)
    return root


def _init(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    about = "lay an empty district folder with a data dictionary 建立空的数据文件夹"
    verb = verb_of(verbs, common, "init", about=about, run=commands.init)
    verb.add_argument("dir", type=Path, metavar="DIR", help="a folder that does not exist yet, or is empty")


def _check(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    about = "say every fault of a district folder at once 一次指出全部问题"
    verb = verb_of(verbs, common, "check", about=about, run=commands.check)
    _source(verb)
    verb.add_argument("--all", action="store_true", help="list every row, however many have the same fault")


def _assess(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    about = "the standing of every contract, who answers, what is due 评定每份合同"
    verb = verb_of(verbs, common, "assess", about=about, run=commands.assess)
    _source(verb)
    verb.add_argument("--on", type=day, metavar="DATE", help="as of the end of this day (default: today)")
    verb.add_argument(
        "--out", type=Path, metavar="OUT", help="write JSON, tables and report.html into this folder"
    )
    verb.add_argument("--json", action="store_true", help="print the result as JSON")


def _adapt(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    about = "make a district folder from public data 由公开数据生成"
    verb = verb_of(verbs, common, "adapt", about=about, run=commands.adapt)
    verb.add_argument("kind", choices=tuple(ADAPTERS), metavar="KIND", help=", ".join(ADAPTERS))
    verb.add_argument("file", type=Path, metavar="FILE", help="the data as published")
    verb.add_argument("dir", type=Path, metavar="DIR", help="the folder to make")
    compared = ", ".join(COMPARABLE)
    verb.add_argument(
        "--compare", action="store_true", help=f"hold our bands against the published ones ({compared})"
    )


def _model(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    about = "generate the fictional model district 生成样例县（虚构）"
    verb = verb_of(verbs, common, "model", about=about, run=commands.model)
    verb.add_argument("dir", type=Path, metavar="DIR", help="the folder to make")
    verb.add_argument("--seed", type=int, default=1, help="another seed gives other details (default 1)")
    verb.add_argument("--scale", type=int, default=1, help="how many dozens of contracts (default 1)")


def _demo(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    about = "assess the model district and write its report 用样例县演示"
    verb = verb_of(verbs, common, "demo", about=about, run=commands.demo)
    verb.add_argument("--out", type=Path, metavar="OUT", required=True, help="the folder to write into")


def _source(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("source", type=source, metavar="SOURCE", help=SOURCE)
    verb.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="duckdb is quick, memory judges it"
    )


if __name__ == "__main__":
    sys.exit(main())
