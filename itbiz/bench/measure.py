"""Ask a served installation again and again, and read from the process table what that cost."""

import http.client
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from itbiz.bench.counting import ASKED_BY

TICKS = os.sysconf("SC_CLK_TCK")
NANOSECONDS = 1e9


@dataclass
class Case:
    """One thing to ask for, and what was measured of it."""

    name: str
    path: str
    headers: dict = field(default_factory=dict)
    statements: int = 0
    size: int = 0
    # Processor milliseconds a request, one entry a round; latencies in milliseconds, one a request.
    costs: list = field(default_factory=list)
    latencies: list = field(default_factory=list)

    @property
    def cost(self):
        """The median of the rounds' processor milliseconds a request."""
        return median(self.costs)

    @property
    def p50(self):
        """The median latency, in milliseconds."""
        return median(self.latencies)

    @property
    def p95(self):
        """The latency that one request in twenty exceeds, in milliseconds."""
        return quantiles(self.latencies, n=20)[-1]


class Measurement:
    """Measures cases against a server on `port`, whose process is `server_id`; `database` names PostgreSQL's."""

    def __init__(self, port, server_id, database=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.server_id, self.database = server_id, database

    def ask(self, case, **more):
        """Send one request and return (response, body). Raises RuntimeError unless it is answered with 200."""
        self.connection.request("GET", case.path, headers=case.headers | more)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{case.path} answered {response.status}: {body[:300]!r}")
        return response, body

    def warm_up(self, case, times):
        """Ask until every worker has done it, and note statements and size."""
        for _ in range(times):
            self.ask(case)
        response, body = self.ask(case, **{ASKED_BY: "1"})
        case.statements, case.size = int(response.headers["X-Statements"]), len(body)

    def run(self, case, times):
        """Ask `times` times and note the costs."""
        before = self.processor_seconds()
        for _ in range(times):
            begun = time.perf_counter()
            self.ask(case)
            case.latencies.append((time.perf_counter() - begun) * 1000)
        case.costs.append((self.processor_seconds() - before) * 1000 / times)

    def processor_seconds(self):
        """Return the processor time of the server's and the database's processes so far, in seconds."""
        return sum(spent(pid) for pid in (*family(self.server_id), *self.backends()))

    def backends(self):
        """Return the ids of the processes that PostgreSQL runs for our database."""
        if self.database is None:
            return []
        return [pid for pid, title in titles() if title.startswith("postgres:") and f" {self.database} " in title]


def titles():
    """Yield (process id, command line) of every process."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                yield int(entry.name), (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except (FileNotFoundError, ProcessLookupError):
                continue


def family(pid):
    """Return a process and all that it started, by id."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [pid]
    for known in found:
        found += children.get(known, [])
    return found


def stat(pid):
    """Return the fields of a process's row in the process table after its name, or None where it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def spent(pid):
    """Return the processor time of a process in seconds: to the nanosecond where the system tells, else in ticks."""
    total = 0
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        total = 0
    if total:
        return total / NANOSECONDS
    fields = stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0
