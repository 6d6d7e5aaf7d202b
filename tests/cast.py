"""The cast of the tests: a small organisation with names, made through the verbs by plain functions."""

from itertools import count

from catalog.models import Service
from itbiz.access.models import User
from itbiz.access.principals import Principal
from orgchart.models import Line, Person, Unit, Vendor
from tests.kept import kept
from walkthroughs.models import Contract, Project, Walkthrough

SYSTEM = Principal.system("tests")
PASSWORD = "open sesame 1"
# Why services of the tests are offered without a walk-through that designed them.
UNDESIGNED = "It was offered before there were walk-throughs."
_numbers = count(1)

WHOLE = {
    "deliverable": "A database tier on a supported version",
    "acceptance": "A failover test within 15 minutes",
    "included": "Servers, storage and patches",
    "customer_provides": "Sizing inputs",
    "unit_of_sale": "instance",
    "review_due": "2027-06-30",
}


def make_user(username, *, roles=(), password=PASSWORD):
    """Return a user who can sign in."""
    return User.enroll(by=SYSTEM, username=username, password=password, roles=list(roles))


def make_person(name="Nobody Special", *, username=None, roles=(), **fields):
    """Return a person, one who signs in where a `username` is given."""
    user = make_user(username, roles=roles) if username else None
    return Person.create(by=SYSTEM, name=name, user=user, **fields)


def make_unit(name="A unit", *, head=None, parent=None, **fields):
    """Return a unit, vacant without a head."""
    return Unit.create(by=SYSTEM, name=name, head=head, parent=parent, **fields)


def make_line(name="A line", *, unit=None, **fields):
    """Return a line of business, in a unit of its own where none is given."""
    return Line.create(by=SYSTEM, name=name, unit=unit or make_unit(f"{name} unit"), **fields)


def make_vendor(name="Norvik", *, held_by, **fields):
    """Return a vendor under a line."""
    return Vendor.create(by=SYSTEM, name=name, held_by=held_by, **fields)


def make_service(name="Database tier", *, line=None, publish=True, **fields):
    """Return a service, offered unless `publish` is false."""
    service = Service.create(by=SYSTEM, name=name, line=line, **{**(WHOLE if publish else {}), **fields})
    if publish:
        service.publish(by=SYSTEM, reason=UNDESIGNED)
    return service


def make_project(title="Close the books in four days", **fields):
    """Return a project."""
    return Project.create(by=SYSTEM, title=title, **fields)


def make_walkthrough(*, client=None, start=True, present=(), **fields):
    """Return a walk-through, running unless `start` is false, with `present` people in the room."""
    fields.setdefault("code", f"WT-{next(_numbers)}")
    if "client_line" not in fields:
        fields["client_unit"] = client or make_unit("Finance", inside_it=False)
    walkthrough = Walkthrough.create(by=SYSTEM, presences=[{"person": person} for person in present], **fields)
    if start and walkthrough.facilitator_id:
        walkthrough.start(by=SYSTEM)
    return walkthrough


def make_contract(walkthrough, *, parent=None, asked=False, **fields):
    """Return a contract; with `asked`, one whose supplier was asked."""
    fields.setdefault("need", "Database tier on a supported version")
    contract = Contract.create(by=SYSTEM, walkthrough=walkthrough, parent=parent, **fields)
    if asked:
        contract.ask(by=SYSTEM)
    return contract


def principal(person, **fields):
    """Return the principal of a person who signs in, fresh as a request makes it."""
    user = User.objects.get(pk=person.user_id)
    return Principal.of(user, **fields)


class Company:
    """Meridian in small: a CIO over three lines, a client outside IT, and somebody who has no part in it."""

    def __init__(self):
        self.nadia = make_person("Nadia Haddad", username="nadia", roles=["cio"])
        self.maya = make_person("Maya Lindqvist", username="maya")
        self.aisha = make_person("Aisha Okafor", username="aisha")
        self.ruth = make_person("Ruth Petersen", username="ruth")
        self.elin = make_person("Elin Berg", username="elin")
        self.fred = make_person("Fred Facilitator", username="fred", roles=["facilitator"])
        self.olga = make_person("Olga Outsider", username="olga")
        self.it = make_unit("Information Technology", code="it", head=self.nadia)
        self.erp_unit = make_unit("ERP", code="erp", head=self.maya, parent=self.it)
        self.db_unit = make_unit("Database", code="db", head=self.aisha, parent=self.it)
        self.ops_unit = make_unit("Operations", code="ops", head=self.ruth, parent=self.it)
        self.finance = make_unit("Finance", code="finance", head=self.elin, inside_it=False)
        self.erp = make_line("ERP Engineering", code="erp", unit=self.erp_unit, block="AE")
        self.db = make_line("Database Engineering", code="db", unit=self.db_unit, block="BE")
        self.ops = make_line("Cloud Operations", code="ops", unit=self.ops_unit, block="AS")
        self.tier = make_service("Database tier", code="tier", line=self.db)
        self.hosting = make_service("Application hosting", code="hosting", line=self.ops)
        self.project = make_project(client=self.finance, sponsor=self.elin, code="books")

    def room(self, **fields):
        """Return a running walk-through of the project, facilitated by Fred, with all heads present."""
        present = [self.maya, self.aisha, self.ruth, self.elin]
        fields = {
            "client": self.finance,
            "facilitator": self.fred,
            "present": present,
            "project": self.project,
        } | fields
        return make_walkthrough(**fields)


@kept
def make_company():
    """Return a company in an empty database."""
    return Company()
