"""One ledger entry per act: who did what when to which rows, with commitments in place of what the rows say.

The body of an entry, canonical JSON, holds no cell of any row beside its key. Each changed row appears as its table,
its key and `sha256(tag ‖ salt ‖ canonical(content))`; salt and content are kept beside the entry, apart from it.
Whoever erases them keeps the entry, and every proof that rests on it, valid; whoever shows them proves what the row
said. Without the salt, 32 random bytes for each row, a commitment to a guessable content could be found by trying.

Where a key is written freely, or says something of a person by itself, a commitment stands in its place too; and the
body of a private act does not say whose account acted.

The form and its editions: docs/reference/ledger-entries.md.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from answerable.core.ledger.canonical import (
    CanonicalError,
    Json,
    Plain,
    canonical,
    instant,
    read_canonical,
    read_instant,
)

SCHEMA = 1
SALT_BYTES = 32
_TAG = b"answerable/ledger/commitment/1\n"
_KEY_TAG = b"answerable/ledger/key/1\n"
_SEAL = "sha256:"
_COMMITMENT = re.compile("[0-9a-f]{64}")
_SEALED = re.compile("sha256:[0-9a-f]{64}")
_NO_ID = "0" * 32
_FIELDS = frozenset({"schema", "id", "at", "act", "by", "for", "objects"})
_OBJECT_FIELDS = frozenset({"table", "key", "commitment"})


class Act(StrEnum):
    """What an entry may record. A new act is added; none is ever renamed or taken away."""

    # The register
    LOAD = "load"
    IMPORT = "import"
    ADD = "add"
    CHANGE = "change"
    RECORD = "record"
    REMOVE = "remove"
    # Contracts
    SIGN_CONTRACT = "sign_contract"
    EXTEND_CONTRACT = "extend_contract"
    END_CONTRACT = "end_contract"
    REGISTER_LEGACY = "register_legacy"
    AMEND_CONTRACT = "amend_contract"
    PAY = "pay"
    SUSPEND_CONTRACT = "suspend_contract"
    RESUME_CONTRACT = "resume_contract"
    # Approval
    PROPOSE = "propose"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN_FOR_REVISION = "return_for_revision"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    EDIT = "edit"
    EXECUTE = "execute"
    # Responsibility
    HAND_OVER = "hand_over"
    ACCEPT_ASSIGNMENT = "accept_assignment"
    VACATE = "vacate"
    STAND_IN = "stand_in"
    REORGANISE = "reorganise"
    POST_BEGIN = "post_begin"
    POST_END = "post_end"
    DO_DUTY = "do_duty"
    # Inspections
    PLAN_INSPECTIONS = "plan_inspections"
    DRAW_INSPECTIONS = "draw_inspections"
    OPEN_INSPECTION = "open_inspection"
    RECORD_INSPECTION = "record_inspection"
    # What providers hand in
    HAND_IN = "hand_in"
    TAKE_BACK = "take_back"
    ACCEPT_FIGURES = "accept_figures"
    RETURN_FIGURES = "return_figures"
    REPLY_TO_FINDING = "reply_to_finding"
    # Matters and rules of watching
    HANDLE_MATTER = "handle_matter"
    CONFIRM_MATTER = "confirm_matter"
    CONTEST_MATTER = "contest_matter"
    SILENCE_RULE = "silence_rule"
    USE_RULE_AGAIN = "use_rule_again"
    # Cases: what is done in them is the act of the step, kept with it
    CASE_STEP = "case_step"
    CASE_MOVED = "case_moved"
    """Nobody acted in time, and the case went on by itself."""
    DRAW_PAPER = "draw_paper"
    WORD_PAPER = "word_paper"
    GIVE_CODE = "give_code"
    ASK_ABOUT_CASE = "ask_about_case"
    # Accounts
    ACCOUNT_CREATED = "account_created"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_CLOSED = "account_closed"
    ROLE_CHANGED = "role_changed"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    LOCKED_OUT = "locked_out"
    UNLOCKED = "unlocked"
    REFUSED = "refused"
    # Keeping
    ERASE = "erase"
    PUBLISH = "publish"
    BACKUP = "backup"
    RESTORE = "restore"


SEALED_TABLES = frozenset({"funds", "value_figures", "silenced_rules", "stand_ins", "accounts", "refusals"})
"""Tables whose keys never stand in a body: they hold free text, or tell who is away, or who has which account."""
PRIVATE_ACTS = frozenset(
    {
        Act.ACCOUNT_CREATED,
        Act.ACCOUNT_CHANGED,
        Act.ACCOUNT_CLOSED,
        Act.ROLE_CHANGED,
        Act.SIGNED_IN,
        Act.SIGNED_OUT,
        Act.LOCKED_OUT,
        Act.UNLOCKED,
        Act.REFUSED,
    }
)
"""Acts whose bodies do not say who acted: together they would be a time sheet of every official."""
SOMEBODY = "account"
"""Who acts in the body of a private act. Who it was stands in what is disclosed, under `by`."""


@dataclass(frozen=True)
class Change:
    """A row as it is after the act; no content says that the row is gone."""

    table: str
    key: tuple[str, ...]
    content: Mapping[str, Plain] | None


@dataclass(frozen=True)
class Disclosed:
    """What opens a commitment. It is kept apart from the entry, and may be erased."""

    salt: bytes
    content: Mapping[str, Plain] | None
    key: tuple[str, ...] | None = None
    """The key of the row, where the entry does not name it in the open."""

    def __post_init__(self) -> None:
        if len(self.salt) != SALT_BYTES:
            raise ValueError(f"a salt has {SALT_BYTES} bytes")

    @property
    def commitment(self) -> str:
        """The commitment that this opens, as 64 hexadecimal digits."""
        return hashlib.sha256(_TAG + self.salt + canonical(self.content)).hexdigest()


@dataclass(frozen=True)
class Object:
    """A row an entry speaks of, and the commitment to its content. A key that is one text is a commitment, too."""

    table: str
    key: tuple[str, ...] | str
    commitment: str

    def __post_init__(self) -> None:
        if not self.table or not self.key or not _COMMITMENT.fullmatch(self.commitment):
            raise ValueError("an object has a table, a key and a commitment")
        if isinstance(self.key, str) and not _SEALED.fullmatch(self.key):
            raise ValueError("a key that is not named is a commitment")


@dataclass(frozen=True)
class Entry:
    """One act. `by` did it, of his own or `for_` somebody whose stand-in he is; both are ids, never names.

    Of a private act the entry says `SOMEBODY`.
    """

    schema: int
    id: str
    at: datetime
    act: Act
    by: str
    for_: str | None
    objects: tuple[Object, ...]

    def __post_init__(self) -> None:
        if self.schema != SCHEMA or not self.by or self.for_ == "" or self.at.utcoffset() is None:
            raise ValueError("an entry has a known schema, somebody who acted, and an instant with its zone")
        if len({(each.table, each.key) for each in self.objects}) != len(self.objects):
            raise ValueError("a row stands in an entry once")


class Opening(StrEnum):
    """What a commitment turns out to hide."""

    SHOWN = "shown"
    """Salt and content are there and give the commitment."""
    ERASED = "erased"
    """They are not there any more; that alone speaks against nobody."""
    ALTERED = "altered"
    """They are there and do not give the commitment."""


def entry_of(
    act: Act,
    *,
    at: datetime,
    by: str,
    changes: Iterable[Change],
    salts: Sequence[bytes],
    for_: str | None = None,
) -> tuple[Entry, tuple[Disclosed, ...]]:
    """The entry of an act and, row by row, what opens its commitments.

    `salts` are fresh random bytes, 32 for each change; they come from outside because nothing here is random. Raises
    `ValueError` where their number or length is wrong, or a row is changed twice.
    """
    private = act in PRIVATE_ACTS
    rows = tuple(_with_actor(change, by) if private else change for change in changes)
    if len({(row.table, row.key) for row in rows}) != len(rows) or not by:
        raise ValueError("a row stands in an entry once, and somebody acted")
    if len(set(salts)) != len(salts):
        raise ValueError("every row has a salt of its own")
    disclosed = tuple(_disclosed(row, salt, hides=private) for row, salt in zip(rows, salts, strict=True))
    objects = tuple(_committed(row, shown) for row, shown in zip(rows, disclosed, strict=True))
    who, whose = (SOMEBODY, None) if private else (by, for_)
    bare = Entry(SCHEMA, _NO_ID, at.astimezone(UTC), act, who, whose, objects)
    return replace(bare, id=_id_of(bare)), disclosed


def sealed_key(key: Sequence[str], *, salt: bytes) -> str:
    """What stands in the place of a key that no body may name."""
    return _SEAL + hashlib.sha256(_KEY_TAG + salt + canonical(list(key))).hexdigest()


def _with_actor(change: Change, by: str) -> Change:
    if change.content is None or change.content.get("by", by) != by:
        raise ValueError("a private act says in its rows who acted")
    return replace(change, content={**change.content, "by": by})


def _disclosed(row: Change, salt: bytes, *, hides: bool) -> Disclosed:
    return Disclosed(salt, row.content, row.key if hides or row.table in SEALED_TABLES else None)


def _committed(row: Change, shown: Disclosed) -> Object:
    if not row.key:
        raise ValueError("a row has a key")
    key = row.key if shown.key is None else sealed_key(shown.key, salt=shown.salt)
    return Object(row.table, key, shown.commitment)


def body(entry: Entry) -> bytes:
    """The entry as canonical JSON: what is stored, hashed, and one day a leaf of the log."""
    return canonical({"id": entry.id, **_without_id(entry)})


def read_entry(data: bytes) -> Entry:
    """The entry of a body. Raises `CanonicalError` unless it is one, in canonical form, with its own id."""
    fields = read_canonical(data)
    if not isinstance(fields, dict) or fields.keys() != _FIELDS or fields["schema"] != SCHEMA:
        raise CanonicalError("no entry of a known schema")
    try:
        entry = Entry(
            schema=SCHEMA,
            id=_string(fields["id"]),
            at=read_instant(_string(fields["at"])),
            act=Act(_string(fields["act"])),
            by=_string(fields["by"]),
            for_=None if fields["for"] is None else _string(fields["for"]),
            objects=tuple(_object(each) for each in _listed(fields["objects"])),
        )
    except ValueError as error:
        raise CanonicalError("no entry") from error
    if entry.id != _id_of(entry) or body(entry) != data:
        raise CanonicalError("an entry under an id that is not its own")
    return entry


def opened(entry: Entry, disclosed: Sequence[Disclosed | None]) -> tuple[Opening, ...]:
    """How each commitment fares, in the order of the objects; None stands for what was erased.

    Raises `ValueError` where there is not one for each object.
    """
    return tuple(_opening(each, shown) for each, shown in zip(entry.objects, disclosed, strict=True))


def verify(entry: Entry, disclosed: Sequence[Disclosed | None]) -> bool:
    """Whether the entry is the one its id names and everything that is still shown is what it committed to."""
    if entry.id != _id_of(entry) or len(disclosed) != len(entry.objects):
        return False
    return Opening.ALTERED not in opened(entry, disclosed)


def _opening(committed: Object, shown: Disclosed | None) -> Opening:
    if shown is None:
        return Opening.ERASED
    try:
        same = hmac.compare_digest(shown.commitment, committed.commitment) and _opens_key(
            committed.key, shown
        )
    except CanonicalError:
        same = False
    return Opening.SHOWN if same else Opening.ALTERED


def _opens_key(key: tuple[str, ...] | str, shown: Disclosed) -> bool:
    """Whether the key that is shown is the one that was committed to; one named in the open may be left out."""
    if isinstance(key, str):
        return shown.key is not None and hmac.compare_digest(sealed_key(shown.key, salt=shown.salt), key)
    return shown.key is None or shown.key == key


def _without_id(entry: Entry) -> dict[str, Plain]:
    return {
        "schema": entry.schema,
        "at": instant(entry.at),
        "act": entry.act.value,
        "by": entry.by,
        "for": entry.for_,
        "objects": [
            {"table": each.table, "key": _plain(each.key), "commitment": each.commitment}
            for each in entry.objects
        ],
    }


def _plain(key: tuple[str, ...] | str) -> Plain:
    return key if isinstance(key, str) else list(key)


def _id_of(entry: Entry) -> str:
    return hashlib.sha256(canonical(_without_id(entry))).hexdigest()[:32]


def _object(value: Json) -> Object:
    if not isinstance(value, dict) or value.keys() != _OBJECT_FIELDS:
        raise CanonicalError("no object of an entry")
    key = value["key"]
    named = key if isinstance(key, str) else tuple(_string(each) for each in _listed(key))
    return Object(_string(value["table"]), named, _string(value["commitment"]))


def _string(value: Json) -> str:
    if not isinstance(value, str):
        raise CanonicalError("no text where one should stand")
    return value


def _listed(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise CanonicalError("no list where one should stand")
    return value
