"""How walk-throughs stand in replies."""

from itbiz.api.shapes import Derived, Part, Shape, references
from orgchart.models import Person
from walkthroughs.light_words import detail
from walkthroughs.models import Contract, Presence, Walkthrough


class WalkthroughShape(Shape):
    """Walk-throughs, whose lights name contracts: one statement more finds the codes of all of them."""

    def read(self, queryset, reader, *, tail=(), **choice):
        """Return (objects, tails) as every shape does."""
        objects, tails = super().read(queryset, reader, tail=("pk", *tail), **choice)
        lights = [light for item in objects for light in item.get("lights", ())]
        if any(light["contracts"] for light in lights):
            rows = Contract.objects.filter(walkthrough__in=[pk for pk, *_tail in tails])
            codes = dict(rows.values_list("pk", "code"))
            for light in lights:
                light["contracts"] = [reader.link(Contract, pk, codes.get(pk)) for pk in light["contracts"]]
        return objects, [tuple(rest) for _pk, *rest in tails]


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
        *("present", "waivers", "lights", "result", "started_at", "closed_at"),
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
        )
    },
)
