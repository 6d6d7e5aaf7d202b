"""`manage.py create_user`."""

import pytest
from django.core.management import CommandError, call_command

from itbiz.access.models import User
from itbiz.audit.models import ChangeSet
from orgchart.models import Person
from tests.cast import make_person

pytestmark = pytest.mark.django_db


def test_the_first_cio_can_sign_in_with_the_password_printed(client, capsys):
    call_command("create_user", "nadia", "--role", "cio", "--person", "Nadia Haddad")
    password = capsys.readouterr().out.split()[-1]
    assert client.login(username="nadia", password=password)
    user = User.objects.get()
    assert (user.roles, user.person.name) == (["cio"], "Nadia Haddad")
    assert ChangeSet.objects.count() == 1


def test_a_person_who_is_known_becomes_the_user():
    ruth = make_person("Ruth Petersen")
    call_command("create_user", "ruth", "--person", "Ruth Petersen")
    assert Person.objects.get().user.username == "ruth"
    assert ruth.pk == Person.objects.get().pk


def test_whoever_signs_in_is_a_person_who_may_facilitate_and_an_integration_is_none():
    call_command("create_user", "ada", "--role", "cio")
    call_command("create_user", "nightly", "--role", "integration")
    assert [person.name for person in Person.objects.all()] == ["ada"]


def test_a_name_that_is_taken_makes_nothing():
    call_command("create_user", "ruth")
    with pytest.raises(CommandError, match="Somebody signs in under this name already"):
        call_command("create_user", "ruth", "--person", "Ruth Petersen")
    assert [person.name for person in Person.objects.all()] == ["ruth"]


def test_a_password_is_asked_for_twice(monkeypatch):
    answers = iter(["open sesame 1", "open sesame 2"])
    monkeypatch.setattr("itbiz.management.commands.create_user.getpass", lambda prompt: next(answers))
    with pytest.raises(CommandError, match="The two passwords differ"):
        call_command("create_user", "ruth", "--ask")
    assert not User.objects.exists()
