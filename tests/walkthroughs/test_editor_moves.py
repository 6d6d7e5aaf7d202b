"""Writing and moving a contract in the editor: fields and moves by side, both or neither, two who write at once."""

from datetime import date

import pytest
from django.urls import reverse

from itbiz.audit.models import ChangeSet
from tests.cast import SYSTEM, make_contract, make_person, principal
from tests.walkthroughs.asked import child
from tests.walkthroughs.hands import BUYERS, HTMX, SUPPLIERS, fresh, move, opened, save, shown
from walkthroughs.models import Obligation, Question, Walkthrough

pytestmark = pytest.mark.django_db


def test_c1_in_draft_the_buyer_words_the_need_and_names_the_supplier(room, enter):
    fields, moves = shown(enter(room.maya), child(room))
    assert fields == BUYERS | {"supplier"}
    assert moves == ["ask", "withdraw", "reassign", "move", "split"]


def test_c1_once_asked_each_side_sees_its_own(room, enter):
    contract = child(room, "asked")
    assert shown(enter(room.maya), contract) == (BUYERS, ["withdraw", "reassign", "move", "split"])
    assert shown(enter(room.aisha), contract) == (SUPPLIERS | {"deliverable"}, ["promise", "counter", "decline"])


def test_p4_the_running_facilitator_writes_for_either_side(room, enter):
    fields, moves = shown(enter(room.fred), child(room, "asked"))
    assert fields == (BUYERS | SUPPLIERS | {"deliverable"}) - {"need"}
    assert moves == ["promise", "counter", "decline", "withdraw", "reassign", "move", "split"]


def test_c2_a_need_without_supplier_can_be_a_gap_and_is_not_asked_of_nobody(room, enter):
    need = make_contract(room.walkthrough, parent=room.root)
    client = enter(room.maya)
    assert "gap" in shown(client, need)[0]
    answer = save(client, need, opened(client, need), "ask")
    assert answer.status_code == 422
    assert answer.context["form"].errors["supplier"] == ["Name the line that is asked."]


def test_countered_terms_are_taken_or_asked_again(room, enter):
    assert shown(enter(room.maya), child(room, "countered"))[1][:3] == ["agree", "ask", "withdraw"]


def test_p3_an_outsider_is_offered_nothing_and_refused(room, enter):
    contract = child(room, "asked")
    client = enter(room.olga)
    assert shown(client, contract) == (set(), [])
    assert save(client, contract, {"version": contract.version}, "promise").status_code == 403
    assert move(client, contract, "withdraw").status_code == 403
    assert move(client, contract, "decline", why="not_ours").status_code == 403
    assert fresh(contract).state == "asked"


def test_the_six_fields_are_saved_in_one_change_set(room, enter):
    contract = make_contract(room.walkthrough, parent=room.root, need="A restore")
    client = enter(room.fred)
    data = opened(client, contract) | {
        "need": "A tested restore",
        "accepted_when": "Restored within 4 hours",
        "due": "2027-05-15",
        "supplier": "Database Engineering",
        "duty_new": "A copy of production",
        "by_new": "2027-03-01",
    }
    before = ChangeSet.objects.count()
    answer = save(client, contract, data)
    assert answer.status_code == 200
    contract = fresh(contract)
    assert (contract.need, contract.supplier) == ("A tested restore", room.db)
    assert (contract.terms.accepted_when, contract.terms.due) == ("Restored within 4 hours", date(2027, 5, 15))
    assert list(contract.obligations.values_list("what", "due")) == [("A copy of production", date(2027, 3, 1))]
    assert ChangeSet.objects.count() == before + 1
    assert "Saved: A tested restore" in answer["HX-Trigger-After-Settle"]


def test_an_unchanged_save_writes_nothing(room, enter):
    contract = child(room)
    client = enter(room.fred)
    before = ChangeSet.objects.count(), contract.version
    assert save(client, contract, opened(client, contract)).status_code == 200
    assert (ChangeSet.objects.count(), fresh(contract).version) == before


def test_c7_an_obligation_is_changed_and_cleared(room, enter):
    contract = child(room)
    kept = Obligation.create(by=SYSTEM, contract=contract, what="Sizing inputs", due=date(2027, 1, 1))
    gone = Obligation.create(by=SYSTEM, contract=contract, what="A copy of production")
    client = enter(room.maya)
    data = opened(client, contract) | {f"duty_{kept.pk}": "Sizing inputs, signed", f"by_{kept.pk}": ""}
    save(client, contract, data | {f"duty_{gone.pk}": ""})
    assert list(contract.obligations.values_list("what", "due")) == [("Sizing inputs, signed", None)]


def test_an_obligation_that_was_added_meanwhile_stays(room, enter):
    contract = child(room)
    client = enter(room.maya)
    data = opened(client, contract) | {"duty_new": "Mine"}
    Obligation.create(by=SYSTEM, contract=contract, what="Theirs")
    refused = save(client, contract, data)
    assert refused.status_code == 409
    assert 'value="Mine"' in refused.content.decode()
    save(client, contract, data | {"version": fresh(contract).version})
    assert list(contract.obligations.order_by("pk").values_list("what", flat=True)) == ["Theirs", "Mine"]


def test_an_obligation_rewritten_twice_keeps_the_first_and_shows_both(room, enter):
    contract = child(room)
    duty = Obligation.create(by=SYSTEM, contract=contract, what="Sizing inputs")
    client = enter(room.maya)
    data = opened(client, contract) | {f"duty_{duty.pk}": "Mine"}
    duty.update(by=SYSTEM, what="Theirs")
    answer = save(client, contract, data)
    assert answer.status_code == 409
    assert answer.context["form"].theirs == [("the buyer provides", "Theirs")]
    assert 'value="Mine"' in answer.content.decode()
    assert contract.obligations.get().what == "Theirs"


def test_fields_and_ask_are_one_change_set_that_tells_whom(room, enter):
    need = make_contract(room.walkthrough, parent=room.root, need="A restore")
    client = enter(room.fred)
    before = ChangeSet.objects.count()
    answer = save(client, need, opened(client, need) | {"supplier": "database engineering"}, "ask")
    contract = fresh(need)
    assert (contract.state, contract.supplier, contract.terms.deliverable) == ("asked", room.db, "A restore")
    assert ChangeSet.objects.count() == before + 1
    assert ChangeSet.objects.latest("pk").title == "Asked of Database Engineering: A restore"
    assert "Asked of Database Engineering: A restore" in answer["HX-Trigger-After-Settle"]


def test_h4_a_refused_promise_leaves_no_half_written_field(room, enter):
    contract = child(room, "asked", accepted_when="", buyer_provides_nothing=False)
    client = enter(room.aisha)
    before = ChangeSet.objects.count()
    data = opened(client, contract) | {"deliverable": "A restore that was tried", "not_included": "The network"}
    answer = save(client, contract, data, "promise")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "No promise without acceptance." in text
    assert "A restore that was tried" in text
    assert fresh(contract).state == "asked"
    assert fresh(contract).terms.deliverable != "A restore that was tried"
    assert ChangeSet.objects.count() == before


def test_p4_a_promise_for_somebody_absent_is_refused_and_the_text_kept(room, enter):
    room.walkthrough.update(by=SYSTEM, presences=[])
    contract = child(room, "asked")
    client = enter(room.fred)
    answer = save(client, contract, opened(client, contract) | {"not_included": "The network"}, "promise")
    assert answer.status_code == 422
    assert "is marked present" in answer.content.decode()
    assert "The network" in answer.content.decode()
    assert fresh(contract).terms.not_included == ""


def test_h5_a_promise_by_the_facilitator_is_the_heads(room, enter):
    contract = child(room, "asked")
    client = enter(room.fred)
    assert save(client, contract, opened(client, contract), "promise").status_code == 200
    contract = fresh(contract)
    assert (contract.state, contract.promised_by, contract.on_behalf_of) == ("promised", room.fred, room.aisha)


def test_two_who_save_the_same_field_the_second_sees_both_and_the_first_is_kept(room, enter):
    contract = child(room)
    client = enter(room.maya)
    data = opened(client, contract) | {"need": "Mine"}
    contract.update(by=principal(room.fred), need="Theirs", accepted_when="Tried twice")
    answer = save(client, contract, data)
    assert answer.status_code == 409
    form = answer.context["form"]
    text = answer.content.decode()
    assert "Somebody else changed this" in text
    assert form.theirs == [("what is needed", "Theirs")]
    assert form["need"].value() == "Mine"
    assert form["accepted_when"].value() == "Tried twice"
    assert fresh(contract).need == "Theirs"


def test_saving_again_after_a_clash_writes_only_what_was_typed(room, enter):
    contract = child(room)
    client = enter(room.maya)
    data = opened(client, contract) | {"need": "Mine"}
    contract.update(by=principal(room.fred), need="Theirs", accepted_when="Tried twice", due=date(2027, 2, 1))
    form = save(client, contract, data).context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    again |= {f"initial-{name}": form.data.get(f"initial-{name}") or "" for name in form.fields}
    assert save(client, contract, again).status_code == 200
    contract = fresh(contract)
    assert (contract.need, contract.terms.accepted_when) == ("Mine", "Tried twice")
    assert contract.terms.due == date(2027, 2, 1)


def test_words_for_a_contract_that_moved_on_are_shown_not_dropped(room, enter):
    contract = child(room)
    client = enter(room.maya)
    data = opened(client, contract) | {"need": "Other words"}
    contract.withdraw(by=principal(room.fred))
    answer = save(client, contract, data)
    assert answer.status_code == 409
    assert answer.context["form"].kept == [("what is needed", "Other words")]
    assert "Other words" in answer.content.decode()
    assert fresh(contract).need != "Other words"


@pytest.mark.parametrize("verb", ["ask", "promise", "agree"])
def test_a_move_from_a_state_that_changed_meanwhile_is_refused(room, enter, verb):
    contract = child(room, "declined")
    answer = save(enter(room.fred), contract, {"version": contract.version}, verb)
    assert answer.status_code == 409
    assert "This contract is declined by now." in answer.content.decode()


@pytest.mark.parametrize("verb", ["decline", "amend", "lock", "__class__"])
def test_a_verb_that_is_no_plain_button_is_not_found(room, enter, verb):
    contract = child(room, "asked")
    assert save(enter(room.fred), contract, {}, verb).status_code == 404


def test_a_question_is_parked_with_decider_and_date(room, enter):
    contract = child(room)
    data = {"text": "Who pays?", "decider": "Elin Berg", "due": "2027-01-15"}
    url = reverse("walkthroughs:contract-question", args=[contract.pk])
    answer = enter(room.aisha).post(url, data, headers=HTMX)
    question = Question.objects.get()
    assert (question.decider, question.due, question.asker) == (room.elin, date(2027, 1, 15), room.aisha)
    assert "Parked: Who pays?" in answer["HX-Trigger-After-Settle"]
    assert "Who pays?" in answer.content.decode()


def test_a_question_to_nobody_known_is_kept_in_its_form(room, enter):
    url = reverse("walkthroughs:contract-question", args=[child(room).pk])
    answer = enter(room.aisha).post(url, {"text": "Who pays?", "decider": "A stranger"}, headers=HTMX)
    assert answer.status_code == 422
    assert "Nobody called “A stranger” is known." in answer.content.decode()
    assert not Question.objects.exists()


def test_a_contracts_address_leads_to_it(room, enter):
    contract = child(room)
    answer = enter(room.olga).get(reverse("walkthroughs:contract", args=[contract.pk]))
    assert answer["Location"] == contract.get_absolute_url()
    assert Walkthrough.objects.count() == 1


def test_a_sentence_with_two_people_of_one_name_asks_for_the_code(room, enter):
    make_person("Elin Berg", code="elin-2")
    url = reverse("walkthroughs:contract-question", args=[child(room).pk])
    client = enter(room.aisha)
    assert client.post(url, {"text": "Who?", "decider": "Elin Berg"}, headers=HTMX).status_code == 422
    assert client.post(url, {"text": "Who?", "decider": "elin-2"}, headers=HTMX).status_code == 200
