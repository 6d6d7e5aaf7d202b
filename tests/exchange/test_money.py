"""Amounts in the currency that their column names."""

import pytest

from catalog.models import Service
from itbiz.exchange.money import currency_in
from tests.exchange.files import load
from walkthroughs.models import Contract

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("column", "code"),
    [
        *(
            ("Preis (EUR)", "EUR"),
            ("Kosten in €", "EUR"),
            ("price_usd", "USD"),
            ("Betrag CHF", "CHF"),
            ("Price [£]", "GBP"),
        ),
        *(("Preis", ""), ("Europreis", ""), ("Price EUR/USD", ""), ("Betrag in Franken", "")),
    ],
)
def test_the_name_of_a_column_may_name_one_currency(column, code):
    assert currency_in(column) == code


def test_amounts_are_in_the_currency_that_their_column_names(company):
    report = load("services", "id,service,unit,Preis (EUR)\na,A,ops,12\nb,B,ops,")
    assert not report.errors
    assert dict(Service.objects.filter(code__in="ab").values_list("code", "currency")) == {"a": "EUR", "b": ""}
    assert [str(note) for note in report.notes if "EUR," in note.sentence] == [
        "column Preis (EUR): The amounts are read as EUR, as the column is called."
    ]
    assert load("services", "id,service,unit,Preis (EUR)\na,A,ops,12\nb,B,ops,").change_set is None


def test_a_column_of_currencies_wins(company):
    load("services", "id,service,unit,Preis (EUR),currency\na,A,ops,12,CHF")
    assert Service.objects.get(code="a").currency == "CHF"


def test_contracts_name_their_currency_so_too(company):
    load("contracts", "walkthrough,id,unit,need,Betrag in €\nw,1,erp,Books closed,100\nw2,2,erp,Books open,")
    assert dict(Contract.objects.values_list("need", "terms__currency")) == {"Books closed": "EUR", "Books open": ""}
