"""Settings of the tests: the product's own, with a key, quick passwords, and no files outside a scratch folder."""

import os
import tempfile

os.environ.setdefault("ANSWERABLE_SECRET_KEY", "only-for-tests")
os.environ.setdefault("ANSWERABLE_DATA", tempfile.mkdtemp(prefix="answerable-tests-"))

from answerable.settings import *  # noqa: F403 -- everything that is set
from answerable.settings import DATABASES, STATIC_ROOT

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
# WhiteNoise warns of a folder that `serve` would have filled.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
