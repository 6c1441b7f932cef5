"""How an address becomes the description of a database."""

from answerable.settings import database


def test_options_that_an_address_states_are_kept_and_durability_is_added() -> None:
    stated = database("postgres://u@h/d?options=-c%20search_path%3Down&sslmode=require")["OPTIONS"]
    assert stated == {"options": "-c search_path=own -c synchronous_commit=on", "sslmode": "require"}


def test_an_address_cannot_turn_durability_off() -> None:
    stated = database("postgres://u@h/d?options=-c%20synchronous_commit%3Doff")["OPTIONS"]["options"]
    assert stated.split(" -c ")[-1] == "synchronous_commit=on"
    assert database("postgres://u@h/d")["OPTIONS"] == {"options": "-c synchronous_commit=on"}
