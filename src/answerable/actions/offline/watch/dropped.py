"""Take in what was put into the folder `drop`: platform exports, signed self-exports, pages and papers by hand.

A file that was taken in is moved to `drop/<voice>/done`; one that could not be is left where it is, and said.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from answerable.actions.offline.check import Opened
from answerable.actions.offline.watch.collecting import Refusal, Taken
from answerable.actions.offline.watch.raw import keep
from answerable.actions.offline.watch.read import watch_rows
from answerable.core.ledger.signature import signed_by
from answerable.core.rulebook.reader import RulebookFaultsError
from answerable.core.tables.build import build
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError, OutputError
from answerable.core.terms.message import Message
from answerable.core.watch.register import KeyRow, VoiceRow
from answerable.sources.adapted import unreadable
from answerable.sources.export_mapping import read_mapping
from answerable.sources.exports import MAX_BYTES, Export, export_rows
from answerable.sources.observed import cell_text, stamp
from answerable.sources.pages import page_of
from answerable.sources.papers.open import paper_of
from answerable.sources.self_export import parse_self_export

DROP, DONE, MAPPINGS = "drop", "done", "mappings"
SIGNATURE = ".sig"
_EXPORTS = (".csv", ".xlsx", ".json")
_PAPERS = (".docx", ".pdf", ".txt", ".md")
_PAGES = (".html", ".htm", ".xhtml", ".shtml")

Cells = Mapping[str, str]


def take_dropped(opened: Opened, *, at: datetime) -> Taken:
    """Rows of everything in the drop folder. Raises OutputError where raw bytes cannot be kept."""
    taking = _Taking(opened, at)
    for each in sorted((opened.path / DROP).glob("*")):
        if each.is_dir():
            taking.folder(each)
        elif not each.name.startswith("."):
            taking.refuse(f"{DROP}/{each.name}", Message.of("dropped_alone", name=each.name))
    return Taken(
        observations=tuple(taking.answering()),
        refusals=tuple(taking.refusals),
        done=tuple(taking.done),
    )


class _Taking:
    """One look through the drop folder."""

    def __init__(self, opened: Opened, at: datetime) -> None:
        self._path, self._at = opened.path, at
        self._zone = ZoneInfo(opened.district.time_zone)
        rows = watch_rows(opened)
        self._voices = {voice.id: voice for voice in rows.voices}
        self._known = {row.id for row in rows.observed}
        self._keys = build(KeyRow, opened.tables.get("voice_keys", ()))
        self.rows: dict[str, Cells] = {}
        self.refusals: list[Refusal] = []
        self.done: list[Callable[[], None]] = []

    def refuse(self, name: str, why: Message) -> None:
        """Note that something was not taken in."""
        self.refusals.append(Refusal(name, why))

    def answering(self) -> Iterator[Cells]:
        """The rows; whatever one answers that was never captured is not stated in it."""
        for row in self.rows.values():
            there = row.get("answers", "") in self._known or row.get("answers", "") in self.rows
            yield row if there else {**row, "answers": ""}

    def folder(self, folder: Path) -> None:
        """Take in the files of one voice."""
        voice = self._voices.get(folder.name)
        shown = f"{DROP}/{folder.name}"
        if voice is None:
            self.refuse(shown, Message.of("no_voice_dropped", name=folder.name))
            return
        if folder.is_symlink() or (folder / DONE).is_symlink():
            self.refuse(shown, Message.of("dropped_link", name=folder.name))
            return
        for path in sorted(each for each in folder.iterdir() if each.name != DONE):
            if path.suffix == SIGNATURE or path.name.startswith("."):
                continue
            rows = self._rows(voice, path, f"{shown}/{path.name}")
            if rows is None:
                continue
            for row in rows:
                if row["id"] not in self._known:
                    self.rows.setdefault(row["id"], row)
            self.done.append(_moved(path))

    def _rows(self, voice: VoiceRow, path: Path, shown: str) -> list[Cells] | None:
        """The rows of a file; None where it gave none, and why was noted."""
        try:
            return list(self._file(voice, path))
        except InputError as error:
            self.refusals.append(Refusal(shown, error.message, faults_of(error)))
        except OutputError:
            raise
        except Exception as error:
            # A stranger's bytes may find a fault in a parser; it must not end this run and every later one.
            self.refuse(shown, Message.of("collect_parser_failed", why=type(error).__name__))
        return None

    def _file(self, voice: VoiceRow, path: Path) -> Iterator[Cells]:
        suffix = path.suffix.lower()
        if path.is_dir() and not path.is_symlink():
            raise InputError("dropped_folder", name=path.name)
        if suffix not in (*_EXPORTS, *_PAGES, *_PAPERS, ".jsonl"):
            raise InputError("dropped_unknown", name=path.name)
        data = _bytes(path)
        document = keep(self._path, data)
        if suffix == ".jsonl":
            yield from self._signed(voice, path, data)
        elif suffix in _EXPORTS:
            mapping = self._path / MAPPINGS / f"{voice.id}.yaml"
            if not mapping.is_file():
                raise InputError("no_mapping", path=f"{MAPPINGS}/{voice.id}.yaml", name=path.name)
            export = Export(path.name, voice.contract, voice.id, self._at)
            yield from export_rows(data, read_mapping(mapping), export).rows
        elif suffix in _PAGES:
            text = page_of(data, id=path.name, address=None, content_type=None).text
            if not text.strip():
                raise InputError("page_empty", name=path.name)
            yield self._by_hand(voice, "page", text, document)
        else:
            text = paper_of(data, id=path.name, name=path.name).text
            yield self._by_hand(voice, "document", text, document)

    def _signed(self, voice: VoiceRow, path: Path, data: bytes) -> Iterator[Cells]:
        """The rows of a provider's own export, if one of the voice's keys of the day signed it."""
        seal = _bytes(path.with_name(path.name + SIGNATURE))
        export = parse_self_export(data, seal, name=path.name, contract=voice.contract, captured=self._at)
        today = self._at.astimezone(self._zone).date()
        keys = [row for row in self._keys if row.voice == voice.id and row.starts <= today]
        latest = max(keys, key=lambda row: row.starts, default=None)
        if (
            latest is None
            or export.voice != voice.id
            or not signed_by(latest.key, signature=export.signature, data=export.signed)
        ):
            raise InputError("self_export_unsigned", name=path.name)
        for row in export.rows:
            answers = row["answers"] and self._own(voice, row["answers"])
            yield {**row, "id": self._own(voice, row["id"]), "answers": answers, "voice": voice.id}

    def _own(self, voice: VoiceRow, id: str) -> str:
        """An id that the provider chose, as one that nobody else's can be."""
        digest = sha256(f"{voice.id}\n{id}".encode()).hexdigest()
        return f"{voice.id}-x-{digest[:16]}"[-64:]

    def _by_hand(self, voice: VoiceRow, kind: str, text: str, document: str) -> Cells:
        """A page or paper as it was taken in: when it was published nobody said."""
        return {
            "id": f"{voice.id}-{document[7:23]}"[-64:],
            "contract": voice.contract,
            "kind": kind,
            "at": stamp(self._at),
            "captured": stamp(self._at),
            "voice": voice.id,
            "text": cell_text(text),
            "document": document,
        }


def faults_of(error: InputError) -> tuple[tuple[int | None, str | None, Message], ...]:
    """Everything that is wrong in a file, by its row or line, as far as the error carries it."""
    if isinstance(error, UnsoundError):
        return tuple((fault.row, fault.column, fault.message) for fault in error.faults)
    if isinstance(error, RulebookFaultsError):
        return tuple((fault.line, None, fault.message) for fault in error.faults)
    return ()


def _bytes(path: Path) -> bytes:
    if path.is_symlink():
        raise InputError("dropped_link", name=path.name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError("file_too_large", name=path.name, limit=MAX_BYTES)
        return path.read_bytes()
    except OSError as why:
        raise unreadable(path, why) from why


def _moved(path: Path) -> Callable[[], None]:
    """What puts a file among those that were taken in; an earlier one of the same name is kept beside it."""

    def move() -> None:
        done = path.parent / DONE
        for name in (path.name, path.name + SIGNATURE):
            file = path.with_name(name)
            if file.is_file():
                done.mkdir(exist_ok=True)
                mark = sha256(file.read_bytes()).hexdigest()[:12]
                file.rename(done / (name if not (done / name).exists() else f"{mark}-{name}"))

    return move
