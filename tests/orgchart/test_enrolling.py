"""Letting somebody sign in as a person: one verb for the command and for the first account, under the rules of both."""

import pytest
from django.core.exceptions import ValidationError

from itbiz.access.models import User
from itbiz.audit.models import ChangeSet
from itbiz.core.errors import NotAllowed
from orgchart.enrolling import enroll
from orgchart.models import Person
from tests.cast import PASSWORD, SYSTEM, make_person, principal

pytestmark = pytest.mark.django_db


def test_user_and_person_are_one_act():
    user = enroll(
        by=SYSTEM, username=" ada ", password=PASSWORD, roles=["cio"], name="Ada Own", email="ada@example.org"
    )
    assert (user.username, user.person.name, user.person.email) == ("ada", "Ada Own", "ada@example.org")
    assert ChangeSet.objects.count() == 1


def test_a_known_person_who_signs_in_already_is_nobody_elses():
    ruth = make_person("Ruth Petersen", username="ruth")
    user = enroll(by=SYSTEM, username="ruth2", password=PASSWORD, name="Ruth Petersen")
    assert user.person != ruth
    assert Person.objects.filter(name="Ruth Petersen").count() == 2


def test_only_who_may_enrolls_and_nothing_is_half_done(company):
    before = User.objects.count(), Person.objects.count()
    with pytest.raises(NotAllowed):
        enroll(by=principal(company.ruth), username="ada", password=PASSWORD)
    with pytest.raises(ValidationError):
        enroll(by=principal(company.nadia), username="ada", password=PASSWORD, name="x" * 201)
    assert (User.objects.count(), Person.objects.count()) == before
