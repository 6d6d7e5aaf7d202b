"""What was bought before: usual ingredients and earlier walk-throughs, how they went, taken and undone (H6, V4)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from itbiz.audit.models import ChangeSet
from itbiz.audit.undo import undo
from itbiz.core.days import today
from tests.cast import SYSTEM, make_contract, make_service, principal
from walkthroughs.models import Contract, Obligation
from walkthroughs.precedent import bought_before, take

pytestmark = pytest.mark.django_db
WHOLE = {"accepted_when": "A failover test passes"}


def earlier(company, *, late=False, **fields):
    """An earlier walk-through: ERP bought the tier of Database, which was promised, delivered and accepted."""
    room = company.room(**fields)
    root = make_contract(room, supplier=company.erp, need="The books")
    due = today() - timedelta(days=2)
    tier = make_contract(room, parent=root, service=company.tier, need="A tier", due=due, **WHOLE)
    Obligation.create(by=SYSTEM, contract=tier, what="Sizes", due=today() - timedelta(days=3 if late else -3))
    tier.ask(by=SYSTEM)
    tier.promise(by=SYSTEM, on_behalf_of=company.aisha)
    for verb in ("deliver", "accept"):
        getattr(tier, verb)(by=SYSTEM)
    make_contract(room, parent=root, supplier=company.erp, need="Our own part")
    make_contract(room, parent=root, need="Of nobody")
    return room


def test_what_was_bought_is_told_with_how_it_went(company, django_assert_num_queries):
    release = make_service("ERP release", line=company.erp, ingredients=[{"needs": company.hosting}])
    for late in (True, False):
        earlier(company, late=late)
    afterwards = earlier(company)
    afterwards.close(by=SYSTEM, reason="Not all is known.")
    afterwards.reopen(by=SYSTEM)
    make_contract(afterwards, parent=afterwards.contracts.get(parent=None), supplier=company.ops, need="Run it")
    walkthrough = company.room()
    root = make_contract(walkthrough, service=release)
    with django_assert_num_queries(8):
        found = bought_before(principal(company.fred), root)
    hosting, tier, run = found
    assert (hosting.usual, hosting.service_id, hosting.times) == (True, company.hosting.pk, 0)
    assert (tier.service_id, tier.line, tier.times, tier.usual) == (company.tier.pk, "Database Engineering", 3, False)
    assert (tier.duties, tier.late, tier.accepted, tier.answered) == (3, 1, [2, 2, 2], [0, 0, 0])
    assert tier.told[2:] == ["accepted 2 days late", "1 of 3 inputs of the buyer late"]
    assert (run.need, run.service_id, run.afterwards) == ("Run it", None, 1)
    make_contract(walkthrough, parent=root, service=company.tier)
    assert [item.key for item in bought_before(principal(company.fred), root, passed_over=[run.key])] == [hosting.key]


def test_h6_v4_neither_practice_nor_what_one_does_not_see_is_a_precedent(company):
    earlier(company, mode="practice")
    earlier(company, access="restricted")
    root = make_contract(company.room(), supplier=company.erp)
    assert bought_before(principal(company.olga), root) == []
    assert [item.times for item in bought_before(principal(company.fred), root)] == [1]
    secret = make_service("Secret ingredient", line=company.db, publish=False)
    company.erp.refresh_from_db()
    release = make_service("ERP release", line=company.erp, ingredients=[{"needs": secret}])
    root = make_contract(company.room(), service=release)
    assert "Secret ingredient" not in [item.need for item in bought_before(principal(company.nadia), root)]


def test_all_are_taken_in_one_act_and_undone_by_name(company):
    earlier(company)
    walkthrough, fred = company.room(), principal(company.fred)
    root = make_contract(walkthrough, supplier=company.erp)
    made = take(root, bought_before(fred, root), by=fred)
    assert [(one.need, one.supplier, one.service, one.state) for one in made] == [
        ("Database tier", company.db, company.tier, "draft")
    ]
    act = ChangeSet.objects.order_by("-number").first()
    assert act.title == "Added as bought before: Database tier"
    undo(act, by=fred)
    assert not Contract.objects.filter(walkthrough=walkthrough, parent=root).exists()


def test_the_list_is_taken_from_and_passed_over_on_the_page(company, enter):
    earlier(company)
    walkthrough = company.room()
    root = make_contract(walkthrough, supplier=company.erp)
    client, address = enter(company.fred), reverse("walkthroughs:precedent", args=[root.pk])
    assert b"data-precedent" in client.get(address, headers={"HX-Request": "true"}).content
    assert b"data-precedent" not in enter(company.olga).get(address).content
    client = enter(company.fred)
    key = f"s{company.tier.pk}"
    answer = client.post(address, {"pick": key}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"].endswith(f"?focus={root.pk}")
    assert root.children.get().service == company.tier
    other = make_contract(company.room(), supplier=company.erp)
    address = reverse("walkthroughs:precedent", args=[other.pk])
    assert key.encode() not in client.post(address, {"pass_over": key}).content
    assert key.encode() not in client.get(address).content
    assert enter(company.olga).post(address, {"all": "1"}).status_code == 403
