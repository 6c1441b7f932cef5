"""Python sleeps by `select` under libfaketime, which makes an absolute sleep on the monotonic clock fail (EINVAL)."""

import select
import time
from typing import SupportsIndex


def _sleep(seconds: SupportsIndex | float) -> None:
    select.select([], [], [], float(seconds))


time.sleep = _sleep
