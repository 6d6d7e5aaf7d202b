"""Asking for an offered service between walk-throughs: one contract, answered as in the room (P3, P5, H6)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from itbiz.audit.models import Change, ChangeSet
from itbiz.core.days import today
from itbiz.core.errors import NotAllowed, Refused
from tests.cast import SYSTEM, make_contract, make_line, make_person, make_service, principal
from walkthroughs.models import Baseline, Contract, Walkthrough
from walkthroughs.models.asking import ask_for

pytestmark = pytest.mark.django_db


def asked(company, **fields):
    """Return the contract by which ERP asks for the database tier."""
    fields = {"client_line": company.erp} | fields
    return Contract.objects.get(pk=ask_for(company.tier, by=principal(company.maya), **fields).pk)


def test_p3_an_ask_is_a_tree_of_one_contract_in_the_words_of_the_service(company):
    contract = asked(company)
    walkthrough = contract.walkthrough
    assert (walkthrough.kind, walkthrough.status, walkthrough.mode, walkthrough.facilitator) == (
        *("ask", "planned", "live"),
        None,
    )
    assert (str(walkthrough), walkthrough.client) == ("Database tier", company.erp)
    assert (contract.parent, contract.state, contract.supplier, contract.service) == (
        *(None, "asked", company.db),
        company.tier,
    )
    assert contract.need == "A database tier on a supported version"
    assert contract.terms.accepted_when == "A failover test within 15 minutes"
    assert [duty.what for duty in contract.obligations.all()] == ["Sizing inputs"]
    assert contract.service_version.number == 1


def test_u1_an_ask_is_one_change_set(company):
    contract = asked(company)
    told = ChangeSet.objects.order_by("-number")[0]
    assert told.title == "Asked of Database Engineering: A database tier on a supported version"
    assert told.walkthrough_id == contract.walkthrough_id
    kinds = Change.objects.filter(change_set=told).order_by("ordinal").values_list("kind", "act")
    assert list(kinds) == [
        ("walkthroughs.walkthrough", "create"),
        ("walkthroughs.contract", "create"),
        ("walkthroughs.obligation", ""),
        ("walkthroughs.contract", "ask"),
    ]


def test_an_ask_that_fails_leaves_nothing(company):
    with pytest.raises(ValidationError):
        asked(company, need=" ")
    assert not Walkthrough.objects.filter(kind="ask").exists()


def test_what_the_buyer_says_stands_in_place_of_the_services_words(company):
    words = {"need": "Two tiers", "accepted_when": "Both fail over", "due": "2027-03-01"}
    contract = asked(company, obligations=[{"what": "A window", "due": None}], **words)
    assert (contract.need, contract.terms.accepted_when, str(contract.terms.due)) == tuple(words.values())
    assert contract.terms.deliverable == "Two tiers"
    assert [duty.what for duty in contract.obligations.all()] == ["A window"]


def test_h4_nothing_is_said_on_purpose(company):
    contract = asked(company, buyer_provides_nothing=True)
    assert contract.buyer_provides_nothing
    assert not contract.obligations.exists()
    with pytest.raises(ValidationError, match="not both"):
        asked(company, buyer_provides_nothing=True, obligations=[{"what": "A window"}])


@pytest.mark.parametrize("who", ["aisha", "olga", "fred"])
def test_p3_only_the_buyers_side_asks(company, who):
    with pytest.raises(NotAllowed):
        ask_for(company.tier, by=principal(getattr(company, who)), client_line=company.erp)
    assert not Walkthrough.objects.filter(kind="ask").exists()


def test_p3_a_deputy_and_whoever_stands_above_ask(company):
    dora = make_person("Dora Deputy", username="dora")
    company.erp_unit.update(by=SYSTEM, appointments=[{"person": dora, "kind": "deputy"}])
    for person in (dora, company.nadia):
        contract = ask_for(company.tier, by=principal(person), client_line=company.erp)
        assert contract.state == "asked"


def test_p3_the_heads_of_a_client_ask_for_their_unit(company):
    contract = ask_for(company.tier, by=principal(company.elin), client_unit=company.finance)
    assert contract.walkthrough.client == company.finance
    with pytest.raises(NotAllowed):
        ask_for(company.tier, by=principal(company.maya), client_unit=company.finance)


def test_h3_exactly_one_buyer_who_buys(company):
    nadia = principal(company.nadia)
    with pytest.raises(ValidationError, match="exactly one client"):
        ask_for(company.tier, by=nadia)
    with pytest.raises(ValidationError, match="Inside IT a line asks"):
        ask_for(company.tier, by=nadia, client_unit=company.it)
    closed = make_line("Old ERP", unit=company.erp_unit)
    closed.update(by=SYSTEM, status="closed")
    with pytest.raises(ValidationError, match="is closed"):
        ask_for(company.tier, by=nadia, client_line=closed)


def test_only_what_is_offered_is_asked_for(company):
    draft = make_service("Draft tier", line=company.db, publish=False)
    with pytest.raises(Refused, match="Only what is offered"):
        ask_for(draft, by=principal(company.maya), client_line=company.erp)


def test_c5_both_sides_act_for_themselves_and_nothing_needs_closing(company):
    contract = asked(company)
    maya, aisha = principal(company.maya), principal(company.aisha)
    contract.counter(by=aisha, conditions="Sizing by May")
    contract.agree(by=maya)
    contract.deliver(by=aisha)
    contract.accept(by=maya)
    contract.refresh_from_db()
    assert (contract.state, contract.walkthrough.status) == ("accepted", "planned")
    assert not Baseline.objects.exists()


def test_p5_the_supplier_grows_subcontracts_below_an_ask(company):
    contract = asked(company)
    fields = {"walkthrough": contract.walkthrough, "parent": contract, "supplier": company.ops, "need": "Servers"}
    with pytest.raises(NotAllowed):
        Contract.create(by=principal(company.maya), **fields)
    below = Contract.create(by=principal(company.aisha), **fields)
    below.ask(by=principal(company.aisha))
    assert (below.state, below.code) == ("asked", f"{contract.walkthrough.code}-0.1")


@pytest.mark.parametrize("verb", ["start", "pause", "resume", "close", "reopen"])
def test_an_ask_is_no_session(company, verb):
    walkthrough = asked(company).walkthrough
    with pytest.raises(Refused, match="without a walk-through"):
        getattr(walkthrough, verb)(by=principal(company.nadia))


def test_h6_an_ask_counts_and_is_no_walk_through_of_a_project(company):
    contract = asked(company)
    assert list(Contract.objects.counting()) == [contract]
    assert not Walkthrough.objects.walked().exists()
    assert not Walkthrough.objects.sessions().exists()
    assert make_contract(company.room(), supplier=company.erp).walkthrough in Walkthrough.objects.sessions()


def test_nobody_asks_for_what_their_own_line_offers(company):
    with pytest.raises(ValidationError) as told:
        ask_for(company.tier, by=principal(company.aisha), client_line=company.db)
    assert told.value.message_dict == {"client_line": ["Database Engineering offers this itself. Another line asks."]}
    assert not Walkthrough.objects.exists()


def test_no_standing_agreement_begins_with_its_end_behind_it(company):
    with pytest.raises(ValidationError) as told:
        asked(company, kind="service_agreement", ends=today() - timedelta(days=1))
    assert told.value.message_dict == {"ends": ["This day has passed. Say until when it runs from now on."]}
    assert asked(company, kind="service_agreement", ends=today()).terms.ends == today()
