"""Leaving the demo: what only the demo touched goes in one act, what something of one's own hangs on stays (H8, U1)."""

from django.apps import apps
from django.utils.translation import gettext as _

from itbiz.access.models import User, hold_users
from itbiz.audit.hanging import CHUNK
from itbiz.audit.keeping import keeper_of
from itbiz.audit.models import Counter
from itbiz.audit.record import change_set
from itbiz.core.errors import Refused
from itbiz.core.installation import passwords_path
from itbiz.demo import LEFT, ask_anew
from itbiz.demo.leaving import PERSON, USER, WALKTHROUGH, read_plan
from itbiz.demo.references import belongings, in_order, layers, parts_of
from itbiz.exchange import keys


def leave(*, by, expected=None, own=None):
    """Take the demo away for principal `by`, all of it or nothing, and return the Plan that was followed.

    `expected` is the digest of the Plan that `by` was shown. `own` turns a sign-in of the demo into one's own account:
    a dict of `user` and of the `username`, `password`, `name` and `email` it has from now on. The log keeps what it
    told. Raises NotAllowed; ValidationError for a wrong name; Refused where another Plan would be followed now, or
    nobody would be CIO any more. A command alone may leave nobody who is: it says how the next one comes (`has_chief`).
    """
    user = own["user"] if own else by.user
    with change_set(by=by, title=_("The demo was left")) as changes:
        by.require("demo.leave_demo")
        # Two who leave at once queue here, and moves of units behind both.
        Counter.hold("demo")
        hold_users()
        Counter.hold("orgchart")
        plan = read_plan(user)
        held = _hold(plan)
        if read_plan(user).digest != plan.digest or expected not in (None, plan.digest):
            raise Refused(_("Something changed meanwhile, and nothing was taken away. Look again at what would go."))
        if own:
            _take_over(by, changes, plan, **own)
        _close_sign_ins(changes, plan, user)
        _remove(plan, held, changes)
        if not (by.is_system or User.objects.chiefs().exists()):
            raise Refused(_("Nobody would be CIO any more, and nothing was taken away. Make somebody else CIO first."))
    # Their passwords open nothing any more.
    passwords_path().unlink(missing_ok=True)
    ask_anew()
    return plan


def has_chief(plan):
    """Say whether somebody is CIO who is not of the demo, and so still signs in when the `plan` was followed."""
    of_demo = {pk for kind, pk in plan.stays if kind == USER} | plan.goes.get(USER, set())
    return not of_demo.issuperset(User.objects.chiefs().values_list("pk", flat=True))


def _hold(plan):
    """Return {kind: {id: row}} of what goes, held until the act ends: walk-throughs first, as everywhere."""
    kinds = sorted((kind for kind, ids in plan.goes.items() if ids), key=lambda kind: (kind != WALKTHROUGH, kind))
    return {kind: {row.pk: row for row in apps.get_model(kind).lock_many(sorted(plan.goes[kind]))} for kind in kinds}


def _take_over(by, changes, plan, user, username, password, name, email):
    """Make a sign-in of the demo, and its person, those of whoever leaves; they are members of nothing that goes."""
    user.lock()
    user.username, user.email = username.strip(), email
    user.set_password(password)
    user.full_clean(validate_unique=False, validate_constraints=False)
    changes.update(user, touched=True, act=LEFT)
    person = getattr(user, "person", None)
    if person is not None and (PERSON, person.pk) in plan.stays:
        kept = person.memberships.exclude(unit__in=plan.goes.get("orgchart.unit", ()))
        memberships = [{"unit": row.unit} for row in kept.select_related("unit")]
        # The code is made anew from the name.
        person.update(by=by, name=name, email=email, title="", code="", memberships=memberships)


def _close_sign_ins(changes, plan, user):
    """Let nobody sign in any more as somebody of the demo who stays because something hangs on them."""
    ids = sorted(pk for kind, pk in plan.stays if kind == USER and pk != (user and user.pk))
    for other in User.lock_many(ids):
        other.is_active = False
        other.prepare()
        changes.update(other, act=LEFT)


def _remove(plan, held, changes):
    """Delete what goes: first the parts and outside keys of all rows, then the rows: none is referred to any more."""
    for kind, rows in held.items():
        ids = list(rows)
        for start in range(0, len(ids), CHUNK):
            keeper_of(kind).let_go(ids[start : start + CHUNK])
        _remove_owned(parts_of(kind), ids)
        keys.forget(kind, ids)
    for kind in in_order(held):
        _remove_owned(belongings(kind), list(held[kind]))
        for layer in layers(apps.get_model(kind), list(held[kind])):
            for start in range(0, len(layer), CHUNK):
                changes.remove_many([held[kind][pk] for pk in layer[start : start + CHUNK]], act=LEFT)


def _remove_owned(relations, ids):
    for model, field in relations:
        for start in range(0, len(ids), CHUNK):
            # The guard of bulk writes lets this through inside an act alone.
            model._base_manager.filter(**{f"{field.name}__in": ids[start : start + CHUNK]}).delete()
