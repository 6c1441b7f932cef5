"""Parameters that a person wants to try in place of a rulebook's, refused where they cannot be used."""

from datetime import date
from pathlib import Path

from answerable.core.assess.policy import Policy, policy_on
from answerable.core.rulebook.overrides import with_overrides
from answerable.core.rulebook.parameters import Parameters
from answerable.core.terms.errors import InputError

LARGEST = 1 << 20
"""Bytes of a file that people write."""


def tried_parameters(base: Parameters, path: Path, *, on: date) -> Parameters:
    """The base with what the file sets: a parameter file in the rulebooks' own form, or a short one with `set:`.

    Raises PortfolioError with all faults of the file, and InputError where it is missing or no text, or where its
    parameters do not go together on the day.
    """
    tried = with_overrides(base, text_of(path), file=path.name, on=on)
    fitting_policy(tried, on, file=path.name)
    return tried


def fitting_policy(parameters: Parameters, on: date, *, file: str) -> Policy:
    """The policy of the day. Raises InputError (`parameters_do_not_fit`) where one cannot judge by it."""
    try:
        policy = policy_on(parameters, on)
        policy.bet.wealth((0, 0, 0, 0, 0))
    except ValueError:
        raise InputError("parameters_do_not_fit", file=file) from None
    if not (0 < policy.bet.alpha < 1 and 0 < policy.false_discovery < 1 and len(policy.bet.scores) == 5):
        raise InputError("parameters_do_not_fit", file=file)
    return policy


def text_of(path: Path) -> str:
    """What a person wrote into a file. Raises InputError where it is missing, too large, or no text."""
    if not path.is_file():
        raise InputError("source_missing_file", path=str(path))
    if path.stat().st_size > LARGEST:
        raise InputError("source_too_large", path=str(path), limit=LARGEST)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("source_not_utf8", path=str(path)) from None
