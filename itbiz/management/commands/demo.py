"""`manage.py demo`: build Meridian Foods, an invented company, in an empty database."""

from django.core.management.base import BaseCommand, CommandError

from itbiz.core.errors import Refused
from itbiz.core.installation import demo_password
from itbiz.demo.build import build
from itbiz.demo.people import PEOPLE, SIGN_INS


class Command(BaseCommand):
    """Load the demo and say who can sign in."""

    help = "Build Meridian Foods, an invented company, in an empty database, and print who can sign in."

    def handle(self, *, verbosity, **options):
        """Build; at verbosity 0 print nothing."""
        try:
            build()
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        if verbosity:
            self.stdout.write(sign_ins())


def sign_ins():
    """Return a line for everybody who can sign in: user name, password, name and title."""
    people = {person["code"]: person for person in PEOPLE}
    lines = ["This is Meridian Foods, an invented company. Sign in as"]
    for entry in SIGN_INS:
        person = people[entry["person"]]
        username = entry["username"]
        lines.append(f"  {username:<8} {demo_password(username)}  {person['name']}, {person['title']}")
    return "\n".join(lines)
