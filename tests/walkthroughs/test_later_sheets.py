"""The sheets of the moves that come after a promise or change its place, and what the page tells of them."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import make_contract, principal
from tests.walkthroughs.asked import WHOLE, child
from tests.walkthroughs.hands import fresh, move

pytestmark = pytest.mark.django_db


def sheet(client, contract, verb):
    """Return the sheet of a move as its page opens it, and what it would post."""
    page = client.get(
        reverse("walkthroughs:walkthrough", args=[contract.walkthrough_id]), {"focus": contract.pk, "do": verb}
    )
    form = page.context["sheet"]
    data = {bound.html_name: bound.value() or "" for bound in form}
    return form, data | {bound.html_initial_name: bound.value() or "" for bound in form if bound.name != "version"}


def test_an_amendment_opens_with_the_terms_in_force_and_sends_what_was_changed(room, enter):
    contract = child(room, "promised", need="A tier", due=date(2027, 6, 1))
    client = enter(room.maya)
    form, data = sheet(client, contract, "amend")
    assert [form[name].value() for name in ("need", "due")] == ["A tier", date(2027, 6, 1)]
    assert "starts" not in form.fields
    assert move(client, contract, "amend", **data | {"due": "2027-09-01", "what": "A test account"}).status_code == 200
    contract = fresh(contract)
    assert (contract.state, contract.need, contract.terms.due) == ("asked", "A tier", date(2027, 9, 1))
    text = client.get(contract.get_absolute_url()).content.decode()
    assert "Asked for now" in text
    assert "The buyer also provides:" in text


def test_the_place_is_chosen_from_the_tree_without_what_hangs_below(room, enter):
    contract, elsewhere = child(room), child(room, supplier=room.erp)
    make_contract(room.walkthrough, parent=contract, supplier=room.erp)
    client = enter(room.maya)
    form, data = sheet(client, contract, "move")
    assert [pk for pk, _label in form.fields["parent"].choices] == [room.root.pk, elsewhere.pk]
    assert (form["parent"].value(), form["position"].value()) == (room.root.pk, 1)
    assert move(client, contract, "move", **data | {"parent": elsewhere.pk}).status_code == 200
    assert (fresh(contract).parent, fresh(contract).depth) == (elsewhere, 2)


def test_another_supplier_is_named_by_line_or_vendor(room, enter):
    contract = child(room, "asked")
    client = enter(room.maya)
    assert move(client, contract, "reassign", supplier="Nobody's line").status_code == 422
    assert move(client, contract, "reassign", supplier="Cloud Operations").status_code == 200
    assert fresh(contract).supplier == room.ops


@pytest.mark.parametrize("verb", ["reject", "cancel"])
def test_a_move_that_needs_a_reason_says_so_beside_it(room, enter, verb):
    contract = child(room, "delivered")
    answer = move(enter(room.maya), contract, verb)
    assert answer.status_code == 422
    assert list(answer.context["sheet"].errors) == ["reason"]


def test_who_delivered_and_why_it_was_rejected_stand_on_the_page(room, enter):
    contract = child(room, "delivered")
    client = enter(room.maya)
    text = client.get(contract.get_absolute_url()).content.decode()
    assert "<dt>Delivered</dt>" in text
    assert room.aisha.user.username in text or room.aisha.name in text
    contract.reject(by=principal(room.maya), reason="It failed over too late")
    text = client.get(contract.get_absolute_url()).content.decode()
    assert "<dt>Delivery rejected</dt>" in text
    assert "It failed over too late" in text


def test_c5_what_is_still_promised_below_is_listed(room, enter):
    contract = child(room, "promised")
    below = make_contract(room.walkthrough, parent=contract, supplier=room.ops, need="Hosting of the tier", **WHOLE)
    below.ask(by=principal(room.aisha))
    below.promise(by=principal(room.ruth))
    answer = move(enter(room.maya), contract, "cancel", reason="The close stays at six days")
    text = answer.content.decode()
    assert "Still promised below; each needs its own cancel:" in text
    assert text.partition("Still promised below")[2].partition("</ul>")[0].count(f"focus={below.pk}#") == 1


def test_whoever_comes_second_reads_what_happened_and_keeps_the_words(room, enter):
    contract = child(room, "asked")
    client = enter(room.aisha)
    _form, data = sheet(client, contract, "counter")
    contract.withdraw(by=principal(room.maya))
    answer = move(client, contract, "counter", **data | {"conditions": "Only after the freeze"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "This contract is withdrawn by now." in text
    assert f"Withdrawn: {contract.title}." in text
    assert answer.context["sheet"].typed == [("Only if", "Only after the freeze")]
    assert "Only after the freeze" in text


def test_a_counter_over_words_that_changed_takes_nothing_back(room, enter):
    contract = child(room, "asked", due=date(2027, 6, 1))
    client = enter(room.aisha)
    _form, data = sheet(client, contract, "counter")
    contract.update(by=principal(room.maya), accepted_when="Two failover tests pass")
    refused = move(client, contract, "counter", **data | {"due": "2027-09-01"})
    assert refused.status_code == 409
    form = refused.context["sheet"]
    assert (form["due"].value(), form["accepted_when"].value()) == ("2027-09-01", "Two failover tests pass")
    again = {bound.html_name: bound.value() or "" for bound in form}
    again |= {f"initial-{name}": form.data.get(f"initial-{name}") or "" for name in form.fields}
    assert move(client, contract, "counter", **again).status_code == 200
    terms = fresh(contract).terms
    assert (terms.accepted_when, terms.due) == ("Two failover tests pass", date(2027, 9, 1))


def test_rare_moves_stand_behind_more(room, enter):
    text = enter(room.maya).get(child(room, "promised").get_absolute_url()).content.decode()
    seen, _summary, rare = text.partition('class="answers"')[2].partition("</form>")[0].partition("<summary>More")
    assert "do=amend" in seen
    assert [verb for verb in ("reassign", "move", "cancel") if f"do={verb}#" in rare] == ["reassign", "move", "cancel"]
    assert "do=cancel#" not in seen
