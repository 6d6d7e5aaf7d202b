"""`manage.py bench_live`: how long a change takes to everybody who follows; `make bench-live` is this command."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager

import psycopg2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from itbiz import serving
from itbiz.bench import live
from itbiz.management.commands.bench import POSTGRES, STARTED_WITHIN, postgres_scratch, sqlite_scratch

MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]


class Command(BaseCommand):
    """Load the demo into a scratch database of each kind, serve it, follow it, and drop it again."""

    help = "Measure how long a change takes to 50 and 300 followers, on PostgreSQL and SQLite."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """Which databases, and where."""
        parser.add_argument("--postgres", default=POSTGRES, help="a PostgreSQL where databases may be created")
        parser.add_argument("--only", choices=("postgresql", "sqlite"), help="leave the other one out")
        parser.add_argument("--port", type=int, default=8180, help="where the server answers; a second one on the next")

    def handle(self, *, postgres, only, port, **options):
        """Measure and print a table a database. Exits with 1 where a bar does not hold."""
        live.raise_limit()
        kinds = {"postgresql": lambda: postgres_scratch(postgres), "sqlite": sqlite_scratch}
        figures = []
        for kind, scratch in kinds.items():
            if only in (None, kind):
                with scratch() as url:
                    measured = measure(url, kind, port)
                self.stdout.write(f"\n{kind}\n\n{live.table(measured)}")
                figures += measured
        if not all(figure.holds for figure in figures):
            raise CommandError("Not every bar holds.")

    def run_from_argv(self, argv):
        """Let a wrong address of PostgreSQL end in a sentence."""
        try:
            super().run_from_argv(argv)
        except psycopg2.OperationalError as error:
            raise SystemExit(f"PostgreSQL does not answer, measure with --only sqlite: {error}") from None


def measure(url, kind, port):
    """Return the Figures of an installation on the empty database at `url`."""
    with tempfile.TemporaryDirectory() as var, ExitStack() as servers:
        environment = os.environ | {"DATABASE_URL": url, "ITBIZ_VAR": var, "PYTHONDONTWRITEBYTECODE": "1"}
        for command in ("ready", "demo"):
            subprocess.run([*MANAGE, command], env=environment, check=True, stdout=subprocess.DEVNULL)
        filling = [sys.executable, "-m", "itbiz.bench.live_fill"]
        environment["DJANGO_SETTINGS_MODULE"] = "itbiz.settings"
        filled = json.loads(subprocess.run(filling, env=environment, check=True, stdout=subprocess.PIPE).stdout)
        server = servers.enter_context(served(port, environment))
        figures = []
        if kind == "postgresql":
            with served(port + 1, environment):
                figures = asyncio.run(live.measure_two((port, port + 1), filled))
        return asyncio.run(live.measure_one(port, filled, server, url if kind == "postgresql" else None)) + figures


@contextmanager
def served(port, environment):
    """Serve the installation on `port` and yield its process."""
    with subprocess.Popen([*MANAGE, "serve", "--port", str(port)], env=environment, cwd=settings.BASE_DIR) as server:
        try:
            deadline = time.monotonic() + STARTED_WITHIN
            while not serving.listens("127.0.0.1", port):
                if time.monotonic() > deadline or server.poll() is not None:
                    raise CommandError(f"The server did not answer within {STARTED_WITHIN} s.")
                time.sleep(0.1)
            yield server
        finally:
            server.terminate()
