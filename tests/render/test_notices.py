"""A mail names kinds and contracts, each line with its link; others learn a number and one link."""

import pytest

from answerable.core.register.notices import Bundle, Contact, Kind, Medium, Notice
from answerable.render.notices import MOST, Places, trial, written
from answerable.render.words import LANGS

PLACES = Places("https://x.cn", "https://x.cn/notices/", "https://x.cn/account/contacts/")
OTHERS = (Medium.SMS, Medium.WECOM, Medium.DINGTALK)


def notice(key: str, *, urgent: bool = False) -> Notice:
    params = {"contract": f"清扫{key}", "contract_en": f"Sweeping {key}", "by": "2026-06-30"}
    return Notice(Kind.DUTY_DUE, "handler", key, f"/contracts/{key}/#duties", params, urgent)


def bundle(count: int, medium: Medium = Medium.MAIL, *, urgent: int = 0) -> Bundle:
    notices = tuple(notice(f"c{number}", urgent=number < urgent) for number in range(count))
    return Bundle(Contact(1, "handler", medium), notices)


@pytest.mark.parametrize("lang", LANGS)
def test_every_line_of_a_mail_has_its_link(lang: str) -> None:
    said = written(bundle(3, urgent=1), places=PLACES, lang=lang)
    lines = said.text.splitlines()
    for number in range(3):
        (at,) = (place for place, line in enumerate(lines) if line.startswith(f"{number + 1}. "))
        assert ("清扫" if lang == "zh" else "Sweeping") + (
            f"c{number}" if lang == "zh" else f" c{number}"
        ) in lines[at]
        assert lines[at + 1].strip() == f"https://x.cn/contracts/c{number}/#duties"
    assert said.link == PLACES.inbox
    assert PLACES.inbox in said.text
    assert PLACES.contacts in said.text


def test_the_urgent_ones_are_counted_and_marked() -> None:
    said = written(bundle(3, urgent=2), places=PLACES, lang="zh")
    assert said.subject == "担当：3 项提醒，其中 2 项紧急"
    assert said.text.count("【紧急】") == 2
    assert written(bundle(1), places=PLACES, lang="en").subject == "Answerable: 1 notice"


def test_a_mail_about_one_thing_leads_to_it() -> None:
    assert written(bundle(1), places=PLACES, lang="zh").link == "https://x.cn/contracts/c0/#duties"


def test_a_very_long_mail_says_how_many_more_there_are() -> None:
    text = written(bundle(MOST + 7), places=PLACES, lang="zh").text
    assert f"{MOST}. " in text
    assert f"{MOST + 1}. " not in text
    assert "还有 7 项" in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("medium", OTHERS)
def test_strangers_learn_a_number_and_nothing_of_any_contract(medium: Medium, lang: str) -> None:
    said = written(bundle(3, medium, urgent=1), places=PLACES, lang=lang)
    assert "3" in said.text
    assert said.text.endswith(PLACES.inbox)
    assert "清扫" not in said.text
    assert "Sweeping" not in said.text
    assert "contracts" not in said.text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("medium", Medium)
def test_a_trial_message_has_a_link_and_tells_nothing(medium: Medium, lang: str) -> None:
    said = trial(medium, places=PLACES, lang=lang)
    assert PLACES.contacts in said.text
    assert said.link == PLACES.contacts
