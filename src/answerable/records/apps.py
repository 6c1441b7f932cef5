"""The app's name in Django."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Everything that is remembered is one app with one history of migrations."""

    name = "answerable.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
