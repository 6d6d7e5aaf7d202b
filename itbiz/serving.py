"""Serve the installation: where it can be reached, and the server that answers there."""

import errno
import socket

from django.core.management.base import CommandError
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

WORKERS = 2
THREADS = 4
KILL_SECONDS = 2
# An address that exists nowhere: asking for the way there names our own end of it, and sends nothing.
ELSEWHERE = ("192.0.2.1", 9)


def serve(host, port, workers=WORKERS, on_start=None):
    """Answer on `host` and `port` until a signal ends the process.

    `on_start`, a function without arguments, is called once the address is held. Raises `CommandError`
    with a sentence where it cannot be.
    """
    require_free(host, port)
    server = Server(
        "itbiz.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_SECONDS,
        log_level=LogLevels.error,
        websockets=False,
    )
    if on_start:
        server.on_startup(on_start)
    # The workers are forks: a connection they inherited would be shared between them.
    connections.close_all()
    server.serve()


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
                "HOST=192.168.1.20 make room"
            ) from None
        return probe.getsockname()[0]
