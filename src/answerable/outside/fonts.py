"""The fonts of this machine: whether Chinese can be drawn."""

import os
import shutil
import subprocess
from pathlib import Path

_KNOWN = (
    *("notosanscjk", "notoserifcjk", "sourcehan", "wqy", "droidsansfallback", "arphic", "ukai", "uming"),
    *("simsun", "simhei", "simfang", "fangsong", "pingfang", "heiti", "songti"),
)
"""How files of fonts with Chinese characters begin."""
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts")


def chinese_font() -> str | None:
    """The name of one font with Chinese characters, as fontconfig says, or else as well known files tell."""
    program = shutil.which("fc-list")
    if program is not None:
        try:
            said = subprocess.run(  # noqa: S603 - no word of it comes from outside
                [program, ":lang=zh-cn", "family"], capture_output=True, timeout=10, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return _of_files()
        families = sorted(said.stdout.decode("utf-8", "replace").split("\n"))
        named = [family.split(",")[0].strip() for family in families if family.strip()]
        if named:
            return named[0]
    return _of_files()


def _of_files() -> str | None:
    for folder in (*map(Path, _FOLDERS), Path.home() / ".fonts"):
        for _, _, names in os.walk(folder):
            for name in sorted(names):
                if name.lower().replace("-", "").startswith(_KNOWN):
                    return name
    return None
