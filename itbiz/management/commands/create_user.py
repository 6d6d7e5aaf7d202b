"""`manage.py create_user`: let somebody sign in, the first CIO of an empty installation above all."""

from getpass import getpass

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from itbiz.access.models import Role
from itbiz.access.principals import Principal
from itbiz.core.installation import readable
from orgchart.enrolling import enroll


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
            enroll(
                by=Principal.system("create_user"),
                username=name,
                password=password,
                roles=role,
                name=person,
                email=email,
            )
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
