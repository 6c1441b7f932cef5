"""`answerable papers …`: wordings, papers and case files on the command line, without a server."""

import argparse
from argparse import Namespace
from pathlib import Path

from answerable.cli import paper_wordings
from answerable.cli.speech import Speech
from answerable.cli.verbs import Command, Verbs, verb_of
from answerable.core.enforce.papers.values import PaperKind

KINDS = tuple(kind.value for kind in PaperKind)


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add `papers` with its own verbs to the command line."""
    about = "notices, orders, receipts and case files: word, draw, verify 文书和案卷"
    area = verbs.add_parser("papers", help=about, description=about)
    inner = area.add_subparsers(title="verbs 操作", metavar="VERB", required=True)

    def verb(name: str, help: str, run: Command) -> argparse.ArgumentParser:
        return verb_of(inner, common, name, about=help, run=run)

    worded = verb("wording", "write the wording of a kind of paper into a file to edit 导出文书措辞", wording)
    _kind(worded)
    _out(worded, "the text file to write")
    checked = verb("check", "say every fault of an edited wording at once 检查文书措辞", check)
    checked.add_argument("file", type=Path, metavar="FILE", help="the edited wording")
    _kind(checked)
    laid = verb("layout", "write the layout of DOCX papers into a file to edit 导出文书版式", layout)
    _out(laid, "the DOCX file to write")
    blanked = verb("blank", "write a file of fields to fill in 导出待填的文书内容", blank)
    _kind(blanked)
    _out(blanked, "the JSON file to write")
    drawn = verb("draw", "draw a paper as DOCX and PDF 生成文书", draw)
    drawn.add_argument("fields", type=Path, metavar="FIELDS", help="a file of fields, as `blank` writes it")
    drawn.add_argument("--wording", type=Path, metavar="FILE", help="an edited wording")
    drawn.add_argument("--layout", type=Path, metavar="FILE", help="an edited layout (.docx)")
    _out(drawn, "the folder to write into", metavar="OUT")
    paper_wordings.add(verb)
    verified = verb("verify", "hold every file of a case file against its hash, offline 核对案卷", verify)
    verified.add_argument("source", type=Path, metavar="FILE", help="a case file: a .zip, or a folder")


def _kind(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))


def _out(verb: argparse.ArgumentParser, help: str, *, metavar: str = "FILE") -> None:
    verb.add_argument("--out", type=Path, metavar=metavar, required=True, help=help)


def wording(options: Namespace, speech: Speech) -> None:
    """`answerable papers wording`."""
    from answerable.actions.offline.papers.wordings import write_wording  # loads the drawing of papers

    write_wording(PaperKind(options.kind), options.out, lang=speech.lang)
    speech.say("papers_written", path=str(options.out))


def check(options: Namespace, speech: Speech) -> None:
    """`answerable papers check`."""
    from answerable.actions.offline.papers.wordings import check_wording

    check_wording(options.file, PaperKind(options.kind))
    speech.say("papers_wording_sound", path=str(options.file))


def layout(options: Namespace, speech: Speech) -> None:
    """`answerable papers layout`."""
    from answerable.actions.offline.papers.wordings import write_layout

    write_layout(options.out, lang=speech.lang)
    speech.say("papers_written", path=str(options.out))


def blank(options: Namespace, speech: Speech) -> None:
    """`answerable papers blank`."""
    from answerable.actions.offline.papers.draw import write_blank

    write_blank(PaperKind(options.kind), options.out, lang=speech.lang)
    speech.say("papers_written", path=str(options.out))


def draw(options: Namespace, speech: Speech) -> None:
    """`answerable papers draw`."""
    from answerable.actions.offline.papers.draw import draw_paper

    drawn = draw_paper(options.fields, options.out, wording=options.wording, layout=options.layout)
    for name in drawn.files:
        speech.say("papers_written", path=str(options.out / name))
    speech.say("papers_content", hash=drawn.content)


def verify(options: Namespace, speech: Speech) -> None:
    """`answerable papers verify`."""
    from answerable.actions.offline.papers.verify import verify_case_file

    sound = verify_case_file(options.source)
    speech.say("papers_verified", case=sound.case, n=sound.files, entries=sound.entries)
    speech.say("papers_evidence", n=sound.evidence, enclosed=sound.enclosed)
    speech.say("papers_manifest", hash=sound.manifest)
