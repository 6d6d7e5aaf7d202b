"""A file on its way in that is sent twice at the same time: written once, and its undo is never lost."""

import pytest

from itbiz.audit.undo import undo
from itbiz.core.errors import Refused
from itbiz.exchange import looking
from itbiz.exchange.looking import look
from itbiz.exchange.models import Upload
from orgchart.models import Unit
from tests.cast import make_person, principal
from tests.together import kinds, together

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = "id,name\n" + "".join(f"u{number},Unit {number}\n" for number in range(60))


@pytest.fixture
def cio():
    """Return the principal of a CIO."""
    return principal(make_person("Nadia Haddad", username="nadia", roles=["cio"]))


@pytest.fixture
def upload(cio):
    """Return a file that was looked at."""
    upload = Upload(user_id=cio.user.pk, kind="units", name="chart", source="t", data=ROWS.encode(), is_pasted=True)
    look(upload, cio)
    return upload


def loaded(upload):
    """Return the Upload as a page of its own has read it."""
    return Upload.objects.get(pk=upload.pk)


def assert_written_once(upload, cio):
    """Assert that the page tells what was written, and that it can be undone."""
    upload.refresh_from_db()
    assert (upload.is_done, bytes(upload.data)) == (True, b"")
    assert upload.outcome["report"]["counts"]["create"] == 60
    assert upload.outcome["report"]["change_set"] == upload.change_set_id
    undo(upload.change_set, by=cio)
    assert not Unit.objects.exists()


def test_who_sends_it_twice_at_once_writes_once(upload, cio):
    one, two = loaded(upload), loaded(upload)
    reports = together(lambda: look(one, cio, apply=True), lambda: look(two, cio, apply=True))
    assert kinds(reports) == ["", ""]
    assert sorted(report is not None and report.applied for report in reports) == [False, True]
    assert one.change_set_id == two.change_set_id is not None
    assert_written_once(upload, cio)


@pytest.mark.parametrize("apply", [True, False])
def test_who_comes_between_writing_and_its_page_takes_nothing_from_it(upload, cio, apply, monkeypatch):
    one, two, real = loaded(upload), loaded(upload), looking.run

    def run(*args, **options):
        monkeypatch.setattr(looking, "run", real)
        report = real(*args, **options)
        look(two, cio, apply=apply)
        return report

    monkeypatch.setattr(looking, "run", run)
    look(one, cio, apply=True)
    assert two.is_done
    assert_written_once(upload, cio)


def test_who_looked_while_another_wrote_does_not_make_it_wait_again(upload, cio, monkeypatch):
    one, two, real = loaded(upload), loaded(upload), looking.run

    def run(*args, **options):
        monkeypatch.setattr(looking, "run", real)
        report = real(*args, **options)
        look(two, cio, apply=True)
        return report

    monkeypatch.setattr(looking, "run", run)
    assert look(one, cio) is None
    assert one.is_done
    assert_written_once(upload, cio)


def test_what_was_forgotten_meanwhile_is_not_written(upload, cio, monkeypatch):
    one, real = loaded(upload), looking.run

    def run(*args, **options):
        Upload.objects.all().delete()
        return real(*args, **options)

    monkeypatch.setattr(looking, "run", run)
    with pytest.raises(Refused, match="Bring it in again"):
        look(one, cio, apply=True)
    assert not Unit.objects.exists()
