"""`manage.py start`: everything between a fresh installation and an open page; `make run` is this command."""

import os

import segno
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from itbiz import serving
from itbiz.core import installation
from orgchart.models import Unit


class Command(BaseCommand):
    """Make the installation ready, fill an empty one with the demo, and serve it."""

    help = "Prepare the database, load the demo into an empty one, and serve."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """Where to answer."""
        parser.add_argument(
            "--room", action="store_true", help="answer on the network, for phones in the room"
        )
        parser.add_argument("--host", help="the address to answer at, found out if not given")

    def handle(self, *, room, host, **options):
        """Prepare, then serve until a signal comes."""
        host = host or (serving.network_address() if room else "127.0.0.1")
        serving.require_free(host, settings.PORT)
        call_command("ready", stdout=self.stdout)
        if is_empty():
            self.stdout.write("Loading the demo …")
            call_command("demo", stdout=self.stdout, verbosity=0)
        allow(host)
        welcome = welcome_text(f"http://{host}:{settings.PORT}/", demo_sign_ins())
        serving.serve(host, settings.PORT, on_start=lambda: self.greet(welcome, host if room else None))

    def greet(self, welcome, room_host):
        """Print the welcome, and for a room its address as a picture that phones read."""
        if room_host:
            segno.make(f"http://{room_host}:{settings.PORT}/", error="m").terminal(self.stdout, compact=True)
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


def demo_sign_ins():
    """Return the demo's users who exist here, as a dict of password by user name."""
    passwords = installation.demo_passwords()
    users = get_user_model().objects.filter(username__in=list(passwords))
    known = set(users.values_list("username", flat=True))
    return {username: password for username, password in passwords.items() if username in known}


def welcome_text(address, sign_ins):
    """Return what is printed when the server answers: its address, who can sign in, how to stop it."""
    width = max(map(len, sign_ins), default=0)
    lines = ["", f"itbiz is at {address}"]
    if sign_ins:
        lines += ["", "Sign in to the demo as"]
        lines += [f"  {username:<{width}}  {password}" for username, password in sign_ins.items()]
    return "\n".join([*lines, "", "Stop it with Ctrl-C.", ""])
