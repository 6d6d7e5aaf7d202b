"""Which columns a file needs and may have is told before anybody brings one, and an empty workbook names them."""

import pytest
from django.urls import reverse

from itbiz.exchange import kinds
from itbiz.exchange.columns import map_columns
from itbiz.exchange.tables import parse
from tests.exchange.uploads import bring
from tests.pages import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cio(company, client):
    """A browser of the CIO."""
    return sign_in(client, company.nadia)


def test_the_page_tells_what_each_kind_needs(cio):
    page = cio.get(reverse("imports"))
    needed = {one.kind.name: one.needed for one in page.context["all_columns"]}
    assert needed["contracts"] == ["Walk-through", "Id", "Need"]
    assert needed["units"] == ["Id or Name"]
    assert list(needed) == kinds.names()
    assert "needs Walk-through, Id, Need" in page.text


@pytest.mark.parametrize("name", kinds.names())
def test_every_column_of_the_empty_workbook_is_read_and_none_is_lacking(cio, name):
    answer = cio.get(reverse("import-example"), {"kind": name})
    table, kind = parse(answer.content), kinds.find(name)
    assert not table.rows
    mapping = map_columns(table.columns, kind.fields, empty=table.empty, labels=kind.all_labels)
    assert not mapping.unread
    assert set(mapping.columns) >= {group[0] for group in kind.needs}


def test_there_is_no_example_of_what_is_no_kind(cio):
    assert cio.get(reverse("import-example"), {"kind": "boxes"}).status_code == 404


def test_contracts_without_ids_are_told_what_the_ids_are_for(cio):
    upload = bring(cio, "Projekt\tLieferant\tLeistung\nP-1\tDatabases\tBackup\n", kind="contracts")
    assert "No column is read as “Id”." in upload.outcome["problem"]
    assert "hangs below it names it in a column “Parent”" in upload.outcome["problem"]
