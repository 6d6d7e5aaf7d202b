"""Baselines, and plan versus now: the page and REST tell the same, both sides alike (H6, H7, C6, C7, V4)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.api.client import ApiClient
from tests.cast import SYSTEM, make_contract, make_vendor, principal
from tests.pages import statements
from tests.walkthroughs.asked import WHOLE, child
from walkthroughs.duties import found_after_close, read_plan
from walkthroughs.models import Contract, Obligation, Walkthrough

pytestmark = pytest.mark.django_db


def close(room):
    fresh(room.walkthrough).close(by=SYSTEM, reason="Time is up")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def causes(room):
    return list(room.walkthrough.baselines.order_by("number").values_list("number", "cause", "contract"))


def plan_of(room, number=None):
    return read_plan(fresh(room.walkthrough), number)[1]


def changes(row):
    return {change.name: (change.then, change.now, change.days) for change in row.changed}


# Baselines (H7)


def test_h7_closing_keeps_the_tree_and_the_first_answer_adds_the_next(room):
    asked = child(room, "asked", need="A tier", due=date(2027, 3, 1))
    close(room)
    assert causes(room) == [(1, "Close the books in four days closed", None)]
    first = room.walkthrough.baselines.get()
    assert [(item["number"], item["state"], item["due"]) for item in first.tree] == [
        ("0", "draft", None),
        ("0.1", "asked", "2027-03-01"),
    ]
    assert first.waiting == [asked.pk]
    fresh(asked).promise(by=principal(room.aisha))
    assert causes(room)[1:] == [(2, "Database Engineering promised: A tier", asked.pk)]
    second = room.walkthrough.baselines.get(number=2)
    assert ([item["state"] for item in second.tree], second.waiting) == (["draft", "promised"], [])
    assert room.walkthrough.baselines.get(number=1).tree == first.tree


@pytest.mark.parametrize("answer", ["counter", "decline"])
def test_h7_the_second_answer_of_the_same_contract_adds_none(room, answer):
    asked = child(room, "asked")
    close(room)
    more = {"counter": {"due": date(2027, 5, 1)}, "decline": {"why": "no_capacity"}}[answer]
    getattr(fresh(asked), answer)(by=principal(room.aisha), **more)
    assert len(causes(room)) == 2
    if answer == "counter":
        fresh(asked).agree(by=principal(room.maya))
    assert len(causes(room)) == 2


def test_h7_the_buyers_agreement_is_the_first_answer_to_what_was_countered(room):
    countered = child(room, "countered")
    close(room)
    fresh(countered).agree(by=principal(room.maya))
    assert [number for number, *_rest in causes(room)] == [1, 2]


def test_h7_what_was_not_asked_or_was_promised_at_closing_adds_none(room):
    draft, promised = child(room), child(room, "promised")
    close(room)
    draft.ask(by=principal(room.maya))
    fresh(draft).promise(by=principal(room.aisha))
    fresh(promised).amend(by=principal(room.maya), due=date(2027, 6, 1))
    fresh(promised).promise(by=principal(room.aisha))
    fresh(promised).deliver(by=principal(room.aisha))
    assert len(causes(room)) == 1


def test_h7_reopening_only_sets_running_and_closing_again_makes_the_next(room):
    asked = child(room, "asked")
    close(room)
    kept = room.walkthrough.baselines.get()
    fresh(room.walkthrough).reopen(by=SYSTEM)
    again = room.walkthrough.baselines.get()
    assert (again.tree, again.version, fresh(room.walkthrough).status) == (kept.tree, kept.version, "running")
    fresh(asked).promise(by=principal(room.aisha))
    assert len(causes(room)) == 1
    close(room)
    assert [number for number, *_rest in causes(room)] == [1, 2]


# Plan versus now


def test_h7_c6_an_amendment_shows_against_the_baseline_by_its_terms(room):
    promised = child(room, "promised", need="A tier", due=date(2027, 3, 1))
    child(room, "promised", need="A network")
    close(room)
    assert (plan_of(room).rows, plan_of(room).same) == ([], 3)
    fresh(promised).amend(by=principal(room.maya), due=date(2027, 3, 11), accepted_when="Two failovers")
    pending = plan_of(room).rows[0]
    assert (changes(pending), pending.is_amended) == ({"state": ("promised", "asked", None)}, False)
    fresh(promised).promise(by=principal(room.aisha))
    (row,) = plan_of(room).rows
    assert changes(row) == {
        "due": ("2027-03-01", "2027-03-11", 10),
        "accepted_when": ("A failover test passes", "Two failovers", None),
    }
    assert (row.change, row.terms_then, row.terms_now, row.is_amended) == ("changed", 1, 2, True)
    assert ([slipped.id for slipped in plan_of(room).slipped], plan_of(room).same) == ([row.id], 2)


def test_h7_added_called_off_and_other_suppliers_show(room):
    given, dropped = child(room, "promised", need="A tier"), child(room, "promised", need="A network")
    vendor = make_vendor(held_by=room.ops)
    close(room)
    fresh(room.walkthrough).reopen(by=SYSTEM)
    make_contract(fresh(room.walkthrough), parent=fresh(room.root), need="One thing more")
    fresh(given).reassign(by=principal(room.maya), supplier=room.ops, vendor=vendor)
    fresh(dropped).cancel(by=principal(room.maya), reason="Not needed")
    rows = {row.title: row for row in plan_of(room).rows}
    assert {title: row.change for title, row in rows.items()} == {
        "A tier": "changed",
        "A network": "called_off",
        "One thing more": "added",
    }
    assert changes(rows["A tier"])["supplier"] == ("Database Engineering", "Norvik", None)
    assert changes(rows["A network"]) == {"state": ("promised", "cancelled", None)}


def test_h7_what_is_found_only_after_the_first_close_keeps_the_mark(room, enter):
    child(room, "promised", need="A tier")
    assert found_after_close(room.walkthrough.pk) == set()
    close(room)
    fresh(room.walkthrough).reopen(by=SYSTEM)
    later = make_contract(fresh(room.walkthrough), parent=fresh(room.root), need="One thing more")
    other = room.room()
    make_contract(other, supplier=room.erp, need="Never closed")
    for _reading in range(2):
        assert found_after_close(room.walkthrough.pk, other.pk) == {later.pk}
        close(room)
        fresh(room.walkthrough).reopen(by=SYSTEM)
    page = enter(room.olga).get(reverse("walkthroughs:plan", args=[room.walkthrough.pk]), {"baseline": 1})
    assert page.content.decode().count("found only after the close") == 1


def test_c7_the_buyers_duties_show_as_the_suppliers_promises_do(room, monkeypatch):
    contract = child(room, "asked", buyer_provides_nothing=False)
    duties = {
        what: Obligation.create(by=SYSTEM, contract=contract, what=what, due=date(2027, 2, 1))
        for what in ("Sizing", "Testers", "A window", "Money")
    }
    fresh(contract).promise(by=principal(room.aisha))
    close(room)
    duties["Sizing"].provide(by=principal(room.maya))
    duties["Testers"].release(by=principal(room.aisha))
    monkeypatch.setattr("walkthroughs.models.obligations.today", lambda: date(2027, 2, 2))
    (row,) = plan_of(room).rows
    assert {duty.what: (duty.then, duty.now) for duty in row.duties} == {
        "Sizing": ("owed", "provided"),
        "Testers": ("owed", "released"),
        "A window": ("owed", "late"),
        "Money": ("owed", "late"),
    }


def test_h7_still_asked_names_who_is_to_answer(room):
    asked, countered = child(room, "asked", need="A tier"), child(room, "countered", need="A network")
    answered = child(room, "asked", need="A restore")
    close(room)
    fresh(answered).promise(by=principal(room.aisha))
    for number in (None, 1, 2):
        waiting = plan_of(room, number).waiting
        assert [(one.node.id, one.who) for one in waiting] == [
            (asked.pk, "Database Engineering"),
            (countered.pk, "ERP Engineering"),
        ]
        assert all(one.since for one in waiting)


# The page and REST


def test_the_page_and_rest_tell_the_same(room, enter):
    asked, promised = child(room, "asked", need="A tier"), child(room, "promised", need="A network")
    close(room)
    fresh(asked).promise(by=principal(room.aisha))
    fresh(promised).amend(by=principal(room.maya), due=date(2027, 3, 11))
    fresh(promised).promise(by=principal(room.aisha))
    api, client = ApiClient(room.olga), enter(room.olga)
    for asked_for in ({}, {"baseline": "1"}):
        told = api.get(f"walkthroughs/{room.walkthrough.pk}/plan/", **asked_for)
        page = client.get(reverse("walkthroughs:plan", args=[room.walkthrough.pk]), asked_for)
        assert (told.status_code, page.status_code) == (200, 200)
        plan = page.context["plan"]
        assert told.body["number"] == page.context["baseline"].number
        assert [row["contract"]["id"] for row in told.body["contracts"]] == [row.id for row in plan.rows]
        assert [
            {c["field"]: (c["then"], c["now"], c["days"]) for c in row["changed"]} for row in told.body["contracts"]
        ] == [changes(row) for row in plan.rows]
        assert (told.body["unchanged"], len(told.body["still_asked"])) == (plan.same, len(plan.waiting))
    text = page.content.decode()
    assert "Beside baseline 1 of" in text
    assert "terms 1 → 2" in text


@pytest.mark.parametrize("number", ["3", "0", "x", "-1", "9" * 30])
def test_an_unknown_baseline_is_refused(room, enter, number):
    close(room)
    address = f"walkthroughs/{room.walkthrough.pk}/plan/"
    told = ApiClient(room.olga).get(address, baseline=number)
    assert (told.status_code, told.body["errors"][0]["parameter"]) == (400, "baseline")
    assert enter(room.olga).get(f"/{address}", {"baseline": number}).status_code == 404


def test_before_the_first_close_there_is_no_plan(room, enter):
    address = f"walkthroughs/{room.walkthrough.pk}/plan/"
    told = ApiClient(room.olga).get(address).body
    assert told == {"baseline": None, "number": None, "contracts": [], "unchanged": 0, "still_asked": []}
    page = enter(room.olga).get(f"/{address}")
    assert (page.status_code, "Not closed yet" in page.content.decode()) == (200, True)


def test_h6_v4_baselines_over_rest_follow_their_walkthrough(room):
    child(room, "promised", need="A tier", due=date(2027, 3, 1))
    close(room)
    practice = room.room(mode="practice")
    make_contract(practice, supplier=room.erp, **WHOLE)
    practice.close(by=SYSTEM, reason="Practised")
    api, hidden = ApiClient(room.fred), ApiClient(room.olga)
    kept, played = room.walkthrough.baselines.get(), practice.baselines.get()
    assert [one["code"] for one in api.get("baselines/").body["results"]] == [kept.code]
    assert [one["code"] for one in api.get("baselines/", mode="practice").body["results"]] == [played.code]
    assert hidden.get("baselines/", mode="practice").body["results"] == []
    assert hidden.get(f"baselines/{played.pk}/").status_code == 404
    assert hidden.get(f"walkthroughs/{practice.pk}/baselines/").status_code == 404
    assert hidden.get(f"walkthroughs/{practice.pk}/plan/").status_code == 404
    (head,) = api.get(f"walkthroughs/{room.walkthrough.pk}/baselines/").body["results"]
    assert (head["number"], "tree" in head) == (1, False)
    whole = api.get(f"baselines/{kept.pk}/").body["tree"]
    assert [(item["number"], item["state"], item["supplier"]["name"], item["terms"]) for item in whole] == [
        ("0", "draft", "ERP Engineering", 1),
        ("0.1", "promised", "Database Engineering", 1),
    ]
    for method in ("post", "patch", "put"):
        assert api.send(method, f"baselines/{kept.pk}/", {}, version=1).status_code == 405


def test_statements_of_the_plan_do_not_grow_with_the_tree(room, enter):
    child(room, "asked")
    close(room)
    address = reverse("walkthroughs:plan", args=[room.walkthrough.pk])
    few = statements(enter(room.olga), address)
    fresh(room.walkthrough).reopen(by=SYSTEM)
    for number in range(3):
        child(room, "asked", need=f"A tier {number}", obligations=[{"what": "Sizing"}])
    close(room)
    fresh(room.walkthrough).reopen(by=SYSTEM)
    make_contract(fresh(room.walkthrough), parent=fresh(room.root), need="One thing more")
    assert (few, statements(enter(room.olga), address)) == (11, 11)
    with CaptureQueriesContext(connection) as seen:
        read_plan(Walkthrough.objects.select_related("client_unit").get(pk=room.walkthrough.pk))
    assert len(seen) == 6


def test_the_pages_link_stands_once_it_was_closed(room, enter):
    page = reverse("walkthroughs:walkthrough", args=[room.walkthrough.pk])
    link = reverse("walkthroughs:plan", args=[room.walkthrough.pk])
    assert link not in enter(room.olga).get(page).content.decode()
    close(room)
    assert link in enter(room.olga).get(page).content.decode()
    assert Contract.objects.count() == 1
