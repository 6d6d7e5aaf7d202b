"""How services come into force: one by one, or many in one act; a version keeps each text (H9)."""

from django.core.exceptions import ValidationError
from django.db.models import Max, prefetch_related_objects
from django.utils.translation import gettext as _

from catalog.design import designed_among
from catalog.models.promises import NEEDED, PROMISED, missing_of
from catalog.models.versions import ServiceVersion
from itbiz.audit.record import change_set
from itbiz.core.errors import NotAllowed, Refused, Stale
from itbiz.core.text import exact
from orgchart.models import Line


class Published:
    """The verbs by which services are offered; see Service."""

    def publish(self, *, by, reason=""):
        """Offer the service, or bring its draft into force; a ServiceVersion keeps the text (H9).

        A new service that no closed walk-through designed takes a reason, which is kept. Raises NotAllowed, Stale,
        Refused (retired, or nothing to publish), or ValidationError naming what is missing.
        """
        with change_set(by=by, title=_("%(service)s published") % {"service": self.name}, reason=reason) as changes:
            self.lock()
            self._come_into_force(by, reason, self.lacks_design)
            self.keep_version(by)
            changes.update(self, touched=True, act="publish")
        return changes.row

    @classmethod
    def publish_many(cls, services, *, by, reason=""):
        """Offer many drafts as `publish` offers one, all or none of them, in as many statements for any number.

        Returns {id: error} of those that cannot be: what `publish` raises; where it holds any, nothing was written.
        """
        with change_set(by=by, title=_("Services published"), reason=reason) as changes:
            held = {service.pk: service for service in cls.lock_many([service.pk for service in services])}
            # The rules read whose each is: once for all of them.
            prefetch_related_objects(list(held.values()), "line__unit")
            designed, refused = designed_among(held), {}
            for service in services:
                one = held.get(service.pk)
                try:
                    if one is None or service.expected_version not in (None, one.version):
                        raise Stale(service)
                    one._come_into_force(by, reason, one.status == cls.Status.DRAFT and one.pk not in designed)
                except (NotAllowed, Stale, Refused, ValidationError) as error:
                    refused[service.pk] = error
            if not refused:
                cls._keep_versions(held, by)
                changes.update_many(list(held.values()), act="publish")
        return refused

    @property
    def lacks_design(self):
        """Whether it was never offered, and no closed walk-through designed it."""
        return self.status == self.Status.DRAFT and self.pk not in designed_among([self.pk])

    def _come_into_force(self, by, reason, lacks_design):
        """Set what publishing sets on the row, which is held; raises as `publish` does."""
        by.require("catalog.publish_service", self)
        self.require_publishable()
        self._require_whole()
        if lacks_design:
            self.undesigned_because = self._reason_kept(reason)
        for name in self.draft:
            setattr(self, name, self.proposed(name))
        self.draft, self.status = {}, self.Status.OFFERED
        self.validate()

    def _reason_kept(self, reason):
        if not reason.strip():
            sentence = _("No walk-through designed it. Say why it is offered nevertheless: the reason is kept.")
            raise ValidationError({"reason": sentence}, code="missing")
        return exact(reason)

    def _require_whole(self):
        missing = missing_of({"line": self.line_id, **{name: self.proposed(name) for name in NEEDED}})
        if missing:
            raise ValidationError({name: _("Needed before this is offered.") for name in missing}, code="missing")
        if self.line.status == Line.Status.CLOSED:
            raise ValidationError({"line": _("%(line)s is closed. Name an active line.") % {"line": self.line}})

    def keep_version(self, by):
        """Keep the text as it stands as the next version, published by the principal `by`."""
        self._keep_versions({self.pk: self}, by)

    @staticmethod
    def _keep_versions(services, by):
        """Keep the texts of `services`, {id: service}, each as its next version."""
        numbers = ServiceVersion.objects.filter(service__in=services).values_list("service")
        last = dict(numbers.annotate(Max("number")).order_by())
        ServiceVersion.objects.bulk_create(
            ServiceVersion(
                service=service,
                number=last.get(pk, 0) + 1,
                content={name: getattr(service, name) for name in ("name", "summary", *PROMISED)},
                published_by=by.name,
            )
            for pk, service in services.items()
        )
