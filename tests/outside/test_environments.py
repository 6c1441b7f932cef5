"""Each child process learns what it needs, and nothing of what the others keep."""

from answerable.outside.environments import of_signer, of_web
from answerable.settings import VARIABLES

SIGNERS = {
    "ANSWERABLE_SIGNER": "sign --now",
    "ANSWERABLE_SIGNER_KEY": "/keys/log",
    "ANSWERABLE_SIGNER_PIN": "1234",
}
SECRETS = {
    "DATABASE_URL": "postgres://u:s3cret@h/d",
    "PGPASSWORD": "s3cret",
    "ANSWERABLE_SECRET_KEY": "k" * 40,
}
MACHINE = {"PATH": "/usr/bin", "LC_ALL": "C.UTF-8", "PYTHONPATH": "src", "TMPDIR": "/tmp"}  # noqa: S108
STRANGE = {"AWS_SECRET_ACCESS_KEY": "s3cret", "GRANIAN_WORKERS": "9", "HTTPS_PROXY": "http://h"}
ALL = SIGNERS | SECRETS | MACHINE | STRANGE


def test_the_web_learns_nothing_of_the_signer() -> None:
    assert of_web(ALL) == SECRETS | MACHINE


def test_the_signer_learns_neither_the_database_nor_the_secret_key() -> None:
    kept = of_signer(ALL)
    assert kept == MACHINE | {
        name: SIGNERS[name] for name in ("ANSWERABLE_SIGNER_KEY", "ANSWERABLE_SIGNER_PIN")
    }


def test_every_setting_but_the_signers_reaches_the_web() -> None:
    stated = {each.name: "x" for each in VARIABLES}
    assert stated.keys() - of_web(stated).keys() == {"ANSWERABLE_SIGNER"}
