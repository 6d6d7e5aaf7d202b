"""Serve the installation: where it can be reached, and the server that answers there."""

import errno
import os
import socket
import time
from threading import Thread

from django.core.management.base import CommandError
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

# Processes by interface: one that does everything, or several for pages alone.
WORKERS = {"asgi": 1, "wsgi": 2}
THREADS = 4
KILL_SECONDS = 2
BACKLOG = 4096
# Seconds for which a worker may outlive the process that started it.
ORPHANED_FOR = 0.2
# An address that exists nowhere: asking for the way there names our own end of it, and sends nothing.
ELSEWHERE = ("192.0.2.1", 9)


def serve(host, port, interface="asgi", workers=None, on_answer=None):
    """Answer on `host` and `port` until a signal ends the process.

    `interface` is "asgi", which pushes what is live, or "wsgi", under which live pages poll. `on_answer`, a function
    without arguments, is called once the first worker answers. Raises `CommandError` with a sentence where the address
    cannot be had.
    """
    require_free(host, port)
    threads = {"blocking_threads": THREADS} if interface == "wsgi" else {}
    server = Server(
        f"itbiz.serving:{interface}",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces(interface),
        workers=workers or WORKERS[interface],
        **threads,
        # Each open stream counts as one that waits.
        backlog=BACKLOG,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_SECONDS,
        log_level=LogLevels.error,
        websockets=False,
    )
    if on_answer:
        server.on_startup(Thread(target=wait_and_call, args=(host, port, on_answer), daemon=True).start)
    # The workers are forks: a connection they inherited would be shared between them.
    connections.close_all()
    server.serve()


def asgi():
    """Return the ASGI application, in a worker's process."""
    from itbiz.asgi import application

    end_with_parent()
    return application


def wsgi():
    """Return the WSGI application, in a worker's process."""
    from itbiz.wsgi import application

    end_with_parent()
    return application


def end_with_parent():
    """Let this worker end when the process that started it was killed: the port is free for the next at once."""
    parent = os.getppid()

    def wait():
        while os.getppid() == parent:
            time.sleep(ORPHANED_FOR)
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def wait_and_call(host, port, on_answer):
    """Call `on_answer` when something listens on `host` and `port`."""
    while not listens(host, port):
        time.sleep(0.05)
    on_answer()


def listens(host, port):
    """Say whether a connection to `host` and `port` is taken."""
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0


def require_free(host, port):
    """Raise `CommandError` where nothing can be served on `host` and `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CommandError(reason(problem, host, port)) from None


def reason(problem, host, port):
    """Return the sentence that says why `host` and `port` cannot be had, and what to do."""
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} is in use. Stop what runs there, or choose another: PORT={port + 1} make run"
    if problem.errno == errno.EACCES:
        return f"Port {port} is reserved for the system. Choose one above 1023: PORT=8000 make run"
    return f"This machine cannot be reached at {host}: {problem.strerror}."


def network_address():
    """Return the address (a text) under which other devices on the network reach this machine.

    Raises `CommandError` where it has none.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
        except OSError:
            raise CommandError(
                "This machine is on no network. Join the room's network, or name the address yourself: "
                "ADDRESS=192.168.1.20 make room"
            ) from None
        return probe.getsockname()[0]
