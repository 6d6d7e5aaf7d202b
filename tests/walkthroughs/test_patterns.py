"""Patterns: what is kept of a closed tree, and what starts from it (H6, V2, V4)."""

from datetime import date

import pytest
from django.urls import reverse

from itbiz.core.errors import NotAllowed, Refused
from tests.cast import SYSTEM, make_contract, principal
from walkthroughs.models import Contract, Obligation, Pattern, Walkthrough
from walkthroughs.patterns import plan

pytestmark = pytest.mark.django_db
DUE = date(2027, 5, 1)


@pytest.fixture
def closed(company):
    """A closed walk-through: ERP bought the tier of Database, nobody writes the novel, and one need was withdrawn."""
    walkthrough = company.room()
    root = make_contract(walkthrough, supplier=company.erp, need="The books", due=DUE)
    tier = make_contract(walkthrough, parent=root, service=company.tier, need="A tier", due=DUE)
    Obligation.create(by=SYSTEM, contract=tier, what="Sizes", due=DUE)
    make_contract(walkthrough, parent=tier, supplier=company.ops, need="Machines")
    make_contract(walkthrough, parent=root, need="A novel", gap=True)
    gone = make_contract(walkthrough, parent=root, supplier=company.ops, need="Called off")
    gone.withdraw(by=SYSTEM)
    walkthrough.close(by=SYSTEM, reason="As it stands.")
    return Walkthrough.objects.get(pk=walkthrough.pk)


def test_a_pattern_holds_needs_and_no_dates_people_or_promises(company, closed):
    pattern = Pattern.keep(closed, by=principal(company.fred), name="Upgrade")
    assert [(node["parent"], node["need"], node["gap"]) for node in pattern.tree] == [
        (None, "The books", False),
        (0, "A tier", False),
        (1, "Machines", False),
        (0, "A novel", True),
    ]
    assert pattern.tree[1]["duties"] == ["Sizes"]
    assert not [word for word in ("2027", "Aisha", "promised") if word in str(pattern.tree)]
    with pytest.raises(NotAllowed):
        Pattern.keep(closed, by=principal(company.maya), name="Mine")


def test_a_walkthrough_starts_from_it_with_drafts_of_what_can_be_asked_today(company, closed):
    pattern = Pattern.keep(closed, by=SYSTEM, name="Upgrade")
    for service in (company.hosting, company.tier):
        service.retire(by=SYSTEM)
    company.ops.update(by=SYSTEM, status="closed")
    walkthrough = plan(by=principal(company.maya), pattern=pattern, client_unit=company.finance, title="Again")
    found = {contract.need: contract for contract in Contract.objects.filter(walkthrough=walkthrough)}
    assert {contract.state for contract in found.values()} == {"draft"}
    assert [found[need].supplier for need in ("The books", "A tier", "Machines", "A novel")] == [
        *(company.erp, company.db, None, None)
    ]
    assert (found["A tier"].service, found["A tier"].parent, found["A novel"].gap) == (None, found["The books"], True)
    assert [found[need].number for need in ("The books", "A tier", "Machines", "A novel")] == [
        "0",
        "0.1",
        "0.1.1",
        "0.2",
    ]
    assert list(Obligation.objects.filter(contract=found["A tier"]).values_list("what", "due")) == [("Sizes", None)]
    walkthrough.refresh_from_db()
    assert {light["code"]: light["state"] for light in walkthrough.lights}["prime"] == "green"


def test_h6_practice_and_what_is_not_closed_make_no_pattern(company):
    for walkthrough in (company.room(mode="practice"), company.room()):
        with pytest.raises(Refused):
            Pattern.keep(walkthrough, by=principal(company.fred), name="No")


def test_v4_the_pages_show_and_offer_it_to_those_who_see_its_source(company, closed, enter):
    client = enter(company.fred)
    kept = client.post(reverse("walkthroughs:pattern-keep", args=[closed.pk]), {"name": "Upgrade"})
    pattern = Pattern.objects.get()
    page = reverse("walkthroughs:pattern", args=[pattern.pk])
    assert kept.headers["Location"] == page
    assert "A novel" in client.get(page).content.decode()
    new = reverse("walkthroughs:walkthrough-new")
    sent = {
        "client_unit": company.finance.pk,
        "mode": "live",
        "access": "open",
        "pattern": pattern.pk,
        "title": "Again",
    }
    assert client.post(new, sent).status_code == 302
    assert Walkthrough.objects.get(title="Again").contracts.count() == 4
    Walkthrough.objects.get(pk=closed.pk).update(by=SYSTEM, access="restricted")
    outsider = enter(company.ruth)
    assert outsider.get(page).status_code == 200
    assert enter(company.olga).get(page).status_code == 404
    assert list(Pattern.objects.visible_to(principal(company.olga))) == []
