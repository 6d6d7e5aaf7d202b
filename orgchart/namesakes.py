"""What tells people of one name apart where they stand beside each other: their units, their e-mail, their code."""

from collections import Counter, defaultdict

from itbiz.core.text import fold
from orgchart.models import Appointment, Membership, Person, Unit


def marks(ids):
    """Return {person id: a short text: title, units, e-mail and code} of these people; four statements, none for none.

    What comes in are ids of people whom the reader sees: all of it everybody reads who is signed in (V1).
    """
    if not ids:
        return {}
    places = defaultdict(dict)
    active = {"unit__status": Unit.Status.ACTIVE, "person__in": ids}
    for person, name in Unit.objects.filter(status=Unit.Status.ACTIVE, head__in=ids).values_list("head_id", "name"):
        places[person][name] = None
    for rows in (Appointment.objects.filter(**active), Membership.objects.filter(**active)):
        for person, name in rows.order_by("unit__name").values_list("person_id", "unit__name"):
            places[person][name] = None
    found = Person.objects.filter(pk__in=ids).values_list("pk", "title", "email", "code")
    told = {pk: (title, ", ".join(places[pk]), email, code) for pk, title, email, code in found}
    return {pk: " · ".join(filter(None, parts)) for pk, parts in told.items()}


def doubled(pairs):
    """Return the ids of those in `pairs` of (id, name) who share their name with another, whatever its case."""
    pairs = [(pk, fold(name)) for pk, name in pairs]
    often = Counter(name for _pk, name in pairs)
    return [pk for pk, name in pairs if often[name] > 1]
