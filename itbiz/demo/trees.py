"""Builds the projects and their walk-throughs; each side of a contract says its own part."""

from catalog.models import Service
from itbiz.audit.record import change_set
from itbiz.demo.cast import Cast
from itbiz.demo.projects import PROJECTS, WALKTHROUGHS
from itbiz.demo.rooms import furnish
from orgchart.models import Line, Person, Unit, Vendor
from walkthroughs.models import Contract, Pattern, Project, Question, Walkthrough
from walkthroughs.models.obligations import SETTLERS
from walkthroughs.moves import BUYER, MOVES

# What the buyer writes of a contract when the need is named, and what the supplier adds once asked (C1).
BUYERS = (
    *("kind", "need", "accepted_when", "due", "starts", "ends", "review_due"),
    *("buyer_provides_nothing", "obligations"),
)
SUPPLIERS = ("deliverable", "not_included", "effort_low", "effort_high", "needs_nothing_more")


def build_walkthroughs():
    """Create the projects, hold their walk-throughs, and leave each in the status it has in the demo."""
    cast, records = Cast(), Records()
    for entry in PROJECTS:
        create_project(cast, records, entry)
    for entry in WALKTHROUGHS:
        Session(cast, records, entry).hold()


def create_project(cast, records, entry):
    """Create one project as its sponsor."""
    related = {
        "client": records.units[entry["client"]],
        "sponsor": records.people[entry["sponsor"]],
        "follow_ons": [row | {"line": records.lines[row["line"]]} for row in entry.get("follow_ons", ())],
    }
    project = Project.create(by=cast[entry["sponsor"]], **(entry | related))
    records.projects[project.code] = project


class Records:
    """What contracts refer to, by code."""

    def __init__(self):
        """Read it; chart and catalogs must stand already."""
        self.units = by_code(Unit.objects.all())
        self.people = by_code(Person.objects.all())
        self.vendors = by_code(Vendor.objects.all())
        self.services = by_code(Service.objects.all())
        self.lines = by_code(Line.objects.select_related("unit__head")) | {None: None}
        self.projects = {}


def by_code(records):
    """Return the records as a dict by code."""
    return {record.code: record for record in records}


class Session:
    """One walk-through, from the first need to its last promise."""

    def __init__(self, cast, records, entry):
        """`entry` is an element of WALKTHROUGHS; nothing is written yet."""
        self.cast, self.records, self.entry = cast, records, entry
        self.facilitator = cast[entry["facilitator"]]
        self.client = cast[records.units[entry["client_unit"]].head.code]
        self.walkthrough = None
        self.contracts = {}

    def hold(self):
        """Create the walk-through, walk down its tree asking, then up again promising, and close it where it ended."""
        self.create()
        if self.entry["status"] != "planned":
            self.walkthrough.start(by=self.facilitator)
        for node in self.entry["contracts"]:
            self.write_need(node)
            self.answer(node)
        for node in reversed(self.entry["contracts"]):
            if node["state"] == "promised":
                self.contracts[node["number"]].promise(by=self.supplier_of(node))
        furnish(self)
        if self.entry["status"] == "paused":
            self.walkthrough.pause(by=self.facilitator)
        if self.entry["status"] == "closed":
            self.walkthrough.close(by=self.facilitator, reason=self.entry.get("close_reason", ""))
        if "pattern" in self.entry:
            Pattern.keep(self.walkthrough, by=self.facilitator, name=self.entry["pattern"])
        for step in self.entry.get("afterwards", ()):
            self.act(**step)

    def create(self):
        """Create the walk-through with everybody who is in the room."""
        entry, records = self.entry, self.records
        self.walkthrough = Walkthrough.create(
            by=self.facilitator,
            code=entry["code"],
            title=entry["title"],
            project=records.projects[entry["project"]],
            client_unit=records.units[entry["client_unit"]],
            facilitator=records.people[entry["facilitator"]],
            step=entry["step"],
            mode=entry.get("mode", "live"),
            waivers=entry.get("waivers", {}),
            presences=[{"person": records.people[code]} for code in entry["present"]],
        )

    def write_need(self, node):
        """Let the buyer write the need, and put the questions that came up with it."""
        buyer = self.buyer_of(node)
        values = {name: node[name] for name in BUYERS if name in node}
        contract = Contract.create(
            by=buyer,
            walkthrough=self.walkthrough,
            parent=self.contracts.get(parent_number(node["number"])),
            supplier=self.records.lines[node["supplier"]],
            vendor=self.records.vendors.get(node.get("vendor")),
            service=self.records.services.get(node.get("service")),
            gap=node["state"] == "gap",
            **values,
        )
        self.contracts[node["number"]] = contract
        for question in node.get("questions", ()):
            decider = self.records.people[question["decider"]]
            Question.create(by=buyer, about=contract, **(question | {"decider": decider}))

    def answer(self, node):
        """Ask the supplier, where the demo got that far, and let it word its answer; promises come later."""
        if node["state"] in ("draft", "need", "gap"):
            return
        contract, supplier = self.contracts[node["number"]], self.supplier_of(node)
        contract.ask(by=self.buyer_of(node))
        self.word(contract, supplier, {name: node[name] for name in SUPPLIERS if name in node})
        if node["state"] == "countered":
            contract.counter(by=supplier, **node["counter"])
        if node["state"] == "declined":
            decline = node["decline"]
            contract.decline(by=supplier, **(decline | {"whose": self.records.lines[decline.get("whose")]}))

    def act(self, number, verb, duty="", **values):
        """Let one side move a contract, settle a `duty` of its buyer, or decide its question, once all is closed."""
        contract = self.contracts[number]
        node = {"number": number, "supplier": contract.supplier.code}
        if verb == "resolve":
            question = Question.objects.about(contract).select_related("decider").get()
            question.resolve(by=self.cast[question.decider.code], **values)
            return
        side = SETTLERS[verb] if duty else MOVES[verb].side
        by = self.buyer_of(node) if side == BUYER else self.supplier_of(node)
        getattr(contract.obligations.get(what=duty) if duty else contract, verb)(by=by, **values)

    def word(self, contract, supplier, wording):
        """Let the supplier say in its own words what it would hand over; `wording` may be empty."""
        if wording:
            title = (
                f"{contract.supplier.short_name} put it in its own words: {wording.get('deliverable', contract.need)}"
            )
            with change_set(by=supplier, title=title, walkthrough_id=self.walkthrough.pk):
                contract.update(by=supplier, **wording)

    def buyer_of(self, node):
        """Return who speaks for the buyer: the client at the root, else the head of the parent's supplier (C3)."""
        parent = self.contracts.get(parent_number(node["number"]))
        return self.cast.head_of(parent.supplier) if parent else self.client

    def supplier_of(self, node):
        """Return the head of the line that supplies a node."""
        return self.cast.head_of(self.records.lines[node["supplier"]])


def parent_number(number):
    """Return the number of the contract above, such as "0.5" for "0.5.1"; empty for the root."""
    return number.rpartition(".")[0]
