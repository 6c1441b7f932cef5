"""The names of the program itself are one closed list."""

from answerable.core.ledger import actors


def test_every_name_of_the_program_is_on_the_list_of_them() -> None:
    named = {text for name, text in vars(actors).items() if name.isupper() and isinstance(text, str)}
    assert named == actors.PROGRAM
    assert {"system", "load", "console", "command"} <= actors.PROGRAM
