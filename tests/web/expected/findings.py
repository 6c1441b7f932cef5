"""Findings: what the cast itself holds, which is none; with findings they are tried in `tests.web.test_findings`."""

from answerable.core.rulebook.watch import load_watch

OFFICIALS = ("handler", "section", "leader", "head", "legality")
NOTHING: frozenset[str] = frozenset()
EVERY_RULE = frozenset(load_watch("cn").by_id)
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "findings": dict.fromkeys((*OFFICIALS, "supervisor", "provider"), NOTHING),
    "findings_rules": dict.fromkeys((*OFFICIALS, "supervisor"), EVERY_RULE),
}
# Whoever leads at the top silences rules; the cast has nobody there.
_RULES = {"account-silent": NOTHING, "no-such-rule": NOTHING, "\u0000": NOTHING, "💧" * 70: NOTHING}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "findings_decide": {"no-such-finding": NOTHING, "\u0000": NOTHING, "💧" * 70: NOTHING},
    "findings_record": {"": frozenset({"handler", "section", "leader"})},
    "findings_silence": _RULES,
    "findings_use_again": _RULES,
}
