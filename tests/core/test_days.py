"""Dates and currencies that can only be slips of the hand, refused on every row that people write."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import DateField, DateTimeField

from itbiz.core.days import plausible
from itbiz.core.priced import known_currency
from tests.cast import SYSTEM, make_project, principal
from tests.pages import filled, sign_in
from tests.walkthroughs.asked import child, make_room
from walkthroughs.models import Obligation, Question

SLIPS = [date(1, 3, 1), date(1989, 12, 31), date(2101, 1, 1), date(9999, 1, 1)]
SAID = "Write a date between 1990 and 2100."
OURS = ("catalog", "orgchart", "walkthroughs")


@pytest.mark.parametrize("day", SLIPS)
def test_a_slip_is_told(day):
    with pytest.raises(ValidationError, match=SAID):
        plausible(day)


def test_a_date_of_these_years_passes():
    plausible(date(1990, 1, 1))
    plausible(date(2100, 12, 31))


def test_every_date_of_our_models_is_held_to_it():
    fields = [field for app in OURS for model in apps.get_app_config(app).get_models() for field in model._meta.fields]
    days = [field for field in fields if isinstance(field, DateField) and not isinstance(field, DateTimeField)]
    assert len(days) >= 6
    assert [str(field) for field in days if plausible not in field.validators] == []


@pytest.mark.django_db
@pytest.mark.parametrize("day", SLIPS)
def test_verbs_refuse_it_where_it_is_written(company, day):
    room = make_room(company)
    asked = child(room, "asked")
    writes = (
        lambda: asked.counter(by=principal(room.aisha), due=day),
        lambda: asked.counter(by=principal(room.aisha), obligations=[{"what": "Testers", "due": day}]),
        lambda: Obligation.create(by=SYSTEM, contract=asked, what="Testers", due=day),
        lambda: Question.create(by=SYSTEM, about=asked, text="When?", due=day),
        lambda: make_project(need_by=day),
        lambda: company.tier.update(by=SYSTEM, review_due=day),
        lambda: company.tier.retire(by=SYSTEM, on=day),
    )
    for write in writes:
        with pytest.raises(ValidationError, match=SAID):
            write()
    asked.refresh_from_db()
    assert asked.state == "asked"


@pytest.mark.django_db
def test_a_counter_asks_for_nothing_that_agreeing_would_refuse(company):
    room = make_room(company)
    asked = child(room, "asked")
    for what in ("", "x" * 501):
        with pytest.raises(ValidationError):
            asked.counter(by=principal(room.aisha), obligations=[{"what": what, "due": None}])
    asked.counter(by=principal(room.aisha), obligations=[{"what": "Testers", "due": date(2027, 3, 1)}])
    asked.agree(by=principal(room.maya))
    assert asked.obligations.get().due == date(2027, 3, 1)


@pytest.mark.django_db
def test_the_page_says_it_beside_the_field(client, company):
    client = sign_in(client, company.fred)
    answer = client.post("/projects/new/", filled(client.get("/projects/new/"), title="New", need_by="0001-03-01"))
    assert answer.status_code == 422
    assert answer.context["form"].errors["need_by"] == [SAID]


@pytest.mark.parametrize("code", ["EU", "12A", "E R", "ÄÖÜ", "EUR1"])
def test_n4_a_currency_is_three_letters(code):
    with pytest.raises(ValidationError, match="Write the currency as three letters"):
        known_currency(code)


@pytest.mark.django_db
def test_n4_services_and_terms_refuse_another_currency(company):
    room = make_room(company)
    asked = child(room, "asked")
    with pytest.raises(ValidationError, match="three letters"):
        company.tier.update(by=SYSTEM, price=10, currency="12€")
    with pytest.raises(ValidationError, match="three letters"):
        asked.counter(by=principal(room.aisha), price=10, currency="12€")
    asked.counter(by=principal(room.aisha), price=10, currency="eur")
    asked.refresh_from_db()
    assert asked.terms.currency == "EUR"
