"""The channels of this deployment: which are set, what is wrong with how they are set, and where links lead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from answerable import settings
from answerable.actions.office.links import CONTACTS, INBOX
from answerable.core.register.notices import Medium
from answerable.core.terms.errors import InputError
from answerable.outside.addresses import address_of
from answerable.outside.channel import Channel
from answerable.outside.mail import mail
from answerable.outside.sms import sms
from answerable.outside.webhook import dingtalk, wecom
from answerable.render.notices import Places

ADDRESS = "ANSWERABLE_ADDRESS"


@dataclass(frozen=True)
class Setting:
    """The variable that names a channel, and what it makes of it. `make` raises InputError."""

    variable: str
    make: Callable[[str], Channel]


SETTINGS: Mapping[Medium, Setting] = MappingProxyType(
    {
        Medium.MAIL: Setting("ANSWERABLE_MAIL_URL", mail),
        Medium.SMS: Setting("ANSWERABLE_SMS_URL", sms),
        Medium.WECOM: Setting("ANSWERABLE_WECOM_URL", wecom),
        Medium.DINGTALK: Setting("ANSWERABLE_DINGTALK_URL", dingtalk),
    }
)


def channels() -> Mapping[Medium, Channel]:
    """The channels that are set and can be used; none where no link could be made."""
    if places() is None:
        return {}
    found: dict[Medium, Channel] = {}
    for medium, setting in SETTINGS.items():
        url = settings.value(setting.variable)
        try:
            if url:
                found[medium] = setting.make(url)
        except InputError:
            # Doctor says what is wrong with it.
            continue
    return found


def empty() -> tuple[str, ...]:
    """The variables of the channels that are not set."""
    return tuple(each.variable for each in SETTINGS.values() if not settings.value(each.variable))


def unusable() -> tuple[str, ...]:
    """The variables that are set to what means nothing; the address of the system where links need it."""
    found = []
    for setting in SETTINGS.values():
        url = settings.value(setting.variable)
        try:
            if url:
                setting.make(url)
        except InputError:
            found.append(setting.variable)
    wanted = len(empty()) < len(SETTINGS) or bool(settings.value(ADDRESS))
    return (*found, *((ADDRESS,) if wanted and places() is None else ()))


def places() -> Places | None:
    """Where links lead; None where the address of the system is not set, or is none."""
    address = address_of(settings.value(ADDRESS))
    if address is None or address.target != "/":
        return None
    return Places(address.origin, address.origin + INBOX, address.origin + CONTACTS)
