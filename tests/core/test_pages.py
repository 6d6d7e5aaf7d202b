"""The base of pages: what becomes of a form that calls a verb."""

import pytest
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from itbiz.core.errors import NotAllowed, Refused, Stale
from itbiz.core.forms import NamedField, VersionForm
from itbiz.core.pages import addresses, attempt, visible
from orgchart.models import Unit
from tests.cast import SYSTEM, principal
from tests.pages import filled, sign_in


class NameForm(VersionForm):
    """A form of one field."""

    name = forms.CharField(label="Name")


def post(**typed):
    """Return a request that posts a form, and the form."""
    request = RequestFactory().post("/", typed)
    return request, NameForm(request.POST)


def raising(error):
    """Return an act that raises `error`."""

    def act():
        raise error

    return act


def test_a_form_that_is_only_shown_is_not_attempted():
    form = NameForm()
    assert not attempt(RequestFactory().get("/"), form, raising(AssertionError()))
    assert form.status == 200


def test_what_the_act_returns_stands_on_the_form():
    request, form = post(name="Database")
    assert attempt(request, form, lambda: form.cleaned_data["name"])
    assert form.result == "Database"


def test_a_form_not_well_filled_never_reaches_the_verb():
    request, form = post(name="")
    assert not attempt(request, form, raising(AssertionError()))
    assert form.status == 422


@pytest.mark.parametrize(
    ("error", "status", "place", "sentence"),
    [
        (ValidationError({"name": "Taken."}), 422, "name", "Taken."),
        (ValidationError({"price": "Needed."}), 422, "__all__", "Price: Needed."),
        (ValidationError("Too many."), 422, "__all__", "Too many."),
        (Refused("It is closed."), 409, "__all__", "It is closed."),
    ],
)
def test_what_a_verb_says_stands_on_the_form(error, status, place, sentence):
    request, form = post(name="Database")
    assert not attempt(request, form, raising(error))
    assert form.status == status
    assert form.errors[place] == [sentence]


def test_who_may_not_is_denied():
    request, form = post(name="Database")
    with pytest.raises(PermissionDenied, match="Ask the head"):
        attempt(request, form, raising(NotAllowed("Ask the head.")))


def test_a_row_that_was_changed_meanwhile_shows_both_texts():
    request, form = post(name="Databases", version="1")
    assert not attempt(request, form, raising(Stale(Unit(name="Data stores", version=4))))
    assert form.status == 409
    assert form.theirs == [("Name", "Data stores")]
    assert (form["name"].value(), form["version"].value()) == ("Databases", 4)


def test_v4_a_row_that_may_not_be_seen_is_404(rf, company):
    request = rf.get("/")
    request.principal = principal(company.olga)
    assert visible(Unit.objects, request, pk=company.it.pk) == company.it
    request.principal = type(request.principal).nobody()
    with pytest.raises(Http404):
        visible(Unit.objects, request, pk=company.it.pk)


def test_after_htmx_the_whole_page_changes(client, company):
    sign_in(client, company.nadia)
    address = reverse("orgchart:new-unit")
    sent = filled(client.get(address), name="Security")
    answer = client.post(address, sent, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == reverse("orgchart:unit", args=[Unit.objects.get(code="security").pk])


def test_addresses_are_resolved_once():
    assert addresses("orgchart:unit")(7) == "/units/7/"


def test_a_row_is_meant_by_its_name_or_its_code(company):
    field = NamedField(Unit.objects.all(), proposals="catalog:names")
    for typed in ("Database", "database", "db", "Database (db)"):
        assert field.clean(typed) == company.db_unit
    with pytest.raises(ValidationError, match="Nothing has this name"):
        field.clean("Magic")
    Unit.create(by=SYSTEM, name="Database", code="db2")
    with pytest.raises(ValidationError, match="Several have this name"):
        field.clean("Database")


def test_brackets_in_names_and_codes_are_read_as_they_stand(company):
    field = NamedField(Unit.objects.all(), proposals="catalog:names")
    europe = Unit.create(by=SYSTEM, name="Europe", code="EMEA")
    support = Unit.create(by=SYSTEM, name="Support (EMEA)", code="s (1)")
    for typed, unit in (("Support (EMEA)", support), ("Support (EMEA) (s (1))", support), ("s (1)", support)):
        assert field.clean(typed) == unit
    for typed in ("Europe (EMEA)", "EMEA", "What it was called (EMEA)"):
        assert field.clean(typed) == europe
