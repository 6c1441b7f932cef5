"""Watched accounts and pages, and what was collected of them, as rows."""

from django.db import models

from answerable.core.tables.district import BY_NAME
from answerable.records.constraints import kept
from answerable.records.fields import (
    ChoiceField,
    DateField,
    ExactField,
    HashField,
    IdField,
    InstantField,
    IntegerField,
    Link,
    TextField,
)
from answerable.records.rows import Row, Staged


class Voice(Row):
    """One row of the table `voices`."""

    id = IdField(primary_key=True)
    contract = Link("Contract")
    kind = ChoiceField()
    name = TextField()
    platform = TextField(null=True, blank=True)
    address = TextField(null=True, blank=True)
    collect = ChoiceField()
    every_days = IntegerField()
    opened_on = DateField()
    closed_on = DateField(null=True, blank=True)
    custody = ChoiceField(null=True, blank=True)
    reviewer = Link("Person", null=True, blank=True)
    reviewed_since = DateField(null=True, blank=True)
    posts_per_week = ExactField(null=True, blank=True)
    original_share = ExactField(null=True, blank=True)
    reply_hours = IntegerField(null=True, blank=True)
    auto_reply = TextField(null=True, blank=True)
    topics = TextField(null=True, blank=True)
    sources = TextField(null=True, blank=True)

    class Meta:
        db_table = "voices"
        constraints = kept(BY_NAME["voices"])


class VoiceFiling(Row):
    """One row of the table `voice_filings`."""

    row = models.BigAutoField(primary_key=True)
    voice = Link("Voice")
    what = ChoiceField()
    happened_on = DateField()
    filed_on = DateField(null=True, blank=True)

    class Meta:
        db_table = "voice_filings"
        constraints = kept(BY_NAME["voice_filings"])


class Review(Row):
    """One row of the table `reviews`."""

    row = models.BigAutoField(primary_key=True)
    observation = IdField()
    first_by = Link("Person", null=True, blank=True)
    first_on = DateField(null=True, blank=True)
    second_by = Link("Person", null=True, blank=True)
    second_on = DateField(null=True, blank=True)
    third_by = Link("Person", null=True, blank=True)
    third_on = DateField(null=True, blank=True)

    class Meta:
        db_table = "reviews"
        constraints = kept(BY_NAME["reviews"])


class FollowerCount(Row):
    """One row of the table `followers`."""

    row = models.BigAutoField(primary_key=True)
    voice = Link("Voice")
    counted_on = DateField()
    count = IntegerField()

    class Meta:
        db_table = "followers"
        constraints = kept(BY_NAME["followers"])


class Collection(Staged):
    """One row of the table `collections`."""

    row = models.BigAutoField(primary_key=True)
    voice = Link("Voice")
    at = InstantField()
    outcome = ChoiceField()
    seconds = ExactField(null=True, blank=True)
    status = IntegerField(null=True, blank=True)
    covers_from = DateField(null=True, blank=True)
    document = HashField(null=True, blank=True)
    etag = TextField(null=True, blank=True)
    modified = TextField(null=True, blank=True)

    class Meta:
        db_table = "collections"
        constraints = kept(BY_NAME["collections"])


class SilencedRule(Row):
    """One row of the table `silenced_rules`."""

    row = models.BigAutoField(primary_key=True)
    rule = TextField()
    starts = DateField()
    ends = DateField(null=True, blank=True)
    decided_by = Link("Person")
    why = TextField()

    class Meta:
        db_table = "silenced_rules"
        constraints = kept(BY_NAME["silenced_rules"])


class VoiceKey(Row):
    """One row of the table `voice_keys`."""

    row = models.BigAutoField(primary_key=True)
    voice = Link("Voice")
    starts = DateField()
    key = TextField()

    class Meta:
        db_table = "voice_keys"
        constraints = kept(BY_NAME["voice_keys"])


class FindingPassage(Row):
    """One row of the table `finding_passages`."""

    row = models.BigAutoField(primary_key=True)
    finding = Link("Finding")
    number = IntegerField()
    of = TextField()
    start = IntegerField()
    text = TextField()
    beside_of = TextField(null=True, blank=True)
    beside_text = TextField(null=True, blank=True)

    class Meta:
        db_table = "finding_passages"
        constraints = kept(BY_NAME["finding_passages"])
