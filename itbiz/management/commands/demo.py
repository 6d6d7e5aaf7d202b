"""`manage.py demo`: build Meridian Foods, an invented company, in an empty database, or leave it with `--clear`."""

from django.core.management.base import BaseCommand, CommandError

from itbiz.access.principals import Principal
from itbiz.core.errors import Refused
from itbiz.core.installation import demo_password
from itbiz.demo.build import build
from itbiz.demo.clearing import has_chief, leave
from itbiz.demo.leaving import read_plan
from itbiz.demo.people import PEOPLE, SIGN_INS
from itbiz.demo.told import told

SURE = "yes"


class Command(BaseCommand):
    """Load the demo and say who can sign in, or take it away."""

    help = "Build Meridian Foods, an invented company, in an empty database, and print who can sign in."

    def add_arguments(self, parser):
        """Whether to take it away, and without asking."""
        parser.add_argument(
            "--clear", action="store_true", help="take the demo away, and nothing that is yours; names what hangs on it"
        )
        parser.add_argument("--yes", action="store_true", help="with --clear: do not ask")

    def handle(self, *, verbosity, clear=False, yes=False, **options):
        """Build or leave; at verbosity 0 building prints nothing. Raises CommandError where either is refused."""
        try:
            if clear:
                self.clear(yes)
                return
            build()
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        if verbosity:
            self.stdout.write(sign_ins())

    def clear(self, yes):
        """Print what would go and stay, ask, and leave the demo."""
        plan = read_plan()
        self.stdout.write(plan_text(plan))
        if not plan.total:
            return
        chief = has_chief(plan)
        if not chief:
            self.stdout.write("Nobody will be CIO then, and nobody lets others in: every sign-in of the demo ends.")
        if not (yes or is_sure(plan)):
            raise CommandError("Nothing was taken away.")
        leave(by=Principal.system("demo"), expected=plan.digest)
        self.stdout.write(f"{plan.total} rows are gone. The history keeps what it told.")
        if not chief:
            self.stdout.write("Nobody is CIO now. Make the first one: manage.py create_user NAME --role cio")


def is_sure(plan):
    """Ask in the terminal, and say whether the answer is yes; where nobody can answer, it is not."""
    try:
        return input(f"Type {SURE} to take {plan.total} rows away for good: ").strip() == SURE
    except EOFError:
        return False


def plan_text(plan):
    """Return a Plan as a terminal shows it: counts, what of one's own hangs on the demo, the acts that changed it."""
    if not plan.counts():
        return "Nothing of the demo is here."
    words = told(plan)
    lines = [f"{'':<24}{'there':>8}{'go':>8}{'stay':>8}"]
    lines += [f"{word:<24}{number:>8}{goes:>8}{stays:>8}" for word, number, goes, stays in words["counts"]]
    for one in words["hangs"]:
        lines.append(f"{one.kind}: {one.name} hangs on {named(one.on)} and keeps {kept(one)}")
    for one in words["acts"]:
        lines.append(f"“{one.name}” by {one.who} ({one.url}) changed {named(one.on)} and keeps {kept(one)}")
    if words["more"]:
        lines.append(f"… and {words['more']} more")
    return "\n".join(lines)


def named(rows):
    """Return the names of rows, with commas between."""
    return ", ".join(name for _kind, name, _address in rows)


def kept(cause):
    """Return how many rows a Cause keeps, by kind."""
    return ", ".join(f"{word} {number}" for word, number in cause.kept)


def sign_ins():
    """Return a line for everybody who can sign in: user name, password, name and title."""
    people = {person["code"]: person for person in PEOPLE}
    lines = ["This is Meridian Foods, an invented company. Sign in as"]
    for entry in SIGN_INS:
        person = people[entry["person"]]
        username = entry["username"]
        lines.append(f"  {username:<8} {demo_password(username)}  {person['name']}, {person['title']}")
    return "\n".join(lines)
