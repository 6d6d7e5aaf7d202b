"""What stands against undoing, each with the sentence that says so (U3, H7, H8)."""

from datetime import date

import pytest

from itbiz.access.models import Invitation, Token
from itbiz.audit.models import ChangeSet
from itbiz.audit.undo import obstacle, undo
from itbiz.core.errors import NotAllowed, Refused
from tests.cast import SYSTEM, make_contract, make_person, make_service, make_unit, principal
from tests.walkthroughs.asked import child, make_room
from walkthroughs.models import Contract, Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(company):
    return make_room(company)


def last():
    """Return the newest change set."""
    return ChangeSet.objects.order_by("-number").first()


def refused(row, by=SYSTEM):
    """Return the sentence by which undoing is refused, and see that nothing was written."""
    number = last().number
    with pytest.raises(Refused) as told:
        undo(row, by=by)
    assert last().number == number
    assert obstacle(row, by) in (str(told.value), "")
    return str(told.value)


def fresh(contract):
    return Contract.objects.get(pk=contract.pk)


def test_u3_refused_where_a_field_changed_since_naming_who_changed_it(room):
    unit = make_unit("Storage")
    done = unit.update(by=SYSTEM, name="Storage and backup")
    unit.update(by=principal(room.nadia), name="Keeping data")
    assert refused(done) == (
        "“name” of Keeping data was changed since by Nadia Haddad: “Unit edited: Storage and backup”. "
        "Undo that first, or change by hand what should be otherwise."
    )


def test_u3_a_column_is_told_by_what_people_call_it(company):
    ivy = make_person("Ivy Invited")
    made = last()
    link = Invitation.invite(by=principal(company.nadia), person=ivy)
    link.accept(username="ivy", password="another sesame 2")
    assert refused(made).startswith("“sign-in” of Ivy Invited was changed since by Ivy Invited: “Ivy Invited signs in")


def test_u3_another_field_that_changed_since_stands_against_nothing(room):
    unit = make_unit("Storage")
    done = unit.update(by=SYSTEM, name="Storage and backup")
    unit.update(by=SYSTEM, description="Keeps what must not be lost")
    undo(done, by=SYSTEM)
    unit.refresh_from_db()
    assert (unit.name, unit.description) == ("Storage", "Keeps what must not be lost")


def test_u3_an_amount_that_the_database_writes_otherwise_is_no_change(room):
    done = make_unit("Storage").update(by=SYSTEM, headcount=12)
    assert undo(done, by=SYSTEM).undoes == done


def test_u3_a_set_is_undone_once(room):
    contract = child(room, "promised")
    done = last()
    undo(done, by=SYSTEM)
    assert refused(done) == f"tests has undone this already. To bring it back, undo “Undone: {done.title}”."
    undo(last(), by=SYSTEM)
    assert refused(done) == "This was undone and brought back since. Undo the newest of these acts instead."
    assert fresh(contract).state == "promised"


def test_u3_the_right_of_the_original_act_is_needed(room):
    child(room, "promised")
    done = last()
    for person in (room.maya, room.olga, room.elin):
        with pytest.raises(NotAllowed):
            undo(done, by=principal(person))
    assert undo(done, by=principal(room.aisha)).actor_name == "Aisha Okafor"


def test_u3_a_text_is_undone_only_by_the_side_that_writes_it(room):
    contract = child(room, "asked")
    done = contract.update(by=principal(room.aisha), deliverable="A tier of two nodes")
    with pytest.raises(NotAllowed):
        undo(done, by=principal(room.maya))
    undo(done, by=principal(room.aisha))
    assert fresh(contract).terms.deliverable == contract.need


def test_u3_what_was_agreed_since_is_not_changed_from_below(room):
    contract = child(room, "draft")
    done = contract.update(by=principal(room.maya), need="Two tiers")
    fresh(contract).ask(by=principal(room.maya))
    fresh(contract).promise(by=principal(room.aisha))
    assert "changes through a move, not in place" in refused(done, by=principal(room.maya))


def test_u3_another_supplier_who_promised_since_stays(room):
    contract = child(room, "draft")
    done = contract.reassign(by=principal(room.maya), supplier=room.ops)
    fresh(contract).ask(by=principal(room.maya))
    fresh(contract).promise(by=principal(room.ruth))
    assert refused(done, by=principal(room.maya)).endswith("is promised by now. Undo first what came after.")


def test_h8_a_created_row_is_deleted_where_nothing_else_touched_it(room):
    contract = make_contract(room.walkthrough, parent=room.root, obligations=[{"what": "Inputs"}])
    done, code = last(), contract.code
    undo(done, by=principal(room.maya))
    assert not Contract.objects.filter(pk=contract.pk).exists()
    undo(last(), by=principal(room.maya))
    back = fresh(contract)
    assert (back.code, back.need, back.terms_id, back.obligations.get().what) == (
        code,
        contract.need,
        contract.terms_id,
        "Inputs",
    )
    assert back.version > contract.version


def test_n1_a_code_is_not_given_again_after_an_undo(room):
    contract = make_contract(room.walkthrough, parent=room.root)
    undo(last(), by=SYSTEM)
    assert make_contract(room.walkthrough, parent=fresh(room.root)).code != contract.code


def test_n1_a_contract_that_comes_back_goes_on_counting_its_children(room):
    contract = child(room, "draft")
    done = last()
    below = make_contract(room.walkthrough, parent=contract)
    undo(last(), by=SYSTEM)
    undo(done, by=SYSTEM)
    undo(last(), by=SYSTEM)
    assert make_contract(room.walkthrough, parent=fresh(contract)).code != below.code


def test_h8_what_hangs_on_a_created_row_keeps_it(room):
    contract = child(room, "draft")
    done = last()
    below = make_contract(room.walkthrough, parent=contract)
    assert refused(done) == f"{below.label} hangs on {contract.label}. Take that back first."


def test_h8_a_question_keeps_what_it_is_about(room):
    contract = child(room, "draft")
    done = last()
    Question.create(by=principal(room.maya), about=contract, text="Who pays?")
    assert refused(done) == f"The question “Who pays?” hangs on {contract.label}."


def test_h8_a_row_that_was_touched_since_and_set_back_by_hand_stays(room):
    unit = make_unit("Storage")
    done = last()
    unit.update(by=SYSTEM, name="Backup")
    unit.update(by=SYSTEM, name="Storage")
    assert refused(done).startswith("Storage was changed since by tests: “Unit edited")


def test_h7_what_a_baseline_holds_is_amended_not_undone(room):
    contract = child(room, "promised")
    done = last()
    closed = room.walkthrough.close(by=principal(room.fred), reason="Out of time")
    code = room.walkthrough.code
    assert refused(done) == (
        f"{code}-B1 holds {contract.label} as it was then. What a baseline holds is amended, not undone."
    )
    assert refused(closed).startswith("A baseline was frozen with this, and what a baseline holds is amended")
    reopened = room.walkthrough.reopen(by=principal(room.fred))
    assert refused(reopened) == ("Opening again is not undone: close the walk-through, and a new baseline is frozen.")
    assert "B1 holds" in refused(done)


def test_h7_a_first_answer_after_the_close_is_not_undone_and_an_amendment_is(room):
    asked, contract = child(room, "asked"), child(room, "promised")
    room.walkthrough.close(by=principal(room.fred), reason="Out of time")
    answered = fresh(asked).promise(by=principal(room.aisha))
    assert refused(answered).startswith("A baseline was frozen with this")
    amended = fresh(contract).amend(by=principal(room.maya), due=date(2027, 4, 1))
    undo(amended, by=principal(room.maya))
    assert fresh(contract).state == "promised"


def test_u3_a_version_that_a_contract_names_stays_published(room):
    service = make_service("Backup", line=room.db)
    done = last()
    make_contract(room.walkthrough, parent=room.root, service=service)
    assert "hangs on" in refused(done, by=principal(room.aisha))


def test_u3_publishing_is_undone_and_published_again(room):
    service = make_service("Backup", line=room.db)
    done = last()
    undo(done, by=principal(room.aisha))
    service.refresh_from_db()
    assert (service.status, service.versions.count()) == ("draft", 0)
    undo(last(), by=principal(room.aisha))
    service.refresh_from_db()
    assert (service.status, service.versions.get().number) == ("offered", 1)


def test_u3_secrets_and_users_are_not_undone(room):
    Token.issue(by=principal(room.nadia), user=room.nadia.user, scopes=["org:read"], days=3)
    assert refused(last()).startswith("A secret that was shown is not undone")
    make_person("New One", username="newone")
    enrolled = ChangeSet.objects.get(title="User enrolled: newone")
    assert refused(enrolled).startswith("Who signs in is not undone")


def test_h8_who_was_deleted_from_the_offer_comes_back_with_its_parts(room):
    unit = room.db_unit
    before = sorted(unit.appointments.values_list("person__name", "kind"))
    done = unit.update(by=SYSTEM, appointments=[], name="Data")
    undo(done, by=SYSTEM)
    unit.refresh_from_db()
    assert (unit.name, sorted(unit.appointments.values_list("person__name", "kind"))) == ("Database", before)
    assert before == [("Dora Deputy", "deputy"), ("Edith Editor", "editor")]


def test_c6_a_counter_after_an_undo_finds_no_terms_of_what_was_undone(room):
    contract = child(room, "asked")
    undo(contract.counter(by=principal(room.aisha), due=date(2027, 3, 1)), by=principal(room.aisha))
    fresh(contract).counter(by=principal(room.aisha), due=date(2027, 5, 1))
    again = fresh(contract)
    assert list(again.all_terms.order_by("number").values_list("number", "due")) == [(1, None), (2, date(2027, 5, 1))]
    assert again.buyers_terms().number == 1
    again.ask(by=principal(room.maya))
    assert fresh(contract).terms.due is None


def test_h8_a_walkthrough_is_started_and_taken_back_with_who_is_present(room):
    walkthrough = room.room(code="WT-undo")
    started = last()
    undo(started, by=principal(room.fred))
    walkthrough.refresh_from_db()
    assert (walkthrough.status, walkthrough.started_at) == ("planned", None)
    assert room.fred.pk not in walkthrough.presences.values_list("person", flat=True)
