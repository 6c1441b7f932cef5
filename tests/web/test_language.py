"""Both languages, complete: every page speaks one of them, and a reader chooses which."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from answerable.actions.office import accounts
from answerable.actions.office.codes import enrol
from answerable.outside.sealed import seal
from answerable.records.models import Account, Clause, Contract
from tests.web.cast import PASSWORD, SECRET, account, code, confirmed, decision, owed, signed_in, today

pytestmark = pytest.mark.usefixtures("staged")
SAME_EVERYWHERE = {
    "JavaScript", "Cookie", "XLSX", "CSV", "PIN", "AB", "answerable", "account", "code", "English", "doctor", "system",
    "security", "audit", "cn", "Asia", "Shanghai", "SQLite", "PostgreSQL", "Thing", "admin", "handler", "section",
    "leader", "head", "legality", "supervisor", "provider", "sweeping", "minding", "fresh", "nobody", "dev",
}  # fmt: skip
"""Names of things, accounts and languages, which are the same in Chinese."""
OWN_NAME = "简体中文"
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
PAGES = {
    "handler": ("/duties/", "/contracts/", "/contracts/sweeping/", "/decisions/d-1/", "/nothing-here/"),
    "provider": ("/duties/", "/contracts/", "/contracts/sweeping/"),
    "supervisor": ("/duties/",),
    "security-admin": ("/admin-accounts/",),
    "system-admin": ("/admin-status/",),
    "audit-admin": ("/admin-audit/",),
}
ACCOUNT = (
    "/account/",
    "/account/password/",
    "/account/passkeys/",
    "/account/passkeys/new/",
    "/account/sign-out/",
    "/account/again/",
    "/account/again/code/",
    "/account/code/off/",
    "/account/recovery/new/",
    "/account/closed/",
)


def said(page: bytes) -> str:
    """What a reader reads, the language of the page's switch aside."""
    text = page.decode()
    text = re.sub(r"<script.*?</script>|<code>.*?</code>|<svg.*?</svg>", " ", text, flags=re.DOTALL)
    labels = " ".join(re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]*)"', text))
    return unescape(re.sub(r"<[^>]+>", " ", text) + labels)


def foreign(page: bytes, lang: str) -> list[str]:
    """Words of the other language on a page."""
    text = said(page)
    if lang == "en":
        unmarked = re.sub(r'<span lang="zh-Hans">.*?</span>', " ", page.decode(), flags=re.DOTALL)
        return CHINESE.findall(said(unmarked.encode()).replace(OWN_NAME, ""))
    return [word for word in re.findall("[A-Za-z]{2,}", text) if word not in SAME_EVERYWHERE]


def pages(lang: str) -> Iterator[tuple[str, bytes]]:
    """Pages of every kind, with whatever errors a form can show."""
    visitor = Client(headers={"accept-language": lang})
    for path in ("/", "/account/sign-in/", "/account/sign-in/?idle=1", "/nothing-here/"):
        yield path, visitor.get(path).content
    for sent in ({}, {"login": "nobody", "password": "x"}):
        yield f"{sent}", visitor.post("/account/sign-in/", sent).content
    visitor.post("/account/sign-in/", {"login": "handler", "password": PASSWORD})
    yield "code", visitor.get("/account/sign-in/code/").content
    yield "wrong code", visitor.post("/account/sign-in/code/", {"code": "1"}).content
    for role, paths in PAGES.items():
        for path in paths:
            yield path, signed_in(role).get(path).content
    yield from _of_own_account()


def _of_own_account() -> Iterator[tuple[str, bytes]]:
    browser = signed_in("handler")
    yield "again", browser.post("/account/again/", {"password": "x"}).content
    browser.post("/account/again/", {"password": PASSWORD})
    for path in ACCOUNT:
        yield path, browser.get(path).content
    yield "no longer", browser.post("/account/code/off/").content
    yield "codes", browser.post("/account/recovery/new/", follow=True).content
    for sent in ({}, {"oldpassword": "x", "password1": "abc", "password2": "abd"}):
        yield f"password {sent}", browser.post("/account/password/", sent).content
    keeper = confirmed("security-admin")
    yield "open", keeper.post("/admin-accounts/new/").content
    sent = {"name": "fresh", "kind": "provider", "whose": "lawful"}
    yield "opened", keeper.post("/admin-accounts/new/", sent).content
    yield "unlocked", keeper.post("/admin-accounts/handler/unlock/", follow=True).content
    accounts.reset_password("handler", password=PASSWORD, at=datetime.now(UTC), by="security-admin")
    accounts.reset_factor("handler", at=datetime.now(UTC), by="security-admin")
    Account.objects.update(password_given=False)
    enrol(Account.objects.get(username="handler"), SECRET)
    yield "told", signed_in("handler").get("/duties/").content
    Authenticator.objects.update(data={"secret": seal(SECRET, key="another key")})
    unread = Client(headers={"Accept-Language": Account.objects.get(username="handler").language})
    unread.post("/account/sign-in/", {"login": "handler", "password": PASSWORD})
    yield "sealed", unread.post("/account/sign-in/code/", {"code": "123456"}).content
    yield "forged", Client(enforce_csrf_checks=True).post("/account/sign-in/", {}).content


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_mixes_the_languages(lang: str) -> None:
    Account.objects.update(language=lang)
    decision()
    for role in ("handler", "provider"):
        owed(role, who="lawful" if role == "provider" else "p-handler", by=today(), side="body")
    shown = dict(pages(lang))
    shown.pop("forged") if lang == "en" else None
    mixed = {name: words for name, page in shown.items() if (words := foreign(page, lang))}
    assert mixed == {}
    spoken = "zh-Hans" if lang == "zh" else "en"
    assert {name for name, page in shown.items() if f'<html lang="{spoken}" '.encode() not in page} == set()


def test_what_is_quoted_in_the_original_is_marked_and_said_to_be() -> None:
    Account.objects.filter(username="handler").update(language="en")
    Clause.objects.create(id="q", contract_id="sweeping", kind="scoring", text="甲方每月评分 <b>")
    page = signed_in("handler").get("/contracts/sweeping/").content.decode()
    assert (
        '<span lang="zh-Hans">甲方每月评分</span> &lt;b&gt; <span class="note">(in the original)</span>'
        in page
    )
    chinese = signed_in("leader").get("/contracts/sweeping/").content.decode()
    assert "甲方每月评分 &lt;b&gt;" in chinese
    assert "原文" not in chinese


def test_a_name_without_an_english_form_is_marked_and_no_title_holds_a_mark() -> None:
    Account.objects.filter(username="handler").update(language="en")
    Contract.objects.filter(id="sweeping").update(name_en=None)
    page = signed_in("handler").get("/contracts/sweeping/").content.decode()
    assert re.search('<h1[^>]*><span lang="zh-Hans">清扫</span>', page)
    assert "<title>清扫 ·" in page


def test_an_account_speaks_its_own_language_whatever_the_browser_asks() -> None:
    Account.objects.filter(username="handler").update(language="en")
    browser = signed_in("handler")
    assert "My duties" in browser.get("/duties/", headers={"accept-language": "zh"}).content.decode()


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("", "登录"),
        ("en-GB,en;q=0.9", "Sign in"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "登录"),
        ("fr", "登录"),
        ("fr,en;q=0.5", "Sign in"),
        (";;;,,,=", "登录"),
    ],
)
def test_a_visitor_is_spoken_to_as_the_browser_asks(header: str, title: str) -> None:
    page = Client().get("/account/sign-in/", headers={"accept-language": header}).content.decode()
    assert f">{title}</h1>" in page


def test_the_switch_works_without_javascript_and_is_remembered(client: Client) -> None:
    answered = client.post("/language/", {"lang": "en", "next": "/account/sign-in/"})
    assert answered["Location"] == "/account/sign-in/"
    page = client.get("/account/sign-in/", headers={"accept-language": "zh"})
    assert ">Sign in</h1>" in page.content.decode()
    assert page["Content-Language"] == "en"


def test_the_switch_changes_the_account_of_whoever_is_signed_in() -> None:
    signed_in("handler").post("/language/", {"lang": "en", "next": "/duties/"})
    assert Account.objects.get(username="handler").language == "en"


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:x", "\\\\x", ""]
)
def test_the_switch_leads_nowhere_else(client: Client, back: str) -> None:
    assert client.post("/language/", {"lang": "en", "next": back})["Location"] == "/"


def test_enrolment_is_in_the_reader_s_language(client: Client) -> None:
    account("fresh", secured=False, person_id="p-roadhead")
    client.post("/account/sign-in/", {"login": "fresh", "password": PASSWORD})
    page = client.get("/account/code/on/")
    assert foreign(page.content, "zh") == []
    wrong = client.post("/account/code/on/", {"code": "1"})
    assert foreign(wrong.content, "zh") == []
    assert (
        client.post("/account/code/on/", {"code": code(secret=page.context["form"].secret)}).status_code
        == 302
    )
