"""Watched accounts on pages: what was said and found side by side, who may read whom, and how each is collected."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answerable.records.models import Account, Collection, Finding, FindingPassage, Observation, Voice
from tests.web import cast_voices
from tests.web.cast import MINDING, OFFICIALS, PAVING, ROLES, SWEEPING, signed_in
from tests.web.cast_voices import AGAIN, CITIZEN, INSULT, OPEN, PAD, SURE, VOICES, at, day
from tests.web.test_language import foreign

pytestmark = pytest.mark.usefixtures("staged", "watched")
MINE = VOICES[SWEEPING]
WATER = {VOICES[SWEEPING], VOICES[MINDING]}
SEEN: dict[str, set[str]] = (
    {role: set() for role in ROLES}
    | dict.fromkeys(OFFICIALS, WATER)
    | {"supervisor": WATER | {VOICES[PAVING]}, "provider": {MINE}}
)


@pytest.fixture
def watched(staged: None) -> None:
    cast_voices.set_up()


def page(role: str, query: str = "", path: str = f"/voices/{MINE}/") -> str:
    answer = signed_in(role).get(f"{path}?{query}")
    assert answer.status_code == 200, query
    return answer.content.decode()


def shown(role: str, query: str = "") -> list[str]:
    return [entry.said.id for entry in signed_in(role).get(f"/voices/{MINE}/?{query}").context["entries"]]


def board(role: str, query: str = "") -> dict[str, tuple[object, ...]]:
    return {
        line.key: line.cells for line in signed_in(role).get(f"/voices/list/board/?{query}").context["lines"]
    }


@pytest.mark.parametrize("role", ROLES)
def test_every_role_finds_the_accounts_that_are_written_here(role: str) -> None:
    browser = signed_in(role)
    assert {id for id in VOICES.values() if browser.get(f"/voices/{id}/").status_code == 200} == SEEN[role]
    listed = browser.get("/voices/")
    assert (listed.status_code == 200) == bool(SEEN[role])
    if listed.status_code == 200:
        assert {line.key for line in listed.context["lines"]} == SEEN[role]
    on_board = browser.get("/voices/list/board/").status_code
    assert on_board == (200 if role in (*OFFICIALS, "supervisor") else 404)


def test_what_was_said_stands_beside_what_was_found_in_it() -> None:
    assert shown("handler") == ["o-again", "o-pad", "o-insult"]
    said = page("handler")
    for words in (AGAIN, PAD, INSULT, CITIZEN, f"/findings/{OPEN}/", f"/findings/{SURE}/"):
        assert words in said
    assert "没有三审记录" in said
    assert "三审：" in said
    assert "24 小时后答复" in said
    assert "未备案" in said
    assert "双方" in said
    assert "<svg" in said


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("kind=post", ["o-again", "o-pad"]),
        ("kind=reply", ["o-insult"]),
        ("kind=message", ["o-unheard", "o-asked"]),
        ("kind=comment", []),
        ("found=yes", ["o-again", "o-pad", "o-insult"]),
        ("kind=post&found=yes", ["o-again", "o-pad"]),
        ("kind=nonsense", ["o-again", "o-pad", "o-insult"]),
    ],
)
def test_the_timeline_is_filtered(query: str, ids: list[str]) -> None:
    assert shown("handler", query) == ids


def test_a_message_without_an_answer_is_said_to_be_one() -> None:
    said = page("handler", "kind=message")
    assert "没有采到答复" in said
    assert INSULT in said, "the other one has its answer beside it"


@pytest.mark.parametrize("query", ["", "kind=message", "found=yes", "kind=comment"])
def test_a_clerk_reads_its_own_words_and_confirmed_findings_and_no_citizen(query: str) -> None:
    said = page("provider", query)
    assert CITIZEN not in said
    assert f"/findings/{OPEN}/" not in said
    assert f"/findings/{SURE}/" in said
    assert INSULT in said
    assert 'value="message"' not in said


def test_a_clerk_is_led_to_no_history_and_learns_no_reviewers_name() -> None:
    for role, inside in (("handler", True), ("provider", False)):
        said = page(role)
        assert (f"/history/voices/{MINE}/" in said) is inside, role
        assert ("p-handler" in said or "某某" in said) is inside, role
        assert "2025-01-01" in said, "since when its posts are reviewed"
        assert day(7) in said, "on which day a post was"
        assert "没有三审记录" in said


@pytest.mark.parametrize("kind", ["account", "site", "paper"])
def test_a_citizens_words_that_bear_the_name_of_a_voice_are_for_officials_alone(kind: str) -> None:
    Voice.objects.filter(id=MINE).update(kind=kind)
    Observation.objects.filter(id="o-unheard").update(voice=MINE)
    assert "o-unheard" not in shown("provider")
    assert ("o-unheard" in shown("handler")) is (kind != "account")


def test_a_name_that_two_accounts_share_says_nothing() -> None:
    Observation.objects.filter(id="o-pad").update(voice="sweeping号")
    assert "o-pad" in shown("handler")
    Voice.objects.filter(id=VOICES[MINDING]).update(name="sweeping号", contract_id=SWEEPING)
    assert "o-pad" not in shown("handler")


def test_the_board_keeps_silent_and_could_not_look_apart() -> None:
    lines = board("supervisor")
    assert lines[MINE][1] == "seen"
    assert lines[VOICES[MINDING]][1] == "failed"
    assert lines[VOICES[PAVING]][1] == "never"
    # tries, of these failed, failed in a row, what came
    assert lines[MINE][6:10] == (3, 0, 0, 3)
    assert lines[VOICES[MINDING]][6:10] == (2, 1, 1, 0)
    Observation.objects.filter(kind="post").update(at=datetime.now(UTC) - timedelta(days=20))
    assert board("handler")[MINE][1] == "silent"
    late = {
        line.key for line in signed_in("handler").get("/voices/list/board/").context["lines"] if line.late
    }
    assert late == {VOICES[MINDING]}, "what we could not see is ours to mend, what was silent is not"


def test_the_board_explains_every_state() -> None:
    said = page("supervisor", path="/voices/list/board/")
    for words in ("超时", "这不能归责于承接主体", "还没有采集过"):
        assert words in said


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=failed", {VOICES[MINDING]}),
        ("state=silent", set()),
        ("kind=site", set()),
        (f"contract={SWEEPING}", {MINE}),
        ("search=minding", {VOICES[MINDING]}),
    ],
)
def test_the_board_is_filtered(query: str, found: set[str]) -> None:
    assert set(board("handler", query)) == found


def test_accounts_with_findings_are_found_by_what_they_said_or_by_the_rule() -> None:
    def listed(role: str) -> set[str]:
        return {line.key for line in signed_in(role).get("/voices/?found=yes").context["lines"]}

    assert listed("handler") == {MINE}
    assert listed("provider") == {MINE}
    FindingPassage.objects.all().delete()
    Finding.objects.filter(id=SURE).update(decision=None, decided_on=None, decided_by=None)
    assert listed("handler") == {MINE}
    assert listed("provider") == set(), "nothing of it was confirmed"


def test_weeks_in_which_nobody_could_look_are_shaded() -> None:
    Collection.objects.all().delete()
    now = datetime.now(UTC)
    Collection.objects.bulk_create(
        Collection(voice_id=MINE, at=now - timedelta(days=number), outcome="slow" if number > 2 else "ok")
        for number in range(20)
    )
    weeks = signed_in("handler").get(f"/voices/{MINE}/").context["shown"].weeks
    assert sum(week.posts for week in weeks) == 2
    assert weeks[0].unseen > 0
    assert "#f4d7d7" in page("handler")


def test_more_words_cost_no_more_questions() -> None:
    def cost() -> list[int]:
        counts = []
        for path in (f"/voices/{MINE}/", "/voices/", "/voices/list/board/"):
            browser = signed_in("handler")
            browser.get(path)
            with CaptureQueriesContext(connection) as asked:
                browser.get(path)
            counts.append(len(asked))
        return counts

    before = cost()
    for number in range(25):
        Observation.objects.create(
            id=f"more-{number}",
            contract_id=SWEEPING,
            kind="reply",
            at=at(1),
            captured=at(1),
            voice=MINE,
            text="-",
            answers="o-asked",
        )
        FindingPassage.objects.create(
            finding_id=OPEN, number=number + 2, of=f"more-{number}", start=0, text="-"
        )
        Voice.objects.create(
            id=f"w-{number}",
            contract_id=MINDING,
            kind="site",
            name=f"{number}",
            collect="page",
            every_days=1,
            opened_on="2025-01-01",
        )
    assert cost() == before


def test_a_long_timeline_is_turned_page_by_page() -> None:
    for number in range(40):
        Observation.objects.create(
            id=f"p-{number:02}",
            contract_id=SWEEPING,
            kind="post",
            at=at(1),
            captured=at(1),
            voice=MINE,
            text="-",
        )
    assert len(shown("handler")) == 30
    assert len(shown("handler", "page=2")) == 13
    assert "kind=post&amp;page=2" in page("handler", "kind=post")


def test_the_pages_are_there_in_english() -> None:
    Account.objects.update(language="en")
    assert "What it said" in page("handler")
    assert "It accuses nobody" in page("handler", path="/voices/list/board/")


@pytest.mark.parametrize(
    "path",
    [
        f"/voices/{MINE}/",
        "/voices/",
        "/voices/list/board/",
        "/findings/",
        f"/findings/{OPEN}/",
        f"/findings/{OPEN}/do/decide/",
        "/findings/list/rules/",
        "/findings/rules/account-near-copies/",
        "/matters/",
        "/matters/m-sweeping/",
        "/matters/m-sweeping/do/handle/",
    ],
)
def test_no_page_mixes_the_languages(path: str) -> None:
    Account.objects.update(language="en")
    answer = signed_in("handler").get(path)
    assert answer.status_code == 200
    assert foreign(answer.content, "en") == []
