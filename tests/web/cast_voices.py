"""What the watch found among the cast of the web's tests: an account for each contract, matters, and findings."""

from datetime import UTC, datetime, time, timedelta, timezone

from answerable.core.tables.district import BY_NAME
from answerable.records import copying
from tests.builders import row
from tests.web.cast import MINDING, PAVING, SWEEPING, today

VOICES = {SWEEPING: "v-sweeping", MINDING: "v-minding", PAVING: "v-paving"}
CITIZEN, PAD, AGAIN, INSULT = "路灯坏了半个月", "早安，愿你心怀阳光", "晚安，愿你心怀阳光", "就你事多"
OPEN, ALIKE, SURE, WRONG, ELSEWHERE, ROADS_ONE = (
    "f-open",
    "f-alike",
    "f-sure",
    "f-wrong",
    "f-minding",
    "f-paving",
)
MATTERS = {SWEEPING: "m-sweeping", MINDING: "m-minding", PAVING: "m-paving"}
_DAY = timedelta(days=1)


def at(days: int, minute: int = 2) -> str:
    """So many days ago, so many minutes after the district's day began: never in the future, whatever the hour is."""
    began = datetime.combine(today() - days * _DAY, time(), timezone(timedelta(hours=8)))
    return (began + timedelta(minutes=minute)).astimezone(UTC).isoformat()


def day(days: int) -> str:
    """The district's day so many days ago."""
    return (today() - days * _DAY).isoformat()


def set_up() -> None:
    """Write everything into the database of the test, beside the cast."""
    for table, rows in _rows().items():
        copying.insert(BY_NAME[table], rows)


def said(id: str, kind: str, days: int, text: str, **cells: str) -> dict[str, str]:
    """Something that was captured of the account under the sweeping contract."""
    told = {"contract": SWEEPING, "voice": VOICES[SWEEPING], "captured": at(days, 3)} | cells
    return row("observations", id=id, kind=kind, at=at(days), text=text, **told)


def finding(id: str, contract: str, **cells: str) -> dict[str, str]:
    """A finding of a monitor."""
    told = {"found_on": day(3), "source": "monitor", "severity": "ordinary", "what": f"问题{id}"} | cells
    return row("findings", id=id, contract=contract, **told)


def decided(decision: str) -> dict[str, str]:
    """The cells of a finding that was decided."""
    return {"decision": decision, "decided_on": day(1), "decided_by": "p-leader"}


def _rows() -> dict[str, list[dict[str, str]]]:
    near = "watch.account-near-copies {} 2026-01-01"
    return {
        "voices": [
            row(
                "voices",
                id=id,
                contract=contract,
                kind="account",
                name=f"{contract}号",
                collect="feed",
                every_days="1",
                address="https://example.org/feed",
                opened_on="2025-01-01",
                custody="both",
                reviewer="p-handler",
                reviewed_since="2025-01-01",
                posts_per_week="3",
                reply_hours="48",
            )
            for contract, id in VOICES.items()
        ],
        "voice_filings": [
            row("voice_filings", voice=VOICES[SWEEPING], what="opened", happened_on="2025-01-01")
        ],
        "followers": [row("followers", voice=VOICES[SWEEPING], counted_on=day(1), count="4321")],
        "collections": [
            row("collections", voice=VOICES[SWEEPING], at=at(days), outcome="ok") for days in (2, 1, 0)
        ]
        + [
            row("collections", voice=VOICES[MINDING], at=at(1), outcome="ok"),
            row("collections", voice=VOICES[MINDING], at=at(0), outcome="slow"),
        ],
        "observations": [
            said("o-asked", "message", 9, CITIZEN, voice="网民"),
            said("o-insult", "reply", 8, INSULT, answers="o-asked", captured=at(7)),
            said("o-pad", "post", 6, PAD, reads="12", likes="1"),
            said("o-again", "post", 5, AGAIN),
            said("o-unheard", "message", 4, "没有人理", voice="网民"),
        ],
        "reviews": [row("reviews", observation="o-pad", first_by="p-handler", first_on=day(7))],
        "findings": [
            finding(OPEN, SWEEPING, rule=near.format(VOICES[SWEEPING]), observation="o-again"),
            finding(ALIKE, SWEEPING, rule="watch.account-near-copies v-old 2025-01-01", found_on=day(40)),
            finding(
                SURE,
                SWEEPING,
                severity="serious",
                rule="watch.reply-hostile o-insult 2026-01-01",
                observation="o-insult",
                **decided("confirmed"),
            ),
            finding(WRONG, SWEEPING, rule=near.format(VOICES[SWEEPING]), **decided("rejected")),
            finding(ELSEWHERE, MINDING, **decided("confirmed")),
            finding(ROADS_ONE, PAVING),
        ],
        "finding_passages": [
            row(
                "finding_passages",
                finding=OPEN,
                number="1",
                of="o-again",
                start="0",
                text=AGAIN,
                beside_of="o-pad",
                beside_text=PAD,
            ),
            row(
                "finding_passages",
                finding=SURE,
                number="1",
                of="o-insult",
                start="0",
                text=INSULT,
                beside_of="o-asked",
                beside_text=CITIZEN,
            ),
        ],
        "matters": [
            row(
                "matters",
                id=id,
                contract=contract,
                raised_on=day(30),
                channel="letter",
                topic=f"{contract}的诉求",
                cause="dark",
            )
            for contract, id in MATTERS.items()
        ],
    }
