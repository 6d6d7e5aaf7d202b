"""Telling every process that something changed, when the transaction that changed it commits."""

from django.db import connection, transaction

CHANNEL = "itbiz_live"
# What is called with each topic that was told in this process, where no database passes it on; see itbiz.live.watch.
hearers = set()


def tell(topic: str) -> None:
    """Let the followers of `topic`, such as "walkthrough:12", look again once this transaction commits.

    PostgreSQL passes it on at commit, once however often it was told. On SQLite the process that wrote is told at
    once; every other one sees within 100 ms that the file changed.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic])
    elif hearers:
        transaction.on_commit(lambda: [hear(topic) for hear in tuple(hearers)], robust=True)
