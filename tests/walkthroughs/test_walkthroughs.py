"""Walk-throughs: who sees them, who steers them, when they run (rules V3, P2, H3, H6, N1, N7)."""

import pytest
from django.core.exceptions import ValidationError

from itbiz.access.models import PresenterLink, Token
from itbiz.access.principals import Principal
from itbiz.audit.models import ChangeSet
from itbiz.audit.record import change_set
from itbiz.core.errors import NotAllowed, Refused, Stale
from tests.cast import SYSTEM, make_contract, make_person, principal
from walkthroughs.closing import closed_because
from walkthroughs.models import Walkthrough

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(company):
    """The company with a CIO who heads nothing, a deputy and an editor of Database, and a project's sponsor."""
    company.carl = make_person("Carl Chief", username="carl", roles=["cio"])
    company.dora = make_person("Dora Deputy", username="dora")
    company.edith = make_person("Edith Editor", username="edith")
    company.sven = make_person("Sven Sponsor", username="sven")
    company.rita = make_person("Rita Reader", username="rita", roles=["reader"])
    company.otto = make_person("Otto Other", username="otto", roles=["facilitator"])
    appointed = [{"person": company.dora, "kind": "deputy"}, {"person": company.edith, "kind": "editor"}]
    company.db_unit.update(by=SYSTEM, appointments=appointed)
    company.project.update(by=SYSTEM, sponsor=company.sven)
    company.everybody = [person for person in vars(company).values() if getattr(person, "user_id", None)]
    return company


def readers(walkthrough, people):
    """Return the names of those of the cast who see a walk-through."""
    seen = [p for p in people.everybody if walkthrough in Walkthrough.objects.visible_to(principal(p))]
    return {person.name.split()[0].lower() for person in seen}


# V3


def test_v3_an_open_one_is_seen_by_everyone_signed_in_and_nobody_else(people):
    walkthrough = people.room()
    assert len(readers(walkthrough, people)) == len(people.everybody)
    assert not Walkthrough.objects.visible_to(Principal.nobody()).exists()


def test_v3_a_restricted_one_is_seen_by_those_who_have_a_part_in_it(people):
    walkthrough = people.room(access="restricted")
    assert readers(walkthrough, people) == {"nadia", "carl", "fred", "sven", "elin"}
    root = make_contract(walkthrough, supplier=people.erp)
    assert readers(walkthrough, people) == {"nadia", "carl", "fred", "sven", "elin", "maya"}
    make_contract(walkthrough, parent=root, supplier=people.db)
    assert readers(walkthrough, people) == {"nadia", "carl", "fred", "sven", "elin", "maya", "aisha", "dora"}


def test_v3_a_practice_is_restricted_whatever_is_said(people):
    practice = people.room(mode="practice", access="open")
    assert practice.access == "restricted"
    practice.update(by=SYSTEM, access="open")
    assert Walkthrough.objects.get(pk=practice.pk).access == "restricted"
    assert "olga" not in readers(practice, people)


def test_v3_a_line_as_client_shows_it_to_its_side(people):
    walkthrough = people.room(client_line=people.db, project=None, access="restricted")
    assert readers(walkthrough, people) == {"nadia", "carl", "fred", "aisha", "dora"}


def test_v3_a_link_opens_its_own_walkthrough_alone(people):
    walkthrough, other = people.room(access="restricted"), people.room()
    link = PresenterLink.issue(by=SYSTEM, subject=walkthrough, permission="walkthroughs.present_walkthrough")
    by = Principal.of_link(link)
    assert list(Walkthrough.objects.visible_to(by)) == [walkthrough]
    assert other not in Walkthrough.objects.visible_to(by)
    for model in (type(people.project), type(people.db), type(people.db_unit), type(people.maya), type(people.tier)):
        assert not model.objects.visible_to(by).exists()


def test_v3_a_token_sees_what_its_owner_sees(people):
    people.room(access="restricted")
    for person, count in ((people.olga, 0), (people.sven, 1)):
        owner = principal(person)
        token = Token.issue(by=owner, user=owner.user, scopes=["walkthroughs:read"], days=1)
        assert Walkthrough.objects.visible_to(Principal.of_token(token)).count() == count


def test_h6_lists_are_live(people):
    live, _practice = people.room(), people.room(mode="practice")
    assert list(Walkthrough.objects.live()) == [live]


# P2


def test_p2_planned_by_any_head_a_facilitator_or_the_cio(people):
    allowed = set()
    for person in people.everybody:
        try:
            Walkthrough.create(by=principal(person), client_unit=people.finance)
        except NotAllowed:
            continue
        allowed.add(person.name.split()[0].lower())
    assert allowed == {"nadia", "maya", "aisha", "ruth", "elin", "fred", "carl", "otto"}


def turned(walkthrough, verb, by):
    """Turn a walk-through; closing says why, as the lights of these are red."""
    return getattr(walkthrough, verb)(by=by, **({"reason": "Enough"} if verb == "close" else {}))


def brought_to(people, status):
    """Return a walk-through in a status."""
    walkthrough = people.room(start=status != "planned")
    for verb in {"paused": ("pause",), "closed": ("close",)}.get(status, ()):
        turned(walkthrough, verb, SYSTEM)
    return walkthrough


@pytest.mark.parametrize(
    ("verb", "status"),
    [("start", "planned"), ("pause", "running"), ("resume", "paused"), ("close", "running"), ("reopen", "closed")],
)
def test_p2_turned_by_its_facilitator_or_the_cio(people, verb, status):
    allowed = set()
    for person in people.everybody:
        walkthrough = brought_to(people, status)
        try:
            turned(walkthrough, verb, principal(person))
        except NotAllowed:
            continue
        allowed.add(person.name.split()[0].lower())
    assert allowed == {"fred", "nadia", "carl"}


def test_p2_handed_over_by_name_to_somebody_who_is_in_the_room_from_then_on(people):
    walkthrough = people.room(present=[])
    with pytest.raises(NotAllowed):
        walkthrough.hand_over(by=principal(people.otto), facilitator=people.otto)
    with pytest.raises(Refused, match="Fred Facilitator is the facilitator already"):
        walkthrough.hand_over(by=principal(people.fred), facilitator=people.fred)
    walkthrough.hand_over(by=principal(people.fred), facilitator=people.otto)
    assert Walkthrough.objects.get(pk=walkthrough.pk).facilitator == people.otto
    assert set(walkthrough.presences.values_list("person", flat=True)) == {people.fred.pk, people.otto.pk}
    with pytest.raises(NotAllowed):
        walkthrough.pause(by=principal(people.fred))


def test_p2_the_role_is_handed_over_by_name(people):
    walkthrough = people.room()
    with pytest.raises(NotAllowed):
        walkthrough.update(by=principal(people.otto), facilitator=people.otto)
    walkthrough.update(by=principal(people.fred), facilitator=people.otto)
    with pytest.raises(NotAllowed):
        walkthrough.update(by=principal(people.fred), facilitator=people.fred)
    walkthrough.close(by=principal(people.otto), reason="Enough")


# states


TURNS = {
    ("start", "planned"): "running",
    ("pause", "running"): "paused",
    ("resume", "paused"): "running",
    ("close", "running"): "closed",
    ("close", "paused"): "closed",
    ("reopen", "closed"): "running",
}


@pytest.mark.parametrize("status", ["planned", "running", "paused", "closed"])
@pytest.mark.parametrize("verb", ["start", "pause", "resume", "close", "reopen"])
def test_a_walkthrough_is_turned_as_its_status_admits(people, verb, status):
    walkthrough = brought_to(people, status)
    if ends := TURNS.get((verb, status)):
        turned(walkthrough, verb, principal(people.fred))
        assert Walkthrough.objects.get(pk=walkthrough.pk).status == ends
    else:
        with pytest.raises(Refused, match=f"This walk-through is {status}."):
            turned(walkthrough, verb, principal(people.fred))


def test_l_a_red_light_is_closed_over_with_a_reason_alone(people):
    walkthrough = people.room()
    for reason in ("", "  "):
        with pytest.raises(ValidationError) as told:
            walkthrough.close(by=principal(people.fred), reason=reason)
        sentence = "A light is red. Say why this is closed nevertheless: it will be stamped incomplete."
        assert told.value.message_dict == {"reason": [sentence]}
        assert Walkthrough.objects.get(pk=walkthrough.pk).status == "running"
    walkthrough.refresh_from_db()
    walkthrough.close(by=principal(people.fred), reason="Time is up")
    assert (walkthrough.status, walkthrough.result, closed_because(walkthrough)) == (
        "closed",
        "incomplete",
        "Time is up",
    )


def test_l_green_ones_close_without_a_reason_and_are_stamped(people):
    people.project.update(by=SYSTEM, end_customer="Retailers", follow_ons=[{"what": "Hosting", "line": people.ops}])
    for follow_on_line, result in ((people.ops, "complete"), (None, "complete_with_open_questions")):
        walkthrough = people.room()
        people.project.update(by=SYSTEM, follow_ons=[{"what": "Hosting", "line": follow_on_line}])
        root = make_contract(walkthrough, supplier=people.erp, accepted_when="A close", buyer_provides_nothing=True)
        root.ask(by=principal(people.elin))
        root.update(by=principal(people.maya), needs_nothing_more=True)
        root.promise(by=principal(people.maya))
        walkthrough.refresh_from_db()
        walkthrough.close(by=principal(people.fred))
        assert Walkthrough.objects.get(pk=walkthrough.pk).result == result
        assert closed_because(walkthrough) == ""


def test_h7_reopening_forgets_the_result_and_keeps_the_baseline(people):
    walkthrough = brought_to(people, "closed")
    walkthrough.reopen(by=principal(people.fred))
    kept = Walkthrough.objects.get(pk=walkthrough.pk)
    assert (kept.status, kept.result, kept.closed_at) == ("running", "", None)
    assert [baseline.number for baseline in kept.baselines.all()] == [1]
    kept.close(by=principal(people.fred), reason="Again")
    assert [baseline.number for baseline in kept.baselines.all()] == [1, 2]
    assert closed_because(kept) == "Again"


def test_p2_whoever_starts_one_without_a_facilitator_becomes_it_and_is_present(people):
    walkthrough = people.room(facilitator=None, present=())
    walkthrough.start(by=principal(people.carl))
    assert walkthrough.facilitator == people.carl
    assert [presence.person for presence in walkthrough.presences.all()] == [people.carl]


def test_p2_a_command_does_not_start_one_without_a_facilitator(people):
    with pytest.raises(Refused) as told:
        people.room(facilitator=None).start(by=SYSTEM)
    assert str(told.value) == "A walk-through needs a facilitator. Name one, then start it."


@pytest.mark.parametrize("name", ["status", "started_at", "closed_at", "version", "id", "search"])
def test_no_state_is_set_past_the_verbs(people, name):
    sentence = {name: ["There is no such field."]}
    with pytest.raises(ValidationError) as told:
        people.room().update(by=principal(people.fred), **{name: None})
    assert told.value.message_dict == sentence
    with pytest.raises(ValidationError) as told:
        Walkthrough.create(by=SYSTEM, client_unit=people.finance, **{name: None})
    assert told.value.message_dict == sentence


@pytest.mark.parametrize(("born", "wanted"), [("live", "practice"), ("practice", "live")])
def test_h6_the_mode_never_changes(people, born, wanted):
    with pytest.raises(ValidationError) as told:
        people.room(mode=born).update(by=SYSTEM, mode=wanted)
    sentence = "Practice stays practice and live stays live. Start another walk-through."
    assert told.value.message_dict == {"mode": [sentence]}


@pytest.mark.parametrize("clients", [(), ("client_unit", "client_line")])
def test_h3_exactly_one_client(people, clients):
    given = {"client_unit": people.finance, "client_line": people.erp}
    with pytest.raises(ValidationError) as told:
        Walkthrough.create(by=SYSTEM, **{name: given[name] for name in clients})
    assert told.value.messages == ["A walk-through has exactly one client: a unit or a line. Name one of them."]


def test_h3_a_project_may_be_none(people):
    assert people.room(project=None).project is None


@pytest.mark.parametrize("waivers", [["sponsor"], {"prime": "later"}, {"sponsor": ""}, "none"])
def test_waivers_name_what_is_waived_and_why(people, waivers):
    with pytest.raises(ValidationError) as told:
        people.room().update(by=SYSTEM, waivers=waivers)
    assert told.value.message_dict == {
        "waivers": ["Waivers name the sponsor, the end customer or the follow-ons, each with a reason."]
    }


def test_no_waivers_are_an_empty_dict(people):
    assert people.room(waivers=[]).waivers == {}


def test_n1_a_code_is_made_from_the_year_and_never_twice(people):
    codes = [Walkthrough.create(by=SYSTEM, client_unit=people.finance).code for _ in range(3)]
    stem = codes[0][:-3]
    assert codes == [f"{stem}001", f"{stem}002", f"{stem}003"]


def test_n7_starting_and_marking_people_present_raise_the_version(people):
    walkthrough = people.room(start=False)
    first = walkthrough.version
    walkthrough.start(by=principal(people.fred))
    walkthrough.update(by=principal(people.fred), presences=[{"person": people.maya}])
    assert Walkthrough.objects.get(pk=walkthrough.pk).version == first + 2
    with pytest.raises(Stale):
        Walkthrough.objects.get(pk=walkthrough.pk).expecting(first).close(by=principal(people.fred), reason="Enough")


def test_nobody_is_present_twice(people):
    with pytest.raises(ValidationError) as told:
        people.room().update(by=SYSTEM, presences=[{"person": people.maya}, {"person": people.maya}])
    assert told.value.messages == ["This person is marked present already."]


def test_u1_a_set_of_a_walkthrough_among_others_keeps_the_set_to_itself(people):
    with change_set(by=SYSTEM, title="Two walk-throughs") as changes:
        for _ in range(2):
            Walkthrough.create(by=SYSTEM, client_unit=people.finance)
    assert ChangeSet.objects.get(pk=changes.row.pk).walkthrough_id is None


def test_a_link_is_made_and_revoked_by_who_steers(people):
    walkthrough = people.room()
    make = {"subject": walkthrough, "permission": "walkthroughs.present_walkthrough"}
    for person in (people.olga, people.maya, people.otto):
        with pytest.raises(NotAllowed):
            PresenterLink.issue(by=principal(person), **make)
    link = PresenterLink.issue(by=principal(people.fred), **make)
    assert PresenterLink.objects.find(link.secret) == link
    with pytest.raises(NotAllowed):
        link.revoke(by=principal(people.otto))
    link.revoke(by=principal(people.nadia))
    assert PresenterLink.objects.find(link.secret) is None
