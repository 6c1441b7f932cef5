"""Local rules as a document that an authority can adopt: how they are adopted, and their articles.

Kept in `rulebooks/<name>/paper.yaml` beside the rules that the program applies. Every article says which of them it
carries out, and every rule of the rulebook itself stands in an article, so that the two cannot drift apart.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import count
from typing import TypeVar

import yaml

from answerable.core.rulebook.boundary import Boundary, Ground, Rule
from answerable.core.rulebook.boundary_parts import name_of
from answerable.core.rulebook.reader import Reader, RulebookFaultsError
from answerable.core.rulebook.rules_yaml import ground
from answerable.core.rulebook.shipped import load_boundary
from answerable.core.tables.declare import Both
from answerable.core.terms.errors import InputError

REFERENCE = re.compile(r"\{([^{}]*)\}")
"""In a text: the id of an article, in place of its number."""
_FILE = "paper.yaml"

Part = TypeVar("Part")


@dataclass(frozen=True)
class Paragraphs:
    """The same paragraphs in both languages, as many in each."""

    zh: tuple[str, ...]
    en: tuple[str, ...]

    def in_(self, lang: str) -> tuple[str, ...]:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Blank:
    """A mark in the text in whose place the adopting authority writes something of its own."""

    mark: Both
    what: Both


@dataclass(frozen=True)
class Step:
    """One step of the adoption: who does what, and the record that has to exist afterwards."""

    id: str
    title: Both
    who: Both
    what: Both
    record: Both
    grounds: tuple[Ground, ...]


@dataclass(frozen=True)
class Article:
    """An article; `number` counts through the whole paper, from 1. `{id}` in its text refers to another."""

    id: str
    number: int
    title: Both
    text: Paragraphs
    rules: tuple[Rule, ...]
    """The rules it carries out."""
    grounds: tuple[Ground, ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter; `number` counts from 1."""

    number: int
    title: Both
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Paper:
    """Local rules as a document, with the steps of its adoption in order."""

    rulebook: str
    title: Both
    notice: Paragraphs
    """What a reader has to know first: that it binds nobody before it is adopted."""
    blanks: tuple[Blank, ...]
    steps: tuple[Step, ...]
    chapters: tuple[Chapter, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles in order."""
        return tuple(article for chapter in self.chapters for article in chapter.articles)

    @property
    def numbers(self) -> dict[str, int]:
        """The number of every article by its id."""
        return {article.id: article.number for article in self.articles}


@cache
def load_paper(name: str) -> Paper:
    """The paper of a shipped rulebook.

    Raises InputError (`unknown_rulebook`) where none comes with it, and RulebookFaultsError with all mistakes at once.
    """
    if name not in shipped_papers():
        raise InputError("unknown_rulebook", name=name, known=shipped_papers())
    text = files("answerable.rulebooks").joinpath(name, _FILE).read_text(encoding="utf-8")
    return parse_paper(text, file=f"{name}/{_FILE}", boundary=load_boundary(name))


@cache
def shipped_papers() -> tuple[str, ...]:
    """The names of the rulebooks that come with a paper."""
    folders = files("answerable.rulebooks").iterdir()
    return tuple(sorted(folder.name for folder in folders if folder.joinpath(_FILE).is_file()))


def parse_paper(text: str, *, file: str, boundary: Boundary) -> Paper:
    """Read a paper that cites the laws and rules of `boundary`; `file` is the name faults speak of.

    Raises RulebookFaultsError with every mistake.
    """
    reading = _Reading(Reader(file), boundary)
    paper = reading.paper(reading.reader.compose(text))
    if reading.reader.faults:
        raise RulebookFaultsError(file, reading.reader.faults)
    return paper


@dataclass
class _Reading:
    """One pass over the file, with what can only be checked at its end."""

    reader: Reader
    boundary: Boundary
    ids: set[str] = field(default_factory=set)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    references: list[tuple[yaml.Node, str]] = field(default_factory=list)

    def paper(self, root: yaml.Node | None) -> Paper:
        required = ("format", "rulebook", "title", "notice", "blanks", "steps", "chapters")
        fields = self.reader.mapping(root, required=required)
        self.reader.one_of(fields.get("format"), ("1",))
        self.reader.one_of(fields.get("rulebook"), (self.boundary.name,))
        paper = Paper(
            rulebook=self.boundary.name,
            title=self.reader.both(fields.get("title")),
            notice=self.paragraphs(fields.get("notice")),
            blanks=self.each(fields.get("blanks"), self.blank),
            steps=self.each(fields.get("steps"), self.step),
            chapters=self.each(fields.get("chapters"), self.chapter, count(1)),
        )
        for node, name in self.references:
            if name not in paper.numbers:
                self.reader.note(node, "paper_article_unknown", article=name)
        self.complete(paper, fields.get("chapters"))
        return paper

    def complete(self, paper: Paper, node: yaml.Node | None) -> None:
        """Every rule of the rulebook itself has to stand in an article."""
        carried = {rule.id for article in paper.articles for rule in article.rules}
        own = [rule.id for rule in self.boundary.rules if rule.rulebook == self.boundary.name]
        missing = tuple(id for id in own if id not in carried)
        if node is not None and missing:
            self.reader.note(node, "paper_rule_left_out", rules=missing)

    def each(
        self, node: yaml.Node | None, read: Callable[..., Part], numbers: "count[int] | None" = None
    ) -> tuple[Part, ...]:
        """Every item of a list; with `numbers`, each is given its number."""
        items = self.reader.sequence(node)
        return tuple(read(item) if numbers is None else read(item, next(numbers)) for item in items)

    def blank(self, node: yaml.Node) -> Blank:
        fields = self.reader.mapping(node, required=("mark", "what"))
        return Blank(self.reader.both(fields.get("mark")), self.reader.both(fields.get("what")))

    def step(self, node: yaml.Node) -> Step:
        fields = self.reader.mapping(node, required=("id", "title", "who", "what", "record", "grounds"))
        return Step(
            id=self.own_id(fields.get("id")),
            title=self.reader.both(fields.get("title")),
            who=self.reader.both(fields.get("who")),
            what=self.reader.both(fields.get("what")),
            record=self.reader.both(fields.get("record")),
            grounds=self.each(fields.get("grounds"), self.ground),
        )

    def chapter(self, node: yaml.Node, number: int) -> Chapter:
        fields = self.reader.mapping(node, required=("title", "articles"))
        articles = self.each(fields.get("articles"), self.article, self.numbers)
        return Chapter(number, self.reader.both(fields.get("title")), articles)

    def article(self, node: yaml.Node, number: int) -> Article:
        fields = self.reader.mapping(node, required=("id", "title", "text", "grounds"), optional=("rules",))
        return Article(
            id=self.own_id(fields.get("id")),
            number=number,
            title=self.reader.both(fields.get("title")),
            text=self.paragraphs(fields.get("text")),
            rules=self.rules(fields.get("rules")),
            grounds=self.each(fields.get("grounds"), self.ground),
        )

    def own_id(self, node: yaml.Node | None) -> str:
        """The id of a step or article; one that is taken already is a mistake."""
        name = name_of(self.reader, node)
        if node is not None and name in self.ids:
            self.reader.note(node, "rulebook_id_twice", id=name)
        self.ids |= {name} - {""}
        return name

    def rules(self, node: yaml.Node | None) -> tuple[Rule, ...]:
        known = {rule.id: rule for rule in self.boundary.rules}
        named = [self.reader.one_of(item, tuple(known)) for item in self.reader.sequence(node)]
        return tuple(known[name] for name in named if name)

    def paragraphs(self, node: yaml.Node | None) -> Paragraphs:
        fields = self.reader.mapping(node, required=("zh", "en"))
        zh, en = (self.each(fields.get(lang), self.paragraph) for lang in ("zh", "en"))
        if node is not None and len(zh) != len(en):
            self.reader.note(node, "paper_paragraphs_differ", zh=len(zh), en=len(en))
        return Paragraphs(zh, en)

    def paragraph(self, node: yaml.Node) -> str:
        text = self.reader.text(node)
        self.references += [(node, found[1]) for found in REFERENCE.finditer(text)]
        return text

    def ground(self, node: yaml.Node) -> Ground:
        return ground(self.reader, node, {law.id: law for law in self.boundary.laws})
