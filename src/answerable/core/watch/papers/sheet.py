"""A paper laid out: its lines and sentences with their places, its title and kind, and what stands around the body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from answerable.core.watch.papers.kind import OFFICIAL, Kind, kind_named, plain_title
from answerable.core.watch.papers.values import Paper, Paragraph
from answerable.core.watch.values import Passage

NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{1,14})\s{0,9}(?P<open>[〔\[［（(【])\s{0,9}(?P<year>\d{4})\s{0,9}(?P<close>[〕\]］）)】])"
    r"\s{0,9}(?P<nth>第?)\s{0,9}(?P<serial>\d{1,4})\s{0,9}号"
)
DAY = re.compile(
    r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_LOOSE_DAY = re.compile(
    r"\d{4}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*(?:\d{1,2}\s*日?)?)?"
    r"|[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月"
)
ORGAN = re.compile(
    "(?:政府|委员会|党委|党组|党支部|总支部?|办公室|办事处|[局厅院部站所队处科司社馆园厂委会]|中心"
    "|公司|学校|大学|中学|小学|指挥部|领导小组|集团)$"
)
_HEAD = re.compile("文件$|签发人|^(?:特急|加急|平急|机密|秘密|绝密|内部)|^\\d{6}$|^第?\\d+期$|^[★☆]|^急$")
_STOPS = re.compile("[。；？！]")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*[”』」’]?")
_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、章节．.是]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.、．])"
)
_LOOKED = 12
"""Lines among which a title is looked for."""


@dataclass(frozen=True)
class Line:
    """A line that is not blank, without blanks around it, and where it stands in the paper's text."""

    text: str
    start: int
    paragraph: Paragraph

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_heading(self) -> bool:
        return len(self.text) <= 30 and bool(_HEADING.match(self.text)) and not _STOPS.search(self.text)


@dataclass(frozen=True)
class Sentence:
    """A sentence of the body, and where it stands."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class _Title:
    """The lines `first` to before `after` that are the title; `cut` where it is the first sentence of a line."""

    text: str
    first: int
    after: int
    cut: int = 0


class Sheet:
    """A paper read once, for all rules."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.text = paper.text

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        found, at = [], 0
        for paragraph in self.paper.paragraphs:
            for part in paragraph.text.split("\n"):
                if stripped := part.strip():
                    found.append(Line(stripped, at + part.index(stripped), paragraph))
                at += len(part) + 1
        return tuple(found)

    @cached_property
    def _title(self) -> _Title | None:
        return next(self._titles(), None)

    def _titles(self) -> Iterator[_Title]:
        """Everything among the first lines that reads as the title of a known kind."""
        texts = [line.text for line in self.lines[:_LOOKED]]
        for first, text in enumerate(texts):
            if _HEAD.search(text) or NUMBER.search(text):
                continue
            for after in range(first + 1, min(first + 5, len(texts) + 1)):
                whole = "".join(texts[first:after])
                if len(whole) > 90 or not _may_be_title(texts[first:after]):
                    break
                if kind_named(whole) is not None and not _headed(texts[first:after]):
                    yield _Title(whole, first, after)
        cut = texts[0].find("。") if texts else -1
        if 2 <= cut <= 40 and "，" not in texts[0][:cut] and kind_named(texts[0][:cut]) is not None:
            yield _Title(texts[0][:cut], 0, 0, cut + 1)

    def passage(self, start: int, end: int, beside: Passage | None = None) -> Passage:
        """The words from `start` to before `end` of the paper's text."""
        return Passage.cut(self.paper.id, self.text, start, end, beside)

    @cached_property
    def title_passages(self) -> tuple[Passage, ...]:
        """The title, to be pointed at; empty where there is none."""
        line = self.title_line
        if line is None:
            return ()
        end = self.title_lines[-1].end if self.title_lines else line.start + len(self.title)
        return (self.passage(line.start, end),)

    @property
    def title(self) -> str:
        """The title; empty where no line reads as one."""
        return self._title.text if self._title else ""

    @cached_property
    def title_line(self) -> Line | None:
        """The first line of the title."""
        return self.lines[self._title.first] if self._title and self.lines else None

    @cached_property
    def title_lines(self) -> tuple[Line, ...]:
        return self.lines[self._title.first : self._title.after] if self._title else ()

    @cached_property
    def kind(self) -> Kind | None:
        """By the title, or else by the name under which it was handed in."""
        return kind_named(self.title) if self.title else kind_named(self.paper.name)

    @cached_property
    def head(self) -> tuple[Line, ...]:
        """The lines before the title."""
        return self.lines[: self._title.first] if self._title else ()

    @cached_property
    def rest(self) -> tuple[Line, ...]:
        """The lines after the title; all of them where there is none."""
        return self.lines[self._title.after :] if self._title else self.lines

    @cached_property
    def has_red_head(self) -> bool:
        """Whether a line before the title is the mark of the issuing body."""
        return any(line.text.endswith("文件") or ORGAN.search(line.text) for line in self.head)

    @cached_property
    def number(self) -> tuple[Line, re.Match[str]] | None:
        """The paper's own number: before the title or right below it, on a line of its own."""
        for line in (*self.head, *self.rest[:2]):
            match = NUMBER.search(line.text)
            if match and len(line.text) <= 60 and not _STOPS.search(line.text) and "《" not in line.text:
                return line, match
        return None

    @cached_property
    def addressee(self) -> Line | None:
        """The first line below the title that ends with a colon and names somebody."""
        for line in self.rest[:4]:
            if NUMBER.search(line.text) or DAY.search(line.text):
                continue
            names = not re.search("如下|以下|下列|现将|通知|报告|事项|[。！？]", line.text)
            return line if line.text.endswith(("：", ":")) and names else None
        return None

    @cached_property
    def dated(self) -> Line | None:
        """The first line that is a full day, alone or behind a signature, or stands in brackets below the title."""
        for line in self.rest[:2]:
            if DAY.search(line.text) and line.text.startswith(("（", "(")):
                return line
        return next((line for line in self.rest[1:] if _closes(line.text, DAY)), None)

    @cached_property
    def loosely_dated(self) -> Line | None:
        """The same for a day or month in any form."""
        return next((line for line in self.rest[1:] if _closes(line.text, _LOOSE_DAY)), None)

    @cached_property
    def signature(self) -> str:
        """Who signs: before the date on its line, or on the lines above it; empty where nobody does."""
        dated = self.dated or self.loosely_dated
        if dated is not None:
            before = _LOOSE_DAY.split(dated.text)[0].strip()
            at = self.rest.index(dated)
            above = [line.text for line in self.rest[max(0, at - 3) : at]]
            return next((text for text in (before, *reversed(above)) if _signs(text)), "")
        return next((line.text for line in reversed(self.rest[-4:]) if _signs(line.text)), "")

    @cached_property
    def issuer(self) -> str:
        """The body that the title begins with, else the red head, else the signature; empty where none is named."""
        title = plain_title(self.title)
        before = title.split("关于")[0] if "关于" in title else ""
        heads = [line.text.removesuffix("文件") for line in self.head if line.text.endswith("文件")]
        return before or (heads[0] if heads else "") or self.signature

    @cached_property
    def formal(self) -> bool:
        """Whether it is one of the official kinds and set out as such, not just a slip with that word on it."""
        named = "关于" in self.title or self.number is not None or self.has_red_head
        return self.kind in OFFICIAL and (named or bool(ORGAN.search(self._before_kind)))

    @property
    def _before_kind(self) -> str:
        return re.sub(r"(?:公\s*告|通\s*告|通\s*知|通报|命令|令|公报|纪要)$", "", plain_title(self.title))

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """The lines between addressee and signature, headings and tables included."""
        lines = list(self.rest)
        if self.addressee in lines:
            lines = lines[lines.index(self.addressee) + 1 :]
        closing = self.dated if self.dated in lines[1:] else None
        if closing is not None:
            lines = lines[: lines.index(closing)]
        while lines and lines[-1].text == self.signature:
            lines.pop()
        return tuple(lines)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body without headings, tables and the title."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        cut = self._title.cut if self._title else 0
        for at, line in enumerate(self.body):
            if line.is_heading or line.paragraph.table:
                continue
            skip = cut if at == 0 else 0
            for match in _SENTENCE.finditer(line.text, skip):
                if len(match[0].strip()) > 1:
                    yield Sentence(match[0], line.start + match.start())


def _may_be_title(lines: list[str]) -> bool:
    """Whether lines may follow one another in a title: no stop, no colon, no number, nothing of the head."""
    last = lines[-1]
    marked = _STOPS.search(last) or last.endswith(("：", ":", "，")) or NUMBER.search(last)
    return not (marked or _HEAD.search(last))


def _headed(lines: list[str]) -> bool:
    """Whether the first line is a head above the title, which names the body again or has one of its own."""
    if len(lines) == 1:
        return False
    following = "".join(lines[1:])
    return following.startswith(lines[0]) or ("关于" in following and not following.startswith("关于"))


def _closes(text: str, day: re.Pattern[str]) -> bool:
    """Whether a line is a day, perhaps with the signature before it."""
    found = list(day.finditer(text))
    if not found:
        return False
    match = found[-1]
    if text[match.end() :].strip("）) ") or re.search("[，。；：:、]", text):
        return False
    before = text[: match.start()].strip("（( ")
    return not before or _signs(before)


def _signs(text: str) -> bool:
    """Whether a line can be a signature."""
    return len(text) <= 45 and not re.search("[，。；：:？！、]", text) and bool(ORGAN.search(text.strip()))
