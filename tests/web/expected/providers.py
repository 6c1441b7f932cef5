"""Providers: the register is every official's; a handler keeps it; no clerk sees it."""

from tests.web.cast import FAILING, LAWFUL

BOTH = frozenset({LAWFUL, FAILING})
NOBODY: frozenset[str] = frozenset()
HANDLER = frozenset({"handler"})
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "providers": dict.fromkeys(("handler", "section", "leader", "head", "legality", "supervisor"), BOTH),
}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "providers_register": {"": HANDLER},
    "providers_correct": {
        LAWFUL: HANDLER,
        FAILING: HANDLER,
        "no-such-provider": NOBODY,
        "\u0000": NOBODY,
        "💧" * 70: NOBODY,
    },
}
