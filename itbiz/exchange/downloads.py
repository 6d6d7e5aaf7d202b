"""A file as the answer to a request."""

from django.http import StreamingHttpResponse

from itbiz.core.days import today
from itbiz.exchange import files


def download(kind, name, columns, rows):
    """Return the answer that saves `rows` as a file of `kind`, one of `files.TYPES`, streamed as they are read.

    `name` says what they are; the day is added.
    """
    headers = {"Content-Disposition": f'attachment; filename="{name}-{today()}.{kind}"'}
    lines = files.lines(kind, list(columns), rows)
    return StreamingHttpResponse(lines, content_type=files.TYPES[kind], headers=headers)
