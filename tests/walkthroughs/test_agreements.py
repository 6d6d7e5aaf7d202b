"""Standing agreements: a term, a review date, no silent renewal, and what is delivered under them (light 6)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from itbiz.audit.record import change_set
from itbiz.core import days
from tests.api.client import ApiClient
from tests.cast import SYSTEM, make_contract, make_unit, principal
from tests.walkthroughs.asked import WHOLE, child
from tests.walkthroughs.hands import fresh, opened, save
from walkthroughs.models import Contract, Terms
from walkthroughs.models.asking import ask_for
from walkthroughs.models.standing import expired, reviewed_before, runs, standing
from walkthroughs.tree import read_tree

pytestmark = pytest.mark.django_db
LONG_AGO, FAR_OFF = date(2020, 12, 31), date(2090, 12, 31)


def agreement(room, *, promised=True, ends=FAR_OFF, **fields):
    """Return a service agreement by which Database stands by for ERP."""
    fields = {"kind": "service_agreement", "ends": FAR_OFF} | fields
    contract = ask_for(room.tier, by=principal(room.maya), client_line=room.erp, **fields)
    if promised:
        contract.promise(by=principal(room.aisha))
    with change_set(by=SYSTEM, title="Time went by"):
        Terms.objects.filter(contract=contract).update(ends=ends)
    return Contract.objects.get(pk=contract.pk)


def codes(contract):
    """Return what a contract's node warns of as, or below, a standing agreement."""
    node = read_tree(contract.walkthrough).by_id[contract.pk]
    return [warning["code"] for warning in node.warnings if warning["code"].startswith("agreement")]


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ({"ends": FAR_OFF}, []),
        ({"ends": LONG_AGO}, ["agreement_expired"]),
        ({"ends": FAR_OFF, "review_due": LONG_AGO}, ["agreement_review_due"]),
        ({"ends": LONG_AGO, "review_due": LONG_AGO}, ["agreement_expired"]),
    ],
)
def test_no_agreement_is_renewed_silently(room, term, said):
    assert codes(agreement(room, **term)) == said
    assert codes(agreement(room, promised=False, **term)) == []


def test_the_last_day_is_part_of_the_term(room):
    today = days.today()
    assert codes(agreement(room, ends=today)) == []
    assert codes(agreement(room, ends=today - timedelta(days=1))) == ["agreement_expired"]


def test_an_agreement_of_a_walk_through_may_name_no_end_and_says_so(room):
    contract = child(room, "promised", kind="service_agreement")
    assert codes(contract) == ["agreement_open_ended"]


def test_c5_an_amendment_with_a_new_end_renews_it(room):
    contract = agreement(room, ends=LONG_AGO)
    contract.amend(by=principal(room.maya), ends=FAR_OFF)
    assert codes(contract) == ["agreement_expired"]
    contract.promise(by=principal(room.aisha))
    assert codes(contract) == []


def test_one_that_was_called_off_has_not_run_out(room):
    contract = agreement(room, ends=LONG_AGO)
    contract.cancel(by=principal(room.maya), reason="Not needed")
    assert codes(contract) == []
    assert not Contract.objects.filter(standing()).exists()


def test_what_stands_runs_and_is_to_be_reviewed_is_found_by_day(room):
    old, new = agreement(room, ends=LONG_AGO), agreement(room, review_due=LONG_AGO)
    agreement(room, promised=False)
    found = [set(Contract.objects.filter(rule)) for rule in (standing(), expired(), runs(), reviewed_before(FAR_OFF))]
    assert found == [{old, new}, {old}, {new}, {new}]


def test_l6_a_leaf_is_delivered_under_an_agreement_of_its_supplier(room):
    leaf = child(room, "asked")
    leaf.update(by=principal(room.aisha), agreement=agreement(room))
    assert codes(leaf) == []
    room.walkthrough.refresh_from_db()
    assert {light["code"]: light["state"] for light in room.walkthrough.lights}["leaves"] == "green"


def test_p3_the_suppliers_side_chooses_it(room):
    leaf = child(room, "asked")
    with pytest.raises(Exception, match="supplier's side"):
        leaf.update(by=principal(room.maya), agreement=agreement(room))


@pytest.mark.parametrize("which", ["asked", "expired", "result", "other supplier", "practice", "itself"])
def test_l6_what_a_leaf_can_not_be_delivered_under(room, which):
    leaf = child(room, "asked")
    others = {
        "asked": lambda: agreement(room, promised=False),
        "expired": lambda: agreement(room, ends=LONG_AGO),
        "result": lambda: child(room, "promised"),
        "other supplier": lambda: child(room, "asked", supplier=room.ops, kind="service_agreement"),
        "practice": lambda: practised(room),
        "itself": lambda: leaf,
    }
    with pytest.raises(ValidationError, match="that the same supplier promised"):
        leaf.update(by=principal(room.aisha), agreement=others[which]())


def practised(room):
    """Return a service agreement of a practice walk-through, promised."""
    walkthrough = room.room(mode="practice", client=make_unit("Play", inside_it=False))
    contract = make_contract(walkthrough, supplier=room.db, kind="service_agreement", ends=FAR_OFF, **WHOLE)
    contract.ask(by=SYSTEM)
    contract.promise(by=principal(room.aisha))
    return contract


def test_what_is_delivered_under_it_says_that_it_ran_out(room):
    standing_by, leaf = agreement(room), child(room, "promised")
    leaf.update(by=principal(room.aisha), agreement=standing_by)
    standing_by.amend(by=principal(room.maya), ends=LONG_AGO)
    standing_by.promise(by=principal(room.aisha))
    assert codes(leaf) == ["agreement_expired"]
    standing_by.cancel(by=principal(room.maya), reason="Not needed")
    assert codes(leaf) == ["agreement_ended"]


def test_c3_another_buyers_agreement_is_said(room):
    leaf = child(room, "promised")
    theirs = ask_for(
        room.tier, by=principal(room.elin), client_unit=room.finance, kind="service_agreement", ends=FAR_OFF
    )
    theirs.promise(by=principal(room.aisha))
    leaf.update(by=principal(room.aisha), agreement=theirs)
    assert codes(leaf) == ["agreement_other_buyer"]


class TestOverRest:
    """The same by filters and fields."""

    def test_the_warning_stands_on_the_agreement_and_below_it(self, room):
        contract = agreement(room, ends=LONG_AGO, review_due=LONG_AGO)
        body = ApiClient(room.olga).get(f"contracts/{contract.pk}/").body
        assert (body["kind"], body["ends"], body["review_due"]) == ("service_agreement", "2020-12-31", "2020-12-31")
        assert [warning["code"] for warning in body["warnings"]] == ["agreement_expired"]

    def test_a_leaf_points_to_it(self, room):
        contract, leaf = agreement(room), child(room, "asked")
        api = ApiClient(room.aisha)
        reply = api.patch(f"contracts/{leaf.pk}/", {"agreement": {"code": contract.code}}, version=leaf.version)
        assert (reply.status_code, reply.body["agreement"]["id"]) == (200, contract.pk)
        found = api.get(f"contracts/?agreement={contract.code}").body["results"]
        assert [row["id"] for row in found] == [leaf.pk]

    def test_filters_find_what_ran_out_and_what_is_to_be_reviewed(self, room):
        old, new = agreement(room, ends=LONG_AGO), agreement(room, review_due=date(2030, 1, 1))
        api = ApiClient(room.olga)

        def ids(**asked):
            return [row["id"] for row in api.get("contracts/", **asked).body["results"]]

        assert ids(kind="service_agreement", expired="true") == [old.pk]
        assert ids(kind="service_agreement", expired="false") == [new.pk]
        assert ids(review_due_before="2030-01-02") == [new.pk]
        assert ids(review_due_before="2030-01-01") == []


class TestOnThePage:
    """What the editor shows and lets one write."""

    def test_the_suppliers_side_chooses_among_those_that_fit(self, room, enter):
        standing_by, leaf = agreement(room), child(room, "asked")
        agreement(room, ends=LONG_AGO)
        client = enter(room.aisha)
        data = opened(client, leaf)
        page = client.get(leaf.get_absolute_url())
        assert [code for code, _label in page.context["form"].fields["agreement"].choices] == ["", standing_by.code]
        save(client, leaf, data | {"agreement": standing_by.code})
        assert fresh(leaf).agreement == standing_by
        save(client, leaf, opened(client, leaf) | {"agreement": ""})
        assert fresh(leaf).agreement is None

    def test_one_that_ran_out_stays_until_another_is_chosen(self, room, enter):
        standing_by, leaf = agreement(room), child(room, "promised")
        leaf.update(by=principal(room.aisha), agreement=standing_by)
        standing_by.amend(by=principal(room.maya), ends=LONG_AGO)
        standing_by.promise(by=principal(room.aisha))
        client = enter(room.aisha)
        page = client.get(leaf.get_absolute_url()).content.decode()
        assert "The standing agreement that this is delivered under has run out." in page
        save(client, leaf, opened(client, leaf) | {"needs_nothing_more": "on"})
        assert fresh(leaf).needs_nothing_more
        assert fresh(leaf).agreement == standing_by

    def test_c1_the_buyers_side_reads_it(self, room, enter):
        standing_by, leaf = agreement(room), child(room, "asked")
        leaf.update(by=principal(room.aisha), agreement=standing_by)
        page = enter(room.maya).get(leaf.get_absolute_url())
        assert "agreement" not in page.context["form"].fields
        assert standing_by.code in page.content.decode()

    def test_a_term_is_asked_of_a_standing_agreement_alone(self, room, enter):
        leaf = child(room)
        client = enter(room.maya)
        data = opened(client, leaf)
        assert not {"starts", "ends", "review_due"} & set(data)
        save(client, leaf, data | {"kind": "service_agreement"})
        page = client.get(leaf.get_absolute_url())
        assert {"starts", "ends", "review_due"} <= set(page.context["form"].fields)
        save(client, leaf, opened(client, leaf) | {"ends": "2090-12-31"})
        assert fresh(leaf).terms.ends == FAR_OFF

    def test_an_ask_shows_no_tools_of_a_session(self, room, enter):
        contract = agreement(room, promised=False)
        page = enter(room.carl).get(contract.get_absolute_url()).content.decode()
        assert "asked without a walk-through" in page
        for words in ("In the room", "Start</button>", "Hand over", "Settings", "lights"):
            assert words not in page, words
