"""Who said what, to whom, and when it was known."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from answerable.core.watch.accounts.values import Health
from answerable.core.watch.layout import Observed, Rows, Spoken
from answerable.core.watch.register import FilingRow, ReviewRow, VoiceRow

ZONE = timezone(timedelta(hours=8))
ON = date(2026, 6, 30)


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 6, day, hour, tzinfo=ZONE)


def voice(id: str = "v1", *, name: str = "样例发布", contract: str = "c1", kind: str = "account") -> VoiceRow:
    return VoiceRow(
        id=id,
        contract=contract,
        kind=kind,
        name=name,
        platform=None,
        address=None,
        collect="export",
        every_days=7,
        opened_on=date(2026, 1, 1),
        closed_on=None,
        custody=None,
        reviewer=None,
        reviewed_since=None,
        posts_per_week=None,
        original_share=None,
        reply_hours=None,
        auto_reply=None,
        topics="停水；缴费",
        sources=None,
    )


def said(id: str, kind: str, *, day: int = 1, by: str = "样例发布", answers: str | None = None) -> Observed:
    return Observed(
        id=id,
        contract="c1",
        kind=kind,
        at=at(day),
        captured=at(day, 11),
        voice=by,
        text=f"第{id}条",
        answers=answers,
        reads=None,
        likes=None,
        forwards=None,
        comments=None,
        source=None,
        automatic=None,
        address=None,
        document=None,
    )


def spoken(*rows: Observed, voices: tuple[VoiceRow, ...] = (voice(),), on: date = ON) -> Spoken:
    return Spoken(Rows(voices=voices, observed=rows), on, ZoneInfo("Asia/Shanghai"))


def test_a_voice_is_known_by_its_name_and_by_its_id() -> None:
    all_said = spoken(said("1", "post"), said("2", "post", by="v1"), said("3", "post", by="别的号"))
    assert [each.id for each in all_said.own["v1"]] == ["1", "2"]
    assert all_said.unowned() == 1


def test_what_was_captured_later_is_not_known_yet() -> None:
    late = replace(said("2", "post", day=3), captured=at(9))
    assert [each.id for each in spoken(said("1", "post"), late, on=date(2026, 6, 8)).posts] == ["1"]
    assert [each.id for each in spoken(said("1", "post"), late, on=date(2026, 6, 9)).posts] == ["1", "2"]


def test_the_local_day_counts_not_that_of_the_zone_it_was_written_in() -> None:
    night = replace(said("1", "post"), at=datetime.fromisoformat("2026-06-01T20:00+00:00"))
    assert spoken(night).posts[0].day == date(2026, 6, 2)


def test_a_message_belongs_to_the_only_account_of_its_contract() -> None:
    assert [each.id for each in spoken(said("m", "message", by="网民")).others["v1"]] == ["m"]


def test_with_two_accounts_a_message_belongs_to_the_one_that_answered_and_else_to_nobody() -> None:
    voices = (voice(), voice("v2", name="样例二号"))
    rows = (
        said("m1", "message", by="网民"),
        said("m2", "message", by="网民"),
        said("r", "reply", by="样例二号", answers="m1", day=2),
    )
    all_said = spoken(*rows, voices=voices)
    assert [each.id for each in all_said.others["v2"]] == ["m1"]
    assert all_said.unowned() == 1


def test_a_comment_goes_with_its_post() -> None:
    all_said = spoken(said("p", "post"), said("c", "comment", by="网民", answers="p", day=2))
    assert [each.id for each in all_said.others["v1"]] == ["c"]


def test_a_filing_made_later_is_not_known_yet() -> None:
    rows = Rows(voices=(voice(),), filings=(FilingRow("v1", "opened", date(2026, 6, 1), date(2026, 6, 20)),))
    early = Spoken(rows, date(2026, 6, 10), ZoneInfo("Asia/Shanghai"))
    assert early.filings("v1")[0].filed_on is None
    assert Spoken(rows, ON, ZoneInfo("Asia/Shanghai")).filings("v1")[0].filed_on == date(2026, 6, 20)


def test_an_export_was_seen_from_its_first_entry_to_its_last_and_not_between_two() -> None:
    one, other = "sha256:" + "1" * 64, "sha256:" + "2" * 64
    rows = [replace(said(str(n), "post", day=n), document=one) for n in (2, 5)]
    rows += [replace(said(str(n), "post", day=n), document=other) for n in (20, 22)]
    stretches = spoken(*rows).reached(voice())
    assert [(each.first.day, each.last.day, each.health) for each in stretches] == [
        (2, 5, Health.SEEN),
        (20, 22, Health.SEEN),
    ]
    assert spoken().reached(voice()) == ()


def test_what_was_captured_by_hand_proves_no_absence() -> None:
    by_hand = replace(voice(), collect="manual")
    assert (
        spoken(said("1", "post", day=2), said("2", "post", day=20), voices=(by_hand,)).reached(by_hand) == ()
    )


def test_a_name_that_two_voices_share_says_nothing_and_an_id_does() -> None:
    both = spoken(said("1", "post"), said("2", "post", by="v2"), voices=(voice(), voice("v2")))
    assert "v1" not in both.own
    assert [each.id for each in both.own["v2"]] == ["2"]
    assert both.unowned() == 1


def test_a_review_made_later_is_not_known_yet() -> None:
    row = ReviewRow("1", "a", date(2026, 6, 1), "b", date(2026, 6, 1), "c", date(2026, 6, 20))
    rows = Rows(voices=(voice(),), observed=(said("1", "post"),), reviews=(row,), staff=frozenset("abc"))
    (early,) = Spoken(rows, date(2026, 6, 10), ZoneInfo("Asia/Shanghai")).reviews["v1"]
    assert early.steps == ("a", "b", None)
    (late,) = Spoken(rows, ON, ZoneInfo("Asia/Shanghai")).reviews["v1"]
    assert (late.steps, late.staff) == (("a", "b", "c"), (True, True, True))


def test_a_cell_with_several_words_is_parted() -> None:
    assert voice().voice.promise.topics == ("停水", "缴费")
