"""A citizen's code: shown once, kept as a hash, found however it is typed, and not to be found by trying."""

import hashlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.conf import settings

from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.attempts import NO_ADDRESS
from answerable.actions.office.matter_codes import (
    ALPHABET,
    MOST_COUNTED,
    TriedTooOftenError,
    digest,
    give,
    in_groups,
    matter_of,
    plain,
    stamp,
)
from answerable.actions.office.matter_codes import given as codes_given
from answerable.core.terms.errors import InputError
from answerable.records.models import Disclosed, Entry, Matter, MatterCode
from tests.record import AT, HANDLER, LEGALITY, ON, STRANGER, SWEEPING, actor, hold

pytestmark = pytest.mark.django_db
ID = "m-1"
WRONG = "7K2M-9QXD-0A1B-C3D4"


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold(tmp_path / "district")
    Matter.objects.create(id=ID, contract_id=SWEEPING, raised_on=ON, channel="letter", topic="路灯")


def given() -> str:
    return give(ID, by=actor(HANDLER), at=AT, on=ON)


def test_a_code_has_eighty_bits_in_four_groups_and_only_its_hash_is_kept() -> None:
    code = given()
    assert re.fullmatch(rf"([{ALPHABET}]{{4}}-){{3}}[{ALPHABET}]{{4}}", code)
    assert len(ALPHABET) == 32
    row = MatterCode.objects.get()
    assert row.digest == f"sha256:{hashlib.sha256(plain(code).encode()).hexdigest()}"
    everything = str([*MatterCode.objects.values(), *Entry.objects.values(), *Disclosed.objects.values()])
    assert code not in everything
    assert plain(code) not in everything
    assert Entry.objects.filter(act="give_code", by=HANDLER).count() == 1


def test_two_codes_are_never_alike() -> None:
    assert len({given() for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "how", [str.lower, str.upper, lambda text: text.replace("-", " "), lambda text: f" {text}\n"]
)
def test_a_code_is_found_however_it_is_typed(how: object) -> None:
    code = given()
    assert callable(how)
    assert matter_of(how(code), at=AT) == ID


def test_letters_that_are_taken_for_others_are_meant_as_those() -> None:
    assert plain("oOiIlL") == "001111"
    assert plain("７Ｋ２ｍ") == "7K2M"
    assert in_groups("7K2M9QXD0A1BC3D4") == WRONG


def test_another_code_makes_the_first_useless() -> None:
    first, second = given(), given()
    assert matter_of(first, at=AT) is None
    assert matter_of(second, at=AT) == ID


def test_a_form_that_is_sent_twice_gives_no_second_code() -> None:
    code = give(ID, by=actor(HANDLER), at=AT, on=ON, shown="")
    with pytest.raises(InputError) as caught:
        give(ID, by=actor(HANDLER), at=AT, on=ON, shown="")
    assert caught.value.message.code == "matter_code_given"
    assert matter_of(code, at=AT) == ID
    give(ID, by=actor(HANDLER), at=AT, on=ON, shown=stamp(codes_given(ID)))
    assert matter_of(code, at=AT) is None


@pytest.mark.parametrize("who", [LEGALITY, STRANGER])
def test_only_those_who_record_matters_of_the_body_give_codes(who: str) -> None:
    with pytest.raises(NotPermittedError):
        give(ID, by=actor(who), at=AT, on=ON)
    assert not MatterCode.objects.exists()
    assert not Entry.objects.filter(act="give_code").exists()


def test_of_no_matter_there_is_no_code() -> None:
    with pytest.raises(InputError, match="no_such_row"):
        give("nothing", by=actor(HANDLER), at=AT, on=ON)


def test_who_tries_codes_that_begin_alike_waits_and_the_right_one_waits_too() -> None:
    code = given()
    for number in range(settings.AXES_FAILURE_LIMIT):
        assert matter_of(f"{code[:4]}{number:012}", at=AT) is None
    for typed in (code, f"{code[:4]}zzzzzzzzzzzz"):
        with pytest.raises(TriedTooOftenError):
            matter_of(typed, at=AT)
    later = AT + timedelta(hours=settings.AXES_COOLOFF_TIME, seconds=1)
    assert matter_of(code, at=later) == ID


def test_who_tries_other_beginnings_keeps_nobody_else_waiting() -> None:
    code = given()
    other = "0000" if code[:4] != "0000" else "1111"
    for number in range(settings.AXES_FAILURE_LIMIT + 1):
        try:
            assert matter_of(f"{other}{number:012}", at=AT) is None
        except TriedTooOftenError:
            break
    else:
        pytest.fail("nobody had to wait")
    assert matter_of(code, at=AT) == ID


def test_of_a_failed_try_neither_code_nor_address_is_kept_and_what_is_old_is_forgotten() -> None:
    matter_of(WRONG, at=AT)
    rows = AccessAttempt.objects.all()
    for row in rows:
        kept = (row.user_agent, row.path_info, row.get_data, row.post_data, row.http_accept)
        assert (row.ip_address, *kept) == (NO_ADDRESS, "", "", "", "", "")
        assert "7K2M" not in str(row.username)
    counted = len(rows)
    matter_of("ZZZZ-0000-0000-0000", at=AT + timedelta(hours=settings.AXES_COOLOFF_TIME, seconds=1))
    assert AccessAttempt.objects.count() == counted == 2


def test_the_right_code_forgets_what_was_mistyped() -> None:
    code = given()
    for number in range(settings.AXES_FAILURE_LIMIT - 1):
        matter_of(f"{code[:4]}-0000-0000-000{number}", at=AT)
    matter_of(code, at=AT)
    for number in range(settings.AXES_FAILURE_LIMIT - 1):
        matter_of(f"{code[:4]}-0000-0000-000{number}", at=AT)
    assert matter_of(code, at=AT) == ID


def test_whoever_sends_wrong_codes_without_end_fills_no_table_and_locks_nobody_out() -> None:
    code = given()
    beginnings = [first + second for first in ALPHABET for second in ALPHABET]
    for begins in beginnings[: MOST_COUNTED * 3]:
        assert matter_of(f"{begins}ZZ-ZZZZ-ZZZZ-ZZZZ", at=AT) is None
    full = AccessAttempt.objects.count()
    assert full == MOST_COUNTED + 1
    assert matter_of(code, at=AT) == ID
    for number in range(settings.AXES_FAILURE_LIMIT * 2):
        assert matter_of(f"{code[:4]}-0000-0000-00{number:02}", at=AT) is None
    assert matter_of(code, at=AT) == ID
    assert AccessAttempt.objects.count() == full
    later = AT + timedelta(minutes=1)
    assert matter_of("0000-0000-0000-0000", at=later) is None
    assert AccessAttempt.objects.count() == full + 2


@pytest.mark.parametrize("typed", ["", "-- --", "路灯", "\x00", "💧" * 70])
def test_what_is_no_code_finds_nothing_and_counts_for_nothing(typed: str) -> None:
    given()
    assert matter_of(typed, at=AT) is None
    assert not AccessAttempt.objects.exists()


def test_the_hash_of_a_code_is_the_one_that_a_column_of_hashes_holds() -> None:
    assert digest("7K2M").startswith("sha256:")
