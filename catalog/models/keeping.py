"""How changes of services are told and undone."""

from django.db.models import F, Q
from django.utils.translation import gettext as _

from catalog.models.services import Service
from itbiz.audit.keeping import EVERYBODY, Keeper, keeper
from itbiz.audit.models import Change
from itbiz.core.errors import Refused
from orgchart.reach import WRITERS, units_sql, writer_units

# The acts that bring a text into force, or end it: everybody sees what they did (V1).
IN_THE_OPEN = ("publish", "retire")


@keeper("catalog.service")
class ServiceKeeper(Keeper):
    """Services, whose published versions come and go with the act of publishing."""

    def told_to(self, principal):
        """Return the condition for the changes of seen services; those of a draft are its writers' (V2)."""
        if principal.has_role("cio"):
            return EVERYBODY
        if not principal.is_signed_in:
            return super().told_to(principal)
        offered = ~Q(after__status="draft") & Q(after__isnull=False)
        open_text = Q(act__in=IN_THE_OPEN) | Q(action=Change.Action.CREATED) | Q(before__draft=F("after__draft"))
        told = super().told_to(principal) & offered & open_text
        if principal.person_id:
            mine = Service.objects.filter(line__unit__in=units_sql(principal.person_id, WRITERS))
            told |= Q(object_id__in=mine.values("pk"))
        return told

    def hidden(self, principal, pk):
        """Return what its writers alone read: the draft, and which drafts a service is made of (V2)."""
        if principal.has_role("cio") or pk in self._written_by(principal):
            return frozenset()
        return frozenset({"draft", "ingredients"})

    def _written_by(self, principal):
        """Return the ids of the services that the principal writes for, looked up once a request."""
        if "services written" not in principal.known:
            found = Service.objects.filter(line__unit__in=writer_units(principal))
            principal.known["services written"] = frozenset(found.values_list("pk", flat=True))
        return principal.known["services written"]

    def authorize(self, step, record, by):
        """Ask for what publishing and retiring ask, where it was published or retired."""
        for act in step.acts:
            by.require("catalog.publish_service" if act in IN_THE_OPEN else record.permission, record)

    def check(self, step, record):
        """Refuse to take back a version that another one followed."""
        if "publish" not in step.acts or not step.is_update:
            return
        later = Change.objects.standing().filter(kind=step.kind, object_id=step.pk, act="publish")
        if later.filter(change_set__number__gt=step.changes[-1].change_set.number).exists():
            raise Refused(_("%(service)s was published again since. Undo that first.") % {"service": record})

    def follow(self, step, record, by):
        """Take away the version that was published, or publish it again; one that a contract names stays (refused)."""
        if "publish" not in step.acts or not step.is_update:
            return
        if step.again:
            record.keep_version(by)
            return
        newest = record.versions.order_by("-number").first()
        if newest is not None:
            record.versions.filter(pk=newest.pk).delete()
