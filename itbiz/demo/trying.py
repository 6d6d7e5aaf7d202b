"""What people tried out in the demo's walk-throughs, and undoing one's own of it: then those go with the demo, too."""

from django.db.models import Exists, OuterRef, Q

from itbiz.audit.models import Change, ChangeSet
from itbiz.audit.undo import undo
from itbiz.core.errors import NotAllowed, Refused
from itbiz.core.pages import addresses
from itbiz.demo import SOURCE
from itbiz.demo.leaving import ROOM_ACTS, WALKTHROUGH

SEAT = "walkthroughs.seat"
# How many acts are undone at a time, and how many of others a page names.
AT_ONCE = 200
NAMED = 50


def tried_out():
    """Return the change sets, newest first, in which somebody wrote in a walk-through of the demo, and not undone."""
    created = Change.objects.filter(change_set__source=SOURCE, kind=WALKTHROUGH, action=Change.Action.CREATED)
    room = Q(kind=SEAT) | Q(kind=WALKTHROUGH, act__in=ROOM_ACTS)
    wrote = Change.objects.filter(change_set=OuterRef("pk")).exclude(room)
    sets = ChangeSet.objects.filter(walkthrough_id__in=created.values("object_id"), undoes=None, undone_by=None)
    return sets.exclude(source=SOURCE).exclude(number=None).filter(Exists(wrote)).order_by("-number")


def tried(by):
    """Return what a page says of it: how many acts are one's `own`, how many of them go `at_once`, those of `others`.

    Of others' these are dicts of title, actor_name and url, the newest first, and `more`, how many are not named.
    """
    mine, others = own(by).count(), of_others(by)
    address, total = addresses("change-set"), others.count()
    named = others.values("pk", "title", "actor_name")[:NAMED]
    named = [row | {"url": address(row["pk"])} for row in named]
    return {"own": mine, "at_once": min(mine, AT_ONCE), "others": named, "more": total - len(named)}


def own(by):
    """Return the change sets of what principal `by` tried out themselves."""
    return tried_out().filter(actor_id=by.user_id, actor_id__isnull=False)


def of_others(by):
    """Return the change sets of what others tried out, or meant: nobody undoes that unread with their own."""
    return tried_out().exclude(actor_id=by.user_id)


def take_back(by):
    """Undo what principal `by` tried out, each act by itself, the newest first, so many at a time.

    Returns (how many are undone, [(title, why it stands)]).
    """
    undone, left = 0, []
    for row in own(by)[:AT_ONCE]:
        try:
            undo(row, by=by)
            undone += 1
        except (Refused, NotAllowed) as error:
            left.append((row.title, str(error)))
    return undone, left
