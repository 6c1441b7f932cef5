"""What each child process learns of the environment: only what it needs. This is the one list of it."""

from collections.abc import Callable, Mapping

SIGNER = "ANSWERABLE_SIGNER"
"""The signer's command line, and how the names of everything begin that is for the signer alone."""
COMMON = (
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "LANG",
    "LANGUAGE",
    "TZ",
    "TMPDIR",
    "TEMP",
    "TMP",
    "VIRTUAL_ENV",
)
"""What every program may know of the machine."""
COMMON_BEGIN = ("LC_", "LD_", "DYLD_", "PYTHON", "SSL_CERT_", "COVERAGE_", "FAKETIME", "FONTCONFIG_")
"""The same, by how the names begin. What is preloaded (`LD_`) has to learn its settings too: the clock of drills."""
SERVED = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
"""What the web and the worker need besides: the database, the settings, and libpq's own variables."""
SERVED_BEGIN = ("ANSWERABLE_", "PG")
SIGNED_BEGIN = (f"{SIGNER}_",)
"""What only the signer learns: where its key lies and how it is opened."""


def of_web(environment: Mapping[str, str]) -> dict[str, str]:
    """For the web, and for the worker: nothing of the signer's."""
    return _kept(environment, lambda name: _common(name) or _served(name))


def of_signer(environment: Mapping[str, str]) -> dict[str, str]:
    """For the signer: neither the database nor the secret key."""
    return _kept(environment, lambda name: _common(name) or name.startswith(SIGNED_BEGIN))


def _common(name: str) -> bool:
    return name in COMMON or name.startswith(COMMON_BEGIN)


def _served(name: str) -> bool:
    return (name in SERVED or name.startswith(SERVED_BEGIN)) and not name.startswith(SIGNER)


def _kept(environment: Mapping[str, str], wanted: Callable[[str], bool]) -> dict[str, str]:
    return {name: text for name, text in environment.items() if wanted(name)}
