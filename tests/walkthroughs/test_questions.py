"""Open questions: about what one sees, written by who asks, decides or steers (rules V4, L)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from itbiz.access.models import PresenterLink
from itbiz.access.principals import Principal
from itbiz.core.errors import NotAllowed, Refused
from tests.cast import SYSTEM, make_contract, make_person, make_service, make_vendor, make_walkthrough, principal
from tests.walkthroughs.asked import child
from walkthroughs.models import Question, Walkthrough

pytestmark = pytest.mark.django_db


def ask(by, about, text="Who decides?", **fields):
    """Ask a question as a person."""
    return Question.create(by=principal(by), about=about, text=text, **fields)


def test_everybody_asks_about_what_they_see(room):
    for about in (room.root, room.walkthrough, room.project, room.tier, room.db, room.db_unit):
        question = ask(room.olga, about)
        assert (question.asker, question.subject) == (room.olga, about)


def test_v4_nobody_asks_about_what_they_do_not_see(room):
    hidden = make_walkthrough(client=room.finance, facilitator=room.fred, access="restricted")
    draft = make_service("Secret plan", line=room.db, publish=False)
    for about in (hidden, make_contract(hidden), draft):
        with pytest.raises(NotAllowed):
            ask(room.olga, about)
    assert ask(room.fred, hidden).subject == hidden
    assert ask(room.edith, draft).subject == draft
    for by in (Principal.nobody(), link(room.walkthrough)):
        with pytest.raises(NotAllowed):
            Question.create(by=by, about=room.walkthrough, text="Who decides?")


def link(walkthrough):
    """Return the principal of a link to a wall."""
    made = PresenterLink.issue(by=SYSTEM, subject=walkthrough, permission="walkthroughs.present_walkthrough")
    return Principal.of_link(made)


def test_v4_questions_follow_what_they_are_about(room):
    hidden = make_walkthrough(client=room.finance, facilitator=room.fred, access="restricted")
    draft = make_service("Secret plan", line=room.db, publish=False)
    asked = {about: Question.create(by=SYSTEM, about=about, text="Who decides?") for about in (hidden, draft, room.erp)}
    on_the_wall = Question.create(by=SYSTEM, about=room.root, text="Who decides?")
    seen = {
        who: set(Question.objects.visible_to(principal(who))) for who in (room.olga, room.fred, room.edith, room.carl)
    }
    assert seen[room.olga] == {asked[room.erp], on_the_wall}
    assert seen[room.fred] == {asked[room.erp], asked[hidden], on_the_wall}
    assert seen[room.edith] == {asked[room.erp], asked[draft], on_the_wall}
    assert seen[room.carl] == {*asked.values(), on_the_wall}
    assert set(Question.objects.visible_to(link(room.walkthrough))) == {on_the_wall}
    assert not Question.objects.visible_to(Principal.nobody()).exists()


def test_changed_by_who_asked_who_decides_and_who_steers(room):
    question, allowed = ask(room.maya, child(room), decider=room.ruth), set()
    for person in (room.maya, room.ruth, room.fred, room.nadia, room.carl, room.aisha, room.elin, room.olga):
        try:
            question.update(by=principal(person), text=f"{person} asks: who decides?")
        except NotAllowed:
            continue
        allowed.add(person)
    assert allowed == {room.maya, room.ruth, room.fred, room.nadia, room.carl}


def test_a_decider_passes_a_question_on(room):
    question = ask(room.maya, room.root, decider=room.ruth)
    question.update(by=principal(room.ruth), decider=room.aisha)
    with pytest.raises(NotAllowed):
        question.update(by=principal(room.ruth), decider=room.ruth)


def test_a_question_is_not_taken_elsewhere_or_put_in_somebodys_mouth(room):
    question = ask(room.maya, room.root)
    for values in ({"about_id": room.walkthrough.pk + 99}, {"about_kind": "line"}, {"asker": room.olga}):
        with pytest.raises(Refused) as told:
            question.update(by=principal(room.maya), **values)
        assert str(told.value) == "A question stays with what it is about and who asked it. Ask another one."
    asked = Question.create(by=principal(room.maya), about=room.root, text="Who?", asker=room.olga)
    assert asked.asker == room.maya


def test_a_resolution_is_not_written_in_passing(room):
    with pytest.raises(ValidationError) as told:
        ask(room.maya, room.root, resolution="Settled")
    assert told.value.message_dict == {"resolution": ["There is no such field."]}


@pytest.mark.parametrize("make", [lambda room: room.maya, lambda room: make_vendor(held_by=room.db)])
def test_questions_are_not_asked_about_everything(room, make):
    with pytest.raises(ValidationError) as told:
        ask(room.maya, make(room))
    assert told.value.message_dict == {"about": ["Questions are not asked about this."]}


def test_n1_questions_are_numbered_in_the_order_they_are_asked(room):
    codes = [ask(room.maya, room.root, due=date(2027, 3, 1)).code for _ in range(2)]
    assert codes == ["Q-1", "Q-2"]


def test_a_question_has_a_text(room):
    with pytest.raises(ValidationError) as told:
        ask(make_person("Rita", username="rita"), room.root, text="")
    assert set(told.value.message_dict) == {"text"}


def test_questions_about_one_object_are_found_by_it(room):
    question = ask(room.maya, room.root)
    ask(room.maya, room.walkthrough)
    assert list(Question.objects.about(room.root)) == [question]
    assert question.walkthrough == room.walkthrough
    assert ask(room.maya, room.db).walkthrough is None


# Deciding


def test_decided_by_who_decides_else_who_asked_and_who_steers(room):
    named, unnamed = set(), set()
    for person in (room.maya, room.ruth, room.fred, room.nadia, room.carl, room.aisha, room.elin, room.olga):
        for found, decider in ((named, room.ruth), (unnamed, None)):
            try:
                ask(room.maya, room.root, decider=decider).resolve(by=principal(person), resolution="Yes")
            except NotAllowed:
                continue
            found.add(person)
    assert named == {room.ruth, room.fred, room.nadia, room.carl}
    assert unnamed == {room.maya, room.fred, room.nadia, room.carl}


def test_p4_a_facilitator_writes_down_what_the_decider_says(room):
    told = ask(room.maya, room.root, decider=room.ruth).resolve(by=principal(room.fred), resolution="Yes")
    assert (told.actor_name, told.on_behalf_of_name) == ("Fred Facilitator", "Ruth Petersen")
    told = ask(room.maya, room.root, decider=room.ruth).resolve(by=principal(room.nadia), resolution="Yes")
    assert (told.actor_name, told.on_behalf_of_name) == ("Nadia Haddad", "")


def test_p4_a_facilitator_asks_for_somebody_in_the_room_and_nobody_else_does(room):
    asked = Question.create(by=principal(room.fred), about=room.root, text="By when?", on_behalf_of=room.aisha)
    assert asked.asker == room.aisha
    asked.update(by=principal(room.fred), text="By when, and how?", on_behalf_of=room.aisha)
    for about in (room.root, room.db):
        with pytest.raises(NotAllowed, match="Only the facilitator of a running walk-through"):
            Question.create(by=principal(room.maya), about=about, text="By when?", on_behalf_of=room.aisha)
    room.walkthrough.pause(by=SYSTEM)
    with pytest.raises(NotAllowed):
        Question.create(by=principal(room.fred), about=room.root, text="By when?", on_behalf_of=room.aisha)


def test_what_is_decided_stays_decided(room):
    question = ask(room.maya, room.root)
    told = question.resolve(by=principal(room.maya), resolution=" In May ", reason="Asked twice")
    (change,) = told.changes.all()
    assert (change.act, change.after["resolution"], told.reason) == ("resolve", "In May", "Asked twice")
    for write in (
        lambda: question.resolve(by=principal(room.maya), resolution="In June"),
        lambda: question.update(by=principal(room.maya), text="In June?"),
    ):
        with pytest.raises(Refused) as refused:
            write()
        assert str(refused.value) == "This is decided already: In May"
    with pytest.raises(ValidationError) as missing:
        ask(room.maya, room.root).resolve(by=principal(room.maya), resolution=" ")
    assert missing.value.message_dict == {"resolution": ["Say what was decided."]}


# Lights 2 and 7 (L)


def light(room, code):
    lights = Walkthrough.objects.get(pk=room.walkthrough.pk).lights
    return next(light["state"] for light in lights if light["code"] == code)


@pytest.mark.parametrize(("code", "supplier"), [("parties", None), ("promised", "db")])
def test_l_a_settled_question_turns_the_light_amber_and_its_decision_turns_it_red(room, code, supplier):
    room.root.ask(by=SYSTEM)
    room.root.promise(by=SYSTEM, on_behalf_of=room.maya)
    waiting = child(room, supplier=supplier and getattr(room, supplier))
    assert light(room, code) == "red"
    question = ask(room.maya, waiting, decider=room.ruth)
    assert light(room, code) == "red"
    question.update(by=principal(room.maya), due=date(2027, 3, 1))
    assert light(room, code) == "amber"
    question.resolve(by=principal(room.ruth), resolution="Operations does it")
    assert light(room, code) == "red"
