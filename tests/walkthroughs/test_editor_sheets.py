"""Moves that open a sheet, and how a counter and an agreement are told."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from itbiz.audit.models import ChangeSet
from tests.cast import make_contract, principal
from tests.walkthroughs.asked import child
from tests.walkthroughs.hands import fresh, move

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("verb", ["ask", "promise", "update"])
def test_a_verb_that_has_no_sheet_is_not_found(room, enter, verb):
    assert move(enter(room.fred), child(room, "asked"), verb).status_code == 404


def sheet(client, contract, verb):
    page = client.get(
        reverse("walkthroughs:walkthrough", args=[contract.walkthrough_id]), {"focus": contract.pk, "do": verb}
    )
    return page.context["sheet"]


def test_the_sheet_of_a_counter_starts_from_the_terms(room, enter):
    contract = child(room, "asked")
    client = enter(room.aisha)
    form = sheet(client, contract, "counter")
    assert form["accepted_when"].value() == "A failover test passes"
    data = {name: form[name].value() or "" for name in form.fields} | {"due": "2027-04-01", "what": "A test account"}
    answer = move(client, contract, "counter", **data)
    assert answer.status_code == 200
    contract = fresh(contract)
    assert (contract.state, contract.terms.due) == ("countered", date(2027, 4, 1))
    assert contract.terms.asks == [{"what": "A test account", "due": None}]
    assert "countered" in answer["HX-Trigger-After-Settle"]


def test_a_counter_that_changes_nothing_is_refused_in_its_sheet(room, enter):
    contract = child(room, "asked")
    client = enter(room.aisha)
    form = sheet(client, contract, "counter")
    answer = move(client, contract, "counter", **{name: form[name].value() or "" for name in form.fields})
    assert answer.status_code == 422
    assert "Change at least one term" in answer.content.decode()
    assert answer.context["doing"] == "counter"


def test_a_decline_names_whose_it_is(room, enter):
    contract = child(room, "asked")
    answer = move(enter(room.aisha), contract, "decline", why="not_ours", whose="Cloud Operations", reason="No keys")
    assert answer.status_code == 200
    contract = fresh(contract)
    assert (contract.state, contract.decline_whose) == ("declined", room.ops)
    assert ChangeSet.objects.latest("pk").reason == "No keys"


def test_a_decline_without_reason_or_with_an_unknown_line_keeps_its_sheet(room, enter):
    contract = child(room, "asked")
    client = enter(room.aisha)
    answer = move(client, contract, "decline", whose="Nobody's line", reason="No keys")
    assert answer.status_code == 422
    assert {"why", "whose"} <= set(answer.context["sheet"].errors)
    assert 'value="No keys"' in answer.content.decode()
    assert fresh(contract).state == "asked"


def test_a_withdrawal_takes_what_is_open_below_with_it(room, enter):
    contract = child(room, "asked")
    below = make_contract(room.walkthrough, parent=contract)
    answer = move(enter(room.maya), contract, "withdraw", reason="Not needed")
    assert answer.status_code == 200
    assert (fresh(contract).state, fresh(below).state) == ("withdrawn", "withdrawn")


def test_a_sheet_that_grew_old_says_so(room, enter):
    contract = child(room, "asked")
    seen = contract.version
    contract.update(by=principal(room.maya), accepted_when="Tried thrice")
    answer = move(enter(room.aisha), contract, "decline", why="no_capacity", version=seen)
    assert answer.status_code == 409
    assert fresh(contract).state == "asked"


def test_no_sheet_opens_for_a_move_that_is_not_open(room, enter):
    assert sheet(enter(room.maya), child(room, "asked"), "decline") is None
    assert sheet(enter(room.aisha), child(room, "asked"), "decline") is not None


def test_a_sheet_that_came_too_late_says_what_is_possible_now_and_can_only_be_left(room, enter):
    contract = child(room, "asked")
    client = enter(room.aisha)
    version = fresh(contract).version
    contract.promise(by=principal(room.aisha))
    refused = move(client, contract, "decline", version=version, why="not_ours")
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "This contract is promised by now." in text
    assert "The supplier can do this now: Discuss, Delivered." in text
    assert "Leave</a>" in text
    assert ">Decline</button>" not in text


def countered(room):
    """Return a contract that Aisha countered: later, under a condition, and with something from the buyer."""
    contract = child(room, "asked")
    asks = [{"what": "Fourteen testers", "due": date(2027, 3, 3)}]
    changed = {"due": date(2027, 6, 15), "conditions": "Only if the licence is there"}
    contract.counter(by=principal(room.aisha), obligations=asks, **changed)
    return contract


def test_a_counter_is_told_as_what_it_changes(room, enter):
    contract = countered(room)
    page = enter(room.maya).get(contract.get_absolute_url(), follow=True)
    text = re.sub(
        r"\s+", " ", strip_tags(page.content.decode().partition('class="is-countered"><dt>')[2].partition("</dl>")[0])
    )
    assert "15 Jun" in text
    assert "Only if: the licence is there" in text
    assert "The buyer also provides: Fourteen testers, by 3 Mar" in text
    assert contract.terms.deliverable not in text
    assert page.content.decode().count("the licence is there") == 1


def test_h5_a_counter_that_was_agreed_to_names_both(room, enter):
    contract = countered(room)
    contract.agree(by=principal(room.maya))
    page = enter(room.maya).get(contract.get_absolute_url(), follow=True)
    assert f"Offered by {room.aisha}, agreed by {room.maya}," in page.content.decode()


def test_save_is_offered_where_something_in_sight_can_be_saved(room, enter):
    contract = child(room, "promised")
    page = enter(room.maya).get(contract.get_absolute_url(), follow=True)
    assert 'id="do-save"' not in page.content.decode()
    page = enter(room.maya).get(child(room).get_absolute_url(), follow=True)
    assert page.content.decode().count('id="do-save"') == 1
