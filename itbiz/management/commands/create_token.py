"""`manage.py create_token`: a token for an integration."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from itbiz.access.models import LONGEST_TOKEN, Token, User
from itbiz.access.principals import Principal
from itbiz.core.errors import Refused


class Command(BaseCommand):
    """Make a token and print it, this once, alone on the last line."""

    help = "Make a token for the REST interface and print it alone on the last line."

    def add_arguments(self, parser):
        """Whose token, what it may, and how long."""
        parser.add_argument("--user", required=True, help="the user name of its owner, whom it never exceeds")
        parser.add_argument("--scopes", required=True, help='such as "org:read catalog:read walkthroughs:read"')
        parser.add_argument("--days", type=int, default=90, help=f"how long it lives, up to {LONGEST_TOKEN}")
        parser.add_argument("--name", default="", help="what it is for")

    def handle(self, *, user, scopes, days, name, **options):
        """Make the token."""
        owner = User.objects.filter(username=user).first()
        if owner is None:
            raise CommandError(f"Nobody signs in as {user}.")
        by = Principal.system("create_token")
        try:
            token = Token.issue(by=by, user=owner, scopes=scopes.replace(",", " ").split(), days=days, name=name)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"A token of {user} until {token.expires_at:%Y-%m-%d}. It is shown this once:")
        self.stdout.write(token.text)
