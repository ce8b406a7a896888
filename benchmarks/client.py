"""A keep-alive client for loopback: one page, many times, each time timed."""

import http.client
import time
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Page:
    """A page to time: where it is, who reads it (cookie), and what it may cost at most."""

    name: str
    port: int
    path: str
    cookie: str = ""
    against: str = ""
    ratio: float = 0.0
    queries_at_most: int = 0
    times: list[float] = field(default_factory=list)
    queries: str = "?"
    size: int = 0
    sent: int = 0

    @property
    def milliseconds(self) -> float:
        return median(self.times) * 1000 if self.times else 0.0

    @property
    def p95(self) -> float:
        ordered = sorted(self.times)
        return ordered[int(0.95 * (len(ordered) - 1))] * 1000 if ordered else 0.0


def fetch(page: Page, *, count: bool = False) -> http.client.HTTPResponse:
    """One GET. Raises RuntimeError when the page does not answer 200."""
    connection = _connection(page.port)
    headers = {"Cookie": page.cookie, "Accept-Encoding": "gzip"}
    if count:
        headers["X-Count"] = "1"
    start = time.perf_counter()
    connection.request("GET", page.path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    page.times.append(time.perf_counter() - start)
    if response.status != 200:
        raise RuntimeError(f"{page.name} {page.path}: status {response.status}")
    page.sent = len(body)
    page.queries = response.headers.get("X-Queries", page.queries)
    return response


_OPEN: dict[int, http.client.HTTPConnection] = {}


def _connection(port: int) -> http.client.HTTPConnection:
    if port not in _OPEN:
        _OPEN[port] = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    return _OPEN[port]


def hang_up() -> None:
    """Close what is open: other servers answer at these ports from now on."""
    while _OPEN:
        _port, connection = _OPEN.popitem()
        connection.close()


def warm(page: Page) -> None:
    """Fill the caches, count the queries once, and forget these times."""
    for _nth in range(4):
        fetch(page)
    fetch(page, count=True)
    page.times.clear()


def rounds(pages: list[Page], *, number: int, seconds: float) -> None:
    """A B A B: every page in turn, for a slice of time each, several rounds."""
    for _round in range(number):
        for page in pages:
            stop = time.perf_counter() + seconds
            done = 0
            while done < 3 or (time.perf_counter() < stop and done < 200):
                fetch(page)
                done += 1
