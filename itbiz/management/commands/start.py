"""`manage.py start`: everything between a fresh installation and an open page; `make run` is this command."""

import os
from io import StringIO

import segno
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from itbiz import serving
from itbiz.audit.models import ChangeSet
from itbiz.core.installation import setup_code, setup_path
from itbiz.demo import is_demo
from itbiz.management.commands.demo import sign_ins


class Command(BaseCommand):
    """Make the installation ready, fill an empty one with the demo, and serve it."""

    help = "Prepare the database, load the demo into an empty one unless told otherwise, and serve."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """Where to answer."""
        parser.add_argument("--room", action="store_true", help="answer on the network, for phones in the room")
        parser.add_argument("--host", help="the address to answer at, found out if not given")
        parser.add_argument("--empty", action="store_true", help="without the demo, for an organisation of one's own")

    def handle(self, *, room, host, empty=False, **options):
        """Prepare, then serve until a signal comes."""
        host = host or (serving.network_address() if room else "127.0.0.1")
        serving.require_free(host, settings.PORT)
        call_command("ready", stdout=self.stdout)
        if wants_demo(empty):
            self.stdout.write("Loading the demo …")
            call_command("demo", verbosity=0)
        allow(host)
        address = f"http://{host}:{settings.PORT}/"
        code = "" if get_user_model().objects.exists() else setup_code()
        welcome = welcome_text(address, picture=room, demo=is_demo(), code=code)
        serving.serve(host, settings.PORT, on_answer=lambda: self.greet(welcome))

    def greet(self, welcome):
        """Print at once, whoever reads it and through whatever pipe."""
        self.stdout.write(welcome)
        self.stdout.flush()


def wants_demo(empty):
    """Say whether the demo is to come: into a database in which nothing was done yet, unless it is to stay empty.

    Whoever started it empty once, and made no account yet, finds it empty again.
    """
    return not (empty or setup_path().exists() or ChangeSet.objects.exists())


def allow(host):
    """Let requests in that name `host`; the servers' processes take it over from this one."""
    if host not in settings.ALLOWED_HOSTS:
        settings.ALLOWED_HOSTS.append(host)
        os.environ["ALLOWED_HOSTS"] = ",".join(settings.ALLOWED_HOSTS)


def welcome_text(address, *, picture, demo, code=""):
    """Return what is printed when the server answers: its address, who can sign in, how to stop it.

    `picture` adds the address as a QR code for phones, `demo` the users of the demo with their passwords, `code` the
    way to the first account.
    """
    parts = [f"itbiz is at {address}", "Stop it with Ctrl-C."]
    if demo:
        parts.insert(1, sign_ins())
    if code:
        parts.insert(1, f"Nobody has an account yet. Make the first one, the CIO's:\n  {address}setup/?code={code}")
    if picture:
        parts.insert(0, qr_code(address))
    return "\n" + "\n\n".join(parts)


def qr_code(address):
    """Return `address` as a QR code drawn with block characters."""
    drawn = StringIO()
    segno.make(address, error="m").terminal(drawn, compact=True)
    return drawn.getvalue().rstrip("\n")
