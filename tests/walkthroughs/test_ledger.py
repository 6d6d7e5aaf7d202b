"""The lists of the ledger: each holds on a page what its REST filters hold (V4, H6, C3, C6)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from itbiz.core.days import today
from orgchart.models import Unit
from tests.api.client import ApiClient
from tests.cast import SYSTEM, make_contract, make_line, make_person, principal
from tests.pages import sign_in, statements
from tests.walkthroughs.asked import child
from walkthroughs.ledger import ACCOUNTS, ALL, Mine, read
from walkthroughs.models import Contract, Obligation, Question

pytestmark = pytest.mark.django_db
LIST_STATEMENTS = 5
PAST, AHEAD = date(2020, 1, 1), date(2099, 1, 1)


def titles(page):
    """Return the titles of a Page's rows, in order."""
    return [row["title"] for row in page.rows]


@pytest.fixture
def everything(room):
    """A room with something for every list, on both sides."""
    late = child(room, "promised", need="Late", due=PAST)
    Obligation.create(by=SYSTEM, contract=child(room, "asked", need="Asked"), what="Inputs", due=PAST)
    Question.create(by=SYSTEM, about=late, text="Which size?", decider=room.aisha, due=PAST)
    for state in ("countered", "declined", "delivered", "accepted", "withdrawn"):
        child(room, state, need=state.capitalize(), due=AHEAD)
    amended = child(room, "promised", need="Amended", due=PAST)
    amended.amend(by=principal(room.maya), due=AHEAD)
    child(room, "promised", need="Gone").cancel(by=principal(room.maya), reason="Bought elsewhere")
    above = child(room, "promised", need="Above")
    below = make_contract(room.walkthrough, parent=above, supplier=room.ops, need="Below", lead=room.aisha, asked=True)
    above.cancel(by=principal(room.maya), reason="Not needed")
    standing = child(room, "draft", need="Hosting", kind="service_agreement", ends=today() + timedelta(days=9))
    standing.ask(by=principal(room.maya))
    standing.promise(by=principal(room.aisha), lead=room.aisha)
    room.below = below
    return room


EXPECTED = {
    "asked": ["Amended", "Asked"],
    "promised": ["Late", "Amended", "Hosting"],
    "delivered": ["Delivered"],
    "to_decide": ["Which size?"],
    "led": ["Hosting"],
    "late": ["Late", "Amended"],
    "late_duties": ["Inputs"],
    "overdue": ["Which size?"],
    "declined": ["Declined"],
    "amended": ["Amended"],
    "cancelled": ["Gone", "Above"],
    "renewals": ["Hosting"],
    "owed": [],
    "countered": [],
    "to_accept": [],
    "buyer_ended": [],
}
BOUGHT = {"countered": ["Countered"], "to_accept": ["Delivered"], "owed": ["Inputs"]}


def mine_of(room, line, person=None):
    """Return what somebody answers for who speaks for one line."""
    return Mine(lines=(line.pk,), person=person and person.pk)


def seen(who, name, mine, **more):
    """Return the titles of a list as its reader sees it."""
    dates = {"since": today(), "ahead": today() + timedelta(days=30)}
    return titles(read(principal(who), name, mine, limit=50, **dates, **more))


def test_every_list_holds_what_its_name_says(everything):
    supplier = mine_of(everything, everything.db, everything.aisha)
    assert {name: seen(everything.aisha, name, supplier) for name in ACCOUNTS} == EXPECTED
    buyer = mine_of(everything, everything.erp, everything.maya)
    assert {name: seen(everything.maya, name, buyer) for name in BOUGHT} == BOUGHT
    assert seen(everything.ruth, "buyer_ended", mine_of(everything, everything.ops)) == ["Below"]


def test_every_list_is_the_same_over_rest(everything):
    dates = {"since": today(), "ahead": today() + timedelta(days=30)}
    for who, line in ((everything.aisha, everything.db), (everything.maya, everything.erp)):
        client, mine = ApiClient(who), mine_of(everything, line, who)
        for name, account in ACCOUNTS.items():
            told = [
                row["text" if account.kind.resource == "questions" else "what" if "what" in row else "deliverable"]
                for address in account.rest_addresses(mine, **dates)
                for row in client.get(address).body["results"]
            ]
            assert sorted(told) == sorted(seen(who, name, mine)), name


def test_c6_a_promise_over_which_new_terms_are_offered_is_late_all_the_same(everything):
    page = read(principal(everything.nadia), "late", Mine(), since=PAST + timedelta(days=1))
    assert {(row["title"], row["pending"], row["late"]) for row in page.rows} == {
        ("Late", False, True),
        ("Amended", True, True),
    }
    assert (page.total, page.fresh) == (2, 0)
    assert read(principal(everything.nadia), "late", Mine(), since=PAST).fresh == 2


def test_what_happened_before_the_day_asked_for_is_left_out(everything):
    after = {"since": today() + timedelta(days=1)}
    for name in ("declined", "amended", "cancelled"):
        assert not read(principal(everything.nadia), name, Mine(), **after)


def test_h6_v4_no_list_holds_practice_or_what_is_restricted(room, company):
    for fields in ({"mode": "practice", "access": "restricted"}, {"access": "restricted"}):
        hidden = company.room(**fields)
        root = make_contract(hidden, supplier=company.erp, need="Hidden")
        make_contract(hidden, parent=root, supplier=company.db, need="Hidden", due=PAST, asked=True, lead=room.olga)
        Question.create(by=SYSTEM, about=root, text="Hidden?", decider=room.olga, due=PAST)
    mine = Mine(lines=(company.db.pk, company.erp.pk), units=tuple(Unit.objects.values_list("pk", flat=True)))
    for name in ACCOUNTS:
        assert seen(room.olga, name, mine) == []
    assert seen(room.aisha, "asked", mine) == ["Hidden"]


def test_a_row_is_never_somebodys_only_because_nobody_is_named(room):
    child(room, "asked", need="A tier")
    for name, account in ACCOUNTS.items():
        assert account.side == ALL or not read(principal(room.nadia), name, Mine(), since=today(), ahead=today())


def test_n2_a_party_outside_it_has_the_chip_of_one(room):
    audit = make_line("Group Audit", unit=room.finance)
    root = child(room, "asked", need="A tier")
    make_contract(room.walkthrough, parent=root, supplier=audit, need="Findings", asked=True)
    (row,) = read(principal(room.aisha), "asked", Mine(lines=(audit.pk,))).rows
    assert ">BE</span>" in row["chip"]
    make_contract(
        room.walkthrough, parent=Contract.objects.get(need="Findings"), supplier=room.db, need="Access", asked=True
    )
    (row,) = (
        row for row in read(principal(room.aisha), "asked", Mine(lines=(room.db.pk,))).rows if row["title"] == "Access"
    )
    assert ">CL</span>" in row["chip"]


@pytest.mark.parametrize("many", [1, 3])
def test_a_whole_list_takes_the_same_statements_whatever_it_holds(client, room, many):
    for number in range(many):
        child(room, "asked", need=f"Tier {number}")
    sign_in(client, room.aisha)
    assert statements(client, reverse("home-account", args=["asked"])) == LIST_STATEMENTS


def test_a_long_list_is_cut_and_leads_to_the_rest(client, room, monkeypatch):
    monkeypatch.setattr("itbiz.home.views.LONG", 2)
    for number in range(3):
        child(room, "asked", need=f"Tier {number}")
    sign_in(client, room.aisha)
    first = client.get(reverse("home-account", args=["asked"]))
    assert titles(first.context["page"]) == ["Tier 0", "Tier 1"]
    second = client.get(first.context["next_url"])
    assert titles(second.context["page"]) == ["Tier 2"]
    assert (second.context["next_url"], "3 in all" in second.content.decode()) == ("", True)
    assert client.get(second.context["previous_url"]).context["page"].rows == first.context["page"].rows


def test_the_list_of_one_line_is_open_to_everybody(client, room):
    child(room, "asked", need="A tier")
    sign_in(client, room.olga)
    page = client.get(reverse("home-account", args=["asked"]), {"line": room.db.pk})
    assert titles(page.context["page"]) == ["A tier"]
    assert page.context["rest"] == [f"contracts/?state=asked&supplier={room.db.pk}"]


@pytest.mark.parametrize(
    ("asked", "status"), [({"since": "2020-02-31"}, 400), ({"since": "x"}, 400), ({"line": "x"}, 404)]
)
def test_what_is_no_day_or_line_is_refused(client, company, asked, status):
    sign_in(client, company.nadia)
    assert client.get(reverse("home-account", args=["late"]), asked).status_code == status
    assert client.get(reverse("home-account", args=["nothing"])).status_code == 404


def test_staff_see_the_whole_list_of_what_their_line_promised(client, room):
    staff = make_person("Stig Staff", username="stig")
    staff.update(by=SYSTEM, memberships=[{"unit": room.db_unit}])
    child(room, "promised", need="A tier")
    sign_in(client, staff)
    assert titles(client.get(reverse("home-account", args=["promised"])).context["page"]) == ["A tier"]
