"""The script beside the tree: its gates, what is kept of those passed unmet, and its panels (method §1.7, P2, P4)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from itbiz.access.principals import Principal
from itbiz.core.errors import NotAllowed
from orgchart.reach import people_on_side
from tests.cast import SYSTEM, make_vendor, principal
from tests.pages import statements
from tests.walkthroughs.asked import child, make_room
from walkthroughs.live import State
from walkthroughs.models import Contract, Finding, Meeting, Project, Question, Reason, Room, Seat, Walkthrough
from walkthroughs.script import STEPS, unmet_gates
from walkthroughs.seat.guests import Guest

pytestmark = pytest.mark.django_db

ALL_TOPICS = ("data", "security", "licences", "environments", "training", "support", "communication", "cut_over")


@pytest.fixture
def room(company):
    return make_room(company)


@pytest.fixture
def fred(client, room):
    client.force_login(room.fred.user)
    return client


def fresh(room):
    return Walkthrough.objects.get(pk=room.walkthrough.pk)


def page(room):
    return reverse("walkthroughs:walkthrough", args=[room.walkthrough.pk])


def act(client, room, name, **typed):
    """Do what a panel of the script asks for, and return the status and the region as it comes anew."""
    address = reverse("walkthroughs:script", args=[room.walkthrough.pk, name])
    answer = client.post(address, typed, headers={"HX-Request": "true"})
    return answer.status_code, answer.content.decode()


def at(room, step):
    """Bring the walk-through to a step, whatever stands in the way."""
    fresh(room).go_to(step, by=principal(room.fred), reason="Prepared before")


def met(room):
    """Return the numbers of the steps whose gate is met."""
    unmet = unmet_gates(fresh(room), range(len(STEPS)))
    return [number for number in range(len(STEPS)) if number not in unmet]


def test_a_gate_is_passed_on_the_page_with_its_reason_and_back_is_one_press(fred, room):
    step = reverse("walkthroughs:step", args=[room.walkthrough.pk])
    at(room, 10)
    refused = fred.post(step, {"step": 11}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "all ticked" in refused.content.decode()
    fred.post(step, {"step": 11, "reason": "No time"})
    assert (fresh(room).step, fresh(room).gates["10"]) == (11, "No time")
    script = fred.get(page(room)).context["script"]
    rows = {row["number"]: row for row in script["done"] + script["later"]}
    assert (rows[0]["state"], rows[10]["state"], rows[10]["reason"]) == ("passed", "unmet", "No time")
    assert (rows[11]["state"], rows[12]["state"]) == ("present", "to_come")
    assert fred.post(step, {"step": 10}, headers={"HX-Request": "true"}).status_code == 200
    assert fresh(room).step == 10


def test_of_two_who_go_on_at_once_neither_reason_is_lost(fred, room):
    step = reverse("walkthroughs:step", args=[room.walkthrough.pk])
    at(room, 10)
    assert 'name="since" value="10"' in fred.get(page(room)).content.decode()
    sent = {"step": 11, "since": 10}
    fred.post(step, sent | {"reason": "No time"})
    late = fred.post(step, sent | {"reason": "Data is known"}, headers={"HX-Request": "true"})
    assert late.status_code == 200
    assert (fresh(room).step, fresh(room).gates["10"]) == (11, "No time / Data is known")
    for said in ("Data is known", "No time", ""):
        assert fred.post(step, sent | {"reason": said}, headers={"HX-Request": "true"}).status_code == 200
    assert fresh(room).gates["10"] == "No time / Data is known"
    # A reason is another one also where an earlier one holds its words.
    fred.post(step, sent | {"reason": "No"})
    assert fresh(room).gates["10"] == "No time / Data is known / No"
    at(room, 12)
    # The room is elsewhere by now: nobody takes it back by going on, and what was typed is shown.
    refused = fred.post(step, sent | {"reason": "The list is long"}, headers={"HX-Request": "true"})
    assert refused.status_code == 409
    assert "Somebody else went to step 12, Promise round, meanwhile." in refused.content.decode()
    assert "Your reason was not kept: “The list is long”." in refused.content.decode()
    assert (fresh(room).step, fresh(room).gates["10"]) == (12, "No time / Data is known / No")


def test_who_does_not_steer_reads_the_script_and_turns_nothing(client, room):
    client.force_login(room.maya.user)
    script = client.get(page(room)).context["script"]
    assert (script["goes"], script["panel"], script["door"], script["meetings"]) == (False, {}, {}, [])
    assert act(client, room, "open-round")[0] == 403


def test_each_gate_is_met_by_what_its_step_records(room):
    by, root = principal(room.fred), room.root
    # The sponsor, the purchase and the prime are there; a vendor that nobody holds, or a silent yes, is not.
    assert met(room) == [0, 1, 3, 8]
    Project.objects.get(pk=room.project.pk).update(by=SYSTEM, end_customer="Farmers are paid", sponsor=None)
    assert met(room) == [1, 2, 3, 8]
    fresh(room).update(by=by, waivers={"sponsor": "Nobody is named yet"})
    assert met(room) == [0, 1, 2, 3, 8]
    root.update(by=by, due=date(2027, 11, 30))
    root.ask(by=by)
    assert 6 in met(room)
    assert 4 not in met(room)
    fresh(room).nod(by=by, person=room.elin)
    assert {4, 6} <= set(met(room))
    # A nod is to those words; other ones ask for another.
    for changed in ({"due": date(2027, 12, 31)}, {"not_included": "Tax"}, {"deliverable": "Books closed in five days"}):
        Contract.objects.get(pk=root.pk).update(by=by, **changed)
        assert 4 not in met(room)
        fresh(room).nod(by=by, person=room.elin)
        assert 4 in met(room)
    below = child(room)
    # A need as a result, of somebody who was not asked yet, and who says nothing of how it ends.
    assert [number for number in (5, 6, 7) if number in met(room)] == [5]
    below.ask(by=by)
    below.update(by=by, needs_nothing_more=True)
    assert {5, 6, 7} <= set(met(room))
    below.update(by=by, need="Support as needed")
    Contract.objects.get(pk=below.pk).update(by=by, deliverable="Support as needed")
    assert 5 not in met(room)
    Contract.objects.get(pk=below.pk).update(by=by, deliverable="A database tier, failover proven")
    assert 9 not in met(room)
    fresh(room).update(by=by, waivers={"follow_ons": "A report, read once", "sponsor": "Nobody"})
    assert 9 in met(room)
    for topic in ALL_TOPICS:
        fresh(room).tick(topic, by=by)
    assert 10 not in met(room)
    fresh(room).tick("back_out", by=by, because="Nothing is switched")
    assert 10 in met(room)
    assert not {12, 13} & set(met(room))
    Contract.objects.get(pk=below.pk).promise(by=by, on_behalf_of=room.aisha)
    Contract.objects.get(pk=root.pk).promise(by=by, on_behalf_of=room.maya)
    assert met(room) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13]


def test_every_step_shows_its_panel_and_prepares_the_purchase(fred, room):
    for step in range(14):
        at(room, step)
        shown = fred.get(page(room))
        assert str(shown.context["script"]["step"]["question"]) in shown.content.decode()
    assert act(fred, room, "sight", end_customer="Farmers are paid", processes="Order-to-cash")[0] == 200
    project = Project.objects.get(pk=room.project.pk)
    assert (project.end_customer, project.processes) == ("Farmers are paid", "Order-to-cash")
    # A form that the present step does not show says above it what was wrong.
    assert "Somebody else changed this" in act(fred, room, "sight", end_customer="Nobody", version=1)[1]
    at(room, 2)
    status, text = act(fred, room, "sight", end_customer="", no_end_customer="A study", version=1)
    assert status == 409
    assert "Somebody else changed this" in text
    assert act(fred, room, "sponsor", no_sponsor="Nobody yet")[0] == 200
    assert fresh(room).waivers == {"sponsor": "Nobody yet"}
    at(room, 4)
    assert act(fred, room, "nod")[0] == 422
    assert act(fred, room, "nod", person="Elin Berg")[0] == 200
    assert fresh(room).gates["nod"] == "Elin Berg"
    Contract.objects.get(pk=room.root.pk).update(by=principal(room.fred), accepted_when="The auditor signs")
    panel = fred.get(page(room)).context["script"]["panel"]
    assert (panel["nodded"], panel["reworded"]) == ("Elin Berg", True)
    assert fresh(room).passed_unmet.keys() <= {str(number) for number in range(14)}
    at(room, 10)
    assert act(fred, room, "tick", topic="data")[0] == 422
    assert "not needed: Old data stays" in act(fred, room, "tick", topic="data", because="Old data stays")[1]
    assert act(fred, room, "tick", topic="security", needed="1")[0] == 200
    assert fresh(room).checklist == {"data": "Old data stays", "security": ""}


def test_the_day_after_is_written_in_the_room(fred, room):
    at(room, 9)
    rows = {"follow_ons-TOTAL_FORMS": "1", "follow_ons-INITIAL_FORMS": "0", "follow_ons-0-what": "ERP hosting"}
    assert act(fred, room, "follow-ons", **rows, **{"follow_ons-0-line": room.ops.pk})[0] == 200
    assert [(one.what, one.line) for one in Project.objects.get(pk=room.project.pk).follow_ons.all()] == [
        ("ERP hosting", room.ops)
    ]
    assert 9 in met(room)


def test_the_prime_is_chosen_in_the_room_with_a_reason_or_nobody_offers_it(fred, company):
    room = company
    room.walkthrough = company.room()
    at(room, 3)
    proposed = fred.get(page(room)).content.decode().partition('class="candidates"')[2].partition("</fieldset>")[0]
    assert "checked" not in proposed
    status, text = act(fred, room, "prime", reason="It is theirs")
    assert status == 422
    assert "Choose one, or name another line" in text
    assert act(fred, room, "prime", other="ERP Engineering", reason="The whole is theirs")[0] == 200
    root = room.walkthrough.contracts.get()
    assert (root.supplier, 3 in met(room)) == (room.erp, True)
    assert act(fred, room, "prime", pick=f"{room.db.pk}:{room.tier.pk}")[0] == 200
    root.refresh_from_db()
    assert (root.supplier, root.service) == (room.db, room.tier)


def test_nobody_offers_it_is_a_gap_and_a_finding(fred, company):
    room = company
    room.walkthrough = company.room()
    at(room, 3)
    assert act(fred, room, "gap", reason="Asked around")[0] == 200
    assert room.walkthrough.contracts.get().gap
    assert [finding.rule for finding in Finding.objects.all()] == ["D02"]
    assert 3 not in met(room)


def test_two_that_insist_end_with_a_provisional_owner_and_a_finding(fred, room):
    quarrel = child(room)
    Room.of(room.walkthrough).show(by=principal(room.fred), disputed=quarrel)
    shown = fred.get(page(room)).context["script"]["quarrel"]
    assert shown["until"] - Room.of(room.walkthrough).disputed_since == timedelta(minutes=2)
    lines = {"one": "Database Engineering", "other": "Cloud Operations"}
    assert act(fred, room, "dispute", contract=quarrel.pk, one="Database Engineering", owner="one")[0] == 422
    assert act(fred, room, "dispute", contract=quarrel.pk, owner="other", **lines)[0] == 200
    assert Contract.objects.get(pk=quarrel.pk).supplier == room.ops
    assert [finding.rule for finding in Finding.objects.all()] == ["D03"]
    assert Room.of(room.walkthrough).disputed_id is None


def test_vendors_stand_at_their_step_with_who_holds_them(fred, room):
    child(room, supplier=room.ops, vendor=make_vendor("Norvik", held_by=room.ops))
    at(room, 8)
    assert "held by Cloud Operations" in fred.get(page(room)).content.decode()
    assert 8 in met(room)


def test_reasons_find_a_home_each_in_one_act(fred, room):
    at(room, 11)
    assert act(fred, room, "open-round")[0] == 200
    for text in ("Nobody tested", "The freeze slipped", "It rained"):
        Reason.write(room.walkthrough, text)
    count = reverse("walkthroughs:reasons", args=[room.walkthrough.pk])
    assert "3 reasons written" in fred.get(count).content.decode()
    assert act(fred, room, "end-round")[0] == 200
    one, two, three = Reason.objects.filter(walkthrough=room.walkthrough)
    assert 11 not in met(room)
    assert act(fred, room, "home", reason=one.pk, contract=room.root.pk, let_go="Both")[0] == 422
    assert act(fred, room, "home", reason=one.pk, contract=room.root.pk)[0] == 200
    asked = {"text": "Who tests?", "decider": "Maya Lindqvist", "due": "2027-03-01"}
    assert act(fred, room, "home", reason=two.pk, **asked)[0] == 200
    assert act(fred, room, "home", reason=three.pk, let_go="Weather")[0] == 200
    question = Question.objects.get(text="Who tests?")
    homes = [(reason.contract, reason.question, reason.let_go) for reason in Reason.objects.order_by("pk")]
    assert sorted(homes, key=str) == sorted(
        [(room.root, None, ""), (None, question, ""), (None, None, "Weather")], key=str
    )
    assert (question.decider, 11 in met(room)) == (room.maya, True)


def test_p4_the_round_asks_from_the_leaves_upward_and_names_who_is_absent(fred, room):
    by = principal(room.fred)
    leaf = child(room, state="asked")
    deeper = child(room, state="draft", supplier=room.ops, parent=leaf)
    deeper.ask(by=by)
    Contract.objects.get(pk=room.root.pk).ask(by=by)
    at(room, 12)
    panel = fred.get(page(room)).context["script"]["panel"]
    assert panel["next"]["node"].id == deeper.pk
    assert [node.id for node in panel["waiting"]] == [leaf.pk, room.root.pk]
    status, _text = act(fred, room, "yes", contract=deeper.pk, person=room.ruth.pk)
    promised = Contract.objects.get(pk=deeper.pk)
    assert (status, promised.state, promised.on_behalf_of, promised.promised_by) == (
        200,
        "promised",
        room.ruth,
        room.fred,
    )
    fresh(room).update(by=by, presences=[{"person": room.maya}, {"person": room.fred}])
    panel = fred.get(page(room)).context["script"]["panel"]
    assert panel["next"]["node"].id == room.root.pk
    assert [node.id for node in panel["absent"]] == [leaf.pk]
    assert act(fred, room, "yes", contract=leaf.pk, person=room.aisha.pk)[0] == 422
    assert Contract.objects.get(pk=leaf.pk).state == "asked"


def test_p3_deputies_and_those_above_say_yes_too_and_not_now_asks_the_next(fred, room):
    by = principal(room.fred)
    leaf = child(room, state="asked")
    Contract.objects.get(pk=room.root.pk).ask(by=by)
    at(room, 12)
    here = [room.dora, room.edith, room.nadia, room.maya]
    fresh(room).update(by=by, presences=[{"person": person} for person in here])
    shown = fred.get(page(room))
    (asked, voices) = shown.context["script"]["panel"]["next"].values()
    above = {pk for pk in people_on_side(room.db) if pk in {person.pk for person in here}}
    # Dora deputises, whoever heads a unit above is of the side too; Edith only writes texts.
    assert (asked.id, {pk for pk, _name in voices}) == (leaf.pk, above)
    assert room.dora.pk in above
    assert room.edith.pk not in above
    not_now = f"{page(room)}?focus={room.root.pk}&amp;later={leaf.pk}"
    assert not_now in shown.content.decode()
    version = fresh(room).version
    panel = fred.get(not_now.replace("&amp;", "&")).context["script"]["panel"]
    assert (panel["next"]["node"].id, [node.id for node in panel["waiting"]]) == (room.root.pk, [leaf.pk])
    assert (panel["not_now"], fresh(room).version) == (f"{leaf.pk},{room.root.pk}", version)
    # Nobody is passed over by what somebody types into the address.
    assert fred.get(f"{page(room)}?later=x,{10**30},-1").context["script"]["panel"]["next"]["node"].id == leaf.pk
    assert act(fred, room, "yes", contract=leaf.pk, person=room.edith.pk)[0] == 422
    # Nobody's yes is somebody else's, and none is said to what the buyer changed since it was read.
    assert act(fred, room, "yes", contract=leaf.pk)[0] == 422
    read = Contract.objects.get(pk=leaf.pk)
    Contract.objects.get(pk=leaf.pk).update(by=principal(room.maya), accepted_when="Two failover tests pass")
    said = {"contract": leaf.pk, "person": room.dora.pk, "version": read.version}
    assert act(fred, room, "yes", **said)[0] == 409
    assert Contract.objects.get(pk=leaf.pk).state == "asked"
    said["version"] += 1
    assert act(fred, room, "yes", **said, later=f"{leaf.pk}")[0] == 200
    assert Contract.objects.get(pk=leaf.pk).on_behalf_of == room.dora


def test_somebody_is_let_in_as_a_manager_of_a_line_or_not(fred, room):
    door = Room.of(room.walkthrough)
    let_in, sent_away = Seat.take(door, name="Maya"), Seat.take(door, name="A stranger")
    shown = fred.get(page(room)).context["script"]["door"]
    assert (shown["code"], [visitor["seat"] for visitor in shown["waiting"]]) == (door.code, [let_in, sent_away])
    assert shown["waiting"][0]["likely"][0]["pick"] == f"{room.maya.pk}:{room.erp.pk}"
    assert act(fred, room, "admit", seat=let_in.pk, pick="")[0] == 422
    assert act(fred, room, "admit", seat=let_in.pk, pick=f"{room.maya.pk}:{room.db.pk}")[0] == 422
    assert act(fred, room, "admit", seat=let_in.pk, pick=f"{room.maya.pk}:{room.erp.pk}")[0] == 200
    assert act(fred, room, "refuse", seat=sent_away.pk)[0] == 200
    assert [seat.person for seat in Seat.objects.taken()] == [room.maya]
    assert act(fred, room, "unseat", seat=let_in.pk)[0] == 200
    assert not Seat.objects.taken().exists()
    # The sponsor has no line: they speak for the client, and nobody else does.
    sponsor, other = Seat.take(door, name="Elin"), Seat.take(door, name="Olga")
    likely = fred.get(page(room)).context["script"]["door"]["waiting"][0]["likely"]
    assert likely[0] == {"pick": f"{room.elin.pk}:", "name": "Elin Berg, for the client"}
    assert act(fred, room, "admit", seat=other.pk, person="Olga Outsider")[0] == 422
    assert act(fred, room, "admit", seat=sponsor.pk, pick=f"{room.elin.pk}:999999")[0] == 422
    status, text = act(fred, room, "admit", seat=sponsor.pk, pick=likely[0]["pick"])
    assert (status, "Elin Berg, for the client" in text) == (200, True)
    sponsor.refresh_from_db()
    viewer = Guest(Principal.of_seat(sponsor), fresh(room), sponsor).viewer()
    assert (viewer.lines, viewer.is_client) == ((), True)
    # Somebody waits still, then nobody does: the client without a line is no sign of waiting.
    assert State(fresh(room)).lines_here == {None}
    other.refuse(by=principal(room.fred))
    assert State(fresh(room)).lines_here == set()
    assert act(fred, room, "admit", seat=let_in.pk, person="Maya Lindqvist", line="ERP Engineering")[0] == 422


def test_meetings_have_a_time_of_their_own_and_a_forgotten_one_blocks_nothing(fred, room):
    urls = {verb: reverse(f"walkthroughs:{verb}", args=[room.walkthrough.pk]) for verb in ("pause", "resume")}
    Meeting.objects.update(started_at=timezone.now() - timedelta(hours=13))
    assert "Was it forgotten?" in fred.get(page(room)).content.decode()
    # Another one begins beside it, and it can still be paused.
    assert room.room(code="another").is_running
    fred.post(urls["pause"])
    assert fred.post(urls["resume"], {"minutes": "4"}).status_code == 409
    fred.post(urls["resume"], {"minutes": "45"})
    first, second = fred.get(page(room)).context["script"]["meetings"]
    assert "Aisha Okafor" in first["people"]
    assert (second["meeting"].minutes, second["forgotten"]) == (45, False)


def test_the_script_takes_the_same_statements_whatever_the_tree(fred, room):
    child(room, state="asked")
    at(room, 12)
    fred.get(page(room))
    found = [statements(fred, page(room))]
    for _number in range(5):
        child(room, state="asked")
    assert [statements(fred, page(room))] == found


def test_p2_whoever_handed_the_role_over_takes_it_back_and_nobody_else(client, fred, room):
    back = reverse("walkthroughs:take-back", args=[room.walkthrough.pk])
    fresh(room).hand_over(by=principal(room.fred), facilitator=room.maya)
    assert "Take back" in fred.get(page(room)).content.decode()
    with pytest.raises(NotAllowed):
        fresh(room).take_back(by=principal(room.ruth))
    fred.post(back)
    assert fresh(room).facilitator == room.fred
    # Back with its holder nobody lent it, and a role that the CIO took away is not taken back.
    with pytest.raises(NotAllowed):
        fresh(room).take_back(by=principal(room.maya))
    fresh(room).hand_over(by=principal(room.nadia), facilitator=room.maya)
    assert "Take back" not in fred.get(page(room)).content.decode()
    assert fred.post(back).status_code == 403
