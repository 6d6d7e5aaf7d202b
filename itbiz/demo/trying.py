"""What people tried out in the demo's walk-throughs, and undoing all of it: then those go with the demo, too."""

from django.db.models import Exists, OuterRef, Q

from itbiz.audit.models import Change, ChangeSet
from itbiz.audit.undo import undo
from itbiz.core.errors import NotAllowed, Refused
from itbiz.demo import SOURCE
from itbiz.demo.leaving import ROOM_ACTS, WALKTHROUGH

SEAT = "walkthroughs.seat"
# How many acts are undone at a time.
AT_ONCE = 200


def tried_out():
    """Return the change sets, newest first, in which somebody wrote in a walk-through of the demo, and not undone."""
    created = Change.objects.filter(change_set__source=SOURCE, kind=WALKTHROUGH, action=Change.Action.CREATED)
    room = Q(kind=SEAT) | Q(kind=WALKTHROUGH, act__in=ROOM_ACTS)
    wrote = Change.objects.filter(change_set=OuterRef("pk")).exclude(room)
    sets = ChangeSet.objects.filter(walkthrough_id__in=created.values("object_id"), undoes=None, undone_by=None)
    return sets.exclude(source=SOURCE).exclude(number=None).filter(Exists(wrote)).order_by("-number")


def take_back(by):
    """Undo what was tried out, each act by itself, for principal `by`; return (how many, [(title, why it stands)])."""
    undone, left = 0, []
    for row in tried_out()[:AT_ONCE]:
        try:
            undo(row, by=by)
            undone += 1
        except (Refused, NotAllowed) as error:
            left.append((row.title, str(error)))
    return undone, left
