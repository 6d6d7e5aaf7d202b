"""`manage.py serve`: answer requests, nothing else."""

from django.conf import settings
from django.core.management.base import BaseCommand

from itbiz import serving


class Command(BaseCommand):
    """Start the server on an installation that is ready."""

    help = "Serve the installation on 127.0.0.1 and PORT until stopped."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """Where to answer, and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help="the address to answer at")
        parser.add_argument("--port", type=int, default=settings.PORT, help="the port, PORT if not given")
        parser.add_argument(
            "--interface",
            choices=tuple(serving.WORKERS),
            default="asgi",
            help="asgi pushes what is live; under wsgi live pages poll",
        )
        parser.add_argument("--workers", type=int, help="the number of processes; if not given, 1 for asgi, 2 for wsgi")

    def handle(self, *, host, port, interface, workers, **options):
        """Serve until a signal comes."""
        serving.serve(host, port, interface, workers)
