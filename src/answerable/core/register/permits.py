"""Who may do what to which object: all of it, in one table. What no line of the table allows is refused.

Officials see and act within their own body; the head of a body also sees the bodies below it; a supervising
department sees the body its post is in and every body below, and decides nothing. A provider's clerk sees its own
provider's side of its contracts and nothing internal. The three administrators keep apart: one runs the system, one
keeps accounts, one reads the audit trail; none reads what a role protects, and none is anybody's stand-in.

May somebody do this kind of thing at all? is answered here. Whether it may be done now is for gates and chains.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Admin(StrEnum):
    """The three administrators; no account is two of them."""

    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


class Act(StrEnum):
    """What is asked permission for."""

    SEE_CONTRACT = "see_contract"
    SEE_DUTIES = "see_duties"
    SEE_DECISION = "see_decision"
    SEE_OWN = "see_own"
    """Open a list of which everybody finds his own rows."""
    SEE_PROVIDER_SIDE = "see_provider_side"
    """The part of a contract that its provider sees too: what is measured, what was found and ordered."""
    OVERSEE = "oversee"
    """See across bodies what is overdue, vacant, in trouble, and how much is outsourced."""
    SUBMIT_AS_PROVIDER = "submit_as_provider"
    """Answer findings, report rectification, object, hand in figures."""
    SEE_CASE = "see_case"
    """The case: officials all of it, the provider its own side."""
    ACT_IN_CASE = "act_in_case"
    """Take a step in a case; which, in which role, and who is barred, stands in `core.enforce.course.who`."""
    WORD_PAPER = "word_paper"
    """Say how the body words its papers."""
    PROPOSE = "propose"
    SIGN_STEP = "sign_step"
    ACCEPT_ASSIGNMENT = "accept_assignment"
    APPOINT = "appoint"
    """Begin and end posts, declare vacancies, merge units."""
    CONFIRM_FUNDS = "confirm_funds"
    """Say that the money for a contract is there; never whoever prepares the contract."""
    STAND_IN = "stand_in"
    """Say that somebody is away, and who stands in."""
    DO_DUTY = "do_duty"
    RECORD = "record"
    IMPORT_ROWS = "import_rows"
    SILENCE_RULE = "silence_rule"
    """Decide that a rule of watching, which is the whole county's, is not used for a time."""
    PAY = "pay"
    PUBLISH = "publish"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_SECURITY = "manage_security"
    READ_AUDIT = "read_audit"
    RUN_BACKUP = "run_backup"
    SEE_SETTINGS = "see_settings"


@dataclass(frozen=True)
class Actor:
    """An account with what stands behind it on the day.

    `roles` and `acting` are pairs of role and body; `acting` are those of the people whose stand-in he is that day.
    An account of an administrator has no person, one of a provider's clerk no post: neither can be built otherwise.
    """

    account: str
    person: str | None = None
    provider: str | None = None
    admin: Admin | None = None
    roles: frozenset[tuple[str, str]] = frozenset()
    acting: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        kinds = [kind for kind in (self.person, self.provider, self.admin) if kind is not None]
        if len(kinds) > 1:
            raise ValueError("an account is an official's, a provider's or an administrator's")
        if self.person is None and self.roles | self.acting:
            raise ValueError("roles belong to a person")


@dataclass(frozen=True)
class Subject:
    """What is acted on. `body` owns it; `bodies` are that body and all above it.

    `person` is whose it is, such as who owes a duty or is to accept an assignment; `provider` who has a side of it.
    """

    kind: str
    body: str | None = None
    bodies: frozenset[str] = frozenset()
    provider: str | None = None
    person: str | None = None

    def __post_init__(self) -> None:
        if (self.body is None) != (not self.bodies) or (
            self.body is not None and self.body not in self.bodies
        ):
            raise ValueError("the bodies are the one that owns it and those above it")


OFFICIALS = frozenset({"handler", "section", "legality", "leader", "head"})
"""Roles that see and act; a supervisor only sees."""
_Rule = Callable[[Actor, Subject], bool]


def may(actor: Actor, act: Act, subject: Subject) -> bool:
    """Whether the actor may do this kind of thing to the subject; False for whatever no rule allows."""
    rule = _TABLE.get(act)
    return rule is not None and rule(actor, subject)


def _own(*roles: str) -> _Rule:
    """Held, or acted for, in the body that owns the subject."""
    wanted = frozenset(roles)

    def rule(actor: Actor, subject: Subject) -> bool:
        return any(body == subject.body for role, body in actor.roles | actor.acting if role in wanted)

    return rule


def _over(*roles: str) -> _Rule:
    """Held, or acted for, in the body that owns the subject or in one above it."""
    wanted = frozenset(roles)

    def rule(actor: Actor, subject: Subject) -> bool:
        return any(body in subject.bodies for role, body in actor.roles | actor.acting if role in wanted)

    return rule


def _holds_over(*roles: str) -> _Rule:
    """Held by himself, not acted for, in the body that owns the subject or in one above it: power is not lent on."""
    wanted = frozenset(roles)

    def rule(actor: Actor, subject: Subject) -> bool:
        return any(body in subject.bodies for role, body in actor.roles if role in wanted)

    return rule


def _himself(actor: Actor, subject: Subject) -> bool:
    return actor.person is not None and actor.person == subject.person


def _clerk(actor: Actor, subject: Subject) -> bool:
    return actor.provider is not None and actor.provider == subject.provider


def _admin(admin: Admin) -> _Rule:
    def rule(actor: Actor, subject: Subject) -> bool:
        return actor.admin is admin

    return rule


def _any(*rules: _Rule) -> _Rule:
    def rule(actor: Actor, subject: Subject) -> bool:
        return any(each(actor, subject) for each in rules)

    return rule


_SEES = _any(_own(*OFFICIALS), _over("head", "supervisor"))
_TABLE: Mapping[Act, _Rule] = {
    Act.SEE_CONTRACT: _SEES,
    Act.SEE_DUTIES: _any(_SEES, _himself),
    Act.SEE_DECISION: _SEES,
    Act.SEE_OWN: _any(_himself, _clerk),
    Act.SEE_PROVIDER_SIDE: _any(_SEES, _clerk),
    Act.OVERSEE: _over("head", "supervisor"),
    Act.SUBMIT_AS_PROVIDER: _clerk,
    Act.SEE_CASE: _any(_SEES, _clerk),
    Act.ACT_IN_CASE: _any(_own(*OFFICIALS), _over("head"), _clerk),
    Act.WORD_PAPER: _own("legality", "head"),
    Act.PROPOSE: _own("handler"),
    Act.SIGN_STEP: _own(*OFFICIALS),
    Act.ACCEPT_ASSIGNMENT: _himself,
    Act.APPOINT: _holds_over("head"),
    Act.CONFIRM_FUNDS: _own("section", "leader", "head"),
    Act.STAND_IN: _any(_himself, _holds_over("head")),
    Act.DO_DUTY: _any(_own(*OFFICIALS), _himself),
    Act.RECORD: _own("handler", "section", "leader"),
    Act.IMPORT_ROWS: _own("handler"),
    Act.SILENCE_RULE: _holds_over("leader", "head"),
    Act.PAY: _own("handler", "section", "leader", "head"),
    Act.PUBLISH: _own("leader", "head"),
    Act.MANAGE_ACCOUNTS: _admin(Admin.SECURITY),
    Act.MANAGE_SECURITY: _admin(Admin.SECURITY),
    Act.READ_AUDIT: _admin(Admin.AUDIT),
    Act.RUN_BACKUP: _admin(Admin.SYSTEM),
    Act.SEE_SETTINGS: _admin(Admin.SYSTEM),
}
