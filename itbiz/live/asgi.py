"""Django on an event loop: pages run in a few threads of their own, streams in none.

Django's own ASGI handler gives each request a thread and a database connection for as long as it lasts: sixty phones
that load a page at once would take sixty connections, an open stream would keep a thread, and a streamed file would be
gathered before it is sent. Here the whole synchronous stack runs in a fixed pool, as under WSGI, with connections that
are kept; only a `Stream` is served by the loop.
"""

import asyncio
import signal
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs

import django
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.db import close_old_connections
from django.http import FileResponse
from django.urls import set_script_prefix

from itbiz.live.hub import Hub
from itbiz.live.stream import Stream

# With the hub's two, five connections a process.
THREADS = 3
# How long a reader of a streamed file may take for one piece of it.
PATIENCE = 60


def get_application():
    """Return the application, with Django set up."""
    django.setup(set_prefix=False)
    return Application()


class Application(ASGIHandler):
    """The ASGI application: one pool of threads for pages, one Hub for streams."""

    def __init__(self):
        BaseHandler.__init__(self)
        self.load_middleware()
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="page")
        self.hub = None

    async def __call__(self, scope, receive, send):
        """Serve one request, or the server's own start and stop."""
        if scope["type"] == "lifespan":
            await self.live(receive, send)
        elif scope["type"] == "http":
            await self.serve(scope, receive, send)
        else:
            raise ValueError(f"Nothing here speaks {scope['type']}.")

    async def live(self, receive, send):
        """Make the hub when the server starts, and end every stream when it is told to stop.

        The server says so only when all answers are sent, and an open stream is one that never would be.
        """
        await receive()
        self.hub = Hub()
        call_at_stop(asyncio.get_running_loop(), self.hub.close)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.threads.shutdown(wait=False, cancel_futures=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def serve(self, scope, receive, send):
        """Read a request, have it answered in a thread, and send what was answered."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        loop = asyncio.get_running_loop()

        async def say(message):
            await send(message)

        def pass_on(message):
            asyncio.run_coroutine_threadsafe(say(message), loop).result(PATIENCE)

        with body:
            response, messages = await loop.run_in_executor(self.threads, self.answer, scope, body, pass_on)
        if isinstance(response, Stream):
            await self.stream(response, scope, receive, send)
        for message in messages:
            await send(message)

    def answer(self, scope, body, pass_on):
        """Return (response, the messages still to be sent); runs in a thread.

        What a response streams itself is passed on from here, piece by piece: its rows come from this thread's
        connection.
        """
        set_script_prefix(get_script_prefix(scope))
        close_old_connections()
        request, response = self.create_request(scope, body)
        if request is not None:
            response = self.get_response(request)
        try:
            if isinstance(response, Stream):
                return response, []
            if not response.streaming:
                return response, [start_of(response, response.status_code), body_of(response.content)]
            if isinstance(response, FileResponse):
                response.block_size = self.chunk_size
            pass_on(start_of(response, response.status_code))
            for part in response:
                pass_on(body_of(part, more=True))
            return response, [body_of(b"")]
        finally:
            response.close()

    async def stream(self, stream, scope, receive, send):
        """Send events until the reader goes or the hub closes the follower."""
        del stream["Content-Length"]
        follower = self.hub.follow(stream, seen(scope))
        gone = asyncio.ensure_future(receive())
        gone.add_done_callback(lambda _message: follower.close())
        try:
            await send(start_of(stream, 200))
            async for event in follower.events():
                await send(body_of(event, more=True))
            if not gone.done():
                await send(body_of(b""))
        finally:
            gone.cancel()
            self.hub.leave(follower)


def call_at_stop(loop, act):
    """Call `act` in the loop when the process is told to stop, beside what the server does then."""
    for number in (signal.SIGINT, signal.SIGTERM):
        servers = signal.getsignal(number)

        def handle(number, frame, servers=servers):
            loop.call_soon_threadsafe(act)
            if callable(servers):
                servers(number, frame)

        signal.signal(number, handle)


def seen(scope):
    """Return the tag of the fragment that a page has: `?last=`, or what a browser that comes back by itself tells."""
    told = parse_qs(scope["query_string"].decode("latin1")).get("last", [""])[0]
    return dict(scope["headers"]).get(b"last-event-id", told.encode("latin1", "replace")).decode("latin1")


def start_of(response, status):
    """Return the message that begins an answer, with the response's headers and cookies."""
    headers = [(name.encode("ascii"), value.encode("latin1")) for name, value in response.items()]
    cookies = [
        (b"Set-Cookie", cookie.output(header="").strip().encode("ascii")) for cookie in response.cookies.values()
    ]
    return {"type": "http.response.start", "status": int(status), "headers": headers + cookies}


def body_of(part, *, more=False):
    """Return the message that sends a piece of a body."""
    return {"type": "http.response.body", "body": part, "more_body": more}
