"""Promises that an undo took back: what whoever stood behind them reads on their home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from itbiz.audit.models import Change
from orgchart.models import Line
from orgchart.reach import side_units
from walkthroughs.models import Contract


def undone_promises(principal, since):
    """Return the promises of the principal's, and of their lines, that somebody else's undo took back since a time.

    Newest first, as rows of `title`, `url`, `who`, `when` and `sentence`; live ones only (H6). What was brought back
    since is left out.
    """
    lost = [change for change in _undone(principal, since) if _took_back(change)]
    mine = _lines(principal, {change.before["supplier_id"] for change in lost})
    return [_row(change) for change in lost if _is_of(principal, change.before) or change.before["supplier_id"] in mine]


def _undone(principal, since):
    seen = Contract.objects.visible_to(principal).counting()
    found = Change.objects.filter(act="undo", kind=Contract._meta.label_lower, object_id__in=seen.values("pk"))
    found = found.filter(change_set__at__gte=since, change_set__undone_by=None).select_related("change_set")
    if principal.user_id is not None:
        found = found.exclude(change_set__actor_id=principal.user_id)
    return found.order_by("-change_set__number", "ordinal")


def _took_back(change):
    return bool((change.before or {}).get("promised_at")) and not (change.after or {}).get("promised_at")


def _is_of(principal, before):
    return principal.person_id is not None and principal.person_id in (
        before["promised_by_id"],
        before["on_behalf_of_id"],
    )


def _lines(principal, lines):
    """Return those of the lines' ids that the principal promises for."""
    found = Line.objects.filter(pk__in=lines, unit__in=side_units(principal)) if lines else Line.objects.none()
    return set(found.values_list("pk", flat=True))


def _row(change):
    done = change.change_set
    sentence = _("%(who)s undid the promise of %(contract)s.") % {"who": done.actor_name, "contract": change.label}
    return {
        "title": change.label,
        "url": f"{reverse('walkthroughs:contract', args=[change.object_id])}",
        "who": done.actor_name,
        "when": done.at,
        "sentence": f"{sentence} {done.reason}".strip(),
    }
