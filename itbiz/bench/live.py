"""What following costs and how long it takes: the measurements of `manage.py bench_live`."""

import asyncio
import resource
import subprocess
import time
from dataclasses import dataclass
from statistics import median, quantiles

import psycopg2

from itbiz.bench.followers import Editor, close_walls, open_walls
from itbiz.bench.measure import family, spent

EDITS, APART, BURST = 20, 0.5, 10
# Edits that are not measured: each of the server's threads has a connection to PostgreSQL that is slow at first.
WARM = 8
ARRIVES_WITHIN = 5
IDLE_SECONDS = 20


@dataclass
class Figure:
    """One row of the table: what was measured, the value with its unit, the bar, and whether it holds."""

    what: str
    value: float
    unit: str
    bar: float = None

    @property
    def holds(self):
        """Whether the value is within the bar; True where there is none."""
        return self.bar is None or self.value <= self.bar


def raise_limit():
    """Let this process and those it starts hold as many files as the system allows."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


async def edits_received(name, editor, walls, bar):
    """Edit at a person's pace, then in a burst; return Figures of how long it took to all walls, and who missed it."""
    after_commit, after_sending = [], []
    for _ in range(WARM):
        await editor.edit()
    for _ in range(EDITS):
        number, sent, written = await editor.edit()
        await arrived(walls, number)
        moments = [wall.received[number] for wall in walls if number in wall.received]
        after_commit += [(moment - written) * 1000 for moment in moments]
        after_sending += [(moment - sent) * 1000 for moment in moments]
        await asyncio.sleep(APART)
    for _ in range(BURST):
        number, _sent, _written = await editor.edit()
    await arrived(walls, number)
    missed = sum(wall.newest != number for wall in walls)
    return [
        Figure(f"{name}: written to received, p95", quantiles(after_commit, n=20)[-1], "ms", bar),
        Figure(f"{name}: written to received, p50", median(after_commit), "ms"),
        Figure(f"{name}: sent by the editor to received, p95", quantiles(after_sending, n=20)[-1], "ms"),
        Figure(f"{name}: without the last state after {BURST} edits in a burst", missed, "followers", 0),
    ]


async def arrived(walls, number):
    """Return when all walls tell the edit `number`, or it is too late."""
    deadline = time.perf_counter() + ARRIVES_WITHIN
    while any(wall.newest != number for wall in walls) and time.perf_counter() < deadline:
        await asyncio.sleep(0.02)


async def idle(server):
    """Return the Figure of the server's processor time while nothing happens."""
    await asyncio.sleep(2)
    before, begun = sum(map(spent, family(server.pid))), time.perf_counter()
    await asyncio.sleep(IDLE_SECONDS)
    share = (sum(map(spent, family(server.pid))) - before) / (time.perf_counter() - begun) * 100
    return Figure("300 followers, nothing happens: processor time of one core", share, "%", 1)


def connections_of(url):
    """Return how many connections a PostgreSQL database has beside the one that asks."""
    with psycopg2.connect(url) as asking, asking.cursor() as cursor:
        cursor.execute("SELECT count(*) - 1 FROM pg_stat_activity WHERE datname = current_database()")
        [held] = cursor.fetchone()
    asking.close()
    return held


async def stop(server, walls):
    """Return the Figures of ending a server under open streams."""
    begun = time.perf_counter()
    server.terminate()
    try:
        await asyncio.to_thread(server.wait, 30)
    except subprocess.TimeoutExpired:
        server.kill()
    took = time.perf_counter() - begun
    await asyncio.wait_for(asyncio.gather(*(wall.ended.wait() for wall in walls)), 5)
    return Figure(f"SIGTERM with {len(walls)} open streams: until the server has ended", took, "s", 3)


async def measure_one(port, filled, server, url):
    """Return the Figures of one server; `url` names a PostgreSQL database. The server has ended afterwards."""
    editor, figures = Editor(port, filled["walkthrough"], filled["token"]), []
    for count, bar in ((50, 150), (300, 250)):
        walls = await open_walls(port, filled["secret"], count)
        figures += await edits_received(f"{count} followers", editor, walls, bar)
        if count < 300:
            close_walls(walls)
    figures.append(await idle(server))
    if url:
        figures.append(Figure("300 followers: connections to PostgreSQL", connections_of(url), "connections", 5))
    return [*figures, await stop(server, walls)]


async def measure_two(ports, filled):
    """Return the Figures of one room on two servers, edited on the first."""
    walls = [wall for port in ports for wall in await open_walls(port, filled["secret"], 25)]
    editor = Editor(ports[0], filled["walkthrough"], filled["token"])
    figures = await edits_received("25 followers on each of two servers", editor, walls, None)
    close_walls(walls)
    return figures


def table(figures):
    """Return the figures as a Markdown table."""
    rows = ["| measured | value | bar | holds |", "| --- | ---: | ---: | --- |"]
    for figure in figures:
        bar = "" if figure.bar is None else f"{figure.bar} {figure.unit}"
        holds = "" if figure.bar is None else "yes" if figure.holds else "NO"
        rows.append(f"| {figure.what} | {figure.value:.4g} {figure.unit} | {bar} | {holds} |")
    return "\n".join(rows) + "\n"
