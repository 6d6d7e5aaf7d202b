"""`manage.py ready`: bring database and static files up to date, and do nothing where they are."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

# Not served: pages of the REST framework, from which only JSON goes out, and what is added to htmx.
UNSERVED = ["rest_framework", "drf_spectacular", "django_htmx/ext/*"]


class Command(BaseCommand):
    """Make the installation ready to serve."""

    help = "Migrate the database and collect the static files, where there is something to do."
    requires_system_checks = ()

    def handle(self, **options):
        """Do what is due, and say so."""
        if self.migrations_due():
            self.stdout.write("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=0)
        if static_files_due():
            call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNSERVED)

    def migrations_due(self):
        """Say whether a migration was not applied yet."""
        try:
            executor = MigrationExecutor(connection)
        except OperationalError as problem:
            raise CommandError(f"The database does not answer: {problem}".strip()) from None
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def static_files_due():
    """Say whether a static file is newer than the manifest of those collected last."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return True
    collected = manifest.stat().st_mtime
    return any(path.stat().st_mtime > collected for path in static_files())


def static_files():
    """Yield the path of each file that is served, and of its folder, whose time tells of removals."""
    for finder in get_finders():
        for name, storage in finder.list(UNSERVED):
            path = Path(storage.path(name))
            yield path
            yield path.parent
