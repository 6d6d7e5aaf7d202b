"""Amounts in the currency that their column names."""

from decimal import Decimal

import pytest

from catalog.models import Service
from itbiz.exchange.money import currency_in
from tests.exchange.files import load, said
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


@pytest.mark.parametrize(
    ("cell", "price", "currency"),
    [("12,50 €", "12.5", "EUR"), ("EUR 1.250,00", "1250", "EUR"), ("CHF12.5", "12.5", "CHF"), ("-3 $", "-3", "USD")],
)
def test_a_cell_may_name_the_currency_of_its_amount(company, cell, price, currency):
    report = load("services", f'id,service,unit,Preis\na,A,ops,"{cell}"')
    assert not said(report)
    service = Service.objects.get(code="a")
    assert (service.price, service.currency) == (Decimal(price), currency)


@pytest.mark.parametrize("cell", ["auf Anfrage", "on request", "nach Absprache", "-"])
def test_what_says_that_there_is_no_amount_keeps_no_row_out_and_takes_none_away(company, cell):
    load("services", "id,service,unit,Preis (EUR)\na,A,ops,12")
    report = load("services", f"id,service,unit,Preis (EUR)\na,A,ops,{cell}\nb,B,ops,{cell}")
    assert not said(report)
    assert f"row 3, column Preis (EUR): “{cell}” is no amount. The row comes in without it." in map(str, report.notes)
    assert dict(Service.objects.filter(code__in="ab").values_list("code", "price")) == {"a": 12, "b": None}


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("ca. 4.000 €", "“ca. 4.000 €” is not a number."),
        ("EUR 4.000", "“4.000” may mean 4.000 or 4000."),
        ("12 €/Monat", "“12 €/Monat” is not a number."),
        ("12 $", "“12 $” is in USD, and the file says EUR."),
    ],
)
def test_money_that_might_be_wrong_is_an_error(company, cell, sentence):
    [error] = said(load("services", f"id,service,unit,Preis (EUR)\na,A,ops,{cell}"))
    assert sentence in error
    assert not Service.objects.filter(code="a").exists()


def test_a_contracts_amount_may_name_its_currency_beside_a_column_of_them(company):
    text = "project,id,need,unit,price,currency\np,a,Books,ops,12 €,{}"
    load("contracts", text.format(""))
    assert Contract.objects.get().terms.currency == "EUR"
    assert "is in EUR, and the file says CHF" in said(load("contracts", text.format("CHF")))[0]


def test_an_amount_that_is_none_leaves_its_currency_out(company):
    report = load("services", "id,service,unit,price,currency\na,A,ops,on request,EUR")
    assert not said(report)
    assert Service.objects.get(code="a").currency == ""
