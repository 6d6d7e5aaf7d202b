"""Merging two people who turn out to be one (rules I4, N5, U3)."""

import pytest
from django.urls import reverse

from itbiz.access.models import ServiceAccount
from itbiz.audit.models import ChangeSet
from itbiz.audit.undo import undo
from itbiz.core.errors import NotAllowed, Refused, Stale
from itbiz.exchange.keys import missing
from itbiz.exchange.verdicts import Verdict
from itbiz.people.guests import read_guests
from orgchart.enrolling import enroll
from orgchart.models import Appointment, Person, Unit
from orgchart.models.merging import Way, references, way_of
from tests.cast import (
    PASSWORD,
    SYSTEM,
    make_contract,
    make_person,
    make_project,
    make_unit,
    make_walkthrough,
    principal,
)
from tests.exchange.circle import all_exported, digest_of_rows, exported
from tests.exchange.files import load, said
from tests.journeys.test_round_trip import assert_circle, assert_nothing_new
from tests.pages import errors, filled, sign_in
from tests.walkthroughs.asked import child, make_room
from tests.walkthroughs.test_seat import address, seated
from walkthroughs.models import Question

pytestmark = pytest.mark.django_db

WAYS = {
    "access.serviceaccount.contact": Way.HOLDS,
    "access.serviceaccount.second": Way.HOLDS,
    "access.invitation.person": Way.STAYS,
    "orgchart.person.merged_into": Way.MOVES,
    "orgchart.membership.person": Way.OWN,
    "orgchart.unit.head": Way.MOVES,
    "orgchart.appointment.person": Way.WITH_OWNER,
    "walkthroughs.project.sponsor": Way.MOVES,
    "walkthroughs.walkthrough.facilitator": Way.MOVES,
    "walkthroughs.presence.person": Way.WITH_OWNER,
    "walkthroughs.terms.offered_by": Way.STAYS,
    "walkthroughs.terms.offered_for": Way.STAYS,
    "walkthroughs.terms.agreed_by": Way.STAYS,
    "walkthroughs.contract.lead": Way.MOVES,
    "walkthroughs.contract.promised_by": Way.STAYS,
    "walkthroughs.contract.on_behalf_of": Way.STAYS,
    "walkthroughs.question.asker": Way.MOVES,
    "walkthroughs.question.decider": Way.MOVES,
    "walkthroughs.seat.person": Way.STAYS,
    "walkthroughs.seat.admitted_by": Way.STAYS,
}


@pytest.fixture
def karin(company):
    return make_person("Karin Vogel")


@pytest.fixture
def other(company):
    """Another Karin, whom everything names."""
    other = make_person("karin vogel", email="karin@example.org", title="Head of Data", username="karin")
    unit = make_unit("Data", code="data", head=other)
    appointed = [{"person": other, "kind": kind} for kind in ("deputy", "editor")]
    company.db_unit.update(by=SYSTEM, appointments=appointed)
    other.update(by=SYSTEM, memberships=[{"unit": unit}])
    return other


def test_every_column_that_names_a_person_has_its_way():
    """Red where a model names people in a new column: say in `said_by` that it stays, or see that it moves."""
    assert {f"{f.model._meta.label_lower}.{f.name}": way_of(f) for f in references(Person)} == WAYS


def test_what_names_the_other_names_the_one_who_stays(karin, other, company):
    unit = Unit.objects.get(code="data")
    make_unit("Beside", code="beside", head=karin).update(
        by=SYSTEM, appointments=[{"person": other, "kind": "deputy"}, {"person": other, "kind": "editor"}]
    )
    company.it.update(by=SYSTEM, appointments=[{"person": one, "kind": "deputy"} for one in (other, karin)])
    karin.update(by=SYSTEM, memberships=[{"unit": unit}])
    karin.merge(other, by=SYSTEM)
    unit.refresh_from_db()
    karin, other = Person.objects.get(pk=karin.pk), Person.objects.get(pk=other.pk)
    assert unit.head == karin
    assert (karin.name, karin.email, karin.title, karin.user.username) == (
        "Karin Vogel",
        "karin@example.org",
        "Head of Data",
        "karin",
    )
    assert (other.active, other.merged_into, other.user, list(other.memberships.all())) == (False, karin, None, [])
    assert [row.unit for row in karin.memberships.all()] == [unit]
    assert sorted(Appointment.objects.filter(person=karin).values_list("unit__code", "kind")) == [
        ("beside", "editor"),
        ("db", "deputy"),
        ("db", "editor"),
        (company.it.code, "deputy"),
    ]
    assert not Appointment.objects.filter(person=other).exists()


def test_walkthroughs_follow_and_what_was_said_stays(karin, other, company):
    project = make_project(sponsor=other)
    walk = make_walkthrough(client=company.finance, project=project, facilitator=other, present=[other, karin])
    contract = make_contract(walk, need="A tier", lead=other)
    question = Question.create(by=principal(other), about=contract, text="Which one?", decider=other)
    number = walk.version
    karin.merge(other, by=SYSTEM)
    for record in (project, walk, contract, question):
        record.refresh_from_db()
    assert {project.sponsor, walk.facilitator, contract.lead, question.asker, question.decider} == {karin}
    assert [row.person for row in walk.presences.all()] == [karin]
    assert walk.version > number


def test_u3_a_merge_is_undone_as_one_and_brought_back(karin, other, company):
    walk = make_walkthrough(client=company.finance, project=make_project(sponsor=other), facilitator=other)
    contract = make_contract(walk, need="A tier", lead=other)
    told = [row.snapshot() for row in (karin, other, walk, contract, *Unit.objects.order_by("pk"))]
    done = karin.merge(other, by=principal(company.nadia), reason="One desk, one Karin")
    assert ChangeSet.objects.get(pk=done.pk).title == "karin vogel merged into Karin Vogel"
    # What is written since in another field stays.
    contract.refresh_from_db()
    contract.update(by=SYSTEM, accepted_when="A failover test")
    taken_back = undo(done, by=principal(company.nadia))
    for row in (karin, other, walk):
        row.refresh_from_db()
    contract = type(contract).objects.get(pk=contract.pk)
    assert contract.terms.accepted_when == "A failover test"
    now = [
        Person.objects.get(pk=karin.pk),
        Person.objects.get(pk=other.pk),
        type(walk).objects.get(pk=walk.pk),
        contract,
    ]
    now = [row.snapshot() for row in (*now, *Unit.objects.order_by("pk"))]
    now[3]["terms"] = told[3]["terms"]
    assert now == told
    undo(taken_back, by=principal(company.nadia))
    karin.refresh_from_db()
    assert karin.user.username == "karin"
    assert Unit.objects.get(code="data").head == karin


def test_u3_a_merge_is_undone_though_a_walkthrough_was_closed_since(karin, other, company):
    room = company.room()
    contract = make_contract(room, supplier=company.erp, need="One result", lead=other)
    done = karin.merge(other, by=principal(company.nadia))
    room.refresh_from_db()
    room.close(by=SYSTEM, reason="Enough for today")
    undo(done, by=principal(company.nadia))
    contract.refresh_from_db()
    assert contract.lead == other
    assert Unit.objects.get(code="data").head == other


def test_u3_no_undo_takes_a_sign_in_from_somebody_it_has_nothing_to_do_with(company):
    before, since = make_person("Before", username="desk"), make_person("Since")
    user = before.user
    done = before.update(by=SYSTEM, user=None)
    since.update(by=SYSTEM, user=user)
    with pytest.raises(Refused) as told:
        undo(done, by=principal(company.nadia))
    assert "As it was before, it would not be admitted" in str(told.value)
    since.refresh_from_db()
    assert since.user == user


def test_two_who_both_sign_in_are_not_merged_until_one_sign_in_is_closed(other, company):
    with pytest.raises(Refused) as told:
        company.maya.merge(other, by=SYSTEM)
    assert "karin vogel as “karin”" in str(told.value)
    assert Person.objects.get(pk=other.pk).active
    other.user.deactivate(by=SYSTEM)
    company.maya.merge(Person.objects.get(pk=other.pk), by=SYSTEM)
    assert Person.objects.get(pk=other.pk).user.username == "karin"


def test_who_is_merged_or_inactive_or_the_same_is_refused(karin, other):
    for one, two in ((karin, karin), (make_person("Gone", active=False), karin)):
        with pytest.raises(Refused):
            one.merge(two, by=SYSTEM)
    karin.merge(other, by=SYSTEM)
    with pytest.raises(Refused):
        karin.merge(Person.objects.get(pk=other.pk), by=SYSTEM)
    third = make_person("K. Vogel")
    third.merge(karin, by=SYSTEM)
    assert set(Person.objects.filter(merged_into=third)) == {karin, other}


def test_who_answers_for_a_service_account_hands_that_over_first(karin, other, company):
    ServiceAccount.open(by=SYSTEM, username="sync", purpose="Reads", contact=other, second=company.maya)
    with pytest.raises(Refused) as told:
        karin.merge(other, by=SYSTEM)
    assert "names karin vogel as its first contact" in str(told.value)


def test_p1_the_cio_alone_merges_and_only_what_they_read(karin, other, company):
    before = digest_of_rows()
    with pytest.raises(NotAllowed):
        karin.merge(other, by=principal(company.maya))
    with pytest.raises(Stale):
        karin.expecting(karin.version - 1).merge(other, by=SYSTEM)
    assert digest_of_rows() == before


def test_files_find_the_one_who_stays_by_all_that_the_two_were_called():
    load("units", "id,unit,manager\na,A,Karin Vogel <k@a.example>\nb,B,Dr. Karin Vogel", source="hr")
    load("people", "id,name,email\n7,K. Vogel,k@b.example", source="badges")
    karin, doctor, badge = Person.objects.order_by("pk")
    karin.merge(doctor, by=SYSTEM)
    karin.merge(badge, by=SYSTEM)
    text = "id,unit,manager\na,A,Dr. Karin Vogel\nb,B,Karin Vogel\nc,C,Karin <k@b.example>"
    load("units", text, source="hr")
    assert set(Unit.objects.values_list("head", flat=True)) == {karin.pk}
    assert Person.objects.count() == 3
    assert load("people", "id,name,email\n7,Karin Vogel,k@a.example", source="badges").counts == {Verdict.UNCHANGED: 1}
    assert missing(Person, "badges", {"7"}) == {}


def test_nobody_names_who_turned_out_to_be_another(nadia, company):
    stays, gone = coded()
    unit = make_unit("Data", code="data")
    for sent, field in (({"head": gone.pk}, "head"), ({"deputies": [gone.pk]}, "appointments")):
        answer = nadia.patch(f"units/{unit.pk}/", sent, version=unit.version)
        assert answer.status_code == 400
        (error,) = answer.body["errors"]
        assert error["pointer"] == f"/{field}"
        assert error["detail"] == "Karin Vogl is merged into Karin Vogel. Name Karin Vogel."
    unit.refresh_from_db()
    assert (unit.head, unit.version) == (None, 1)
    unit.update(by=SYSTEM, head=stays)


def test_an_act_from_before_the_merge_that_would_name_who_is_gone_is_not_undone(company):
    gone = make_person("Karin Vogl")
    unit = make_unit("Data", head=gone)
    done = unit.update(by=SYSTEM, head=company.maya)
    make_person("Karin Vogel").merge(gone, by=SYSTEM)
    with pytest.raises(Refused) as told:
        undo(done, by=SYSTEM)
    assert "Karin Vogl is merged into Karin Vogel" in str(told.value)


def coded():
    """Return two who are one, kv2 merged into kv1."""
    stays, gone = make_person("Karin Vogel", code="kv1"), make_person("Karin Vogl", code="kv2")
    stays.merge(gone, by=SYSTEM)
    return stays, gone


@pytest.mark.parametrize("column", ["code", "id"])
def test_i11_a_file_by_the_code_that_is_gone_writes_the_one_who_stays_and_nothing_twice(column):
    stays, gone = coded()
    text = f"{column},name,title\nkv2,Karin Vogel,Head of Data"
    assert [load("people", text).counts for _night in range(3)] == [
        {Verdict.UPDATE: 1},
        {Verdict.UNCHANGED: 1},
        {Verdict.UNCHANGED: 1},
    ]
    stays.refresh_from_db()
    assert stays.title == "Head of Data"
    assert Person.objects.get(pk=gone.pk).title == ""


def test_i11_a_file_that_still_tells_the_two_apart_leaves_the_one_who_stays_as_they_are(company):
    stays, gone = make_person("Karin Vogel", code="kv1"), make_person("Karin Vogl", code="kv2")
    gone.update(by=SYSTEM, memberships=[{"unit": company.db_unit}])
    text = "code,name,units\nkv2,Karin Vogl,db\nkv1,Karin Vogel,\n"
    stays.merge(gone, by=SYSTEM)
    stays.update(by=SYSTEM, memberships=[])
    for source in ("here", "here", "there"):
        report = load("people", text, source=source)
        assert (report.counts[Verdict.UNCHANGED], said(report), report.change_set) == (1, [], None)
        told = "The same as Karin Vogel here, since they were merged; row 3 counts."
        assert [str(note) for note in report.notes if note.row] == [f"row 2, column name: {told}"]
    assert not company.db_unit.memberships.exists()
    # What the two have there is theirs, and not the membership of somebody who is gone.
    load("people", text.replace("Vogel,", "Vogel,ops"), source="here")
    assert [row.person for row in company.ops_unit.memberships.all()] == [stays]


def test_i11_what_is_exported_has_no_row_of_the_one_who_is_gone_and_goes_in_a_circle(company):
    stays, gone = coded()
    make_unit("Data", code="data", head=stays)
    make_walkthrough(client=company.finance, project=make_project(sponsor=stays), facilitator=company.fred)
    assert b"kv2" not in exported("people")
    assert_nothing_new(all_exported())
    assert_circle()
    assert not Person.objects.filter(code=gone.code).exists()


def test_somebody_merged_is_not_made_active_again(karin, other, client, company):
    karin.merge(other, by=SYSTEM)
    browser, url = sign_in(client, company.nadia), reverse("orgchart:edit-person", args=[other.pk])
    page = browser.get(url)
    answer = browser.post(url, filled(page, active="on"))
    assert "is merged into Karin Vogel" in errors(answer)


def test_the_page_of_a_person_merges_and_tells(karin, other, client, company):
    browser = sign_in(client, company.nadia)
    url = reverse("orgchart:merge-person", args=[karin.pk])
    assert url in browser.get(reverse("orgchart:person", args=[karin.pk])).content.decode()
    page = browser.get(url)
    answer = browser.post(url, filled(page, other="karin vogel (karin-vogel-2)", reason="One desk"), follow=True)
    assert "karin vogel is merged into Karin Vogel." in answer.content.decode()
    text = browser.get(reverse("orgchart:person", args=[other.pk])).content.decode()
    assert "inactive" in text
    assert f'merged into <a href="{reverse("orgchart:person", args=[karin.pk])}">Karin Vogel</a>' in text
    assert url.replace(str(karin.pk), str(other.pk)) not in text


def test_p4_a_seat_goes_on_as_the_one_who_stays(company):
    room = make_room(company)
    gone = make_person("A. Okafor")
    company.db_unit.update(by=SYSTEM, appointments=[{"person": gone, "kind": "deputy"}])
    contract = child(room, "asked")
    browser, seat = seated(room, person=gone)
    company.dora.merge(gone, by=SYSTEM)
    seat.refresh_from_db()
    assert seat.person == gone
    where = address("seat-move", room.walkthrough, contract=contract.pk, verb="promise")
    assert browser.get(where).status_code == 200
    words = {"deliverable": "A tier", "initial-deliverable": contract.title, "version": contract.version}
    assert browser.post(where, words).status_code == 302
    contract = type(contract).objects.get(pk=contract.pk)
    assert (contract.state, contract.promised_by) == ("promised", company.dora)


def test_who_is_invited_or_enrolled_by_what_the_two_were_called_is_the_one_who_stays(company):
    stays, gone = (
        make_person("Karin Vogel", email="karin@example.org"),
        make_person("Karin V", email="karin@example.org"),
    )
    stays.merge(gone, by=SYSTEM)
    (guest,) = read_guests("karin@example.org", principal(company.nadia))
    assert guest.person == stays
    user = enroll(by=SYSTEM, username="kv", password=PASSWORD, name="Karin V")
    assert user.person not in (stays, gone)
