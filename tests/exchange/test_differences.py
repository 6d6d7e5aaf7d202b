"""What a trial run says that a row changes: of every kind, before and after, as people read it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Service
from itbiz.exchange.differences import text_of
from orgchart.models import Unit
from tests.cast import SYSTEM
from tests.exchange.files import load, said

pytestmark = pytest.mark.django_db


def changed(kind, first, second, **options):
    """Import the file `first`, try `second`, and return {row: {column: (before, after)}} of the rows that change."""
    assert not load(kind, first).errors
    report = load(kind, second, apply=False, **options)
    assert not report.errors
    return {number: row.changes for number, row in report.rows.items() if row.verdict == "update"}


def test_a_unit_tells_columns_head_parent_and_deputies():
    first = "id,name,parent,manager,deputies,headcount\na,Alpha,,Ada,Ben,7\nb,Beta,a,Cleo,,"
    second = "id,name,parent,manager,deputies,headcount\na,Alpha,,Dora,Ben; Cleo,7.5\nb,Better,,Cleo,,"
    assert changed("units", first, second) == {
        2: {
            "headcount": ("7", "7.5"),
            "head": ("Ada", "Dora"),
            "appointments": ("Ben, deputy", "Ben, deputy; Cleo, deputy"),
        },
        3: {"name": ("Beta", "Better"), "parent": ("Alpha", None)},
    }


def test_a_unit_tells_its_members(company):
    load("people", "code,name,units\np,Pia,db\nq,Quirin,")
    assert changed("units", "code,name,member_codes\ndb,Database,p", "code,name,member_codes\ndb,Database,q") == {
        2: {"members": ("Pia", "Quirin")}
    }


def test_a_waiting_draft_is_what_an_offer_is_compared_with(company):
    tier, stood = company.tier, company.tier.included
    tier.update(by=SYSTEM, included="Less")
    report = load("services", f'id,name,unit,included\ntier,{tier.name},db,"{stood}"', apply=False)
    assert report.rows[2].changes == {"included": ("Less", stood)}


def test_a_service_a_line_a_person_and_a_project(company):
    head = "id,service,unit,status,deliverable,levels,lead_time_days"
    first = f"{head}\ns,Servers,db,draft,,,3"
    second = f'{head}\ns,Servers,ops,draft,It runs,"[{{""name"": ""Gold"", ""text"": ""all day""}}]",5'
    assert changed("services", first, second) == {
        2: {
            "deliverable": (None, "It runs"),
            "lead_time_days": ("3", "5"),
            "levels": (None, "Gold: all day"),
            "line": (company.db.name, company.ops.name),
        }
    }
    first, second = "id,name,units\np,Pia,db", 'id,name,units,title\np,Pia,"db; ops",Clerk'
    assert changed("people", first, second) == {
        2: {
            "title": (None, "Clerk"),
            "memberships": (company.db_unit.name, f"{company.db_unit.name}; {company.ops.unit.name}"),
        }
    }
    first, second = "id,title,client\nx,Till,finance", "id,title,client,need_by\nx,Tills,finance,2027-01-31"
    assert changed("projects", first, second) == {2: {"title": ("Till", "Tills"), "need_by": (None, "2027-01-31")}}


def test_a_contract_tells_its_terms(company):
    head = "walkthrough,id,parent,unit,need,price,currency"
    first = f"{head}\nw,c1,,erp,Prime,10,EUR"
    assert changed("contracts", first, first.replace(",10,", ",12.50,")) == {2: {"price": ("10", "12.5")}}


def test_two_of_one_name_are_told_apart_by_their_codes():
    load("people", "code,name,email\nk1,Karin Vogel,k1@example.org\nk2,Karin Vogel,k2@example.org")
    first = "id,name,manager,manager_email\na,Alpha,Karin Vogel,k1@example.org"
    assert changed("units", first, first.replace("k1@", "k2@")) == {
        2: {"head": ("Karin Vogel (k1)", "Karin Vogel (k2)")}
    }


def test_a_changed_row_is_read_with_as_many_statements_as_thirty(company):
    numbers = range(30)
    load("units", "id,name,deputies\n" + "\n".join(f"u{n},Unit {n},Person {n}" for n in numbers))
    load("people", "code,name,units\n" + "\n".join(f"p{n},Member {n},u{n}" for n in numbers))
    asked = {}
    for count in (3, 30):
        units = "id,name,deputies\n" + "\n".join(f"u{n},Other {n},Person {n}; Person 0" for n in numbers[:count])
        people = "code,name,units\n" + "\n".join(f"p{n},Member {n},u{n}; db" for n in numbers[:count])
        for kind, text in (("units", units), ("people", people)):
            with CaptureQueriesContext(connection) as queries:
                assert load(kind, text, apply=False).counts["update"] >= count
            asked.setdefault(kind, []).append(len(queries))
    assert all(few == many for few, many in asked.values()), asked


def test_changed_services_and_contracts_are_read_with_as_many_statements_for_many(company):
    numbers = range(30)
    services = "id,service,unit,status,summary,ingredients\n"
    load("services", services + "\n".join(f"s{n},Service {n},db,draft,," for n in numbers))
    contracts = "walkthrough,id,parent,unit,need,service,due\nw,c,,erp,Prime,,\n"
    load("contracts", contracts + "\n".join(f"w,c{n},c,db,Part {n},," for n in numbers))
    asked = {}
    for count in (3, 30):
        texts = {
            "services": services + "\n".join(f"s{n},Service {n},ops,draft,Runs,s0" for n in numbers[1:count]),
            "contracts": contracts + "\n".join(f"w,c{n},c,db,Other {n},s{n},2027-01-31" for n in numbers[:count]),
        }
        for kind, text in texts.items():
            with CaptureQueriesContext(connection) as queries:
                report = load(kind, text, apply=False)
            assert report.counts["update"] >= count - 1, said(report)
            asked.setdefault(kind, []).append(len(queries))
    assert all(few == many for few, many in asked.values()), asked


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", None),
        (Decimal("7.50"), "7.5"),
        (Decimal("100"), "100"),
        (False, "no"),
        (date(2027, 1, 31), "2027-01-31"),
        ([{"name": "Gold", "text": "all day"}, {"name": "Silver", "text": ""}], "Gold: all day; Silver"),
    ],
)
def test_values_are_texts(value, text):
    assert text_of(value) == text


def test_a_choice_is_told_by_its_word():
    assert text_of("closed", Unit._meta.get_field("status")) == "closed"
    assert text_of("offered", Service._meta.get_field("status")) == "offered"
