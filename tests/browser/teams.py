"""Whose story is told: in which language, with or without JavaScript, and by the people of which body.

Every case has a body of its own, so that one story finds nothing changed by another.
"""

import csv
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest

from tools.browser import Visitors
from tools.demonstration import Demonstration
from tools.hand import Hand

ROOT = Path(__file__).parents[2]
PERIODS = {"month": "2026-06", "week": "2026-W26", "quarter": "2026-Q2", "year": "2025"}
"""The latest period of each kind on the day of the demonstration, as it is written on a form."""


@dataclass(frozen=True)
class Team:
    """A body of the model district with a contract that runs, and who does what there."""

    body: str
    contract: str
    provider: str
    people: tuple[tuple[str, str], ...]
    """Role and person, of those who sign in."""


def _team(body: str, contract: str, provider: str, **numbers: int) -> Team:
    people = tuple((role, f"p-{body}-{number}") for role, number in numbers.items())
    return Team(body, contract, provider, people)


OFFICE = _team("office", "account-ops", "v-media", handler=3, leader=6, head=1, legality=4, supervisor=5)
DATA = _team("data", "helpdesk", "v-it", handler=3, leader=6, head=1, legality=4, supervisor=5)
ARCHIVE = _team("archive", "archives", "v-digitising", handler=3, leader=2, head=1, legality=4, supervisor=5)
CASES = (
    pytest.param(("zh", True, OFFICE), id="zh"),
    pytest.param(("zh", False, DATA), id="zh-without-javascript"),
    pytest.param(("en", True, ARCHIVE), id="en"),
)
"""Each contract runs for less than it may, so that an extension can be proposed."""
CIVIL = _team("civil", "home-care", "v-home-care", handler=3, head=6, leader=2, legality=4, supervisor=5)
TOWN = _team("yangdong", "canteen", "v-catering", handler=3, head=1, leader=2, legality=4, supervisor=5)
PREMISES = _team(
    "premises", "office-cleaning", "v-budget", handler=3, head=1, leader=2, legality=4, supervisor=5
)
HANDED_OVER = (
    pytest.param(("zh", True, CIVIL), id="zh"),
    pytest.param(("zh", False, TOWN), id="zh-without-javascript"),
    pytest.param(("en", True, PREMISES), id="en"),
)
"""Bodies in which somebody else answers when the story is over."""


@dataclass
class Story:
    """One case: gives a hand to whoever acts in it."""

    visitors: Visitors
    lang: str
    javascript: bool
    team: Team
    _names: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def system(self) -> Demonstration:
        return self.visitors.demonstration

    @cached_property
    def contract(self) -> str:
        """What the contract of the story is called."""
        return self.name("contracts", self.team.contract)

    def person(self, role: str) -> str:
        """What the person of this role is called."""
        return self.name("people", dict(self.team.people)[role])

    def name(self, table: str, id: str) -> str:
        """What something of the model district is called in the language of the story."""
        if table not in self._names:
            with (self.system.district / f"{table}.csv").open(encoding="utf-8", newline="") as file:
                column = "name" if self.lang == "zh" else "name_en"
                self._names[table] = {row["id"]: row[column] or row["name"] for row in csv.DictReader(file)}
        return self._names[table][id]

    def hand(self, role: str, *, width: int = 1200) -> Hand:
        """Whoever has this role in the body of the story, on the page where he lands; `clerk` is the provider's."""
        name = f"{self.team.body}-{role}"
        if name not in self.system.passwords:
            self._open()
        return self.any_hand(name, width=width)

    def any_hand(self, account: str, *, width: int = 1200) -> Hand:
        """An account of the demonstration, on the page where it lands."""
        page = self.visitors.signed_in(account, self.lang, javascript=self.javascript, width=width)
        return Hand(page, self.lang)

    def _open(self) -> None:
        team = self.team
        wanted = [f"{team.body}-{role}=person:{person}" for role, person in team.people]
        wanted.append(f"{team.body}-clerk=provider:{team.provider}")
        opened = subprocess.run(
            [sys.executable, "-m", "tests.browser.opening", *wanted],
            env=self.system.environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            text=True,
            timeout=300,
        )
        if opened.returncode != 0:
            raise OSError(opened.stdout + opened.stderr)
        rows = [line.split() for line in opened.stdout.splitlines()]
        self.system.passwords = {**self.system.passwords, **{name: word for name, word, _ in rows}}
        self.system.secrets = {**self.system.secrets, **{name: secret for name, _, secret in rows}}
