"""One step from a list to an answer: the filled sheet of a contract, a duty, a question."""

from datetime import date

import pytest
from django.urls import reverse

from itbiz.audit.models import ChangeSet
from tests.cast import SYSTEM, principal
from tests.pages import errors, filled
from tests.parity import Act, both, touch
from tests.stage import make_stage
from tests.walkthroughs.asked import child
from walkthroughs.models import Contract, Obligation, Question

pytestmark = pytest.mark.django_db


def sheet(row, **asked):
    """Return the address of a row's sheet."""
    view = {"Contract": "answer", "Obligation": "answer-duty", "Question": "answer-question"}[type(row).__name__]
    return reverse(f"walkthroughs:{view}", args=[row.pk], query=asked or None)


def shown(form):
    """Return what a browser posts for a ContractForm that was not touched, what the fields held included."""
    data = {}
    for bound in form:
        value = bound.value()
        if value not in (None, False):
            data[bound.html_name] = "on" if value is True else value
        if bound.field.show_hidden_initial:
            data[bound.html_initial_name] = "" if value is None else value
    return data


def test_a_promise_is_given_on_the_filled_sheet_and_never_by_a_get(room, enter):
    contract = child(room, "asked", need="A tier", due=date(2027, 3, 1))
    client = enter(room.aisha)
    page = client.get(sheet(contract))
    text = page.content.decode()
    for words in (
        "A tier",
        "A failover test passes",
        'datetime="2027-03-01"',
        "What we give",
        "Promise",
        "Discuss",
        "Decline",
    ):
        assert words in text
    assert Contract.objects.get(pk=contract.pk).state == "asked"
    answer = client.post(sheet(contract), shown(page.context["form"]))
    assert (answer.status_code, answer.url) == (302, "/")
    contract = Contract.objects.get(pk=contract.pk)
    assert (contract.state, contract.promised_by) == ("promised", room.aisha)


def test_what_the_supplier_writes_on_the_sheet_is_promised(room, enter):
    contract = child(room, "asked", need="A tier")
    client = enter(room.aisha)
    data = shown(client.get(sheet(contract)).context["form"])
    assert client.post(sheet(contract), data | {"conditions": "Sizing by May"}).status_code == 302
    assert Contract.objects.get(pk=contract.pk).agreed.conditions == "Sizing by May"


def test_h4_what_a_promise_lacks_is_said_and_the_words_are_kept(room, enter):
    contract = child(room, "asked", need="A tier", accepted_when="")
    client = enter(room.aisha)
    data = shown(client.get(sheet(contract)).context["form"])
    missing = client.post(sheet(contract), data | {"conditions": "Sizing by May"})
    assert missing.status_code == 422
    assert "No promise without acceptance" in missing.content.decode()
    assert "Sizing by May" in missing.content.decode()


def test_a_promise_on_what_changed_since_is_refused_and_the_text_stays(room, enter):
    contract = child(room, "asked", need="A tier")
    client = enter(room.aisha)
    data = shown(client.get(sheet(contract)).context["form"]) | {"deliverable": "A tier, tested"}
    touch(contract)
    refused = client.post(sheet(contract), data)
    assert refused.status_code == 409
    assert "Somebody else changed this" in refused.content.decode()
    assert "A tier, tested" in refused.content.decode()
    assert Contract.objects.get(pk=contract.pk).state == "asked"


def test_an_answer_to_what_was_withdrawn_meanwhile_says_what_is_possible(room, enter):
    contract = child(room, "asked", need="A tier")
    client = enter(room.aisha)
    data = filled(client.get(sheet(contract, do="decline")), why="no_capacity", reason="Two people ill")
    contract.withdraw(by=principal(room.maya))
    refused = client.post(sheet(contract, do="decline"), data)
    assert refused.status_code == 409
    assert "This contract is withdrawn by now" in errors(refused)
    assert "Two people ill" in refused.content.decode()


def test_a_sheet_that_names_no_version_is_turned_away(room, enter):
    contract = child(room, "asked", need="A tier")
    answer = enter(room.aisha).post(sheet(contract, do="decline"), {"why": "no_capacity"})
    assert answer.status_code == 422
    assert Contract.objects.get(pk=contract.pk).state == "asked"


@pytest.mark.parametrize(
    ("state", "who", "do", "typed", "lands"),
    [
        ("countered", "maya", "", {}, "promised"),
        ("promised", "aisha", "", {}, "delivered"),
        ("delivered", "maya", "", {}, "accepted"),
        ("delivered", "maya", "reject", {"reason": "It does not fail over"}, "promised"),
        ("asked", "aisha", "counter", {"due": "2027-05-01"}, "countered"),
        ("asked", "aisha", "decline", {"why": "no_capacity"}, "declined"),
    ],
)
def test_each_answer_is_one_sheet(room, enter, state, who, do, typed, lands):
    contract = child(room, state, need="A tier")
    client = enter(getattr(room, who))
    address = sheet(contract, do=do) if do else sheet(contract)
    answer = client.post(address, filled(client.get(address), **typed))
    assert answer.status_code == 302, errors(answer)
    assert Contract.objects.get(pk=contract.pk).state == lands


def test_p3_the_other_side_is_told_whose_answer_it_is(room, enter):
    contract = child(room, "asked", need="A tier")
    answer = enter(room.maya).get(sheet(contract))
    assert answer.status_code == 403
    assert "Only the supplier" in answer.content.decode()


def test_what_waits_for_no_answer_leads_to_its_walkthrough(room, enter):
    draft = child(room, "draft", need="A tier")
    assert enter(room.aisha).get(sheet(draft)).url == draft.get_absolute_url()
    assert enter(room.aisha).get(sheet(draft, do="split")).status_code == 404


def test_c7_a_duty_is_provided_in_one_step_and_once(room, enter):
    contract = child(room, "draft", need="A tier", buyer_provides_nothing=False)
    duty = Obligation.create(by=SYSTEM, contract=contract, what="Sizing inputs", due=date(2027, 1, 1))
    client = enter(room.maya)
    data = filled(client.get(sheet(duty)))
    assert client.post(sheet(duty), data).status_code == 302
    assert Obligation.objects.get(pk=duty.pk).state == "provided"
    again = client.post(sheet(duty), data)
    assert again.status_code == 409
    assert enter(room.olga).get(sheet(duty)).status_code == 403


def test_a_question_is_decided_in_one_step_and_the_words_are_kept(room, enter):
    contract = child(room, "asked", need="A tier")
    question = Question.create(by=SYSTEM, about=contract, text="Which size?", decider=room.aisha)
    client = enter(room.aisha)
    page = client.get(sheet(question))
    assert client.post(sheet(question), filled(page)).status_code == 422
    last = ChangeSet.objects.last_number()
    assert client.post(sheet(question), filled(page, resolution="Two nodes")).status_code == 302
    assert Question.objects.get(pk=question.pk).resolution == "Two nodes"
    assert ChangeSet.objects.get(number=last + 1).title == "Decided: Which size?"
    again = client.post(sheet(question), filled(page, resolution="Three nodes"))
    assert again.status_code == 409
    assert "Three nodes" in again.content.decode()


def test_a_sheet_and_rest_leave_the_same_behind():
    stage = make_stage()
    contract = Contract.objects.get(pk=stage.rooms["open"]["contract"].pk)
    duty = Obligation.objects.get(pk=stage.rooms["open"]["obligation"].pk)
    question = Question.objects.get(pk=stage.rooms["open"]["question"].pk)
    declined, decided = {"why": "no_capacity", "reason": "Two people ill"}, {"resolution": "Two nodes"}
    decline = sheet(contract, do="decline")
    acts = [
        Act("head", sheet(contract), f"contracts/{contract.pk}/promise/", row=contract),
        Act("head", decline, f"contracts/{contract.pk}/decline/", declined, declined, row=contract),
        Act("buyer", sheet(duty), f"obligations/{duty.pk}/provide/", row=duty),
        Act("buyer", sheet(question), f"questions/{question.pk}/resolve/", decided, decided, row=question),
    ]
    for act in acts:
        by_page, over_rest = both(stage, act)
        assert (by_page.kind, by_page.sets) == ("done", over_rest.sets)
        assert over_rest.kind == "done"
        assert [outcome.kind for outcome in both(stage, act.by("outsider"))] == ["not allowed"] * 2
        assert [outcome.kind for outcome in both(stage, act, lambda act=act: touch(act.row))] == ["stale"] * 2
