"""Under which names the program itself enters what it does: one closed list, and no account may bear one of them."""

from typing import Final

SYSTEM: Final = "system"
"""The clock and the queue."""
LOAD: Final = "load"
"""The district folder with which the record begins."""
CONSOLE: Final = "console"
"""Whoever may run the program on its machine opens the first account, or lets the security administrator back in."""
COMMAND: Final = "command"
"""A command of the machine that is about nobody's account: backup and restore."""
PROGRAM: Final = frozenset({SYSTEM, LOAD, CONSOLE, COMMAND})
"""All of them."""
