"""Remembers. The one Django app: models, migrations, constraints."""
