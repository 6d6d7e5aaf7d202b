"""Links by which somebody comes to sign in: made by the CIO, opened once, for seven days, told without their secret."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils import timezone

from itbiz.access.models import Invitation, User
from itbiz.audit.models import Change, ChangeSet
from itbiz.audit.record import change_set
from itbiz.audit.undo import undo
from itbiz.core.errors import NotAllowed, Refused
from tests.cast import PASSWORD, SYSTEM, make_person, principal

pytestmark = pytest.mark.django_db
NEW = "another sesame 2"


@pytest.fixture
def ivy(company):
    """Somebody of the org chart who does not sign in yet."""
    return make_person("Ivy Invited", email="ivy@example.org")


def invite(company, person, **fields):
    """Return an invitation made by the CIO."""
    return Invitation.invite(by=principal(company.nadia), person=person, **fields)


def again(link):
    """Return a link as whoever has its secret finds it, or None."""
    return Invitation.objects.find(link.secret)


def age(link, **past):
    """Let a link have expired."""
    with change_set(by=SYSTEM, title="Time passes"):
        Invitation.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(**past))


def test_whoever_is_invited_signs_in_as_the_person(company, ivy):
    link = invite(company, ivy, roles=["facilitator"])
    user = again(link).accept(username=" ivy ", password=NEW)
    assert authenticate(username="ivy", password=NEW) == user
    assert (user.roles, user.email, User.objects.get(pk=user.pk).person) == (["facilitator"], "ivy@example.org", ivy)
    told = ChangeSet.objects.order_by("-number").first()
    assert (told.title, told.actor_kind, told.actor_name) == (
        "Ivy Invited signs in from now on",
        "invited",
        "Ivy Invited",
    )
    assert {change.kind for change in told.changes.all()} == {"access.user", "orgchart.person", "access.invitation"}


def test_a_link_works_once(company, ivy):
    link = invite(company, ivy)
    opened = again(link)
    again(link).accept(username="ivy", password=NEW)
    assert again(link) is None
    with pytest.raises(Refused, match="opens nothing any more"):
        opened.accept(username="ivy2", password=NEW)
    assert not User.objects.filter(username="ivy2").exists()


def test_a_link_lives_seven_days_and_is_revoked(company, ivy):
    link = invite(company, ivy)
    assert timedelta(days=6, hours=23) < link.expires_at - timezone.now() <= timedelta(days=7)
    age(link, seconds=1)
    assert again(link) is None
    second = invite(company, ivy)
    second.revoke(by=principal(company.nadia))
    assert again(second) is None


def test_a_new_link_closes_the_one_before(company, ivy):
    first, second = invite(company, ivy), invite(company, ivy)
    assert (again(first), again(second)) == (None, second)


def test_a_user_name_that_is_taken_keeps_the_link(company, ivy):
    link = invite(company, ivy)
    with pytest.raises(ValidationError, match="Choose another"):
        again(link).accept(username="maya", password=NEW)
    again(link).accept(username="ivy", password=NEW)


def test_p_the_cio_invites_and_nobody_else(company, ivy):
    link = invite(company, ivy)
    for person in (company.aisha, company.fred, company.olga):
        by = principal(person)
        with pytest.raises(NotAllowed, match="The CIO says who signs in"):
            Invitation.invite(by=by, person=ivy, roles=["cio"])
        with pytest.raises(NotAllowed):
            Invitation.renew_password(by=by, user=company.maya.user)
        with pytest.raises(NotAllowed):
            link.revoke(by=by)
    assert Invitation.objects.living().count() == 1


def test_a_link_opens_no_more_than_its_maker_may_today(company, ivy):
    carl = make_person("Carl Chief", username="carl", roles=["cio"])
    link = Invitation.invite(by=principal(carl), person=ivy, roles=["cio"])
    reset = Invitation.renew_password(by=principal(carl), user=company.maya.user)
    User.objects.get(username="carl").change_roles(by=SYSTEM, roles=["reader"])
    assert [again(one).opens for one in (link, reset)] == [False, False]
    with pytest.raises(Refused):
        again(link).accept(username="ivy", password=NEW)


def test_who_signs_in_or_left_is_not_invited(company, ivy):
    with pytest.raises(Refused, match="Maya Lindqvist signs in already"):
        invite(company, company.maya)
    link = invite(company, ivy)
    ivy.update(by=SYSTEM, active=False)
    assert not again(link).opens
    with pytest.raises(Refused, match="not active any more"):
        invite(company, ivy)
    with pytest.raises(ValidationError, match="Roles are a list of"):
        invite(company, make_person("Ian"), roles=["king"])


def test_a_lost_password_is_chosen_anew(company):
    maya = User.objects.get(username="maya")
    link = Invitation.renew_password(by=principal(company.nadia), user=maya)
    again(link).accept(password=NEW)
    assert (authenticate(username="maya", password=PASSWORD), again(link)) == (None, None)
    assert authenticate(username="maya", password=NEW) == maya
    told = ChangeSet.objects.order_by("-number").first()
    assert told.title == "New password chosen: Maya Lindqvist"
    assert "sesame" not in str([change.after for change in told.changes.all()])


def test_whoever_remembers_their_password_and_changes_it_ends_the_link(company):
    maya = User.objects.get(username="maya")
    link = Invitation.renew_password(by=principal(company.nadia), user=maya)
    maya.change_password(by=principal(company.maya), password=NEW)
    assert again(link) is None


def test_a_closed_sign_in_gets_no_password(company):
    maya = User.objects.get(username="maya")
    link = Invitation.renew_password(by=SYSTEM, user=maya)
    maya.deactivate(by=principal(company.nadia))
    assert not again(link).opens
    with pytest.raises(Refused, match="Nobody signs in as maya"):
        Invitation.renew_password(by=SYSTEM, user=User.objects.get(username="maya"))


def test_the_log_knows_a_link_without_its_secret_and_tells_the_cio_alone(company, ivy):
    link = invite(company, ivy)
    told = Change.objects.filter(kind="access.invitation")
    assert link.secret.split(".")[1] not in str(told.get().after)
    assert "digest" not in told.get().after
    assert told.visible_to(principal(company.nadia)).exists()
    assert not told.visible_to(principal(company.fred)).exists()


def test_u3_an_invitation_and_who_came_by_it_are_not_undone(company, ivy):
    link = invite(company, ivy)
    made = ChangeSet.objects.order_by("-number").first()
    again(link).accept(username="ivy", password=NEW)
    for act in (made, ChangeSet.objects.order_by("-number").first()):
        with pytest.raises(Refused):
            undo(act, by=principal(company.nadia))


def test_the_database_keeps_no_link_for_nobody(company):
    with pytest.raises(ValidationError, match="for a person who is invited"), change_set(by=SYSTEM, title="Wrong"):
        Invitation.objects.bulk_create([Invitation(kind="join", key="x", digest="x", expires_at=timezone.now())])
