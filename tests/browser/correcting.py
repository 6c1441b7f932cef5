"""A case walked through on the pages by the people of a body, the clerk of its provider, and the citizen.

Every step is taken where its form is, by whoever may take it; `refused` tries it as whoever may not, or not yet.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator

from tests.browser.looking import Looked, LookingHand
from tests.browser.teams import Story

Fill = Callable[[LookingHand], None]
CLERK = "clerk"
_CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")
_FILES = re.compile(r"/papers/.+\.(?:pdf|docx)$")


def nothing(hand: LookingHand) -> None:
    """Leave a form as it is."""


@dataclass
class Course(Story):
    """The story of one case, in a system in which days pass."""

    looked: Looked = field(default_factory=Looked)
    case: str = ""
    matter: str = ""
    """The page of what a citizen raised."""
    code: str = ""
    """The code on the citizen's slip."""
    _hands: dict[str, LookingHand] = field(default_factory=dict)

    def hand(self, role: str, *, width: int = 1200) -> LookingHand:
        """Whoever has this role; the same page throughout the story."""
        if role not in self._hands:
            super().hand(role, width=width).page.close()
            page = self.visitors.signed_in(f"{self.team.body}-{role}", self.lang, javascript=self.javascript)
            self._hands[role] = LookingHand(page, self.lang, looked=self.looked, javascript=self.javascript)
        return self._hands[role]

    def day(self, to: str) -> None:
        """Days pass."""
        self.system.let_pass(date.fromisoformat(to))

    def at_case(self, role: str) -> LookingHand:
        """Somebody opens the page of the case."""
        return self.hand(role).at(f"/cases/{self.case}/")

    def at_contract(self, role: str) -> LookingHand:
        """Somebody opens the page of the contract, from the list of contracts."""
        hand = self.hand(role)
        hand.page.goto("/duties/")
        hand.go("web_contracts")
        hand.follow(self.contract)
        return hand

    def do(self, role: str, act: str, fill: Fill = nothing) -> LookingHand:
        """Take a step from the page of the case."""
        hand, title = self.at_case(role), f"web_cases_{act}"
        hand.follow(hand.said(title))
        fill(hand)
        hand.press(hand.said(title))
        assert_done(hand)
        return hand

    def refused(self, role: str, act: str, fill: Fill = nothing) -> str:
        """Try a step at the address of its form, and be refused; what the page says."""
        hand = self.hand(role).at(f"/cases/{self.case}/do/{act.replace('_', '-')}/")
        fill(hand)
        hand.press(hand.said(f"web_cases_{act}"))
        summary = hand.page.locator(".govuk-error-summary")
        assert summary.count() == 1, f"{act} by {role} passed: {hand.page.url}"
        return summary.inner_text()

    def shut(self, role: str, act: str) -> str:
        """Why an act is closed to somebody, as the page of the case says."""
        hand = self.at_case(role)
        hand.open(hand.said("web_case_shut"))
        heading = hand.page.get_by_role("heading", name=hand.word("case_act", act), exact=True)
        return heading.locator("xpath=following-sibling::ul[1]").inner_text()

    def stage(self, role: str = "handler") -> str:
        """Where the case stands, as its page says; the word of the stage."""
        hand = self.at_case(role)
        return hand.page.locator("main .govuk-tag").nth(1).inner_text()

    def ways(self, role: str) -> LookingHand:
        """Somebody looks at the ways in which the contract may end."""
        hand = self.at_case(role)
        hand.follow(hand.said("web_case_ways"))
        return hand

    def decided(self, hand: LookingHand, *roles: str) -> None:
        """A decision that is drafted on this page is submitted, and signed by each of them."""
        where = sends(hand)
        for role in roles:
            signs(self, role, where)
        last = self.hand(roles[-1])
        assert last.reads(last.word("approval_state", "executed")), last.page.inner_text("main")

    def choose_contract(self, hand: LookingHand, title: str) -> None:
        """Choose the contract of the story, which stands with its number."""
        group = hand.page.get_by_role("group", name=title)
        answers = group.locator("label") if group.count() else hand.page.get_by_label(title).locator("option")
        hand.choose(title, answers.filter(has_text=self.contract).first.inner_text())

    def raised(self, topic: str) -> None:
        """The handler takes down what a citizen raised, and gives out the code of it."""
        hand = self.hand("handler").at("/matters/do/record/")
        self.choose_contract(hand, hand.column("matters", "contract"))
        hand.write(hand.column("matters", "raised_on"), self.system.on.isoformat())
        hand.choose(hand.column("matters", "channel"), hand.word("channel", "hotline"))
        hand.write(hand.column("matters", "topic"), topic)
        hand.press(hand.said("web_matters_record"))
        assert_done(hand)
        self.matter = hand.page.url
        hand.press(hand.said("web_matter_code"))
        hand.press(hand.said("web_matter_code_make"))
        slip = _CODE.search(hand.page.inner_text("main"))
        assert slip is not None
        self.code = slip[0]

    def finding(self, what: str, source: str, severity: str) -> str:
        """The handler writes a finding down and proposes to confirm it; the leader signs. Where it stands."""
        hand = self.hand("handler").at("/findings/do/record/")
        self.choose_contract(hand, hand.column("findings", "contract"))
        hand.write(hand.column("findings", "found_on"), self.system.on.isoformat())
        hand.choose(hand.said("web_col_finding_source"), hand.word("finding_source", source))
        hand.choose(hand.column("findings", "severity"), hand.word("severity", severity))
        hand.write(hand.column("findings", "what"), what)
        hand.press(hand.said("web_findings_record"))
        assert_done(hand)
        where = hand.page.url
        hand.press(hand.said("web_finding_confirm"))
        hand.write(hand.said("web_field_judged_why"), what)
        hand.press(hand.said("web_findings_decide"))
        assert_done(hand)
        hand.at(where).follow(hand.said("web_finding_under_way"))
        self.decided(hand, "leader")
        return where

    def opened(self, subject: str, wanted: Iterable[str]) -> None:
        """The handler opens a case from findings, and from matters, that say this."""
        hand = self.at_contract("handler")
        hand.follow(hand.said("web_contracts_open_case"))
        for each in wanted:
            for label in hand.page.locator("main label").filter(has_text=each).all():
                hand.click(label)
        hand.write(hand.said("web_field_case_subject"), subject)
        hand.press(hand.said("web_contracts_open_case"))
        assert_done(hand)
        self.case = hand.page.url.rstrip("/").rsplit("/", 1)[-1]

    def notified(self, number: str) -> None:
        """The handler gives notice, and the clerk receives it."""
        self.do("handler", "notify", lambda hand: hand.write(hand.said("web_field_case_number"), number))
        self.received()

    def received(self) -> None:
        """The clerk acknowledges the paper that is on its way."""
        self.do(CLERK, "receive", by_front_desk)

    def ordered(self, number: str, demands: tuple[str, ...], *, workdays: int, answer: str = "") -> None:
        """The handler drafts an order, an item for each finding, and the leader signs."""
        hand = self.at_case("handler")
        hand.follow(hand.said("web_cases_order"))
        self.order(hand, number, demands, workdays, answer=answer)
        hand.press(hand.said("web_cases_order"))
        assert_done(hand)
        self.decided(hand, "leader")

    def order(
        self, hand: LookingHand, number: str, demands: tuple[str, ...], workdays: int, *, answer: str = ""
    ) -> None:
        """Fill in the form of an order."""
        hand.write(hand.said("web_field_case_number"), number)
        if answer:
            hand.write(hand.said("web_field_case_answer"), answer)
        for row, demand in enumerate(demands, start=1):
            hand.type_into(hand.page.locator(f"[name=demand_{row}]"), demand)
            hand.type_into(hand.page.locator(f"[name=workdays_{row}]"), str(workdays))

    def rechecked(self, role: str, number: str, result: str, note: str) -> None:
        """Somebody else looks at every item."""
        self.do(role, "recheck", lambda hand: checks(hand, number, result, note))

    def ended(self, ground: str, last_day: str, reason: str, number: str, continuity: str) -> None:
        """One side ends the contract on this ground: drafted by the handler, and signed by three others."""
        hand = self.ways("handler")
        way = hand.page.locator("main section").filter(has_text=ground).first
        hand.click(way.get_by_role("link", name=hand.said("web_case_way_propose")))
        hand.write(hand.said("web_field_last_day"), last_day)
        hand.write(hand.column("amendments", "reason"), reason)
        hand.write(hand.said("web_field_case_number"), number)
        hand.press(hand.said("web_contracts_end_on_ground"))
        assert_done(hand)
        assert hand.page.locator(".govuk-warning-text").count(), "that nobody serves afterwards is said"
        hand.follow(hand.said("web_decisions_edit"))
        hand.write(hand.said("web_field_case_continuity"), continuity)
        hand.choose(hand.said("web_field_case_continuity_way"), hand.word("continuity_way", "in_house"))
        hand.press(hand.said("web_decisions_edit"))
        assert_done(hand)
        where = sends(hand)
        approve = hand.word("decision_act", "approve")
        for role in ("legality", "leader", "head"):
            assert hand.at(where).page.get_by_role("button", name=approve).count() == 0, (
                "nobody ends it alone"
            )
            signs(self, role, where)
        assert self.stage() == hand.word("case_stage", "ending")

    def handed_over(self, role: str = "handler") -> None:
        """Everything on the list is done, one after the other."""
        hand = self.at_case(role)
        title = hand.said("web_cases_hand_over")
        while hand.page.get_by_role("link", name=title).count():
            hand.follow(title)
            hand.click(hand.page.locator("main input[type=radio] + label").first)
            hand.write(hand.said("web_field_case_note"), hand.page.locator("h1").inner_text())
            hand.press(title)
            assert_done(hand)

    def behind_the_code(self) -> LookingHand:
        """The citizen opens the page behind the code."""
        page = self.visitors.stranger(self.lang, javascript=self.javascript)
        citizen = LookingHand(page, self.lang, looked=self.looked, javascript=self.javascript)
        citizen.at("/my-matter/")
        citizen.write(citizen.said("web_mine_code"), self.code.lower())
        citizen.press(citizen.said("web_go_on"))
        return citizen

    def papers(self, role: str, folder: Path) -> set[str]:
        """Every paper of the case that somebody finds, taken away in every form; the words of their kinds."""
        hand = self.at_case(role)
        links = hand.page.locator("main a[href*='/papers/']")
        paths = {str(each.get_attribute("href")) for each in links.all()}
        for path in sorted(each for each in paths if _FILES.search(each)):
            answer = hand.page.request.get(path)
            assert answer.ok, path
            to = folder / self.team.contract / path.removeprefix("/papers/").replace("/", ".")
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(answer.body())
            assert to.read_bytes()[:2] in (b"%P", b"PK"), path
        for path in sorted(each for each in paths if not _FILES.search(each)):
            hand.at(path)
        hand = self.at_case(role)
        return set(hand.page.locator("main table th a[href*='/papers/']").all_inner_texts())


def assert_done(hand: LookingHand) -> None:
    """The form was taken."""
    wrong = hand.page.locator(".govuk-error-summary")
    assert wrong.count() == 0, f"{hand.page.url}: {wrong.first.inner_text()}"


def sends(hand: LookingHand) -> str:
    """Submit the decision on this page, where that is still to be done; its address."""
    where = hand.page.url
    submit = hand.word("decision_act", "submit")
    if hand.page.get_by_role("button", name=submit).count():
        hand.press(submit)
        assert_done(hand)
    return where


def signs(course: Course, role: str, where: str) -> None:
    """Whoever has this role signs the decision at this address."""
    hand = course.hand(role).at(where)
    hand.press(hand.word("decision_act", "approve"))
    assert_done(hand)
    assert hand.reads(course.person(role))


def standing(hand: LookingHand) -> str:
    """The standing of a contract, as its page says."""
    return hand.page.locator("main .tag").first.inner_text()


def by_front_desk(hand: LookingHand) -> None:
    """Say who received the paper."""
    hand.write(hand.said("web_field_case_received_by"), {"zh": "前台李某", "en": "Front desk"}[hand.lang])


def each_says(hand: LookingHand, name: str, text: str) -> None:
    """Write the same into every field whose name begins like this."""
    for each in _fields(hand, name):
        hand.type_into(each, text)


def concludes(hand: LookingHand, reason: str, number: str) -> None:
    """Fill in the form that finds an order not complied with."""
    hand.write(hand.said("web_field_case_reason"), reason)
    hand.write(hand.said("web_field_case_number"), number)


def checks(hand: LookingHand, number: str, result: str, note: str) -> None:
    """Fill in the form of a re-check."""
    hand.write(hand.said("web_field_case_number"), number)
    for each in hand.page.locator("main fieldset").all():
        hand.click(each.get_by_label(hand.word("recheck_result", result), exact=True))
    each_says(hand, "note.", note)


def _fields(hand: LookingHand, name: str) -> list[Locator]:
    return hand.page.locator(f'main textarea[name^="{name}"]').all()
