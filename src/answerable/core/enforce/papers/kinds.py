"""What each kind of paper needs: its fields, its tables, and how it ends. One table, for checks, help and layout.

What has to be in them follows from the contract law and from due process: facts, ground, what is asked, the period and
its last day, what silence means, the right to state and to object, where, until when (民法典 562-567, 行政协议解释 10).
"""

from dataclasses import dataclass
from enum import StrEnum

from answerable.core.enforce.papers.fields import GIVEN
from answerable.core.enforce.papers.values import PaperKind


class Close(StrEnum):
    """What stands at the end: the issuer with seal and date, both parties, lines to sign on, or nothing."""

    ISSUER = "issuer"
    PARTIES = "parties"
    HANDS = "hands"
    NOTHING = "nothing"


@dataclass(frozen=True)
class KindRule:
    """What a kind of paper must and may say."""

    kind: PaperKind
    required: frozenset[str]
    optional: frozenset[str]
    tables: frozenset[str]
    optional_tables: frozenset[str]
    letterhead: bool
    """Issued under the name of the body in red, with a number; a form or a record otherwise."""
    close: Close
    hands: tuple[str, ...] = ()
    """Whose signatures stand at the end, by their word in `paper_hand`."""

    @property
    def fields(self) -> frozenset[str]:
        """Every placeholder that a wording of this kind may use."""
        return self.required | self.optional | GIVEN

    @property
    def all_tables(self) -> frozenset[str]:
        return self.tables | self.optional_tables


def _rule(
    kind: PaperKind,
    required: str,
    optional: str = "",
    *,
    tables: str = "",
    optional_tables: str = "",
    close: Close = Close.ISSUER,
    hands: tuple[str, ...] = (),
    form: bool = False,
) -> KindRule:
    return KindRule(
        kind=kind,
        required=frozenset(required.split()),
        optional=frozenset(optional.split()),
        tables=frozenset(tables.split()),
        optional_tables=frozenset(optional_tables.split()),
        letterhead=not form,
        close=close,
        hands=hands,
    )


_ALL = (
    _rule(
        PaperKind.NOTICE,
        "contract facts ground intended period last_day where silence contact",
        "case evidence",
        optional_tables="findings evidence",
    ),
    _rule(
        PaperKind.STATEMENT,
        "contract notice stated_by stated_on stated_how statement",
        "case evidence recorder received_by",
        optional_tables="materials",
        close=Close.HANDS,
        hands=("stated", "recorded"),
        form=True,
    ),
    _rule(
        PaperKind.ORDER,
        "contract facts ground answer period last_day report_to silence remedy contact",
        "case evidence",
        tables="items",
        optional_tables="evidence",
    ),
    _rule(
        PaperKind.EXTENSION,
        "contract order reason old_last_day last_day silence contact",
        "case ground remedy",
        optional_tables="items",
    ),
    _rule(
        PaperKind.REPORT,
        "contract order received_on received_by next",
        "case note contact",
        optional_tables="items materials",
        form=True,
    ),
    _rule(
        PaperKind.RECHECK,
        "contract order checked_on checked_by conclusion remedy",
        "case evidence consequence contact",
        tables="items",
    ),
    _rule(
        PaperKind.NOT_CORRECTED,
        "contract order recheck facts ground conclusion consequence remedy contact",
        "case evidence answer",
        tables="items",
    ),
    _rule(
        PaperKind.CLOSING,
        "contract case outcome contact",
        "ground remains order recheck",
        optional_tables="items",
    ),
    _rule(
        PaperKind.PROTECTION,
        "contract facts ground measures starts reviewer review_by where remedy contact",
        "case evidence until",
        optional_tables="items evidence",
    ),
    _rule(
        PaperKind.PROTECTION_REVIEW,
        "contract protection reviewer facts ground reason decision remedy contact",
        "case until answer correction",
        optional_tables="items",
    ),
    _rule(
        PaperKind.NON_RENEWAL,
        "contract ends reason ground settlement handover remedy contact",
        "case facts answer continuity",
        optional_tables="items",
    ),
    _rule(
        PaperKind.AGREEMENT,
        "contract reason last_day settlement handover data disputes counterparts",
        "case compensation continuity",
        optional_tables="items",
        close=Close.PARTIES,
        form=True,
    ),
    _rule(
        PaperKind.ENDING,
        "contract facts ground evidence statement answer decision effect last_day settlement handover remedy contact",
        "case compensation continuity modification",
        optional_tables="evidence items",
    ),
    _rule(
        PaperKind.OBJECTION,
        "contract objected received_on decided_by decides_by effect contact",
        "case objection",
        optional_tables="materials",
    ),
    _rule(
        PaperKind.OBJECTION_DECISION,
        "contract objected objection facts ground reason decision remedy contact",
        "case correction consequence",
        optional_tables="evidence",
    ),
    _rule(PaperKind.RECEIPT, "document recipient place how", "case note", close=Close.NOTHING, form=True),
    _rule(
        PaperKind.REFERRAL,
        "subject facts ground material contact",
        "case contract reply",
        optional_tables="evidence materials",
    ),
    _rule(
        PaperKind.HANDOVER,
        "contract hands_over takes_over day",
        "case note remains",
        tables="items",
        close=Close.HANDS,
        hands=("handed_over", "taken_over", "witnessed"),
        form=True,
    ),
    _rule(
        PaperKind.FILE,
        "case contract provider proofs",
        "opened_on note",
        tables="chronology",
        optional_tables="contents evidence entries",
        close=Close.NOTHING,
        form=True,
    ),
)
KINDS: dict[PaperKind, KindRule] = {rule.kind: rule for rule in _ALL}
