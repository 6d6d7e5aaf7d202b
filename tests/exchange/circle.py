"""Going in a circle: what is exported, imported into an empty database, and exported again."""

from hashlib import sha256

from django.apps import apps
from django.db import connection

from itbiz.exchange import kinds
from itbiz.exchange.files import lines
from itbiz.exchange.run import run
from itbiz.exchange.tables import parse
from tests.cast import SYSTEM
from tests.exchange.files import IMPORTER

# The order in which an empty database takes the files: nothing names what comes later.
ORDER = ("people", "units", "lines", "vendors", "services", "projects", "contracts")
STAYS = {"contenttypes", "sessions", "auth"}
# What an undo adds to and never takes away: the log, its numbers, and the keys that files knew rows by.
LOG = {"audit", "exchange"}


def exported(name, form="csv", by=SYSTEM):
    """Return the bytes of the file of all rows of a kind that the principal sees; of contracts the live ones."""
    kind = kinds.find(name)
    rows = kind.model.objects.visible_to(by)
    rows = rows.counting() if name == "contracts" else rows
    pieces = lines(form, list(kind.export.columns), kind.export.rows(rows, by))
    return b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)


def all_exported(form="csv"):
    """Return {kind: bytes} of those kinds that have rows, in the order in which they come in again."""
    return {name: exported(name, form) for name in ORDER if kinds.find(name).model.objects.exists()}


def brought_in(files, source="circle"):
    """Import `files`, {kind: bytes}, and return {kind: Report}."""
    return {
        name: run(kinds.find(name), parse(data), by=IMPORTER, source=source, apply=True) for name, data in files.items()
    }


def empty():
    """Delete every row of ours, past verbs and log: a second state of one database."""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label not in STAYS:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


def digest_of_rows():
    """Return a digest of every row that people see: equal where nothing but the log differs."""
    found = sha256()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in STAYS | LOG:
            found.update(repr(list(model._base_manager.order_by("pk").values_list())).encode())
    return found.hexdigest()
