"""Who acts in the demo: every person who signs in, as a principal of their own."""

from itbiz.access.models import User
from itbiz.access.principals import Principal
from itbiz.core.installation import demo_password
from itbiz.demo import SOURCE
from itbiz.demo.people import SIGN_INS


def command():
    """Return the principal of the command itself, which acts where nobody can have signed in yet."""
    return Principal.system("demo", source=SOURCE)


def enroll():
    """Enroll everybody who signs in, with the installation's own passwords; return users by person's code."""
    return {
        entry["person"]: User.enroll(
            by=command(),
            username=entry["username"],
            password=demo_password(entry["username"]),
            roles=entry["roles"],
            email=email(entry["person"]),
        )
        for entry in SIGN_INS
    }


def email(person_code):
    """Return the invented address of a person, under a domain that can never exist."""
    return f"{person_code.replace('-', '.')}@meridian-foods.example"


class Cast:
    """The people who sign in, ready to act: `cast[person code]` is a principal."""

    def __init__(self):
        """Read the users and their persons; the chart must stand already."""
        users = User.objects.filter(person__isnull=False).select_related("person")
        self.principals = {user.person.code: Principal.of(user, source=SOURCE) for user in users}

    def __getitem__(self, person_code):
        return self.principals[person_code]

    def head_of(self, line):
        """Return the principal of the head of a line's unit."""
        return self[line.unit.head.code]
