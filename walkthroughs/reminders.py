"""What people are reminded of: asks without an answer, and what is late of theirs, on either side (H7, C7)."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models.functions import Coalesce
from django.urls import reverse

from itbiz.access.models import User
from itbiz.access.principals import Principal
from orgchart.models import Appointment, Line, Person, Unit
from walkthroughs import late
from walkthroughs.duties import still_asked
from walkthroughs.ledger import BOUGHT, SUPPLIED, Mine
from walkthroughs.models import Contract, Obligation, Question
from walkthroughs.parked import page_about


@dataclass
class Reminder:
    """One person's list; each row is a dict of title, party, day (a date or None) and path (of its page)."""

    person: Person
    still_asked: list = field(default_factory=list)
    promised: list = field(default_factory=list)
    owed: list = field(default_factory=list)
    questions: list = field(default_factory=list)

    def __len__(self):
        return len(self.still_asked) + len(self.promised) + len(self.owed) + len(self.questions)


def reminders():
    """Return the Reminders of everybody who has something to be reminded of, by name. Live ones alone count (H6)."""
    system = Principal.system("remind")
    answering = _answering()
    people = Person.objects.visible_to(system).filter(active=True).select_related("user").order_by("name", "pk")
    lines = defaultdict(list)
    for pk, unit in Line.objects.visible_to(system).values_list("pk", "unit_id"):
        lines[unit].append(pk)
    deciders = set(Question.objects.filter(late.overdue()).values_list("decider", flat=True))
    sponsors = set(
        Contract.objects.counting().filter(parent=None).values_list("walkthrough__project__sponsor", flat=True)
    )
    found = []
    for person in people.filter(pk__in={*answering, *deciders, *sponsors} - {None}):
        units = answering.get(person.pk, set())
        mine = Mine(tuple(line for unit in units for line in lines[unit]), tuple(units), person.pk)
        found.append(_reminder(system, person, mine))
    return [reminder for reminder in found if len(reminder)]


def _answering():
    """Return by person the units whose lines they answer for: head and deputies; of a vacant unit those above it."""
    units = {pk: (parent, head) for pk, parent, head in Unit.objects.values_list("pk", "parent_id", "head_id")}
    acting = defaultdict(set)
    for unit, person in Appointment.objects.filter(kind=Appointment.Kind.DEPUTY).values_list("unit_id", "person_id"):
        acting[unit].add(person)
    found = defaultdict(set)
    for unit in units:
        above = unit
        while above is not None and not (people := acting[above] | ({units[above][1]} - {None})):
            above = units[above][0]
        for person in people if above is not None else ():
            found[person].add(unit)
    return found


def _reminder(system, person, mine):
    contracts = Contract.objects.visible_to(system).counting()
    waiting = still_asked(system, mine)
    return Reminder(
        person,
        still_asked=[{**row, "path": row["url"]} for row in waiting],
        promised=_late_promises(contracts.filter(late.late_promise(), mine.condition(SUPPLIED))),
        owed=_late_duties(contracts.filter(mine.condition(BOUGHT))),
        questions=_overdue(person),
    )


def _late_promises(contracts):
    columns = ("title", "need", "agreed__due", "walkthrough_id", "pk", "parent__supplier__name")
    clients = ("walkthrough__client_line__name", "walkthrough__client_unit__name")
    found = contracts.annotate(title=Coalesce("agreed__deliverable", "need")).order_by("agreed__due", "pk")
    return [
        {"title": title or need, "day": day, "party": buyer or line or unit, "path": _page(walkthrough, pk)}
        for title, need, day, walkthrough, pk, buyer, line, unit in found.values_list(*columns, *clients)
    ]


def _late_duties(contracts):
    found = Obligation.objects.standing("late").filter(contract__in=contracts).order_by("due", "pk")
    columns = ("what", "due", "contract__walkthrough_id", "contract_id", "contract__supplier__name")
    return [
        {"title": what, "day": day, "party": supplier or "", "path": _page(walkthrough, contract)}
        for what, day, walkthrough, contract, supplier in found.values_list(*columns)
    ]


def _overdue(person):
    """Return the questions that a person must decide and whose day has passed, of those they see (V4)."""
    reader = Principal.of(person.user or User())
    found = Question.objects.visible_to(reader).filter(late.overdue(), decider=person)
    found = found.live().order_by("due", "pk")
    return [
        {"title": text, "day": day, "party": asker or "", "path": page_about(kind, pk)}
        for text, day, kind, pk, asker in found.values_list("text", "due", "about_kind", "about_id", "asker__name")
    ]


def _page(walkthrough, contract):
    return f"{reverse('walkthroughs:walkthrough', args=[walkthrough])}?focus={contract}"
