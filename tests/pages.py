"""What tests of pages do as a browser would: sign in, send a form as it stands with a few fields changed."""

from io import BytesIO
from zipfile import ZipFile, is_zipfile

from django.db import connection
from django.test.utils import CaptureQueriesContext


def sign_in(client, person):
    """Let `client` act as a person who signs in, and return it."""
    client.force_login(person.user)
    return client


def filled(response, **changes):
    """Return the form of a page as a browser would send it, with `changes` typed into fields by their html names."""
    form = response.context["form"]
    sent = dict(_values(form))
    for group in getattr(form, "groups", {}).values():
        sent |= dict(_values(group.management_form))
        for row in group:
            sent |= dict(_values(row))
    return sent | changes


def whole_text(answer):
    """Return what a page or a file says; of a workbook, all that is packed in it."""
    if not is_zipfile(BytesIO(answer.content)):
        return answer.content.decode()
    with ZipFile(BytesIO(answer.content)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def _values(form):
    for field in form:
        value = field.value()
        if value is not None and value is not False:
            yield field.html_name, "on" if value is True else value


def errors(response):
    """Return all sentences on the form of a page, in one text."""
    form = response.context["form"]
    groups = getattr(form, "groups", {}).values()
    return " ".join([form.errors.as_text(), *(str(row) for group in groups for row in group.errors)])


def statements(client, address, **asked):
    """Return how many statements a page takes once the process has served it before."""
    client.get(address, asked)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address, asked).status_code == 200
    return len(seen)
