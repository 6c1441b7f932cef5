"""How an address becomes the description of a database."""

import os
import subprocess
import sys

import pytest

from answerable.settings import database


def test_options_that_an_address_states_are_kept_and_durability_is_added() -> None:
    stated = database("postgres://u@h/d?options=-c%20search_path%3Down&sslmode=require")["OPTIONS"]
    assert stated == {"options": "-c search_path=own -c synchronous_commit=on", "sslmode": "require"}


def test_an_address_cannot_turn_durability_off() -> None:
    stated = database("postgres://u@h/d?options=-c%20synchronous_commit%3Doff")["OPTIONS"]["options"]
    assert stated.split(" -c ")[-1] == "synchronous_commit=on"
    assert database("postgres://u@h/d")["OPTIONS"] == {"options": "-c synchronous_commit=on"}


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("ANSWERABLE_HTTPS", "maybe"),
        ("ANSWERABLE_DEMO", "1"),
        ("ANSWERABLE_IDLE_MINUTES", "-5"),
        ("ANSWERABLE_LOCK_AFTER", "0"),
        ("ANSWERABLE_LOCK_MINUTES", "soon"),
        ("DATABASE_URL", "mysql://a/b"),
    ],
)
def test_a_setting_that_means_nothing_stops_the_start(name: str, stated: str) -> None:
    command = "from answerable.actions.office.secrets import read_settings; read_settings()"
    ended = subprocess.run(
        [sys.executable, "-c", command],
        env={**os.environ, name: stated},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode != 0
    assert "settings_unusable" in ended.stderr
