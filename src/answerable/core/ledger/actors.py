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
CITIZEN: Final = "citizen"
"""Whoever holds the code of a matter and says something of it: nobody's name is asked for."""
PROGRAM: Final = frozenset({SYSTEM, LOAD, CONSOLE, COMMAND, CITIZEN})
"""All of them."""
