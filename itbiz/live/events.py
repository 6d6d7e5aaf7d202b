"""Server-sent events as bytes, and the follower who waits for the newest."""

import asyncio

BEAT = b"event: beat\ndata:\n\n"
ENDED = b"event: ended\ndata:\n\n"


def state_event(tag, html):
    """Return the event that carries a whole fragment under its tag."""
    data = "\n".join(f"data: {line}" for line in html.splitlines())
    return f"id: {tag}\nevent: state\n{data}\n\n".encode()


class Follower:
    """One open stream: what waits for it is replaced by what is newer, so that it may skip, and never misses the last.

    It belongs to the event loop; other threads go through `call_soon_threadsafe`.
    """

    def __init__(self, stream, tag=""):
        """`tag` is that of the fragment the page has already."""
        self.stream, self.tag = stream, tag
        self.waiting, self.closed = b"", False
        self.woken = asyncio.Event()

    def give(self, tag, event):
        """Let `event`, the fragment under `tag`, be the next thing sent, unless the page has it or the line was ended.

        Whoever was dismissed while it was rendered must not be sent it after all (V4).
        """
        if tag != self.tag and not self.closed:
            self.tag, self.waiting = tag, event
            self.woken.set()

    def beat(self):
        """Let the page know that the line stands, where nothing else is about to."""
        self.waiting = self.waiting or BEAT
        self.woken.set()

    def close(self, last=b""):
        """End the stream, with `last` where something is to be said."""
        self.waiting, self.closed = last, True
        self.woken.set()

    async def events(self):
        """Yield what is to be sent, until the follower is closed."""
        while not self.closed or self.waiting:
            await self.woken.wait()
            self.woken.clear()
            event, self.waiting = self.waiting, b""
            if event:
                yield event
