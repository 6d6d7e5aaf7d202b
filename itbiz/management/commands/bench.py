"""`manage.py bench`: what a request costs, beside a plain control; `make bench` is this command."""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from psycopg2 import sql

from itbiz.bench.measure import Case, Measurement

POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
STARTED_WITHIN = 30
ROUNDS, TIMES, WARM = 5, 60, 40
# What a case may cost at most, as a share of the control.
BARS = {"REST list of 100 services": 0.75, "REST one service": 0.3, "Service list page": 1.05}


class Command(BaseCommand):
    """Fill a scratch database of each kind, serve the project on it, measure, and drop it again."""

    help = "Measure the speed against the control, on PostgreSQL and SQLite."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """Which databases, where, and how long."""
        parser.add_argument("--postgres", default=POSTGRES, help="a PostgreSQL where databases may be created")
        parser.add_argument("--only", choices=("postgresql", "sqlite"), help="leave the other one out")
        parser.add_argument("--port", type=int, default=8170, help="where the measured server answers")
        parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each case is measured")

    def handle(self, *, postgres, only, port, rounds, **options):
        """Measure and print a table a database."""
        kinds = {"postgresql": lambda: postgres_scratch(postgres), "sqlite": sqlite_scratch}
        for kind, scratch in kinds.items():
            if only in (None, kind):
                with scratch() as url:
                    self.stdout.write(f"\n{kind}\n\n{table(measured(url, kind, port, rounds))}")

    def run_from_argv(self, argv):
        """Let a wrong address of PostgreSQL end in a sentence."""
        try:
            super().run_from_argv(argv)
        except psycopg2.OperationalError as error:
            raise SystemExit(f"PostgreSQL does not answer, measure with --only sqlite: {error}") from None


@contextmanager
def postgres_scratch(server):
    """Yield the URL of a new database on `server`, dropped afterwards."""
    name = f"itbiz_bench_{os.getpid()}"
    administer(server, "CREATE DATABASE {}", name)
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        administer(server, "DROP DATABASE {} WITH (FORCE)", name)


def administer(server, statement, name):
    """Run a statement about the database `name` outside any transaction."""
    connection = psycopg2.connect(server)
    connection.autocommit = True
    connection.cursor().execute(sql.SQL(statement).format(sql.Identifier(name)))
    connection.close()


@contextmanager
def sqlite_scratch():
    """Yield the URL of a new SQLite file, removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"


def measured(url, kind, port, rounds):
    """Return the measured cases of an installation on the database at `url`."""
    with tempfile.TemporaryDirectory() as var:
        environment = os.environ | {
            **{"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "itbiz.bench.settings"},
            **{"ITBIZ_VAR": var, "DEBUG": "0", "PYTHONDONTWRITEBYTECODE": "1"},
        }
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        subprocess.run([*manage, "ready"], env=environment, check=True, stdout=subprocess.DEVNULL)
        filling = [sys.executable, "-m", "itbiz.bench.fill"]
        filled = json.loads(subprocess.run(filling, env=environment, check=True, stdout=subprocess.PIPE).stdout)
        serving = [*manage, "serve", "--interface", "wsgi", "--port", str(port)]
        with subprocess.Popen(serving, env=environment, cwd=settings.BASE_DIR) as server:
            try:
                database = urlsplit(url).path[1:] if kind == "postgresql" else None
                return measure_all(Measurement(port, server.pid, database), cases(filled), rounds)
            finally:
                server.terminate()


def cases(filled):
    """Return what is asked for, the control first."""
    bearer = {"Authorization": f"Bearer {filled['token']}"}
    page = {"Cookie": f"sessionid={filled['session']}"}
    service, walkthrough = filled["service"], filled["walkthrough"]
    return [
        Case("Control: plain list of 100", "/control/services/"),
        Case("REST list of 100 services", "/api/v1/services/?limit=100", bearer),
        Case("REST one service", f"/api/v1/services/{service}/", bearer),
        Case("REST walk-through tree", f"/api/v1/walkthroughs/{walkthrough}/tree/", bearer),
        Case("Service list page", "/services/", page),
        Case("Editor page", f"/walkthroughs/{walkthrough}/", page),
    ]


def measure_all(measurement, all_cases, rounds):
    """Measure the cases in turns, so that what else the machine does hits them alike; return them."""
    await_server(measurement, all_cases[0])
    for case in all_cases:
        measurement.warm_up(case, WARM)
    for _ in range(rounds):
        for case in all_cases:
            measurement.run(case, TIMES)
    return all_cases


def await_server(measurement, case):
    """Return when the server answers. Raises CommandError where it does not."""
    deadline = time.monotonic() + STARTED_WITHIN
    while True:
        try:
            return measurement.ask(case)
        except ConnectionError:
            measurement.connection.close()
            if time.monotonic() > deadline:
                raise CommandError(f"The server did not answer within {STARTED_WITHIN} s.") from None
            time.sleep(0.1)


def table(measured_cases):
    """Return the figures as a Markdown table."""
    control = measured_cases[0].cost
    rows = [
        "| case | processor ms | of control | bar | statements | p50 ms | p95 ms | kB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for case in measured_cases:
        bar = BARS.get(case.name, "")
        rows.append(
            f"| {case.name} | {case.cost:.2f} | {case.cost / control:.2f} | {bar} | {case.statements} "
            f"| {case.p50:.1f} | {case.p95:.1f} | {case.size / 1000:.0f} |"
        )
    return "\n".join(rows) + "\n"
