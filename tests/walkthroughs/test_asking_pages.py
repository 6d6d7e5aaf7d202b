"""The pages that ask for a service: the button, the form, and what stands there afterwards."""

import pytest
from django.urls import reverse

from tests.cast import SYSTEM, make_line, make_service
from tests.pages import errors, filled, sign_in, statements
from walkthroughs.models import Contract, Walkthrough

pytestmark = pytest.mark.django_db


def form_of(service):
    return reverse("walkthroughs:ask", args=[service.pk])


def page_of(service):
    return reverse("catalog:service", args=[service.pk])


@pytest.fixture
def maya(client, company):
    """The browser of the head of ERP."""
    return sign_in(client, company.maya)


def test_p3_whoever_has_a_side_to_ask_from_finds_the_button(client, company):
    found = {}
    for who in ("maya", "elin", "nadia", "aisha", "olga", "fred"):
        sign_in(client, getattr(company, who))
        found[who] = form_of(company.tier) in client.get(page_of(company.tier)).content.decode()
    assert found == {"maya": True, "elin": True, "nadia": True, "aisha": False, "olga": False, "fred": False}


def test_only_what_is_offered_has_the_button(maya, company):
    draft = make_service("Draft tier", line=company.erp, publish=False)
    company.hosting.retire(by=SYSTEM, successor=None, on=None)
    assert form_of(draft) not in maya.get(page_of(draft)).content.decode()
    assert form_of(company.hosting) not in maya.get(page_of(company.hosting)).content.decode()


def test_a_lines_page_leads_to_asking_for_its_services(maya, company):
    page = maya.get(reverse("orgchart:line", args=[company.db.pk])).content.decode()
    assert form_of(company.tier) in page
    assert form_of(company.hosting) not in page


def test_p3_who_has_no_side_is_refused_with_the_sentence(client, company):
    sign_in(client, company.olga)
    assert client.get(form_of(company.tier)).status_code == 403
    sign_in(client, company.aisha)
    answer = client.get(form_of(company.tier))
    assert answer.status_code == 403
    assert "You speak for no other line" in answer.content.decode()


def test_the_form_starts_from_the_services_words_and_asks_at_once(maya, company):
    page = maya.get(form_of(company.tier))
    sent = filled(page, due="2027-03-01")
    assert (sent["need"], sent["accepted_when"], sent["what"]) == (
        *("A database tier on a supported version", "A failover test within 15 minutes"),
        "Sizing inputs",
    )
    answer = maya.post(form_of(company.tier), sent, follow=True)
    contract = Contract.objects.get(walkthrough__kind="ask")
    assert answer.redirect_chain == [(contract.get_absolute_url(), 302)]
    assert (contract.state, contract.walkthrough.client, str(contract.terms.due)) == (
        "asked",
        company.erp,
        "2027-03-01",
    )
    assert "Database Engineering is asked." in answer.content.decode()


def test_who_speaks_for_several_chooses(client, company):
    support = make_line("ERP Support", unit=company.erp_unit)
    sign_in(client, company.maya)
    page = client.get(form_of(company.tier))
    sent = filled(page)
    assert sent["buyer"] == ""
    answer = client.post(form_of(company.tier), sent)
    assert answer.status_code == 422
    assert "Fill this in." in errors(answer)
    client.post(form_of(company.tier), sent | {"buyer": f"client_line:{support.pk}"})
    assert Walkthrough.objects.get(kind="ask").client == support


def test_p3_nobody_asks_for_a_line_that_is_not_theirs(maya, company):
    sent = filled(maya.get(form_of(company.tier))) | {"buyer": f"client_line:{company.ops.pk}"}
    answer = maya.post(form_of(company.tier), sent)
    assert answer.status_code == 422
    assert not Walkthrough.objects.filter(kind="ask").exists()


def test_h4_a_tick_for_nothing_takes_the_services_words_away(maya, company):
    sent = filled(maya.get(form_of(company.tier))) | {"buyer_provides_nothing": "on"}
    answer = maya.post(form_of(company.tier), sent | {"what": "Something else"})
    assert answer.status_code == 422
    assert "not both" in errors(answer)
    maya.post(form_of(company.tier), sent)
    contract = Contract.objects.get(walkthrough__kind="ask")
    assert contract.buyer_provides_nothing
    assert not contract.obligations.exists()


def test_a_standing_agreement_says_until_when(maya, company):
    sent = filled(maya.get(form_of(company.tier))) | {"kind": "service_agreement", "starts": "2027-01-01"}
    answer = maya.post(form_of(company.tier), sent)
    assert answer.status_code == 422
    assert "renewed by itself" in errors(answer)
    assert answer.context["form"].is_opened
    maya.post(form_of(company.tier), sent | {"ends": "2027-12-31", "review_due": "2027-10-01"})
    contract = Contract.objects.get(walkthrough__kind="ask")
    days = (contract.terms.starts, contract.terms.ends, contract.terms.review_due)
    assert (contract.kind, *map(str, days)) == ("service_agreement", "2027-01-01", "2027-12-31", "2027-10-01")


def test_only_a_standing_agreement_has_a_term(maya, company):
    sent = filled(maya.get(form_of(company.tier))) | {"ends": "2027-12-31"}
    answer = maya.post(form_of(company.tier), sent)
    assert "Only a service agreement has a term." in errors(answer)


def test_an_offer_that_ended_meanwhile_is_refused_and_the_words_stay(maya, company):
    sent = filled(maya.get(form_of(company.tier))) | {"need": "My own words"}
    company.tier.retire(by=SYSTEM, successor=None, on=None)
    answer = maya.post(form_of(company.tier), sent)
    assert answer.status_code == 409
    assert "Only what is offered can be asked for." in errors(answer)
    assert "My own words" in answer.content.decode()


@pytest.mark.parametrize("lines", [1, 3])
def test_the_form_takes_the_same_statements_whatever_one_speaks_for(client, company, lines):
    for number in range(lines):
        make_line(f"Line {number}", unit=company.erp_unit)
    sign_in(client, company.maya)
    assert statements(client, form_of(company.tier)) == 6
