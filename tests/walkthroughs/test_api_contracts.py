"""Contracts over REST: their fields and moves; every reply is held against the schema."""

from datetime import date

import pytest

from itbiz.audit.models import ChangeSet
from tests.api.client import ApiClient
from tests.cast import SYSTEM, make_contract, make_vendor, principal
from walkthroughs.models import Contract

pytestmark = pytest.mark.django_db


def tier_in(walkthrough, company):
    """Name the prime of a running walk-through and, below it, a tier in draft; return the walk-through with both."""
    walkthrough.root = make_contract(walkthrough, supplier=company.erp, need="The books closed in four days")
    walkthrough.tier = below(walkthrough, supplier=company.db, due=date(2027, 5, 15), accepted_when="Failover proven")
    return walkthrough


@pytest.fixture
def room(company):
    """A running walk-through with a prime, and below it a tier that is in draft."""
    return tier_in(company.room(), company)


def below(walkthrough, **fields):
    """Return a contract below the root."""
    fields.setdefault("buyer_provides_nothing", True)
    return make_contract(walkthrough, parent=walkthrough.root, **fields)


def move(api, contract, verb, body=None, **options):
    """POST a move with the version the contract has now."""
    version = Contract.objects.values_list("version", flat=True).get(pk=contract.pk)
    return api.post(f"contracts/{contract.pk}/{verb}/", body or {}, **({"version": version} | options))


def bring_to(contract, state, company):
    """Bring a draft to `state` by its own verbs."""
    if state in ("asked", "countered", "promised", "declined"):
        contract.ask(by=SYSTEM)
    if state == "countered":
        contract.counter(by=principal(company.aisha), due=date(2027, 6, 1))
    elif state == "promised":
        contract.promise(by=principal(company.aisha))
    elif state == "declined":
        contract.decline(by=SYSTEM, why="no_capacity")
    elif state == "withdrawn":
        contract.withdraw(by=SYSTEM)
    return contract


class TestContracts:
    """One promise of one result: its fields."""

    def test_the_prime_is_named_by_the_clients_side_p3(self, company):
        walkthrough = company.room()
        fields = {"walkthrough": {"code": walkthrough.code}, "need": "Books closed", "supplier": {"code": "erp"}}
        made = ApiClient(company.elin).post("contracts/", fields)
        assert made.status_code == 201
        buyer = made.body["buyer"]
        assert (buyer["kind"], buyer["code"], made.body["parent"]) == ("unit", "finance", None)
        assert (made.body["code"], made.body["state"]) == (f"{walkthrough.code}-0", "draft")
        assert made.body["terms"] == {"number": 1, "pending": None}

    def test_the_suppliers_side_adds_what_it_needs_p5(self, company, maya, room):
        fields = {"walkthrough": room.pk, "parent": room.root.pk, "need": "Environments", "due": "2027-04-01"}
        made = maya.post("contracts/", fields)
        assert (made.status_code, made.body["buyer"]["code"], made.body["due"]) == (201, "erp", "2027-04-01")
        refused = ApiClient(company.ruth).post("contracts/", fields)
        assert refused.status_code == 403
        assert "Only the buyer's side, ERP Engineering" in refused.body["detail"]

    def test_a_second_root_is_refused_h2(self, company, room):
        reply = ApiClient(company.elin).post("contracts/", {"walkthrough": room.pk, "need": "Another"})
        assert reply.status_code == 400
        assert "prime contract already" in reply.body["errors"][0]["detail"]

    def test_each_side_writes_its_own_words_c1(self, maya, aisha, room):
        address, tier = f"contracts/{room.tier.pk}/", room.tier
        needed = maya.patch(address, {"need": "A tier that lasts"}, version=tier.version)
        assert (needed.status_code, needed.body["need"]) == (200, "A tier that lasts")
        assert maya.patch(address, {"deliverable": "Mine"}, version=needed.body["version"]).status_code == 403
        worded = aisha.patch(address, {"deliverable": "Tier 19c", "price": "10.50", "currency": "EUR"}, version="*")
        assert worded.status_code == 412
        version = needed.body["version"]
        worded = aisha.patch(address, {"deliverable": "Tier 19c", "price": "10.50", "currency": "eur"}, version=version)
        assert [worded.body[name] for name in ("deliverable", "price", "currency")] == ["Tier 19c", "10.50", "EUR"]

    def test_what_was_promised_changes_through_moves_only_c5(self, company, maya, room):
        tier = bring_to(room.tier, "promised", company)
        reply = maya.patch(f"contracts/{tier.pk}/", {"need": "More"}, version=tier.version)
        assert reply.status_code == 409
        assert "changes through a move" in reply.body["detail"]

    def test_it_stays_where_it_is_in_its_tree(self, maya, room):
        reply = maya.patch(f"contracts/{room.tier.pk}/", {"parent": None}, version=room.tier.version)
        assert reply.status_code == 400
        same = {"parent": {"code": room.root.code}, "walkthrough": room.pk, "need": room.tier.need}
        assert maya.patch(f"contracts/{room.tier.pk}/", same, version=room.tier.version).status_code == 200

    def test_put_resets_what_is_left_out_and_keeps_its_place(self, company, room):
        tier, put = room.tier, {"need": "A tier", "supplier": {"code": "db"}}
        reply = ApiClient(company.nadia).put(f"contracts/{tier.pk}/", put, version=tier.version)
        assert reply.status_code == 200
        assert [reply.body[name] for name in ("need", "due", "accepted_when", "position")] == ["A tier", None, "", 1]
        assert reply.body["parent"]["id"] == room.root.pk

    def test_own_share_vendor_and_loop_are_said_c4_c8(self, company, olga, room):
        own = below(room, supplier=company.erp)
        held = below(room, vendor=make_vendor("Norvik", held_by=company.erp))
        hosting = make_contract(room, parent=room.tier, supplier=company.ops)
        loop = make_contract(room, parent=hosting, supplier=company.db)
        found = {item["id"]: item for item in olga.get("contracts/", walkthrough=room.pk).body["results"]}
        assert (found[own.pk]["own_share"], found[held.pk]["own_share"]) == (True, False)
        assert found[held.pk]["vendor"]["code"] == "norvik"
        assert [warning["code"] for warning in found[loop.pk]["warnings"]] == ["loop"]

    def test_terms_over_a_promise_are_pending_c6(self, company, aisha, room):
        tier = bring_to(room.tier, "promised", company)
        body = move(aisha, tier, "counter", {"due": "2027-06-01"}).body
        assert (body["due"], body["terms"]["number"]) == ("2027-05-15", 1)
        assert (body["terms"]["pending"]["due"], body["terms"]["pending"]["number"]) == ("2027-06-01", 2)

    def test_lists_are_filtered(self, company, olga, room):
        below(room, gap=True, need="Master data")
        names = {
            "supplier=db": 1,
            "supplier=": 3,
            "buyer=erp": 2,
            "gap=true": 1,
            "root=true": 1,
            "state=draft": 3,
            "due_before=2027-06-01": 1,
            "due_before=2027-05-15": 0,
            "project=books": 3,
            "q=master": 1,
        }
        for query, count in names.items():
            name, _equals, value = query.partition("=")
            assert len(olga.get("contracts/", **{name: value}).body["results"]) == count, query

    def test_related_objects_are_embedded_on_request(self, olga, room):
        reply = olga.get(f"contracts/{room.tier.pk}/", expand="supplier,walkthrough")
        assert reply.body["supplier"]["name"] == "Database Engineering"
        assert reply.body["walkthrough"]["status"] == "running"


class TestMoves:
    """The moves of C5: what they take and give; who may what, and when, is in test_every_move.py."""

    def test_the_path_to_a_promise(self, maya, aisha, room):
        asked = move(maya, room.tier, "ask")
        assert (asked.status_code, asked.body["state"], asked.body["deliverable"]) == (200, "asked", room.tier.need)
        countered = move(aisha, room.tier, "counter", {"due": "2027-06-01", "obligations": [{"what": "Sizing inputs"}]})
        assert (countered.body["state"], countered.body["due"]) == ("countered", "2027-06-01")
        agreed = move(maya, room.tier, "agree", {"reason": "Fair"})
        assert (agreed.body["state"], agreed.body["promised_by"]["code"]) == ("promised", "aisha-okafor")
        assert ChangeSet.objects.get(pk=agreed.headers["Change-Set"]).reason == "Fair"
        assert [o["what"] for o in maya.get("obligations/", contract=room.tier.code).body["results"]] == [
            "Sizing inputs"
        ]

    def test_a_promise_names_who_leads_h5(self, company, aisha, room):
        bring_to(room.tier, "asked", company)
        body = move(aisha, room.tier, "promise", {"lead": company.ruth.pk, "conditions": "Sizing by May"}).body
        assert (body["lead"]["id"], body["conditions"], body["promised_at"][-1]) == (
            company.ruth.pk,
            "Sizing by May",
            "Z",
        )

    def test_a_promise_without_acceptance_is_refused_h4(self, company, aisha, room):
        tier = below(room, supplier=company.db, asked=True, buyer_provides_nothing=False)
        reply = move(aisha, tier, "promise")
        assert reply.status_code == 400
        assert {error["pointer"] for error in reply.body["errors"]} == {"/accepted_when", "/buyer_provides_nothing"}

    def test_a_decline_says_whose_it_is(self, company, aisha, room):
        bring_to(room.tier, "asked", company)
        assert move(aisha, room.tier, "decline").status_code == 400
        body = move(aisha, room.tier, "decline", {"why": "not_ours", "whose": {"code": "ops"}}).body
        assert (body["state"], body["decline_why"], body["decline_whose"]["code"]) == ("declined", "not_ours", "ops")

    def test_a_facilitator_speaks_for_somebody_present_p4(self, company, room):
        bring_to(room.tier, "asked", company)
        body = move(ApiClient(company.fred), room.tier, "promise", {"on_behalf_of": company.aisha.pk}).body
        assert (body["promised_by"]["code"], body["on_behalf_of"]["code"]) == (company.fred.code, company.aisha.code)

    def test_an_amendment_is_pending_until_the_supplier_promises_c6(self, company, maya, aisha, room):
        bring_to(room.tier, "promised", company)
        offer = {"need": "A tier that lasts", "due": "2027-06-01", "obligations": [{"what": "Sizing inputs"}]}
        body = move(maya, room.tier, "amend", offer).body
        assert (body["state"], body["need"], body["due"]) == ("asked", room.tier.need, "2027-05-15")
        assert [body["terms"]["pending"][name] for name in ("deliverable", "due")] == [
            "A tier that lasts",
            "2027-06-01",
        ]
        body = move(aisha, room.tier, "promise").body
        assert (body["state"], body["need"], body["due"]) == ("promised", "A tier that lasts", "2027-06-01")

    def test_another_supplier_is_a_line_or_a_vendor(self, company, maya, room):
        bring_to(room.tier, "declined", company)
        assert move(maya, room.tier, "reassign").body["errors"][0]["pointer"] == "/supplier"
        vendor = make_vendor("Norvik", held_by=company.ops)
        body = move(maya, room.tier, "reassign", {"vendor": {"code": vendor.code}}).body
        assert (body["state"], body["supplier"]["code"], body["vendor"]["code"]) == ("asked", "ops", "norvik")

    def test_it_is_moved_with_what_hangs_below_h2(self, company, maya, room):
        first, under = below(room, supplier=company.erp), make_contract(room, parent=room.tier)
        body = move(maya, room.tier, "move", {"parent": {"code": first.code}, "position": 1}).body
        assert (body["parent"]["id"], body["position"], body["depth"]) == (first.pk, 1, 2)
        assert maya.get(f"contracts/{under.pk}/").body["depth"] == 3
        assert move(maya, room.tier, "move", {"position": 1}).body["errors"][0]["pointer"] == "/parent"
        assert move(maya, room.tier, "move", {"parent": first.pk, "position": 0}).status_code == 400

    def test_nobody_hangs_it_below_a_contract_of_others(self, company, maya, room):
        other = below(room, supplier=company.ops)
        reply = move(maya, room.tier, "move", {"parent": other.pk})
        assert reply.status_code == 403
        assert "Only the buyer's side, Cloud Operations" in reply.body["detail"]

    def test_a_need_is_split_and_one_half_keeps_what_hangs_on_it(self, maya, room):
        halves = {"first": "A tier", "second": "Its backups", "keep": "second"}
        body = move(maya, room.tier, "split", halves).body
        assert (body["id"], body["state"], body["need"]) == (room.tier.pk, "draft", "Its backups")
        found = maya.get("contracts/", parent=room.root.code).body["results"]
        assert sorted(item["need"] for item in found) == ["A tier", "Its backups"]

    def test_a_delivery_is_rejected_and_taken(self, company, maya, aisha, room):
        bring_to(room.tier, "promised", company)
        assert move(aisha, room.tier, "deliver").body["state"] == "delivered"
        assert move(maya, room.tier, "reject").body["errors"][0]["pointer"] == "/reason"
        rejected = move(maya, room.tier, "reject", {"reason": "It failed over too late"}).body
        assert (rejected["state"], rejected["said_why"]) == ("promised", "It failed over too late")
        again = move(aisha, room.tier, "deliver").body
        assert (again["state"], again["said_why"]) == ("delivered", "")
        assert move(maya, room.tier, "accept").body["state"] == "accepted"

    def test_a_cancellation_says_why(self, company, maya, room):
        bring_to(room.tier, "promised", company)
        body = move(maya, room.tier, "cancel", {"reason": "The close stays at six days"}).body
        assert (body["state"], body["said_why"]) == ("cancelled", "The close stays at six days")

    def test_refusals_come_in_order_403_428_412_409_400(self, company, maya, aisha, olga, room):
        bring_to(room.tier, "promised", company)
        nonsense = {"nonsense": 1}
        assert move(olga, room.tier, "ask", nonsense, version=None).status_code == 403
        assert move(maya, room.tier, "ask", nonsense, version=None).status_code == 428
        assert move(maya, room.tier, "ask", nonsense, version=999).status_code == 412
        assert move(maya, room.tier, "ask", nonsense).status_code == 409
        assert move(aisha, room.tier, "counter", nonsense).status_code == 400
        assert move(olga, room.tier, "move", nonsense, version=None).status_code == 403
        assert move(maya, room.tier, "move", nonsense, version=999).status_code == 412
        assert move(ApiClient(company.elin), room.root, "split", nonsense).status_code == 409

    def test_a_dry_run_moves_nothing(self, maya, room):
        reply = move(maya, room.tier, "ask", query_params={"dry_run": "true"})
        assert reply.body["state"] == "asked"
        assert Contract.objects.get(pk=room.tier.pk).state == "draft"
