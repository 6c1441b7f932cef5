"""Settings of the tests: the product's own, with a key, quick passwords, and no files outside a scratch folder."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("ANSWERABLE_SECRET_KEY", "only-for-tests")
# Every process of a run has a folder of its own, also those that inherit this environment.
if "answerable-tests-" in os.environ.get("ANSWERABLE_DATA", "answerable-tests-"):
    os.environ["ANSWERABLE_DATA"] = tempfile.mkdtemp(prefix="answerable-tests-")
    atexit.register(shutil.rmtree, os.environ["ANSWERABLE_DATA"], ignore_errors=True)

from answerable.settings import *  # noqa: F403 -- everything that is set
from answerable.settings import DATABASES, STATIC_ROOT

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
# WhiteNoise warns of a folder that `serve` would have filled.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
