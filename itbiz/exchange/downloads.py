"""A file as the answer to a request."""

from tempfile import SpooledTemporaryFile

from django.http import FileResponse, StreamingHttpResponse

from itbiz.core.days import today
from itbiz.exchange import files
from itbiz.exchange.limits import MEGABYTE


def download(kind, name, columns, rows):
    """Return the answer that saves `rows` as a file of `kind`, one of `files.TYPES`, streamed as they are read.

    `name` says what they are; the day is added. A workbook is made as a whole before any of it is sent, for it may
    turn out that it cannot hold the rows: raises Unwritable.
    """
    headers = {"Content-Disposition": f'attachment; filename="{name}-{today()}.{kind}"'}
    lines = files.lines(kind, list(columns), rows)
    if kind == "xlsx":
        return FileResponse(_whole(lines), content_type=files.TYPES[kind], headers=headers)
    return StreamingHttpResponse(lines, content_type=files.TYPES[kind], headers=headers)


def _whole(pieces):
    """Return a file that holds `pieces`, on the disk where they are many."""
    # The answer closes it.
    file = SpooledTemporaryFile(max_size=MEGABYTE)  # noqa: SIM115
    try:
        for piece in pieces:
            file.write(piece)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file
