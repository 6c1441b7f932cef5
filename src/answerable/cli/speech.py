"""What the command line says, in the reader's language: results to standard output, the rest to standard error."""

import os
import sys
from collections import Counter
from collections.abc import Iterable

from answerable.core.tables.fault import Fault, Level
from answerable.core.terms.errors import AnswerableError
from answerable.core.terms.message import Message, Param
from answerable.render import words

SHOWN_PER_KIND = 20
"""Rows listed of one fault in one column, unless every row is asked for."""


class Speech:
    """The reader's language: as asked for, else ANSWERABLE_LANG, else the district's, else the environment's."""

    def __init__(self, asked: str | None) -> None:
        self._asked = asked or _known(os.environ.get("ANSWERABLE_LANG"))
        self._district: str | None = None

    @property
    def lang(self) -> str:
        return self._asked or self._district or _environment()

    def of_district(self, language: str | None) -> None:
        """The district at hand speaks this language, if it could be read."""
        self._district = _known(language)

    def out(self, text: str) -> None:
        """The result itself."""
        sys.stdout.write(text)
        sys.stdout.flush()

    def say(self, code: str, /, **params: Param) -> None:
        """A sentence about what was done."""
        self.out(words.say(Message.of(code, **params), self.lang) + "\n")

    def explain(self, message: Message) -> None:
        """A reason, below the sentence it belongs to."""
        self.out("  " + words.say(message, self.lang) + "\n")

    def error(self, error: AnswerableError) -> None:
        self._warn(words.say(error.message, self.lang))

    def refused(self, name: str, why: Message) -> None:
        """A file that could not be used, and why; others may have been."""
        self._warn(words.label("file_refused", self.lang, name=name, why=words.say(why, self.lang)))

    def interrupted(self) -> None:
        self._warn(words.say(Message.of("interrupted"), self.lang))

    def faults(self, faults: Iterable[Fault], *, source: str, every: bool) -> None:
        """Every fault and notice: where, what is wrong, what would be right. Many alike are counted unless `every`."""
        listed: Counter[tuple[str, str | None, str]] = Counter()
        levels: Counter[Level] = Counter()
        for fault in faults:
            kind = fault.file, fault.column, fault.message.code
            listed[kind] += 1
            levels[fault.level] += 1
            if every or listed[kind] <= SHOWN_PER_KIND:
                self._fault(fault)
        for (file, column, code), n in listed.items():
            if not every and n > SHOWN_PER_KIND:
                more = Message.of("more_alike", file=file, column=column, code=code, n=n - SHOWN_PER_KIND)
                self._warn(words.say(more, self.lang))
        if levels:
            counts = Message.of(
                "counted", faults=levels[Level.FAULT], notices=levels[Level.NOTICE], source=source
            )
            self._warn(words.say(counts, self.lang))

    def fault(self, message: Message, *, file: str | None = None, line: int | None = None) -> None:
        """One thing wrong with what a person stated or wrote: where it stands, if anywhere, and what would be right."""
        wrong, right = words.say_fault(message.code, message.params, self.lang)
        code = "fault_at_line" if file else "fault_alone"
        params: dict[str, Param] = {"file": file, "line": line} if file else {}
        self._warn(words.say(Message.of(code, wrong=wrong, right=right, **params), self.lang))

    def _fault(self, fault: Fault) -> None:
        wrong, right = words.say_fault(fault.message.code, fault.message.params, self.lang)
        params = {"file": fault.file, "row": fault.row, "column": fault.column}
        code = "fault_line" if fault.level is Level.FAULT else "notice_line"
        self._warn(words.say(Message.of(code, wrong=wrong, right=right, **params), self.lang))

    def _warn(self, text: str) -> None:
        # What people wrote is quoted; it must not steer the terminal.
        sys.stderr.write(
            "".join(
                char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text
            )
            + "\n"
        )


def _known(language: str | None) -> str | None:
    return language if language in words.LANGS else None


def _environment() -> str:
    """Chinese unless the environment speaks another language."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.startswith("zh") or locale in ("", "C", "POSIX", "C.UTF-8") else "en"
