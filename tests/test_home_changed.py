"""What home tells of what others did: what changed for the reader, and for a CIO what went otherwise since a day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from itbiz.audit.undo import undo
from itbiz.core.days import today
from tests.cast import SYSTEM, make_contract, make_person, principal
from tests.pages import sign_in
from tests.walkthroughs.asked import child, make_room
from walkthroughs.models import Contract
from walkthroughs.models.founding import found_line


@pytest.fixture
def room(company):
    """A running walk-through in which ERP asks Database."""
    return make_room(company)


def home(client, person, **asked):
    """Return the home page of a person."""
    return sign_in(client, person).get(reverse("home"), asked)


def told(page):
    """Return what changed for the reader: [(label, state, titles of the acts)]."""
    return [
        (group["label"], group["state"], [act["title"] for act in group["acts"]]) for group in page.context["changed"]
    ]


def test_what_others_did_to_a_contract_stands_together_the_newest_first(client, room):
    contract = child(room, "asked", need="A tier")
    contract.counter(by=principal(room.aisha), due=date(2027, 5, 1))
    contract.agree(by=principal(room.maya))
    acts = ["Database Engineering promised, as countered: A tier", "Asked of Database Engineering: A tier"]
    label, state, titles = next(group for group in told(home(client, room.aisha)) if group[0].startswith(contract.code))
    assert (label, state, titles[:2]) == (f"{contract.code} A tier", "promised", acts)
    assert "countered: A tier" not in " ".join(titles[1:])


def test_what_one_did_oneself_is_left_out_and_what_was_done_in_ones_name_is_told(client, room):
    contract = child(room, "asked", need="A tier")
    contract.promise(by=principal(room.fred), on_behalf_of=room.aisha)
    page = home(client, room.aisha)
    act = next(act for group in page.context["changed"] for act in group["acts"] if "promised" in act["title"])
    assert (act["who"], act["for"]) == ("Fred Facilitator", "Aisha Okafor")
    fred = home(client, room.fred)
    assert fred.context["changed"] == []


def test_who_leads_a_contract_is_told_without_a_line(client, room):
    lead = make_person("Lars Lead", username="lars")
    contract = child(room, "asked", need="A tier")
    contract.promise(by=principal(room.aisha), lead=lead)
    assert told(home(client, lead))[0][:2] == (f"{contract.code} A tier", "promised")


def test_nothing_is_told_from_before_the_day_asked_for(client, room):
    child(room, "promised", need="A tier")
    later = (today() + timedelta(days=1)).isoformat()
    assert told(home(client, room.aisha, since=later)) == []
    assert home(client, room.aisha, since="yesterday").status_code == 400


def test_v4_h6_what_is_hidden_or_practice_is_not_told(client, company):
    hidden = company.room(mode="practice", access="restricted")
    root = make_contract(hidden, supplier=company.erp, need="Rehearsed")
    make_contract(hidden, parent=root, supplier=company.db, need="Rehearsed", asked=True)
    for person in (company.aisha, company.maya, company.nadia):
        page = home(client, person)
        assert page.context["changed"] == []
        assert "Rehearsed" not in page.content.decode()


def test_a_cio_sees_what_went_otherwise_since_a_day(client, room):
    child(room, "declined", need="Declined")
    child(room, "promised", need="Late", due=date(2020, 1, 1))
    found_line(room.walkthrough, by=SYSTEM, name="Archive", head=room.aisha)
    page = home(client, room.nadia)
    pages = {page.account.name: [row["title"] for row in page.rows] for page in page.context["whole"]["pages"]}
    assert pages == {"late": ["Late"], "declined": ["Declined"]}
    assert [line["name"] for line in page.context["whole"]["provisional"]] == ["Archive"]
    share = page.context["share"]["all"]
    assert (share.walked, share.came_in) == (1, 1)
    later = home(client, room.nadia, since=(today() + timedelta(days=1)).isoformat())
    assert [page.account.name for page in later.context["whole"]["pages"]] == ["late"]


def test_a_cio_sees_what_is_still_asked_after_a_close(client, room):
    child(room, "asked", need="A tier")
    room.walkthrough.close(by=SYSTEM, reason="Time is up")
    whole = home(client, room.nadia).context["whole"]
    assert ([row["title"] for row in whole["still"]], whole["still_total"]) == (["A tier"], 1)


def test_u3_whose_promise_an_undo_took_back_is_told(client, room):
    contract = child(room, "asked", need="A tier")
    done = contract.promise(by=principal(room.aisha))
    undo(done, by=principal(room.fred))
    assert Contract.objects.get(pk=contract.pk).state == "asked"
    assert "undid the promise" in home(client, room.aisha).content.decode()
