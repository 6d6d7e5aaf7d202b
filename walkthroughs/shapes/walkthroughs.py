"""How walk-throughs stand in replies."""

from itbiz.api.shapes import Derived, Part, Shape, moment, references
from orgchart.models import Person
from walkthroughs.light_words import detail
from walkthroughs.models import Contract, Meeting, Presence, Walkthrough


class WalkthroughShape(Shape):
    """Walk-throughs, whose lights name contracts, and whose meetings people: a statement more for the codes of each."""

    def read(self, queryset, reader, *, tail=(), **choice):
        """Return (objects, tails) as every shape does."""
        objects, tails = super().read(queryset, reader, tail=("pk", *tail), **choice)
        lights = [light for item in objects for light in item.get("lights", ())]
        if any(light["contracts"] for light in lights):
            rows = Contract.objects.filter(walkthrough__in=[pk for pk, *_tail in tails])
            codes = dict(rows.values_list("pk", "code"))
            for light in lights:
                light["contracts"] = [reader.link(Contract, pk, codes.get(pk)) for pk in light["contracts"]]
        _name_people([meeting for item in objects for meeting in item.get("meetings", ())], reader)
        return objects, [tuple(rest) for _pk, *rest in tails]


def _name_people(meetings, reader):
    """Put references in the place of the ids of those who were there."""
    ids = {pk for meeting in meetings for pk in meeting["people"]}
    codes = dict(Person.objects.filter(pk__in=ids).values_list("pk", "code")) if ids else {}
    for meeting in meetings:
        meeting["people"] = [reader.link(Person, pk, codes[pk]) for pk in meeting["people"] if pk in codes]


def _meeting(reader, number, started_at, ended_at, minutes, people):
    return {
        "number": number,
        "started_at": moment(started_at),
        "ended_at": ended_at and moment(ended_at),
        "minutes": minutes,
        "people": people,
    }


def _lights(reader, lights):
    return [
        {
            "code": light["code"],
            "state": light["state"],
            "detail": detail(light),
            "contracts": light["contracts"],
        }
        for light in lights
    ]


WALKTHROUGH = WalkthroughShape(
    Walkthrough,
    "walkthroughs",
    (
        *("title", "kind", "project", "client_unit", "client_line", "mode", "access", "status", "facilitator", "step"),
        *("gates", "checklist", "present", "waivers", "lights", "result", "started_at", "closed_at", "meetings"),
    ),
    derived={
        "lights": Derived(("lights",), _lights),
        "result": Derived(("result",), lambda reader, result: result or None),
    },
    parts={
        "present": Part(
            rows=lambda reader: Presence.objects.order_by("id"),
            owner="walkthrough_id",
            columns=("person_id", "person__code"),
            make=references(Person, "people"),
        ),
        "meetings": Part(
            rows=lambda reader: Meeting.objects.order_by("number"),
            owner="walkthrough_id",
            columns=("number", "started_at", "ended_at", "minutes", "people"),
            make=_meeting,
        ),
    },
)
