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


@pytest.mark.parametrize("column", ["Preis (EUR)", "Preis"])
def test_an_amount_that_is_taken_away_takes_its_currency_along(company, column):
    load("services", "id,service,unit,Preis (EUR)\na,A,ops,5\nb,B,ops,6")
    assert not load("services", f"id,service,unit,{column}\na,A,ops,").errors
    assert [(one.price, one.currency) for one in Service.objects.filter(code__in="ab").order_by("code")] == [
        (None, ""),
        (6, "EUR"),
    ]


def test_an_amount_that_cannot_be_read_takes_no_currency_along(company):
    load("services", "id,service,unit,Preis (EUR)\na,A,ops,5")
    report = load("services", "id,service,unit,Preis (EUR)\na,A,ops,five", skip_bad_rows=True)
    assert [error.column for error in report.errors] == ["Preis (EUR)"]
    assert (Service.objects.get(code="a").price, Service.objects.get(code="a").currency) == (5, "EUR")


def test_a_contract_lets_its_amount_go_too(company):
    rows = "walkthrough,id,unit,need,Betrag in €\nw,1,erp,Books closed,"
    load("contracts", rows + "100")
    assert not load("contracts", rows).errors
    terms = Contract.objects.get().terms
    assert (terms.price, terms.currency) == (None, "")
