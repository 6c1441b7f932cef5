"""Honest clients: writers that note what was acknowledged, and readers that ask for pages."""

import base64
import contextlib
import hashlib
import hmac
import http.client
import http.cookiejar
import re
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.drills.filling import FACTOR, HANDLERS, PASSWORD
from tests.drills.system import Deployment, end

PAGES = ("/", "/health/live", "/health/ready", "/account/sign-in/")
KINDS = ("rows", "duties", "proposals")


@dataclass
class Writers:
    """Writers of every kind, and what they noted, over all their lives."""

    deployment: Deployment
    folder: Path
    lives: int = 0
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """One writer of each kind, under new names."""
        self.folder.mkdir(exist_ok=True)
        self.lives += 1
        for kind, account in zip(KINDS, HANDLERS, strict=True):
            words = ("tests.drills.writer", kind, account, f"{kind}-{self.lives}", str(self.folder))
            self.running.append(self.deployment.spawn("writers", *words))

    def stop(self) -> None:
        """End them after the act under way; every one has to end well."""
        codes = [end(each) for each in self.running]
        self.running = []
        assert not any(codes), (self.deployment.logs / "writers.log").read_text()[-3000:]

    def noted(self, ending: str, name: str = "*") -> list[str]:
        """What all of them noted: `acknowledged`, `tried` or `refused`. A line that was cut short does not count."""
        found: list[str] = []
        for path in sorted(self.folder.glob(f"{name}.{ending}")):
            found += [line for line in path.read_text().splitlines(keepends=True) if line.endswith("\n")]
        return [line.strip() for line in found]

    def wait_for_more(self, than: int, *, within: float) -> float:
        """Wait until each kind has that many more acknowledgements than now; the seconds it took."""
        before = {kind: len(self.noted("acknowledged", f"{kind}-*")) for kind in KINDS}
        begun = time.monotonic()
        while any(len(self.noted("acknowledged", f"{kind}-*")) < before[kind] + than for kind in KINDS):
            if time.monotonic() - begun > within:
                now = {kind: len(self.noted("acknowledged", f"{kind}-*")) for kind in KINDS}
                raise TimeoutError(f"{before} -> {now}, {Counter(self.noted('refused'))}")
            time.sleep(0.05)
        return time.monotonic() - begun


@dataclass
class Readers:
    """Ask for pages in turn, at a steady rate, and keep status and seconds of each answer."""

    url: str
    pages: Sequence[str] = PAGES
    rate: float = 10.0
    cookie: str = ""
    threads: int = 2
    answers: list[tuple[str, int, float]] = field(default_factory=list)
    """Page, status, seconds from the moment the request was due; status 0 where nobody answered."""

    @contextmanager
    def asking(self) -> Iterator["Readers"]:
        """Ask while the block runs."""
        stopped = threading.Event()
        threads = [
            threading.Thread(target=self._ask, args=(stopped, place), daemon=True)
            for place in range(self.threads)
        ]
        for each in threads:
            each.start()
        try:
            yield self
        finally:
            stopped.set()
            for each in threads:
                each.join()

    def _ask(self, stopped: threading.Event, place: int) -> None:
        step = self.threads / self.rate
        due, number = time.monotonic() + place / self.rate, place
        while not stopped.wait(max(0.0, due - time.monotonic())):
            page = self.pages[number % len(self.pages)]
            status = self._status(page)
            # Timed from when it was due: a server that stalls does not hide the requests that had to wait.
            self.answers.append((page, status, time.monotonic() - due))
            due += step
            number += self.threads

    def _status(self, page: str) -> int:
        host = urllib.parse.urlsplit(self.url).netloc
        with contextlib.closing(http.client.HTTPConnection(host, timeout=30)) as connection:
            try:
                connection.request("GET", page, headers={"Cookie": self.cookie} if self.cookie else {})
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                return 0
            return answer.status

    @property
    def broken(self) -> Counter[tuple[str, int]]:
        """Answers that say the program failed."""
        return Counter((page, status) for page, status, _ in self.answers if status >= 500)


def sign_in(url: str, account: str) -> str:
    """Sign in as a person would, with password and code; the cookies that are the session."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def send(path: str, **fields: str) -> str:
        with browser.open(url + path, timeout=30) as form:
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.read().decode())
        assert token is not None, path
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        request = urllib.request.Request(url + path, body, {"Referer": url})  # noqa: S310 - our own
        with browser.open(request, timeout=30) as answer:
            return str(answer.url)

    asked = send("/account/sign-in/", login=account, password=PASSWORD)
    send(urllib.parse.urlsplit(asked).path, code=_code(time.time()))
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def _code(at: float) -> str:
    """The code of the second factor at an instant (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(FACTOR), int(at // 30).to_bytes(8), hashlib.sha1)
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"
