"""Who may sign in. An account belongs to a person, to a provider, or to one of three separate administrators."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from answerable.records.fields import ChoiceField, IdField, InstantField, Link

ADMINS = ("system", "security", "audit")


class Accounts(BaseUserManager["Account"]):
    """How accounts are found; they are made by `actions.office.accounts` alone."""


class Account(AbstractBaseUser):
    """A name to sign in with. What it may do follows from the posts that its person holds on the day."""

    username = IdField(unique=True)
    email = models.EmailField(blank=True, default="")
    person = Link("Person", null=True, blank=True)
    provider = Link("Provider", null=True, blank=True)
    admin = ChoiceField(null=True, blank=True)
    language = ChoiceField(default="zh")
    is_active = models.BooleanField(default=True)
    created_at = InstantField()
    # Somebody else gave it, and another has to be chosen before anything else opens.
    password_given = models.BooleanField(default=False)
    # What others did to the password and the second factor is told until the owner has seen it.
    resets_seen_at = InstantField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["created_at"]
    objects: ClassVar[Accounts] = Accounts()

    class Meta:
        db_table = "accounts"
        constraints = (
            models.CheckConstraint(
                name="accounts_belong_to_one",
                condition=Q(person__isnull=False, provider__isnull=True, admin__isnull=True)
                | Q(person__isnull=True, provider__isnull=False, admin__isnull=True)
                | Q(person__isnull=True, provider__isnull=True, admin__in=ADMINS),
            ),
            models.CheckConstraint(name="accounts_language_known", condition=Q(language__in=("zh", "en"))),
            models.UniqueConstraint(
                name="accounts_one_open_per_person", fields=("person",), condition=Q(is_active=True)
            ),
        )

    def get_full_name(self) -> str:
        """The name under which the account signs in; the person's own name stands in the register."""
        return self.username
