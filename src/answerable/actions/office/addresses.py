"""Addresses of contacts at rest: sealed with this deployment's secret key, read only where somebody is written to."""

from django.conf import settings

from answerable.core.terms.errors import InputError
from answerable.outside.sealed import CONTACT, seal, unseal
from answerable.records.models import Contact


def sealed(address: str) -> str:
    """The address as it is kept."""
    return seal(address, key=settings.SECRET_KEY, purpose=CONTACT)


def address_of(contact: Contact) -> str | None:
    """The address of a contact; None where it was sealed with another secret key."""
    try:
        return unseal(contact.address, key=settings.SECRET_KEY, purpose=CONTACT)
    except InputError:
        return None
