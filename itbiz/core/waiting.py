"""Statements that rather fail than wait for another writer."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def at_once():
    """A transaction that raises OperationalError where SQLite is held by another writer, in place of waiting for it.

    On PostgreSQL rows are held, not the database: whoever does not wait there selects with `skip_locked`.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            with transaction.atomic():
                yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience:d}")
