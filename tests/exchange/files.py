"""Files to import, as tests write them, and the sets of real data beside the project."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from itbiz.access.principals import Principal
from itbiz.exchange import kinds
from itbiz.exchange.run import run
from itbiz.exchange.tables import parse, read_file

IMPORTER = Principal.system("import_table", source="import")
DATA = Path(settings.BASE_DIR).parent / "shared" / "data"
real_data = pytest.mark.skipif(not DATA.is_dir(), reason="the sets of real data are not beside the project")


def load(kind, text, *, apply=True, source="tests", **options):
    """Import `text`, the lines of a CSV file, and return the Report."""
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    return run(kinds.find(kind), parse(lines.encode()), by=IMPORTER, source=source, apply=apply, **options)


def load_set(kind, name, *, apply=True, **options):
    """Import a file of the real data, such as "govuk-apps/org.csv", and return the Report."""
    source = name.partition("/")[0]
    return run(kinds.find(kind), read_file(DATA / name), by=IMPORTER, source=source, apply=apply, **options)


def said(report):
    """Return the errors of a report as texts."""
    return [str(error) for error in report.errors]


def digest():
    """Return a digest of every row of every table: whatever is written anywhere, it is another one."""
    found = sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found.update(repr((table, sorted(map(repr, cursor.fetchall())))).encode())
    return found.hexdigest()
