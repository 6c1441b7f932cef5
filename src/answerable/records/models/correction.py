"""Cases and their steps, whose turn it is, papers and their files, and the codes behind which a citizen looks."""

from django.db import models

from answerable.records.fields import (
    ChoiceField,
    DateField,
    HashField,
    IdField,
    InstantField,
    Link,
    TextField,
)


class CaseCourse(models.Model):
    """Where a case stands, as its steps say: kept beside them for lists. `version` is their number."""

    case = models.OneToOneField("Case", on_delete=models.PROTECT, primary_key=True, related_name="course")
    contract = Link("Contract")
    route = ChoiceField()
    stage = ChoiceField()
    state = ChoiceField(db_index=True)
    since = DateField()
    opened_on = DateField()
    final = models.BooleanField(default=False)
    version = models.BigIntegerField()

    class Meta:
        db_table = "case_courses"


class CaseStep(models.Model):
    """One act in a case. It is never changed; where a case stands is what its steps make of it."""

    row = models.BigAutoField(primary_key=True)
    case = Link("Case", db_index=False)
    number = models.IntegerField()
    act = ChoiceField()
    at = InstantField()
    on = DateField()
    account = IdField()
    person = IdField(null=True, blank=True)
    provider = IdField(null=True, blank=True)
    for_person = IdField(null=True, blank=True)
    role = ChoiceField(blank=True, default="")
    said = models.JSONField()
    """What the act states; `core.enforce.course.cells` reads and writes it."""

    class Meta:
        db_table = "case_steps"
        constraints = (models.UniqueConstraint(name="case_steps_key", fields=("case", "number")),)


class CaseTurn(models.Model):
    """One thing that waits in a case, and for whom: kept beside the steps for lists, reminders and escalation."""

    row = models.BigAutoField(primary_key=True)
    case = Link("Case", db_index=False)
    contract = Link("Contract")
    key = models.CharField(max_length=400)
    what = ChoiceField()
    side = ChoiceField()
    """`handler`, `leader`, `reviewer` or `provider`."""
    owner = IdField(db_index=True)
    """The id of a person, of the provider or, where nobody is left, of the body."""
    since = DateField()
    by = DateField(db_index=True)
    provisional = models.BooleanField()
    paused_until = DateField(null=True, blank=True)
    silence = ChoiceField(blank=True, default="")
    step = models.IntegerField(null=True, blank=True)
    escalated_on = DateField(null=True, blank=True)
    """When it was first found overdue and told to those above its owner."""

    class Meta:
        db_table = "case_turns"
        constraints = (models.UniqueConstraint(name="case_turns_key", fields=("case", "key")),)


class CaseFinding(models.Model):
    """A finding that a case is about."""

    row = models.BigAutoField(primary_key=True)
    case = Link("Case", db_index=False)
    finding = Link("Finding")

    class Meta:
        db_table = "case_findings"
        constraints = (models.UniqueConstraint(name="case_findings_key", fields=("case", "finding")),)


class CaseMatter(models.Model):
    """A citizen's matter that a case goes back to."""

    row = models.BigAutoField(primary_key=True)
    case = Link("Case", db_index=False)
    matter = Link("Matter")

    class Meta:
        db_table = "case_matters"
        constraints = (models.UniqueConstraint(name="case_matters_key", fields=("case", "matter")),)


class MatterCode(models.Model):
    """The code on a citizen's slip: only its hash is kept."""

    matter = models.OneToOneField("Matter", on_delete=models.PROTECT, primary_key=True, related_name="code")
    digest = HashField(unique=True)
    made_by = IdField()
    made_at = InstantField()

    class Meta:
        db_table = "matter_codes"


class Paper(models.Model):
    """An official paper of a case: what it says, fixed when it was issued. Its files are drawn from that."""

    id = IdField(primary_key=True)
    case = Link("Case")
    step = models.IntegerField()
    kind = ChoiceField()
    body = Link("Body")
    number = models.CharField(max_length=200)
    """The document number."""
    issued_on = DateField()
    content = models.JSONField()
    """The values of the paper in each language, with the wording that was in force."""

    class Meta:
        db_table = "papers"
        constraints = (
            models.UniqueConstraint(name="papers_key", fields=("case", "step", "kind")),
            models.UniqueConstraint(name="papers_number", fields=("body", "kind", "number")),
        )


class PaperFile(models.Model):
    """A file that was drawn of a paper: the bytes lie with the attachments, under their hash."""

    row = models.BigAutoField(primary_key=True)
    paper = Link("Paper", db_index=False)
    lang = ChoiceField()
    form = ChoiceField()
    hash = HashField()
    size = models.BigIntegerField()
    at = InstantField()

    class Meta:
        db_table = "paper_files"
        constraints = (models.UniqueConstraint(name="paper_files_key", fields=("paper", "lang", "form")),)


class Wording(models.Model):
    """How a body words a kind of paper from a day on; without one the shipped wording counts."""

    row = models.BigAutoField(primary_key=True)
    body = Link("Body", db_index=False)
    kind = ChoiceField()
    lang = ChoiceField()
    starts = DateField()
    text = TextField()
    set_by = IdField()
    set_at = InstantField()

    class Meta:
        db_table = "wordings"
        constraints = (
            models.UniqueConstraint(name="wordings_key", fields=("body", "kind", "lang", "starts")),
        )
