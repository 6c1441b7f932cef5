"""People, bodies, vacancies."""

from tests.web.cast import COUNTY, ROADS, WATER

BUREAU = ("handler", "section", "leader", "head", "legality")
COLLEAGUES = frozenset(f"p-{role}" for role in BUREAU)
NOWHERE = dict.fromkeys(("no-such-thing", "\u0000", "💧" * 70), frozenset[str]())
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "people": dict.fromkeys(BUREAU, COLLEAGUES) | {"supervisor": COLLEAGUES | {"p-supervisor", "p-roadhead"}},
    "people_vacancies": dict.fromkeys((*BUREAU, "supervisor"), frozenset()),
    "bodies": dict.fromkeys(BUREAU, frozenset({WATER})) | {"supervisor": frozenset({COUNTY, WATER, ROADS})},
}
AT_HEAD = {WATER: frozenset({"head"}), ROADS: frozenset[str](), COUNTY: frozenset[str](), **NOWHERE}
POST = {f"{WATER}-leader": frozenset({"head"}), "r": frozenset[str](), **NOWHERE}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "people_add": {"": frozenset({"head"})},
    "people_stand_in": {
        "p-leader": frozenset({"leader", "head"}),
        "p-head": frozenset({"head"}),
        "p-roadhead": frozenset(),
        "p-lent": frozenset(),
        **NOWHERE,
    },
    "people_come_back": {"p-leader": frozenset({"leader", "head"}), "p-roadhead": frozenset(), **NOWHERE},
    "bodies_add": {"": frozenset()},
    "bodies_begin_post": AT_HEAD,
    "bodies_set_chain": AT_HEAD,
    "bodies_reorganise": AT_HEAD,
    "posts_end": POST,
    "posts_hand_over": POST,
}
