"""Every table as the migrations up to 0004 leave it, made in one go where there is none yet."""

# Squashed by Django 5.2.19; a database that already has some of the tables goes on by the single steps.

import datetime
from decimal import Decimal
from importlib import import_module

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.lookups
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import answerable.records.fields


class Migration(migrations.Migration):
    replaces = [
        ("records", "0001_initial"),
        ("records", "0002_append_only"),
        ("records", "0003_desk"),
        ("records", "0004_correction"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("of", models.CharField(max_length=64)),
                ("began_at", answerable.records.fields.InstantField()),
                ("accepted_at", answerable.records.fields.InstantField(blank=True, null=True)),
                ("rows", models.BigIntegerField(default=0)),
            ],
            options={"db_table": "batches"},
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("name", answerable.records.fields.TextField()),
                ("name_en", answerable.records.fields.TextField(blank=True, null=True)),
                ("kind", answerable.records.fields.ChoiceField(max_length=32)),
                (
                    "parent",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.body",
                    ),
                ),
            ],
            options={
                "db_table": "bodies",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="bodies_id_stated"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="bodies_name_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("name_en", ""), _negated=True), name="bodies_name_en_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("government", "department", "town", "institution"))),
                        name="bodies_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", ""), _negated=True), name="bodies_parent_stated"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Provider",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("name", answerable.records.fields.TextField()),
                ("name_en", answerable.records.fields.TextField(blank=True, null=True)),
                ("kind", answerable.records.fields.ChoiceField(max_length=32)),
                ("credit_code", answerable.records.fields.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "providers",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="providers_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="providers_name_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_en", ""), _negated=True), name="providers_name_en_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "company",
                                    "social_organisation",
                                    "public_institution",
                                    "collective",
                                    "individual",
                                    "other",
                                ),
                            )
                        ),
                        name="providers_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("credit_code", ""), _negated=True), name="providers_credit_code_stated"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("name", answerable.records.fields.TextField()),
                ("name_en", answerable.records.fields.TextField(blank=True, null=True)),
                ("catalogue", answerable.records.fields.TextField(blank=True, null=True)),
                ("verdict", answerable.records.fields.ChoiceField(blank=True, max_length=32, null=True)),
                ("verdict_on", answerable.records.fields.DateField(blank=True, null=True)),
                ("in_house_share", answerable.records.fields.ExactField(blank=True, max_length=24, null=True)),
                (
                    "body",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.body"
                    ),
                ),
            ],
            options={
                "db_table": "work_items",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="work_items_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="work_items_body_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="work_items_name_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_en", ""), _negated=True), name="work_items_name_en_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("catalogue", ""), _negated=True), name="work_items_catalogue_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verdict__in",
                                ("suitable", "limited", "prohibited", "not_applicable", "undecided", "not_yet"),
                            )
                        ),
                        name="work_items_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "in_house_share", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("0"),
                        ),
                        name="work_items_in_house_share_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "in_house_share", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("1"),
                        ),
                        name="work_items_in_house_share_high",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("name", answerable.records.fields.TextField()),
                ("name_en", answerable.records.fields.TextField(blank=True, null=True)),
                ("signed", answerable.records.fields.DateField(blank=True, null=True)),
                ("starts", answerable.records.fields.DateField()),
                ("ends", answerable.records.fields.DateField(blank=True, null=True)),
                ("renewal_decided", answerable.records.fields.DateField(blank=True, null=True)),
                ("amount_minor", answerable.records.fields.IntegerField(blank=True, null=True)),
                ("currency", answerable.records.fields.ChoiceField(blank=True, max_length=32, null=True)),
                ("paid", answerable.records.fields.YesNoField()),
                (
                    "body",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.body"
                    ),
                ),
                (
                    "provider",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.provider"
                    ),
                ),
                (
                    "work_item",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.workitem"
                    ),
                ),
            ],
            options={
                "db_table": "contracts",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="contracts_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="contracts_body_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("work_item", ""), _negated=True), name="contracts_work_item_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("provider", ""), _negated=True), name="contracts_provider_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="contracts_name_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_en", ""), _negated=True), name="contracts_name_en_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("amount_minor"), Decimal("0")),
                        name="contracts_amount_minor_low",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__in", ("CNY", "GBP", "USD"))), name="contracts_currency_known"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("starts"), models.F("ends")),
                        name="contracts_starts_to_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_minor__isnull", True), ("currency__isnull", True)),
                            models.Q(("amount_minor__isnull", False), ("currency__isnull", False)),
                            _connector="OR",
                        ),
                        name="contracts_amount_minor_together",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobRun",
            fields=[
                ("name", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("last_at", answerable.records.fields.InstantField()),
                ("ok", models.BooleanField()),
                ("what", models.CharField(blank=True, default="", max_length=64)),
            ],
            options={"db_table": "job_runs"},
        ),
        migrations.CreateModel(
            name="Band",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("indicator", answerable.records.fields.IdField(max_length=64)),
                ("starts", answerable.records.fields.DateField()),
                ("band", answerable.records.fields.IdField(max_length=64)),
                ("low", answerable.records.fields.ExactField(blank=True, max_length=24, null=True)),
                ("high", answerable.records.fields.ExactField(blank=True, max_length=24, null=True)),
                ("target", answerable.records.fields.YesNoField()),
                ("points", answerable.records.fields.ExactField(blank=True, max_length=24, null=True)),
            ],
            options={
                "db_table": "bands",
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "starts", "band"), name="bands_key"),
                    models.CheckConstraint(
                        condition=models.Q(("indicator", ""), _negated=True), name="bands_indicator_stated"
                    ),
                    models.CheckConstraint(condition=models.Q(("band", ""), _negated=True), name="bands_band_stated"),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "points", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("0"),
                        ),
                        name="bands_points_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "points", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("100"),
                        ),
                        name="bands_points_high",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApprovalStep",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("decision", answerable.records.fields.ChoiceField(max_length=32)),
                ("starts", answerable.records.fields.DateField()),
                ("number", answerable.records.fields.IntegerField()),
                ("role", answerable.records.fields.ChoiceField(max_length=32)),
                (
                    "body",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.body"
                    ),
                ),
            ],
            options={
                "db_table": "approval_steps",
                "constraints": [
                    models.UniqueConstraint(fields=("body", "decision", "starts", "number"), name="approval_steps_key"),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="approval_steps_body_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("number"), Decimal("1")),
                        name="approval_steps_number_low",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ("handler", "section", "legality", "leader", "head", "collective"))
                        ),
                        name="approval_steps_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "decision__in",
                                (
                                    "sign",
                                    "extend",
                                    "end",
                                    "amend",
                                    "suspend",
                                    "resume",
                                    "assign",
                                    "finding",
                                    "order",
                                    "verdict",
                                    "other",
                                ),
                            )
                        ),
                        name="approval_steps_decision_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Legacy",
            fields=[
                (
                    "contract",
                    models.OneToOneField(
                        db_column="contract",
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="records.contract",
                    ),
                ),
                ("listed_on", answerable.records.fields.DateField()),
                ("lacks", models.JSONField()),
            ],
            options={"db_table": "legacy"},
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "contract",
                    models.OneToOneField(
                        db_column="contract",
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="records.contract",
                    ),
                ),
                ("on", answerable.records.fields.DateField()),
                ("standing", answerable.records.fields.ChoiceField(max_length=32)),
                ("content", models.JSONField()),
            ],
            options={"db_table": "standings", "indexes": [models.Index(fields=["on"], name="standings_on")]},
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("kind", answerable.records.fields.ChoiceField(max_length=32)),
                ("ground", answerable.records.fields.ChoiceField(blank=True, max_length=32, null=True)),
                ("notice_days", answerable.records.fields.IntegerField(blank=True, null=True)),
                ("text", answerable.records.fields.TextField()),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={
                "db_table": "clauses",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="clauses_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="clauses_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "scoring",
                                    "deduction",
                                    "rectification",
                                    "exit",
                                    "hand_over",
                                    "custody",
                                    "no_assignment",
                                    "review",
                                    "other",
                                ),
                            )
                        ),
                        name="clauses_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ground__in",
                                (
                                    "not_corrected",
                                    "rated_low",
                                    "serious_finding",
                                    "assignment",
                                    "abandoned",
                                    "convenience",
                                    "other",
                                ),
                            )
                        ),
                        name="clauses_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("notice_days"), Decimal("0")),
                        name="clauses_notice_days_low",
                    ),
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="clauses_text_stated"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("opened_on", answerable.records.fields.DateField()),
                ("subject", answerable.records.fields.TextField()),
                ("subject_en", answerable.records.fields.TextField(blank=True, null=True)),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={
                "db_table": "cases",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="cases_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="cases_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject", ""), _negated=True), name="cases_subject_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject_en", ""), _negated=True), name="cases_subject_en_stated"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("kind", answerable.records.fields.ChoiceField(max_length=32)),
                ("subject", answerable.records.fields.IdField(max_length=64)),
                ("content", models.JSONField()),
                ("progress", models.JSONField()),
                ("seen", models.CharField(blank=True, max_length=64, null=True)),
                ("state", answerable.records.fields.ChoiceField(db_index=True, max_length=32)),
                ("opened_by", answerable.records.fields.IdField(max_length=64)),
                ("opened_at", answerable.records.fields.InstantField()),
                ("changed_at", answerable.records.fields.InstantField()),
                ("version", models.BigIntegerField(default=0)),
                (
                    "body",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.body"
                    ),
                ),
                (
                    "contract",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.contract",
                    ),
                ),
            ],
            options={
                "db_table": "approvals",
                "indexes": [models.Index(fields=["body", "state"], name="approvals_waiting")],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("decided_on", answerable.records.fields.DateField()),
                ("kind", answerable.records.fields.ChoiceField(max_length=32)),
                ("ends_before", answerable.records.fields.DateField(blank=True, null=True)),
                ("ends_after", answerable.records.fields.DateField(blank=True, null=True)),
                ("amount_before", answerable.records.fields.IntegerField(blank=True, null=True)),
                ("amount_after", answerable.records.fields.IntegerField(blank=True, null=True)),
                ("reason", answerable.records.fields.TextField()),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
                ("cause", answerable.records.fields.ChoiceField(blank=True, max_length=32, null=True)),
            ],
            options={
                "db_table": "amendments",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "decided_on", "kind"), name="amendments_key"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="amendments_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("extend", "amount", "terms"))), name="amendments_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("amount_before"), Decimal("0")),
                        name="amendments_amount_before_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("amount_after"), Decimal("0")),
                        name="amendments_amount_after_low",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="amendments_reason_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            models.F("ends_before"), models.F("ends_after")
                        ),
                        name="amendments_ends_before_to_ends_after",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_before__isnull", True), ("ends_after__isnull", True)),
                            models.Q(("ends_before__isnull", False), ("ends_after__isnull", False)),
                            _connector="OR",
                        ),
                        name="amendments_ends_before_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_before__isnull", True), ("amount_after__isnull", True)),
                            models.Q(("amount_before__isnull", False), ("amount_after__isnull", False)),
                            _connector="OR",
                        ),
                        name="amendments_amount_before_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cause__in", ("need_changed", "price", "law", "force_majeure", "correction", "other"))
                        ),
                        name="amendments_cause_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractIndicator",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("indicator", answerable.records.fields.IdField(max_length=64)),
                ("weight", answerable.records.fields.ExactField(blank=True, max_length=24, null=True)),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={
                "db_table": "contract_indicators",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "indicator"), name="contract_indicators_key"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="contract_indicators_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("indicator", ""), _negated=True),
                        name="contract_indicators_indicator_stated",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "weight", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("0"),
                        ),
                        name="contract_indicators_weight_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "weight", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("100"),
                        ),
                        name="contract_indicators_weight_high",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deduction",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("starts", answerable.records.fields.DateField()),
                ("low", answerable.records.fields.ExactField(max_length=24)),
                ("high", answerable.records.fields.ExactField(max_length=24)),
                ("percent", answerable.records.fields.ExactField(max_length=24)),
                ("per_point", answerable.records.fields.ExactField(max_length=24)),
                ("base_minor", answerable.records.fields.IntegerField()),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={
                "db_table": "deductions",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "starts", "high"), name="deductions_key"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="deductions_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "low", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("0"),
                        ),
                        name="deductions_low_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "low", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("1000"),
                        ),
                        name="deductions_low_high",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "high", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("0"),
                        ),
                        name="deductions_high_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "high", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("1000"),
                        ),
                        name="deductions_high_high",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "percent", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("0"),
                        ),
                        name="deductions_percent_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "percent", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("100"),
                        ),
                        name="deductions_percent_high",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "per_point", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("0"),
                        ),
                        name="deductions_per_point_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "per_point", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("100"),
                        ),
                        name="deductions_per_point_high",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("base_minor"), Decimal("0")),
                        name="deductions_base_minor_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "low", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            django.db.models.functions.comparison.Cast(
                                "high", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                        ),
                        name="deductions_low_to_high",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyOwed",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("duty", models.CharField(max_length=400, unique=True)),
                ("side", answerable.records.fields.ChoiceField(max_length=32)),
                ("who", answerable.records.fields.IdField(db_index=True, max_length=64)),
                ("by", answerable.records.fields.DateField()),
                ("state", answerable.records.fields.ChoiceField(max_length=32)),
                ("on", answerable.records.fields.DateField()),
                ("content", models.JSONField()),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={
                "db_table": "duties_owed",
                "indexes": [
                    models.Index(fields=["who", "by", "duty"], name="duties_owed_whose"),
                    models.Index(fields=["state", "side", "by", "duty"], name="duties_owed_late"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(blank=True, null=True, unique=True)),
                ("at", answerable.records.fields.InstantField(db_index=True)),
                ("act", models.CharField(max_length=32)),
                ("by", answerable.records.fields.IdField(max_length=64)),
                ("body", models.TextField()),
            ],
            options={
                "db_table": "entries",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("number__gte", 0)), name="entries_numbered_from_zero")
                ],
            },
        ),
        migrations.CreateModel(
            name="Disclosed",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("place", models.PositiveIntegerField()),
                ("of", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=400)),
                ("salt", models.CharField(blank=True, max_length=64, null=True)),
                ("content", models.TextField(blank=True, null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disclosed", to="records.entry"
                    ),
                ),
            ],
            options={
                "db_table": "disclosed",
                "constraints": [models.UniqueConstraint(fields=("entry", "place"), name="disclosed_key")],
                "indexes": [
                    models.Index(fields=["of", "key"], name="disclosed_object"),
                    models.Index(fields=["key"], name="disclosed_begins", opclasses=["varchar_pattern_ops"]),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("name", answerable.records.fields.TextField()),
                ("name_en", answerable.records.fields.TextField(blank=True, null=True)),
                ("staff", answerable.records.fields.ChoiceField(max_length=32)),
            ],
            options={
                "db_table": "people",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="people_id_stated"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="people_name_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("name_en", ""), _negated=True), name="people_name_en_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("staff__in", ("public", "dispatched", "provider"))),
                        name="people_staff_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("found_on", answerable.records.fields.DateField()),
                ("source", answerable.records.fields.ChoiceField(max_length=32)),
                ("severity", answerable.records.fields.ChoiceField(max_length=32)),
                ("observation", answerable.records.fields.IdField(blank=True, max_length=64, null=True)),
                ("rule", answerable.records.fields.TextField(blank=True, null=True)),
                ("what", answerable.records.fields.TextField()),
                ("what_en", answerable.records.fields.TextField(blank=True, null=True)),
                ("decision", answerable.records.fields.ChoiceField(blank=True, max_length=32, null=True)),
                ("decided_on", answerable.records.fields.DateField(blank=True, null=True)),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
                (
                    "decided_by",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "db_table": "findings",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="findings_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="findings_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ("inspection", "monitor", "rating", "matter", "audit", "other"))
                        ),
                        name="findings_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ("minor", "ordinary", "serious"))),
                        name="findings_severity_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("observation", ""), _negated=True), name="findings_observation_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rule", ""), _negated=True), name="findings_rule_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True), name="findings_what_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what_en", ""), _negated=True), name="findings_what_en_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision__in", ("confirmed", "rejected"))), name="findings_decision_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", ""), _negated=True), name="findings_decided_by_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            models.F("found_on"), models.F("decided_on")
                        ),
                        name="findings_found_on_to_decided_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decision__isnull", True), ("decided_on__isnull", True), ("decided_by__isnull", True)
                            ),
                            models.Q(
                                ("decision__isnull", False),
                                ("decided_on__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="findings_decision_together",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingPassage",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", answerable.records.fields.IntegerField()),
                ("of", answerable.records.fields.TextField()),
                ("start", answerable.records.fields.IntegerField()),
                ("text", answerable.records.fields.TextField()),
                ("beside_of", answerable.records.fields.TextField(blank=True, null=True)),
                ("beside_text", answerable.records.fields.TextField(blank=True, null=True)),
                (
                    "finding",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.finding"
                    ),
                ),
            ],
            options={
                "db_table": "finding_passages",
                "constraints": [
                    models.UniqueConstraint(fields=("finding", "number"), name="finding_passages_key"),
                    models.CheckConstraint(
                        condition=models.Q(("finding", ""), _negated=True), name="finding_passages_finding_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("number"), Decimal("0")),
                        name="finding_passages_number_low",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("of", ""), _negated=True), name="finding_passages_of_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("start"), Decimal("0")),
                        name="finding_passages_start_low",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="finding_passages_text_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("beside_of", ""), _negated=True), name="finding_passages_beside_of_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("beside_text", ""), _negated=True),
                        name="finding_passages_beside_text_stated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beside_of__isnull", True), ("beside_text__isnull", True)),
                            models.Q(("beside_of__isnull", False), ("beside_text__isnull", False)),
                            _connector="OR",
                        ),
                        name="finding_passages_beside_of_together",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Held",
            fields=[
                ("only", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("id", answerable.records.fields.IdField(max_length=64)),
                ("name", models.TextField()),
                ("name_en", models.TextField()),
                ("language", models.CharField(max_length=8)),
                ("time_zone", models.CharField(max_length=64)),
                ("calendar", models.CharField(max_length=64)),
                ("rulebook", models.CharField(max_length=64)),
                ("loaded_at", answerable.records.fields.InstantField()),
            ],
            options={
                "db_table": "held",
                "constraints": [models.CheckConstraint(condition=models.Q(("only", 1)), name="held_is_one")],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", answerable.records.fields.IdField(max_length=64)),
                ("starts", answerable.records.fields.DateField()),
                ("name", answerable.records.fields.TextField()),
                ("name_en", answerable.records.fields.TextField(blank=True, null=True)),
                ("period", answerable.records.fields.ChoiceField(max_length=32)),
                ("measure", answerable.records.fields.ChoiceField(max_length=32)),
                ("better", answerable.records.fields.ChoiceField(max_length=32)),
                ("unit", answerable.records.fields.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "indicators",
                "constraints": [
                    models.UniqueConstraint(fields=("id", "starts"), name="indicators_key"),
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="indicators_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="indicators_name_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_en", ""), _negated=True), name="indicators_name_en_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__in", ("day", "week", "month", "quarter", "year"))),
                        name="indicators_period_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("measure__in", ("share", "ratio"))), name="indicators_measure_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("better__in", ("higher", "lower"))), name="indicators_better_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit", ""), _negated=True), name="indicators_unit_stated"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("raised_on", answerable.records.fields.DateField()),
                ("channel", answerable.records.fields.ChoiceField(max_length=32)),
                ("topic", answerable.records.fields.TextField()),
                ("cause", answerable.records.fields.IdField(blank=True, max_length=64, null=True)),
                ("handled_on", answerable.records.fields.DateField(blank=True, null=True)),
                ("outcome", answerable.records.fields.ChoiceField(blank=True, max_length=32, null=True)),
                ("confirmed_by", answerable.records.fields.ChoiceField(blank=True, max_length=32, null=True)),
                ("confirmed_on", answerable.records.fields.DateField(blank=True, null=True)),
                ("contested_on", answerable.records.fields.DateField(blank=True, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        db_column="batch",
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.batch",
                    ),
                ),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={
                "db_table": "matters",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="matters_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="matters_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ("own_page", "hotline", "letter", "visit", "rating", "other"))
                        ),
                        name="matters_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("topic", ""), _negated=True), name="matters_topic_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cause", ""), _negated=True), name="matters_cause_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ("put_right", "partly", "not_put_right", "no_ground"))),
                        name="matters_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_by__in", ("citizen", "inspector", "other_official"))),
                        name="matters_confirmed_by_known",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            models.F("raised_on"), models.F("handled_on")
                        ),
                        name="matters_raised_on_to_handled_on",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            models.F("raised_on"), models.F("confirmed_on")
                        ),
                        name="matters_raised_on_to_confirmed_on",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            models.F("raised_on"), models.F("contested_on")
                        ),
                        name="matters_raised_on_to_contested_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome__isnull", True),
                                ("confirmed_by__isnull", True),
                                ("confirmed_on__isnull", True),
                            ),
                            models.Q(
                                ("outcome__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("confirmed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="matters_outcome_together",
                    ),
                ],
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("kind", answerable.records.fields.ChoiceField(max_length=32)),
                ("at", answerable.records.fields.InstantField()),
                ("captured", answerable.records.fields.InstantField()),
                ("voice", answerable.records.fields.TextField()),
                ("text", answerable.records.fields.TextField(blank=True, null=True)),
                ("answers", answerable.records.fields.IdField(blank=True, max_length=64, null=True)),
                ("reads", answerable.records.fields.IntegerField(blank=True, null=True)),
                ("likes", answerable.records.fields.IntegerField(blank=True, null=True)),
                ("forwards", answerable.records.fields.IntegerField(blank=True, null=True)),
                ("comments", answerable.records.fields.IntegerField(blank=True, null=True)),
                ("source", answerable.records.fields.TextField(blank=True, null=True)),
                ("automatic", answerable.records.fields.YesNoField(blank=True, null=True)),
                ("address", answerable.records.fields.TextField(blank=True, null=True)),
                ("document", answerable.records.fields.HashField(blank=True, max_length=80, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        db_column="batch",
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.batch",
                    ),
                ),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={
                "db_table": "observations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", ""), _negated=True), name="observations_id_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="observations_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("post", "reply", "page", "document", "message", "comment"))),
                        name="observations_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("voice", ""), _negated=True), name="observations_voice_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="observations_text_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answers", ""), _negated=True), name="observations_answers_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("reads"), Decimal("0")),
                        name="observations_reads_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("likes"), Decimal("0")),
                        name="observations_likes_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("forwards"), Decimal("0")),
                        name="observations_forwards_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("comments"), Decimal("0")),
                        name="observations_comments_low",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="observations_source_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("address", ""), _negated=True), name="observations_address_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="observations_document_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("at"), models.F("captured")),
                        name="observations_at_to_captured",
                    ),
                ],
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("demand", answerable.records.fields.TextField()),
                ("demand_en", answerable.records.fields.TextField(blank=True, null=True)),
                ("issued_on", answerable.records.fields.DateField()),
                ("due_on", answerable.records.fields.DateField()),
                ("reported_on", answerable.records.fields.DateField(blank=True, null=True)),
                (
                    "case",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.case"
                    ),
                ),
                (
                    "finding",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.finding",
                    ),
                ),
                (
                    "author",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.person"
                    ),
                ),
            ],
            options={
                "db_table": "orders",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="orders_id_stated"),
                    models.CheckConstraint(condition=models.Q(("case", ""), _negated=True), name="orders_case_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("finding", ""), _negated=True), name="orders_finding_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("demand", ""), _negated=True), name="orders_demand_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("demand_en", ""), _negated=True), name="orders_demand_en_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("author", ""), _negated=True), name="orders_author_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("issued_on"), models.F("due_on")),
                        name="orders_issued_on_to_due_on",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            models.F("issued_on"), models.F("reported_on")
                        ),
                        name="orders_issued_on_to_reported_on",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Funds",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("line", answerable.records.fields.TextField()),
                ("starts", answerable.records.fields.DateField()),
                ("ends", answerable.records.fields.DateField()),
                ("amount_minor", answerable.records.fields.IntegerField()),
                ("currency", answerable.records.fields.ChoiceField(max_length=32)),
                ("confirmed_on", answerable.records.fields.DateField()),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
                (
                    "confirmed_by",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.person"
                    ),
                ),
            ],
            options={
                "db_table": "funds",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "line", "starts"), name="funds_key"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="funds_contract_stated"
                    ),
                    models.CheckConstraint(condition=models.Q(("line", ""), _negated=True), name="funds_line_stated"),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("amount_minor"), Decimal("0")),
                        name="funds_amount_minor_low",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__in", ("CNY", "GBP", "USD"))), name="funds_currency_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_by", ""), _negated=True), name="funds_confirmed_by_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("starts"), models.F("ends")),
                        name="funds_starts_to_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseState",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("starts", answerable.records.fields.DateField()),
                ("state", answerable.records.fields.ChoiceField(max_length=32)),
                ("ground", answerable.records.fields.TextField(blank=True, null=True)),
                (
                    "case",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.case"
                    ),
                ),
                (
                    "decided_by",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "db_table": "case_states",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "starts"), name="case_states_key"),
                    models.CheckConstraint(
                        condition=models.Q(("case", ""), _negated=True), name="case_states_case_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "finding",
                                    "statement",
                                    "ordered",
                                    "recheck",
                                    "not_corrected",
                                    "renewal_suspended",
                                    "suspended",
                                    "ending",
                                    "closed",
                                    "ended_expired",
                                    "ended_agreement",
                                    "ended_unilateral",
                                ),
                            )
                        ),
                        name="case_states_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True), name="case_states_ground_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", ""), _negated=True), name="case_states_decided_by_stated"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("starts", answerable.records.fields.DateField()),
                ("note", answerable.records.fields.TextField(blank=True, null=True)),
                ("accepted_on", answerable.records.fields.DateField(blank=True, null=True)),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
                (
                    "person",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "db_table": "assignments",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "starts"), name="assignments_key"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="assignments_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", ""), _negated=True), name="assignments_person_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="assignments_note_stated"
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("accepted_on__isnull", True)),
                        fields=["person"],
                        name="assignments_to_accept",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedDuty",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("side", answerable.records.fields.ChoiceField(max_length=32)),
                ("kind", answerable.records.fields.ChoiceField(max_length=32)),
                ("every", answerable.records.fields.ChoiceField(max_length=32)),
                ("within_workdays", answerable.records.fields.IntegerField()),
                ("starts", answerable.records.fields.DateField()),
                ("ends", answerable.records.fields.DateField(blank=True, null=True)),
                ("ground", answerable.records.fields.TextField()),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
                (
                    "who",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "db_table": "duties",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="duties_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="duties_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ("body", "provider"))), name="duties_side_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "inspect",
                                    "score",
                                    "accept",
                                    "pay",
                                    "answer",
                                    "review",
                                    "report",
                                    "evaluate",
                                    "drill",
                                    "other",
                                ),
                            )
                        ),
                        name="duties_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("every__in", ("once", "day", "week", "month", "quarter", "year"))),
                        name="duties_every_known",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            models.F("within_workdays"), Decimal("0")
                        ),
                        name="duties_within_workdays_low",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True), name="duties_ground_stated"
                    ),
                    models.CheckConstraint(condition=models.Q(("who", ""), _negated=True), name="duties_who_stated"),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("starts"), models.F("ends")),
                        name="duties_starts_to_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyDone",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("period", answerable.records.fields.PeriodField(max_length=16)),
                ("done_on", answerable.records.fields.DateField()),
                ("note", answerable.records.fields.TextField(blank=True, null=True)),
                (
                    "done_by",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.person",
                    ),
                ),
                (
                    "duty",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.plannedduty"
                    ),
                ),
            ],
            options={
                "db_table": "duties_done",
                "constraints": [
                    models.UniqueConstraint(fields=("duty", "period"), name="duties_done_key"),
                    models.CheckConstraint(
                        condition=models.Q(("duty", ""), _negated=True), name="duties_done_duty_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period", ""), _negated=True), name="duties_done_period_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_by", ""), _negated=True), name="duties_done_done_by_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="duties_done_note_stated"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("role", answerable.records.fields.ChoiceField(max_length=32)),
                ("starts", answerable.records.fields.DateField()),
                ("ends", answerable.records.fields.DateField(blank=True, null=True)),
                (
                    "body",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.body"
                    ),
                ),
                (
                    "person",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.person"
                    ),
                ),
            ],
            options={
                "db_table": "posts",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="posts_id_stated"),
                    models.CheckConstraint(condition=models.Q(("body", ""), _negated=True), name="posts_body_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("person", ""), _negated=True), name="posts_person_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ("head", "leader", "section", "handler", "legality", "supervisor"))
                        ),
                        name="posts_role_known",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("starts"), models.F("ends")),
                        name="posts_starts_to_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", answerable.records.fields.IdField(max_length=64, unique=True)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("admin", answerable.records.fields.ChoiceField(blank=True, max_length=32, null=True)),
                ("language", answerable.records.fields.ChoiceField(default="zh", max_length=32)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", answerable.records.fields.InstantField()),
                ("password_given", models.BooleanField(default=False)),
                ("resets_seen_at", answerable.records.fields.InstantField(blank=True, null=True)),
                (
                    "person",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.person",
                    ),
                ),
                (
                    "provider",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.provider",
                    ),
                ),
            ],
            options={
                "db_table": "accounts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("admin__isnull", True), ("person__isnull", False), ("provider__isnull", True)),
                            models.Q(("admin__isnull", True), ("person__isnull", True), ("provider__isnull", False)),
                            models.Q(
                                ("admin__in", ("system", "security", "audit")),
                                ("person__isnull", True),
                                ("provider__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="accounts_belong_to_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ("zh", "en"))), name="accounts_language_known"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True)), fields=("person",), name="accounts_one_open_per_person"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("rated_on", answerable.records.fields.DateField()),
                ("tier", answerable.records.fields.ChoiceField(max_length=32)),
                ("level", answerable.records.fields.IntegerField()),
                ("count", answerable.records.fields.IntegerField()),
                ("origin", answerable.records.fields.ChoiceField(max_length=32)),
                ("served_on", answerable.records.fields.DateField(blank=True, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        db_column="batch",
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.batch",
                    ),
                ),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={
                "db_table": "ratings",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="ratings_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="ratings_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tier__in", ("counter", "online", "phone", "home", "site", "assisted", "other"))
                        ),
                        name="ratings_tier_known",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("level"), Decimal("1")),
                        name="ratings_level_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("level"), Decimal("5")),
                        name="ratings_level_high",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("count"), Decimal("1")),
                        name="ratings_count_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("count"), Decimal("1000000000")),
                        name="ratings_count_high",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ("asked", "default"))), name="ratings_origin_known"
                    ),
                ],
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("indicator", answerable.records.fields.IdField(max_length=64)),
                ("period", answerable.records.fields.PeriodField(max_length=16)),
                ("numerator", answerable.records.fields.IntegerField()),
                ("denominator", answerable.records.fields.IntegerField()),
                ("recorded", answerable.records.fields.DateField()),
                ("source", answerable.records.fields.ChoiceField(max_length=32)),
                ("document", answerable.records.fields.HashField(blank=True, max_length=80, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        db_column="batch",
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.batch",
                    ),
                ),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={
                "db_table": "readings",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="readings_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="readings_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("indicator", ""), _negated=True), name="readings_indicator_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period", ""), _negated=True), name="readings_period_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("denominator"), Decimal("0")),
                        name="readings_denominator_low",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ("body", "provider", "third_party", "published"))),
                        name="readings_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="readings_document_stated"
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("document__isnull", False)), fields=["document"], name="readings_document"
                    )
                ],
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Recheck",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("checked_on", answerable.records.fields.DateField()),
                ("result", answerable.records.fields.ChoiceField(max_length=32)),
                (
                    "checked_by",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.person"
                    ),
                ),
                (
                    "order",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.order"
                    ),
                ),
            ],
            options={
                "db_table": "rechecks",
                "constraints": [
                    models.UniqueConstraint(fields=("order",), name="rechecks_key"),
                    models.CheckConstraint(
                        condition=models.Q(("order", ""), _negated=True), name="rechecks_order_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("checked_by", ""), _negated=True), name="rechecks_checked_by_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ("corrected", "not_corrected", "not_possible"))),
                        name="rechecks_result_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("observation", answerable.records.fields.IdField(max_length=64)),
                ("first_on", answerable.records.fields.DateField(blank=True, null=True)),
                ("second_on", answerable.records.fields.DateField(blank=True, null=True)),
                ("third_on", answerable.records.fields.DateField(blank=True, null=True)),
                (
                    "first_by",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.person",
                    ),
                ),
                (
                    "second_by",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.person",
                    ),
                ),
                (
                    "third_by",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "db_table": "reviews",
                "constraints": [
                    models.UniqueConstraint(fields=("observation",), name="reviews_key"),
                    models.CheckConstraint(
                        condition=models.Q(("observation", ""), _negated=True), name="reviews_observation_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_by", ""), _negated=True), name="reviews_first_by_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("second_by", ""), _negated=True), name="reviews_second_by_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("third_by", ""), _negated=True), name="reviews_third_by_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_by__isnull", True), ("first_on__isnull", True)),
                            models.Q(("first_by__isnull", False), ("first_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_first_by_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("second_by__isnull", True), ("second_on__isnull", True)),
                            models.Q(("second_by__isnull", False), ("second_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_second_by_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("third_by__isnull", True), ("third_on__isnull", True)),
                            models.Q(("third_by__isnull", False), ("third_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="reviews_third_by_together",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("period", answerable.records.fields.PeriodField(max_length=16)),
                ("item", answerable.records.fields.IdField(max_length=64)),
                ("points", answerable.records.fields.ExactField(max_length=24)),
                ("full", answerable.records.fields.ExactField(max_length=24)),
                ("scored_on", answerable.records.fields.DateField()),
                ("deduction_minor", answerable.records.fields.IntegerField(blank=True, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        db_column="batch",
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.batch",
                    ),
                ),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
                (
                    "scored_by",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "db_table": "scores",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "period", "item"), name="scores_key"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="scores_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period", ""), _negated=True), name="scores_period_stated"
                    ),
                    models.CheckConstraint(condition=models.Q(("item", ""), _negated=True), name="scores_item_stated"),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "points", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("0"),
                        ),
                        name="scores_points_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "points", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("1000"),
                        ),
                        name="scores_points_high",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "full", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("0"),
                        ),
                        name="scores_full_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "full", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("1000"),
                        ),
                        name="scores_full_high",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scored_by", ""), _negated=True), name="scores_scored_by_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            models.F("deduction_minor"), Decimal("0")
                        ),
                        name="scores_deduction_minor_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "points", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            django.db.models.functions.comparison.Cast(
                                "full", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                        ),
                        name="scores_points_to_full",
                    ),
                ],
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("period", answerable.records.fields.PeriodField(max_length=16)),
                ("tier", answerable.records.fields.ChoiceField(max_length=32)),
                ("count", answerable.records.fields.IntegerField()),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        db_column="batch",
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.batch",
                    ),
                ),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={
                "db_table": "services",
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "period", "tier"), name="services_key"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="services_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period", ""), _negated=True), name="services_period_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tier__in", ("counter", "online", "phone", "home", "site", "assisted", "other"))
                        ),
                        name="services_tier_known",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("count"), Decimal("0")),
                        name="services_count_low",
                    ),
                ],
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SilencedRule",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("rule", answerable.records.fields.TextField()),
                ("starts", answerable.records.fields.DateField()),
                ("ends", answerable.records.fields.DateField(blank=True, null=True)),
                ("why", answerable.records.fields.TextField()),
                (
                    "decided_by",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.person"
                    ),
                ),
            ],
            options={
                "db_table": "silenced_rules",
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "starts"), name="silenced_rules_key"),
                    models.CheckConstraint(
                        condition=models.Q(("rule", ""), _negated=True), name="silenced_rules_rule_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", ""), _negated=True), name="silenced_rules_decided_by_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="silenced_rules_why_stated"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandIn",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("starts", answerable.records.fields.DateField()),
                ("ends", answerable.records.fields.DateField(blank=True, null=True)),
                ("note", answerable.records.fields.TextField(blank=True, null=True)),
                (
                    "person",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.person"
                    ),
                ),
                (
                    "stand_in",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "db_table": "stand_ins",
                "constraints": [
                    models.UniqueConstraint(fields=("person", "starts"), name="stand_ins_key"),
                    models.CheckConstraint(
                        condition=models.Q(("person", ""), _negated=True), name="stand_ins_person_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stand_in", ""), _negated=True), name="stand_ins_stand_in_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="stand_ins_note_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("starts"), models.F("ends")),
                        name="stand_ins_starts_to_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("starts", answerable.records.fields.DateField()),
                ("note", answerable.records.fields.TextField(blank=True, null=True)),
                (
                    "body",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.body"
                    ),
                ),
                (
                    "successor",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.body"
                    ),
                ),
            ],
            options={
                "db_table": "successions",
                "constraints": [
                    models.UniqueConstraint(fields=("body",), name="successions_key"),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="successions_body_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("successor", ""), _negated=True), name="successions_successor_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="successions_note_stated"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("surveyed_on", answerable.records.fields.DateField()),
                ("frame", answerable.records.fields.IntegerField()),
                ("sample", answerable.records.fields.IntegerField()),
                ("responses", answerable.records.fields.IntegerField()),
                ("level_1", answerable.records.fields.IntegerField()),
                ("level_2", answerable.records.fields.IntegerField()),
                ("level_3", answerable.records.fields.IntegerField()),
                ("level_4", answerable.records.fields.IntegerField()),
                ("level_5", answerable.records.fields.IntegerField()),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={
                "db_table": "surveys",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="surveys_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="surveys_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("frame"), Decimal("0")),
                        name="surveys_frame_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("sample"), Decimal("0")),
                        name="surveys_sample_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("responses"), Decimal("0")),
                        name="surveys_responses_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("level_1"), Decimal("0")),
                        name="surveys_level_1_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("level_2"), Decimal("0")),
                        name="surveys_level_2_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("level_3"), Decimal("0")),
                        name="surveys_level_3_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("level_4"), Decimal("0")),
                        name="surveys_level_4_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("level_5"), Decimal("0")),
                        name="surveys_level_5_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("sample"), models.F("frame")),
                        name="surveys_sample_to_frame",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("responses"), models.F("sample")),
                        name="surveys_responses_to_sample",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "responses",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("level_1"), "+", models.F("level_2")
                                            ),
                                            "+",
                                            models.F("level_3"),
                                        ),
                                        "+",
                                        models.F("level_4"),
                                    ),
                                    "+",
                                    models.F("level_5"),
                                ),
                            )
                        ),
                        name="surveys_responses_sum",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyStratum",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("stratum", answerable.records.fields.IdField(max_length=64)),
                ("frame", answerable.records.fields.IntegerField()),
                ("sample", answerable.records.fields.IntegerField()),
                ("responses", answerable.records.fields.IntegerField()),
                ("level_1", answerable.records.fields.IntegerField()),
                ("level_2", answerable.records.fields.IntegerField()),
                ("level_3", answerable.records.fields.IntegerField()),
                ("level_4", answerable.records.fields.IntegerField()),
                ("level_5", answerable.records.fields.IntegerField()),
                (
                    "survey",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.survey"
                    ),
                ),
            ],
            options={
                "db_table": "survey_strata",
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "stratum"), name="survey_strata_key"),
                    models.CheckConstraint(
                        condition=models.Q(("survey", ""), _negated=True), name="survey_strata_survey_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stratum", ""), _negated=True), name="survey_strata_stratum_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("frame"), Decimal("0")),
                        name="survey_strata_frame_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("sample"), Decimal("0")),
                        name="survey_strata_sample_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("responses"), Decimal("0")),
                        name="survey_strata_responses_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("level_1"), Decimal("0")),
                        name="survey_strata_level_1_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("level_2"), Decimal("0")),
                        name="survey_strata_level_2_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("level_3"), Decimal("0")),
                        name="survey_strata_level_3_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("level_4"), Decimal("0")),
                        name="survey_strata_level_4_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("level_5"), Decimal("0")),
                        name="survey_strata_level_5_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("sample"), models.F("frame")),
                        name="survey_strata_sample_to_frame",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("responses"), models.F("sample")),
                        name="survey_strata_responses_to_sample",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "responses",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("level_1"), "+", models.F("level_2")
                                            ),
                                            "+",
                                            models.F("level_3"),
                                        ),
                                        "+",
                                        models.F("level_4"),
                                    ),
                                    "+",
                                    models.F("level_5"),
                                ),
                            )
                        ),
                        name="survey_strata_responses_sum",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ValueFigure",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("aspect", answerable.records.fields.ChoiceField(max_length=32)),
                ("measure", answerable.records.fields.TextField()),
                ("period", answerable.records.fields.PeriodField(max_length=16)),
                ("numerator", answerable.records.fields.IntegerField()),
                ("denominator", answerable.records.fields.IntegerField()),
                ("source", answerable.records.fields.ChoiceField(max_length=32)),
                ("note", answerable.records.fields.TextField(blank=True, null=True)),
                ("document", answerable.records.fields.HashField(blank=True, max_length=80, null=True)),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={
                "db_table": "value_figures",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "aspect", "measure", "period"), name="value_figures_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="value_figures_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("aspect__in", ("unit_cost", "quality", "voice", "staff_time"))),
                        name="value_figures_aspect_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("measure", ""), _negated=True), name="value_figures_measure_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period", ""), _negated=True), name="value_figures_period_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("denominator"), Decimal("0")),
                        name="value_figures_denominator_low",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ("body", "provider", "third_party", "published"))),
                        name="value_figures_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="value_figures_note_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="value_figures_document_stated"
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("document__isnull", False)),
                        fields=["document"],
                        name="value_figures_document",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("kind", answerable.records.fields.ChoiceField(max_length=32)),
                ("name", answerable.records.fields.TextField()),
                ("platform", answerable.records.fields.TextField(blank=True, null=True)),
                ("address", answerable.records.fields.TextField(blank=True, null=True)),
                ("collect", answerable.records.fields.ChoiceField(max_length=32)),
                ("every_days", answerable.records.fields.IntegerField()),
                ("opened_on", answerable.records.fields.DateField()),
                ("closed_on", answerable.records.fields.DateField(blank=True, null=True)),
                ("custody", answerable.records.fields.ChoiceField(blank=True, max_length=32, null=True)),
                ("reviewed_since", answerable.records.fields.DateField(blank=True, null=True)),
                ("posts_per_week", answerable.records.fields.ExactField(blank=True, max_length=24, null=True)),
                ("original_share", answerable.records.fields.ExactField(blank=True, max_length=24, null=True)),
                ("reply_hours", answerable.records.fields.IntegerField(blank=True, null=True)),
                ("auto_reply", answerable.records.fields.TextField(blank=True, null=True)),
                ("topics", answerable.records.fields.TextField(blank=True, null=True)),
                ("sources", answerable.records.fields.TextField(blank=True, null=True)),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
                (
                    "reviewer",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "db_table": "voices",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="voices_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="voices_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("account", "site", "paper"))), name="voices_kind_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="voices_name_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("platform", ""), _negated=True), name="voices_platform_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("address", ""), _negated=True), name="voices_address_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("collect__in", ("feed", "page", "sitemap", "export", "manual"))),
                        name="voices_collect_known",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("every_days"), Decimal("1")),
                        name="voices_every_days_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("every_days"), Decimal("366")),
                        name="voices_every_days_high",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("custody__in", ("body", "provider", "both"))), name="voices_custody_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reviewer", ""), _negated=True), name="voices_reviewer_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "original_share", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("0"),
                        ),
                        name="voices_original_share_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.comparison.Cast(
                                "original_share", models.DecimalField(decimal_places=6, max_digits=18)
                            ),
                            Decimal("1"),
                        ),
                        name="voices_original_share_high",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("reply_hours"), Decimal("0")),
                        name="voices_reply_hours_low",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("auto_reply", ""), _negated=True), name="voices_auto_reply_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("topics", ""), _negated=True), name="voices_topics_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sources", ""), _negated=True), name="voices_sources_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            models.F("opened_on"), models.F("closed_on")
                        ),
                        name="voices_opened_on_to_closed_on",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowerCount",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("counted_on", answerable.records.fields.DateField()),
                ("count", answerable.records.fields.IntegerField()),
                (
                    "voice",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.voice"
                    ),
                ),
            ],
            options={
                "db_table": "followers",
                "constraints": [
                    models.UniqueConstraint(fields=("voice", "counted_on"), name="followers_key"),
                    models.CheckConstraint(
                        condition=models.Q(("voice", ""), _negated=True), name="followers_voice_stated"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("count"), Decimal("0")),
                        name="followers_count_low",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", answerable.records.fields.InstantField()),
                ("outcome", answerable.records.fields.ChoiceField(max_length=32)),
                ("seconds", answerable.records.fields.ExactField(blank=True, max_length=24, null=True)),
                ("status", answerable.records.fields.IntegerField(blank=True, null=True)),
                ("covers_from", answerable.records.fields.DateField(blank=True, null=True)),
                ("document", answerable.records.fields.HashField(blank=True, max_length=80, null=True)),
                ("etag", answerable.records.fields.TextField(blank=True, null=True)),
                ("modified", answerable.records.fields.TextField(blank=True, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        db_column="batch",
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.batch",
                    ),
                ),
                (
                    "voice",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.voice"
                    ),
                ),
            ],
            options={
                "db_table": "collections",
                "constraints": [
                    models.UniqueConstraint(fields=("voice", "at"), name="collections_key"),
                    models.CheckConstraint(
                        condition=models.Q(("voice", ""), _negated=True), name="collections_voice_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                (
                                    "ok",
                                    "not_modified",
                                    "gone",
                                    "refused",
                                    "robots",
                                    "slow",
                                    "cut",
                                    "too_large",
                                    "redirects",
                                    "private",
                                    "unreachable",
                                    "server_error",
                                    "limited",
                                    "not_resolved",
                                    "tls",
                                    "bad_address",
                                    "unreadable",
                                ),
                            )
                        ),
                        name="collections_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("status"), Decimal("0")),
                        name="collections_status_low",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="collections_document_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("etag", ""), _negated=True), name="collections_etag_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("modified", ""), _negated=True), name="collections_modified_stated"
                    ),
                ],
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="VoiceFiling",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("what", answerable.records.fields.ChoiceField(max_length=32)),
                ("happened_on", answerable.records.fields.DateField()),
                ("filed_on", answerable.records.fields.DateField(blank=True, null=True)),
                (
                    "voice",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.voice"
                    ),
                ),
            ],
            options={
                "db_table": "voice_filings",
                "constraints": [
                    models.UniqueConstraint(fields=("voice", "what", "happened_on"), name="voice_filings_key"),
                    models.CheckConstraint(
                        condition=models.Q(("voice", ""), _negated=True), name="voice_filings_voice_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ("opened", "changed", "closed"))),
                        name="voice_filings_what_known",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            models.F("happened_on"), models.F("filed_on")
                        ),
                        name="voice_filings_happened_on_to_filed_on",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceKey",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("starts", answerable.records.fields.DateField()),
                ("key", answerable.records.fields.TextField()),
                (
                    "voice",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.voice"
                    ),
                ),
            ],
            options={
                "db_table": "voice_keys",
                "constraints": [
                    models.UniqueConstraint(fields=("voice", "starts"), name="voice_keys_key"),
                    models.CheckConstraint(
                        condition=models.Q(("voice", ""), _negated=True), name="voice_keys_voice_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="voice_keys_key_stated"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkFact",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("fact", answerable.records.fields.IdField(max_length=64)),
                ("value", answerable.records.fields.TextField()),
                (
                    "work_item",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.workitem"
                    ),
                ),
            ],
            options={
                "db_table": "work_facts",
                "constraints": [
                    models.UniqueConstraint(fields=("work_item", "fact"), name="work_facts_key"),
                    models.CheckConstraint(
                        condition=models.Q(("work_item", ""), _negated=True), name="work_facts_work_item_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fact", ""), _negated=True), name="work_facts_fact_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", ""), _negated=True), name="work_facts_value_stated"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answered",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80)),
                ("request", models.CharField(max_length=64)),
                ("at", answerable.records.fields.InstantField()),
                ("status", models.IntegerField()),
                ("body", models.JSONField()),
                (
                    "account",
                    models.ForeignKey(
                        db_column="account",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "answered",
                "constraints": [models.UniqueConstraint(fields=("account", "key"), name="answered_key")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("hash", answerable.records.fields.HashField(max_length=80)),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                ("at", answerable.records.fields.InstantField()),
                (
                    "account",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "attachments",
                "constraints": [
                    models.UniqueConstraint(fields=("hash", "account"), name="attachments_key"),
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="attachments_not_empty"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", answerable.records.fields.ChoiceField(max_length=32)),
                ("address", models.TextField()),
                ("quiet_from", models.TimeField(default=datetime.time(21, 0))),
                ("quiet_to", models.TimeField(default=datetime.time(8, 0))),
                ("on", models.BooleanField(default=True)),
                ("since", answerable.records.fields.InstantField()),
                ("sent_at", answerable.records.fields.InstantField(blank=True, null=True)),
                ("tested_at", answerable.records.fields.InstantField(blank=True, null=True)),
                (
                    "account",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "contacts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["mail", "sms", "wecom", "dingtalk"])),
                        name="contacts_channel_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("kind", answerable.records.fields.ChoiceField(max_length=32)),
                ("key", models.CharField(max_length=420)),
                ("params", models.JSONField()),
                ("link", models.CharField(max_length=500)),
                ("urgent", models.BooleanField(default=False)),
                ("created_at", answerable.records.fields.InstantField()),
                ("settled_at", answerable.records.fields.InstantField(blank=True, null=True)),
                (
                    "account",
                    answerable.records.fields.Link(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "notices",
                "constraints": [models.UniqueConstraint(fields=("account", "kind", "key"), name="notices_told_once")],
                "indexes": [
                    models.Index(fields=["account", "-created_at"], name="notices_of"),
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)), fields=["kind", "key"], name="notices_open"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("state", answerable.records.fields.ChoiceField(default="waiting", max_length=32)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("at", answerable.records.fields.InstantField()),
                ("next_at", answerable.records.fields.InstantField(blank=True, null=True)),
                ("claim", models.CharField(blank=True, max_length=32, null=True)),
                ("error", models.CharField(blank=True, max_length=32, null=True)),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="records.contact"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="records.notice"
                    ),
                ),
            ],
            options={
                "db_table": "deliveries",
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "contact"), name="deliveries_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "sending", "sent", "failed"))),
                        name="deliveries_state_known",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "sending"))),
                        fields=["contact"],
                        name="deliveries_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingReply",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("text", answerable.records.fields.TextField()),
                ("document", answerable.records.fields.HashField(blank=True, max_length=80, null=True)),
                ("said_by", answerable.records.fields.IdField(max_length=64)),
                ("said_at", answerable.records.fields.InstantField()),
                (
                    "finding",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.finding"
                    ),
                ),
            ],
            options={
                "db_table": "finding_replies",
                "indexes": [
                    models.Index(
                        condition=models.Q(("document__isnull", False)),
                        fields=["document"],
                        name="finding_replies_document",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionPlan",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("reach", answerable.records.fields.ChoiceField(max_length=32)),
                ("starts", answerable.records.fields.DateField()),
                ("ends", answerable.records.fields.DateField()),
                ("count", answerable.records.fields.IntegerField()),
                ("random_count", answerable.records.fields.IntegerField()),
                ("seed_source", answerable.records.fields.TextField()),
                ("seed_on", answerable.records.fields.DateField()),
                ("commitment", answerable.records.fields.HashField(max_length=80)),
                ("committed_on", answerable.records.fields.DateField()),
                ("secret", answerable.records.fields.TextField(blank=True, null=True)),
                ("public_seed", answerable.records.fields.TextField(blank=True, null=True)),
                ("drawn_on", answerable.records.fields.DateField(blank=True, null=True)),
                (
                    "body",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.body"
                    ),
                ),
                (
                    "committed_by",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.person"
                    ),
                ),
            ],
            options={
                "db_table": "inspection_plans",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", ""), _negated=True), name="inspection_plans_id_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="inspection_plans_body_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reach__in", ("own", "below"))), name="inspection_plans_reach_known"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("count"), Decimal("1")),
                        name="inspection_plans_count_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("count"), Decimal("1000")),
                        name="inspection_plans_count_high",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("random_count"), Decimal("0")),
                        name="inspection_plans_random_count_low",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seed_source", ""), _negated=True),
                        name="inspection_plans_seed_source_stated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("commitment", ""), _negated=True), name="inspection_plans_commitment_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("committed_by", ""), _negated=True),
                        name="inspection_plans_committed_by_stated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("secret", ""), _negated=True), name="inspection_plans_secret_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("public_seed", ""), _negated=True),
                        name="inspection_plans_public_seed_stated",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("starts"), models.F("ends")),
                        name="inspection_plans_starts_to_ends",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("random_count"), models.F("count")),
                        name="inspection_plans_random_count_to_count",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("seed_on"), models.F("drawn_on")),
                        name="inspection_plans_seed_on_to_drawn_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("secret__isnull", True), ("public_seed__isnull", True), ("drawn_on__isnull", True)
                            ),
                            models.Q(
                                ("secret__isnull", False), ("public_seed__isnull", False), ("drawn_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="inspection_plans_secret_together",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("chosen_by", answerable.records.fields.ChoiceField(max_length=32)),
                ("place", answerable.records.fields.IntegerField(blank=True, null=True)),
                ("cause", answerable.records.fields.TextField(blank=True, null=True)),
                ("due_on", answerable.records.fields.DateField()),
                ("inspected_on", answerable.records.fields.DateField(blank=True, null=True)),
                ("outcome", answerable.records.fields.ChoiceField(blank=True, max_length=32, null=True)),
                ("note", answerable.records.fields.TextField(blank=True, null=True)),
                ("document", answerable.records.fields.HashField(blank=True, max_length=80, null=True)),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
                (
                    "inspector",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.person",
                    ),
                ),
                (
                    "plan",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.inspectionplan",
                    ),
                ),
            ],
            options={
                "db_table": "inspections",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", ""), _negated=True), name="inspections_id_stated"),
                    models.CheckConstraint(
                        condition=models.Q(("plan", ""), _negated=True), name="inspections_plan_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="inspections_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chosen_by__in", ("random", "risk", "cause"))),
                        name="inspections_chosen_by_known",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("place"), Decimal("1")),
                        name="inspections_place_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("place"), Decimal("1000")),
                        name="inspections_place_high",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cause", ""), _negated=True), name="inspections_cause_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("inspector", ""), _negated=True), name="inspections_inspector_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ("no_faults", "faults", "not_possible"))),
                        name="inspections_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="inspections_note_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="inspections_document_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("inspected_on__isnull", True), ("inspector__isnull", True), ("outcome__isnull", True)
                            ),
                            models.Q(
                                ("inspected_on__isnull", False),
                                ("inspector__isnull", False),
                                ("outcome__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="inspections_inspected_on_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("plan__isnull", True), ("place__isnull", True)),
                            models.Q(("plan__isnull", False), ("place__isnull", False)),
                            _connector="OR",
                        ),
                        name="inspections_plan_together",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("document__isnull", False)),
                        fields=["document"],
                        name="inspections_document",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionChance",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("standing", answerable.records.fields.ChoiceField(blank=True, max_length=32, null=True)),
                ("overdue", answerable.records.fields.IntegerField()),
                ("findings", answerable.records.fields.IntegerField()),
                ("months", answerable.records.fields.IntegerField(blank=True, null=True)),
                ("large", answerable.records.fields.YesNoField()),
                ("weight", answerable.records.fields.IntegerField()),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
                (
                    "plan",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.inspectionplan"
                    ),
                ),
            ],
            options={
                "db_table": "inspection_frame",
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "contract"), name="inspection_frame_key"),
                    models.CheckConstraint(
                        condition=models.Q(("plan", ""), _negated=True), name="inspection_frame_plan_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("contract", ""), _negated=True), name="inspection_frame_contract_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "standing__in",
                                (
                                    "clear",
                                    "watch",
                                    "no_data",
                                    "rectifying",
                                    "renewal_suspended",
                                    "suspended",
                                    "ending",
                                    "ended_expired",
                                    "ended_agreement",
                                    "ended_unilateral",
                                ),
                            )
                        ),
                        name="inspection_frame_standing_known",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("overdue"), Decimal("0")),
                        name="inspection_frame_overdue_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("findings"), Decimal("0")),
                        name="inspection_frame_findings_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("months"), Decimal("0")),
                        name="inspection_frame_months_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(models.F("weight"), Decimal("1")),
                        name="inspection_frame_weight_low",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(models.F("weight"), Decimal("1000000")),
                        name="inspection_frame_weight_high",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionCheck",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("basis", answerable.records.fields.ChoiceField(max_length=32)),
                ("item", answerable.records.fields.IdField(max_length=64)),
                ("result", answerable.records.fields.ChoiceField(max_length=32)),
                ("note", answerable.records.fields.TextField(blank=True, null=True)),
                ("document", answerable.records.fields.HashField(blank=True, max_length=80, null=True)),
                (
                    "finding",
                    answerable.records.fields.Link(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.finding",
                    ),
                ),
                (
                    "inspection",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.inspection"
                    ),
                ),
            ],
            options={
                "db_table": "inspection_checks",
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "basis", "item"), name="inspection_checks_key"),
                    models.CheckConstraint(
                        condition=models.Q(("inspection", ""), _negated=True),
                        name="inspection_checks_inspection_stated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ("clause", "indicator", "general"))),
                        name="inspection_checks_basis_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("item", ""), _negated=True), name="inspection_checks_item_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ("met", "not_met", "not_applicable"))),
                        name="inspection_checks_result_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="inspection_checks_note_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("finding", ""), _negated=True), name="inspection_checks_finding_stated"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="inspection_checks_document_stated"
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("document__isnull", False)),
                        fields=["document"],
                        name="inspection_checks_document",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionSecret",
            fields=[
                ("plan", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("secret", models.CharField(max_length=64)),
            ],
            options={"db_table": "inspection_secrets"},
        ),
        migrations.CreateModel(
            name="KeptFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("route", answerable.records.fields.IdField(max_length=64)),
                ("name", models.CharField(max_length=80)),
                ("query", models.TextField()),
                ("kept_at", answerable.records.fields.InstantField()),
                (
                    "account",
                    models.ForeignKey(
                        db_column="account",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "kept_filters",
                "constraints": [models.UniqueConstraint(fields=("account", "route", "name"), name="kept_filters_key")],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("of", models.CharField(max_length=64)),
                ("cells", models.JSONField()),
                ("document", answerable.records.fields.HashField(blank=True, max_length=80, null=True)),
                ("note", answerable.records.fields.TextField(blank=True, default="")),
                ("digest", answerable.records.fields.HashField(max_length=80)),
                ("submitted_by", answerable.records.fields.IdField(max_length=64)),
                ("submitted_at", answerable.records.fields.InstantField()),
                ("state", answerable.records.fields.ChoiceField(default="submitted", max_length=32)),
                ("decided_by", answerable.records.fields.IdField(blank=True, max_length=64, null=True)),
                ("decided_at", answerable.records.fields.InstantField(blank=True, null=True)),
                ("reason", answerable.records.fields.TextField(blank=True, default="")),
                ("version", models.BigIntegerField(default=0)),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
                (
                    "provider",
                    answerable.records.fields.Link(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.provider",
                    ),
                ),
            ],
            options={
                "db_table": "submissions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["submitted", "accepted", "returned", "withdrawn"])),
                        name="submissions_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("of__in", ("readings", "services"))), name="submissions_of_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "submitted")
                            ),
                            models.Q(
                                models.Q(("state", "submitted"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="submissions_decided",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("document__isnull", False)),
                        fields=["document"],
                        name="submissions_document",
                    ),
                    models.Index(fields=["provider", "-submitted_at"], name="submissions_by"),
                    models.Index(
                        condition=models.Q(("state", "submitted")), fields=["contract"], name="submissions_open"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("kind", answerable.records.fields.ChoiceField(max_length=32)),
                ("params", models.JSONField()),
                ("file", answerable.records.fields.HashField(blank=True, max_length=80, null=True)),
                ("state", answerable.records.fields.ChoiceField(default="waiting", max_length=32)),
                ("done", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("asked_at", answerable.records.fields.InstantField()),
                ("started_at", answerable.records.fields.InstantField(blank=True, null=True)),
                ("ended_at", answerable.records.fields.InstantField(blank=True, null=True)),
                ("cancel_asked", models.BooleanField(default=False)),
                ("result", models.JSONField(blank=True, null=True)),
                (
                    "account",
                    answerable.records.fields.Link(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "tasks",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "running", "done", "failed", "cancelled"))),
                        name="tasks_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state__in", ("waiting", "running"))),
                            models.Q(
                                models.Q(("state__in", ("waiting", "running")), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="tasks_ended_when_over",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["account", "-asked_at"], name="tasks_of"),
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "running"))), fields=["state"], name="tasks_open"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64)),
                ("scopes", models.JSONField()),
                ("created_at", answerable.records.fields.InstantField()),
                ("expires_on", answerable.records.fields.DateField()),
                ("used_on", answerable.records.fields.DateField(blank=True, null=True)),
                ("revoked_at", answerable.records.fields.InstantField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_column="account",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"db_table": "tokens"},
        ),
        migrations.CreateModel(
            name="MatterCode",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="code",
                        serialize=False,
                        to="records.matter",
                    ),
                ),
                ("digest", answerable.records.fields.HashField(max_length=80, unique=True)),
                ("made_by", answerable.records.fields.IdField(max_length=64)),
                ("made_at", answerable.records.fields.InstantField()),
            ],
            options={"db_table": "matter_codes"},
        ),
        migrations.CreateModel(
            name="CaseCourse",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="course",
                        serialize=False,
                        to="records.case",
                    ),
                ),
                ("route", answerable.records.fields.ChoiceField(max_length=32)),
                ("stage", answerable.records.fields.ChoiceField(max_length=32)),
                ("state", answerable.records.fields.ChoiceField(db_index=True, max_length=32)),
                ("since", answerable.records.fields.DateField()),
                ("opened_on", answerable.records.fields.DateField()),
                ("final", models.BooleanField(default=False)),
                ("version", models.BigIntegerField()),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={"db_table": "case_courses"},
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", answerable.records.fields.IdField(max_length=64, primary_key=True, serialize=False)),
                ("step", models.IntegerField()),
                ("kind", answerable.records.fields.ChoiceField(max_length=32)),
                ("number", models.CharField(max_length=200)),
                ("issued_on", answerable.records.fields.DateField()),
                ("content", models.JSONField()),
                (
                    "body",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.body"
                    ),
                ),
                (
                    "case",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.case"
                    ),
                ),
            ],
            options={
                "db_table": "papers",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "step", "kind"), name="papers_key"),
                    models.UniqueConstraint(fields=("body", "kind", "number"), name="papers_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperFile",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("lang", answerable.records.fields.ChoiceField(max_length=32)),
                ("form", answerable.records.fields.ChoiceField(max_length=32)),
                ("hash", answerable.records.fields.HashField(max_length=80)),
                ("size", models.BigIntegerField()),
                ("at", answerable.records.fields.InstantField()),
                (
                    "paper",
                    answerable.records.fields.Link(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.paper",
                    ),
                ),
            ],
            options={
                "db_table": "paper_files",
                "constraints": [models.UniqueConstraint(fields=("paper", "lang", "form"), name="paper_files_key")],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", answerable.records.fields.ChoiceField(max_length=32)),
                ("lang", answerable.records.fields.ChoiceField(max_length=32)),
                ("starts", answerable.records.fields.DateField()),
                ("text", answerable.records.fields.TextField()),
                ("set_by", answerable.records.fields.IdField(max_length=64)),
                ("set_at", answerable.records.fields.InstantField()),
                (
                    "body",
                    answerable.records.fields.Link(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.body"
                    ),
                ),
            ],
            options={
                "db_table": "wordings",
                "constraints": [
                    models.UniqueConstraint(fields=("body", "kind", "lang", "starts"), name="wordings_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseFinding",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "case",
                    answerable.records.fields.Link(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.case"
                    ),
                ),
                (
                    "finding",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.finding"
                    ),
                ),
            ],
            options={
                "db_table": "case_findings",
                "constraints": [models.UniqueConstraint(fields=("case", "finding"), name="case_findings_key")],
            },
        ),
        migrations.CreateModel(
            name="CaseMatter",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "case",
                    answerable.records.fields.Link(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.case"
                    ),
                ),
                (
                    "matter",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.matter"
                    ),
                ),
            ],
            options={
                "db_table": "case_matters",
                "constraints": [models.UniqueConstraint(fields=("case", "matter"), name="case_matters_key")],
            },
        ),
        migrations.CreateModel(
            name="CaseStep",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.IntegerField()),
                ("act", answerable.records.fields.ChoiceField(max_length=32)),
                ("at", answerable.records.fields.InstantField()),
                ("on", answerable.records.fields.DateField()),
                ("account", answerable.records.fields.IdField(max_length=64)),
                ("person", answerable.records.fields.IdField(blank=True, max_length=64, null=True)),
                ("provider", answerable.records.fields.IdField(blank=True, max_length=64, null=True)),
                ("for_person", answerable.records.fields.IdField(blank=True, max_length=64, null=True)),
                ("role", answerable.records.fields.ChoiceField(blank=True, default="", max_length=32)),
                ("said", models.JSONField()),
                (
                    "case",
                    answerable.records.fields.Link(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.case"
                    ),
                ),
            ],
            options={
                "db_table": "case_steps",
                "constraints": [models.UniqueConstraint(fields=("case", "number"), name="case_steps_key")],
            },
        ),
        migrations.CreateModel(
            name="CaseTurn",
            fields=[
                ("row", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=400)),
                ("what", answerable.records.fields.ChoiceField(max_length=32)),
                ("side", answerable.records.fields.ChoiceField(max_length=32)),
                ("owner", answerable.records.fields.IdField(db_index=True, max_length=64)),
                ("since", answerable.records.fields.DateField()),
                ("by", answerable.records.fields.DateField(db_index=True)),
                ("provisional", models.BooleanField()),
                ("paused_until", answerable.records.fields.DateField(blank=True, null=True)),
                ("silence", answerable.records.fields.ChoiceField(blank=True, default="", max_length=32)),
                ("step", models.IntegerField(blank=True, null=True)),
                ("escalated_on", answerable.records.fields.DateField(blank=True, null=True)),
                (
                    "case",
                    answerable.records.fields.Link(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.case"
                    ),
                ),
                (
                    "contract",
                    answerable.records.fields.Link(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.contract"
                    ),
                ),
            ],
            options={
                "db_table": "case_turns",
                "constraints": [models.UniqueConstraint(fields=("case", "key"), name="case_turns_key")],
            },
        ),
    ]
    operations += import_module("answerable.records.migrations.0002_append_only").Migration.operations
