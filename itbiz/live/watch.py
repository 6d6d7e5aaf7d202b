"""How a process hears that something was committed: PostgreSQL tells it, SQLite's file is looked at."""

import asyncio
import logging
import sqlite3

import psycopg2
from django.db import connection

from itbiz.live.tell import CHANNEL, hearers

LOOK_EVERY = 0.1
AGAIN_AFTER = 0.5
# A connection whose other end vanished without a word is given up after a minute.
ALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
log = logging.getLogger(__name__)


async def watch(on_topic, on_anything):
    """Call `on_topic(text)` for whatever was told and `on_anything()` where it may be anything, until cancelled.

    What was missed while the database was away is anything. Both are called in the event loop.
    """
    watched = _listen if connection.vendor == "postgresql" else _look
    while True:
        try:
            await watched(connection.get_connection_params(), on_topic, on_anything)
        except (psycopg2.Error, sqlite3.Error) as problem:
            log.warning("Followers wait for the database: %s", problem)
        await asyncio.sleep(AGAIN_AFTER)


async def _listen(parameters, on_topic, on_anything):
    """Hold the process's one listening connection, until it breaks."""
    loop = asyncio.get_running_loop()
    listening = await asyncio.to_thread(_open, parameters)
    broken = loop.create_future()

    def read():
        try:
            listening.poll()
        except psycopg2.Error as problem:
            loop.remove_reader(descriptor)
            broken.set_exception(problem)
            return
        while listening.notifies:
            on_topic(listening.notifies.pop(0).payload)

    descriptor = listening.fileno()
    loop.add_reader(descriptor, read)
    try:
        on_anything()
        await broken
    finally:
        loop.remove_reader(descriptor)
        listening.close()


def _open(parameters):
    """Return a connection to PostgreSQL that listens."""
    plain = {name: value for name, value in parameters.items() if name != "cursor_factory"}
    opened = psycopg2.connect(**ALIVE | plain)
    opened.autocommit = True
    with opened.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    return opened


async def _look(parameters, on_topic, on_anything):
    """Ask SQLite every 100 ms, which costs microseconds, whether another connection has committed.

    What this process commits itself it hears at once.
    """
    looking = sqlite3.connect(parameters["database"], timeout=0, isolation_level=None, uri=parameters.get("uri", False))
    seen, loop = None, asyncio.get_running_loop()

    def hear(topic):
        loop.call_soon_threadsafe(on_topic, topic)

    hearers.add(hear)
    try:
        while True:
            [now] = looking.execute("PRAGMA data_version").fetchone()
            if now != seen:
                seen = now
                on_anything()
            await asyncio.sleep(LOOK_EVERY)
    finally:
        hearers.discard(hear)
        looking.close()
