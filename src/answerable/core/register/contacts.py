"""What an address looks like, by medium, and how it is shown: nobody states a machine, only whom to reach there.

A robot of a group chat has a key, its secret with it on DingTalk. People copy the whole address of the robot; its key
is taken out of that, and the rest is not used: which machine is asked, this deployment says.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from answerable.core.register.notices import Medium

LONGEST = 400
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_FORMS: Mapping[Medium, re.Pattern[str]] = MappingProxyType(
    {
        Medium.MAIL: re.compile(rf"[A-Za-z0-9_](?:[A-Za-z0-9_+.-]{{0,63}})@{_LABEL}(?:\.{_LABEL})+"),
        Medium.SMS: re.compile(r"\+?[0-9]{6,15}"),
        Medium.WECOM: re.compile(r"[0-9A-Za-z-]{16,64}"),
        Medium.DINGTALK: re.compile(r"[0-9A-Za-z]{32,128}(?: SEC[0-9A-Za-z]{16,128})?"),
    }
)
_COPIED: Mapping[Medium, re.Pattern[str]] = MappingProxyType(
    {
        Medium.WECOM: re.compile(r"https://[^\s?]{1,200}\?(?:[^\s#]{0,100}&)?key=([0-9A-Za-z-]+)"),
        Medium.DINGTALK: re.compile(
            r"https://[^\s?]{1,200}\?(?:[^\s#]{0,100}&)?access_token=([0-9A-Za-z]+)(\s+SEC[0-9A-Za-z]+)?"
        ),
    }
)
_LONGEST_MAIL = 254
_TAIL = 4


def cleaned(medium: Medium, text: str) -> str | None:
    """The address that somebody meant, or None if it is none of this medium.

    >>> cleaned(Medium.SMS, "+86 139-1234-5678")
    '+8613912345678'
    """
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return None
    if medium is Medium.SMS:
        text = re.sub(r"[ ()-]", "", text)
    copied = _COPIED[medium].fullmatch(text) if medium in _COPIED else None
    if copied is not None:
        text = " ".join(part.strip() for part in copied.groups() if part)
    fits = _FORMS[medium].fullmatch(text) and not (medium is Medium.MAIL and len(text) > _LONGEST_MAIL)
    return text if fits and ".." not in text else None


def shown(medium: Medium, address: str) -> str:
    """The address as its owner recognises it, not as others could use it: of a robot's key the end is enough."""
    if medium in (Medium.MAIL, Medium.SMS):
        return address
    return f"…{address.split(maxsplit=1)[0][-_TAIL:]}"
