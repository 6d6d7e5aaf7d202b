"""`manage.py create_user`: let somebody sign in, the first CIO of an empty installation above all."""

from getpass import getpass

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from itbiz.access.models import Role, User
from itbiz.access.principals import Principal
from itbiz.audit.record import change_set
from itbiz.core.installation import readable
from orgchart.models import Person


class Command(BaseCommand):
    """Make a user, and the person of the org chart whom the user is."""

    help = "Let somebody sign in. Without --ask, a password is made and printed, this once."

    def add_arguments(self, parser):
        """Who, with which roles."""
        parser.add_argument("name", help="what they type to sign in")
        parser.add_argument(
            "--role",
            action="append",
            default=[],
            choices=Role.values,
            help="a role for the whole organisation; repeat it for more",
        )
        parser.add_argument("--person", help="their full name, of somebody known or new; NAME if not given")
        parser.add_argument("--email", default="", help="their e-mail address")
        parser.add_argument("--ask", action="store_true", help="ask for the password instead of making one")

    def handle(self, *, name, role, person, email, ask, **options):
        """Make both in one change set, and print how to sign in."""
        password = asked_password() if ask else "-".join(readable(4) for _ in range(3))
        try:
            enroll(name, password, role, person, email)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{name} can sign in.")
        if not ask:
            self.stdout.write(f"Password, shown this once: {password}")


def asked_password():
    """Return a password typed twice alike. Raises CommandError."""
    password = getpass("Password: ")
    if not password or password != getpass("Once more: "):
        raise CommandError("The two passwords differ, or are empty. Nothing was made.")
    return password


def enroll(name, password, roles, person_name, email, by=None):
    """Make the user `name` and return it; the person called `person_name` is theirs, by default one of the user's name.

    A facilitator, a sponsor and whoever promises is a person; an integration alone is none. `by` is the command where
    no principal is given. Raises ValidationError.
    """
    person_name = person_name or (name if roles != [Role.INTEGRATION] else "")
    by = by or Principal.system("create_user")
    with change_set(by=by, title=f"User enrolled: {name}"):
        user = User.enroll(by=by, username=name, password=password, roles=roles, email=email)
        if person_name:
            person = Person.objects.filter(name=person_name, user=None).first()
            if person:
                person.update(by=by, user=user)
            else:
                Person.create(by=by, name=person_name, email=email, user=user)
    return user
