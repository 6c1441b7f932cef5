"""Who may do what to what: the whole matrix, written out here by hand and compared cell by cell."""

from itertools import product

import pytest

from answerable.core.register.gates import NEVER_GATED
from answerable.core.register.permits import Act, Actor, Admin, Subject, may

# county above town above village; the actor's post is in town, the provider's clerk is of "own".
SUBJECTS = {
    "own": Subject("contract", "town", frozenset({"town", "county"}), provider="own"),
    "child": Subject("contract", "village", frozenset({"village", "town", "county"}), provider="other"),
    "above": Subject("contract", "county", frozenset({"county"}), provider="other"),
    "other": Subject("contract", "port", frozenset({"port", "county"}), provider="other"),
    "mine": Subject("duty", "port", frozenset({"port", "county"}), person="p"),
    "system": Subject("settings"),
}
ROLES = ("handler", "section", "legality", "leader", "head", "supervisor")
ACTORS = {
    **{role: Actor("a", person="p", roles=frozenset({(role, "town")})) for role in ROLES},
    **{f"acting_{role}": Actor("a", person="p", acting=frozenset({(role, "town")})) for role in ROLES},
    "no_post": Actor("a", person="p"),
    "clerk": Actor("a", provider="own"),
    **{admin.value: Actor("a", admin=admin) for admin in Admin},
    "nobody": Actor("a"),
}
# One line per act; what is not listed is refused. `mine` is open to every official where it is listed. Whoever acts for
# somebody may what he may, but for what is marked `!`: power is not lent on.
EXPECTED = """
see_contract        own: handler section legality leader head supervisor | child: head supervisor
see_duties          own: handler section legality leader head supervisor | child: head supervisor | mine: all
see_decision        own: handler section legality leader head supervisor | child: head supervisor
see_own             own: clerk | mine: all
see_provider_side   own: handler section legality leader head supervisor clerk | child: head supervisor
oversee             own: head supervisor | child: head supervisor
submit_as_provider  own: clerk
see_case            own: handler section legality leader head supervisor clerk | child: head supervisor
act_in_case         own: handler section legality leader head clerk | child: head
word_paper          own: legality head
propose             own: handler
sign_step           own: handler section legality leader head
accept_assignment   mine: all
appoint             own: head! | child: head!
confirm_funds       own: section leader head
stand_in            own: head! | child: head! | mine: all
do_duty             own: handler section legality leader head | mine: all
record              own: handler section leader
import_rows         own: handler
silence_rule        own: leader! head! | child: leader! head!
pay                 own: handler section leader head
publish             own: leader head
manage_accounts     any: security
manage_security     any: security
read_audit          any: audit
run_backup          any: system
see_settings        any: system
"""


def expected() -> set[tuple[str, str, str]]:
    """Act, actor and subject of every cell that says yes."""
    allowed = set()
    for line in EXPECTED.strip().splitlines():
        act, cells = line.split(maxsplit=1)
        for cell in cells.split("|"):
            where, names = cell.strip().split(": ")
            for name in names.split():
                officials = [*ROLES, *(f"acting_{role}" for role in ROLES), "no_post"]
                held = name.removesuffix("!")
                acting = [f"acting_{name}"] if name in ROLES else []
                who = officials if name == "all" else [held, *acting]
                allowed |= set(product([act], who, SUBJECTS if where == "any" else [where]))
    return allowed


def test_the_matrix_has_a_line_for_every_act() -> None:
    assert [line.split()[0] for line in EXPECTED.strip().splitlines()] == [act.value for act in Act]


def test_every_cell_of_the_matrix_is_as_written_out() -> None:
    cells = list(product(Act, ACTORS, SUBJECTS))
    given = {(act.value, who, what) for act, who, what in cells if may(ACTORS[who], act, SUBJECTS[what])}
    assert len(cells) == 27 * 18 * 6
    assert given == expected()


def test_no_administrator_reads_what_a_role_protects_and_no_two_share_an_act() -> None:
    protected = [
        act for act in Act if any(may(ACTORS[role], act, SUBJECTS["own"]) for role in (*ROLES, "clerk"))
    ]
    assert len(protected) == 21
    by_admin = {
        admin: {act for act in Act for what in SUBJECTS.values() if may(ACTORS[admin.value], act, what)}
        for admin in Admin
    }
    assert all(not acts & set(protected) for acts in by_admin.values())
    assert sum(map(len, by_admin.values())) == len(set().union(*by_admin.values())) == 5


def test_the_head_of_the_county_sees_every_body_and_signs_for_none_but_his_own() -> None:
    head = Actor("a", person="p", roles=frozenset({("head", "county")}))
    for what in ("own", "child", "other"):
        assert may(head, Act.SEE_CONTRACT, SUBJECTS[what])
        assert not may(head, Act.SIGN_STEP, SUBJECTS[what])
    assert may(head, Act.SIGN_STEP, SUBJECTS["above"])


def test_nobody_accepts_an_assignment_as_somebodys_stand_in() -> None:
    acting = Actor("a", person="q", acting=frozenset({("leader", "port")}))
    assert may(acting, Act.SEE_DUTIES, SUBJECTS["mine"])
    assert not may(acting, Act.ACCEPT_ASSIGNMENT, SUBJECTS["mine"])


@pytest.mark.parametrize("admin", Admin)
def test_an_administrator_has_no_person_no_provider_and_no_role(admin: Admin) -> None:
    for wrong in (
        {"person": "p"},
        {"provider": "own"},
        {"roles": frozenset({("head", "town")})},
        {"acting": frozenset({("head", "town")})},
    ):
        with pytest.raises(ValueError):
            Actor("a", admin=admin, **wrong)


def test_a_clerk_of_a_provider_holds_no_post() -> None:
    with pytest.raises(ValueError):
        Actor("a", provider="own", person="p")
    with pytest.raises(ValueError):
        Actor("a", provider="own", roles=frozenset({("handler", "town")}))


def test_a_subject_lies_in_its_own_body() -> None:
    for body, bodies in (("town", frozenset({"county"})), ("town", frozenset()), (None, frozenset({"town"}))):
        with pytest.raises(ValueError):
            Subject("contract", body, bodies)


def test_an_act_the_table_does_not_know_is_refused() -> None:
    everybody = Actor("a", person="p", roles=frozenset({(role, "town") for role in ROLES}))
    assert not may(everybody, "shred", SUBJECTS["own"])  # type: ignore[arg-type]


def test_paying_is_permitted_to_people_of_the_body_and_never_gated() -> None:
    assert {act.value for act in Act} >= NEVER_GATED
    for role in ("handler", "section", "leader", "head"):
        assert may(ACTORS[role], Act.PAY, SUBJECTS["own"])
