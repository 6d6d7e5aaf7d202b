"""Walls that follow and somebody who edits: HTTP clients as plain as can be, so that the server is what is measured."""

import asyncio
import http.client
import json
import re
import time
from datetime import datetime

TITLE = re.compile(rb"Edit number (\d+)\.")
# Pictures of 16:9, 4:3, and a phone's.
SIZES = ("wide=60&high=33.75", "wide=60&high=45", "wide=22&high=9999")
OPENED_AT_ONCE = 25


class Wall(asyncio.Protocol):
    """One open stream. Notes when it first received an edit, {number: moment}, and whether it ended."""

    def __init__(self, secret, size):
        self.request = f"GET /live/wall/{secret}/?{size} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
        self.received, self.newest = {}, 0
        self.heard, self.ended = asyncio.Event(), asyncio.Event()
        self.tail = b""

    def connection_made(self, transport):
        """Ask for the stream."""
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data):
        """Note which edit a piece of the stream tells; a title may be cut between two pieces."""
        for found in TITLE.finditer(self.tail + data):
            self.newest = int(found[1])
            self.received.setdefault(self.newest, time.time())
        self.tail = data[-30:]
        self.heard.set()

    def connection_lost(self, problem):
        """Note that the stream ended."""
        self.ended.set()


async def open_walls(port, secret, count):
    """Return `count` walls in turns of three sizes, all of which heard something."""
    loop = asyncio.get_running_loop()
    walls = []
    while len(walls) < count:
        some = [Wall(secret, SIZES[n % len(SIZES)]) for n in range(min(OPENED_AT_ONCE, count - len(walls)))]
        for wall in some:
            await loop.create_connection(lambda wall=wall: wall, "127.0.0.1", port)
        await asyncio.wait_for(asyncio.gather(*(wall.heard.wait() for wall in some)), 30)
        walls += some
    await asyncio.sleep(1)
    return walls


def close_walls(walls):
    """Hang up."""
    for wall in walls:
        wall.transport.abort()


class Editor:
    """Changes the title of a walk-through over REST, each time to the next number."""

    def __init__(self, port, walkthrough, token):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.path = f"/api/v1/walkthroughs/{walkthrough}/"
        self.headers = {"Authorization": f"Bearer {token}", "If-Match": "*", "Content-Type": "application/json"}
        self.number = 0

    async def edit(self):
        """Make one edit and return (its number, when it was sent, when it was written, a moment before the commit).

        Raises RuntimeError where it is refused.
        """
        self.number += 1
        sent = time.time()
        reply = await asyncio.to_thread(self._send, {"title": f"Edit number {self.number}."})
        return self.number, sent, datetime.fromisoformat(reply["updated_at"]).timestamp()

    def _send(self, body):
        self.connection.request("PATCH", self.path, json.dumps(body), self.headers)
        response = self.connection.getresponse()
        text = response.read()
        if response.status != 200:
            raise RuntimeError(f"The edit was answered {response.status}: {text[:300]!r}")
        return json.loads(text)
