"""`manage.py start`: everything between a fresh installation and an open page; `make run` is this command."""

import os
from io import StringIO

import segno
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from itbiz import serving
from itbiz.demo.people import SIGN_INS
from itbiz.management.commands.demo import sign_ins
from orgchart.models import Unit


class Command(BaseCommand):
    """Make the installation ready, fill an empty one with the demo, and serve it."""

    help = "Prepare the database, load the demo into an empty one, and serve."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """Where to answer."""
        parser.add_argument("--room", action="store_true", help="answer on the network, for phones in the room")
        parser.add_argument("--host", help="the address to answer at, found out if not given")

    def handle(self, *, room, host, **options):
        """Prepare, then serve until a signal comes."""
        host = host or (serving.network_address() if room else "127.0.0.1")
        serving.require_free(host, settings.PORT)
        call_command("ready", stdout=self.stdout)
        if is_empty():
            self.stdout.write("Loading the demo …")
            call_command("demo", verbosity=0)
        allow(host)
        address = f"http://{host}:{settings.PORT}/"
        welcome = welcome_text(address, picture=room, demo=has_demo_users())
        serving.serve(host, settings.PORT, on_answer=lambda: self.greet(welcome))

    def greet(self, welcome):
        """Print at once, whoever reads it and through whatever pipe."""
        self.stdout.write(welcome)
        self.stdout.flush()


def is_empty():
    """Say whether the database holds nobody and nothing yet."""
    return not (get_user_model().objects.exists() or Unit.objects.exists())


def allow(host):
    """Let requests in that name `host`; the servers' processes take it over from this one."""
    if host not in settings.ALLOWED_HOSTS:
        settings.ALLOWED_HOSTS.append(host)
        os.environ["ALLOWED_HOSTS"] = ",".join(settings.ALLOWED_HOSTS)


def has_demo_users():
    """Say whether one of the demo's users signs in here."""
    names = [entry["username"] for entry in SIGN_INS]
    return get_user_model().objects.filter(username__in=names).exists()


def welcome_text(address, *, picture, demo):
    """Return what is printed when the server answers: its address, who can sign in, how to stop it.

    `picture` adds the address as a QR code for phones, `demo` the users of the demo with their passwords.
    """
    parts = [f"itbiz is at {address}", "Stop it with Ctrl-C."]
    if demo:
        parts.insert(1, sign_ins())
    if picture:
        parts.insert(0, qr_code(address))
    return "\n" + "\n\n".join(parts)


def qr_code(address):
    """Return `address` as a QR code drawn with block characters."""
    drawn = StringIO()
    segno.make(address, error="m").terminal(drawn, compact=True)
    return drawn.getvalue().rstrip("\n")
