"""Services: what a line offers, as a named result, and how an offer comes into force and ends."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models.promises import NEEDED, PROMISED, known_levels, missing_of, plain
from catalog.models.publishing import Published
from itbiz.audit.record import change_set
from itbiz.core.days import plausible, today
from itbiz.core.errors import NotAllowed, Refused
from itbiz.core.models import Record, unique_code
from itbiz.core.priced import HALF_PRICED, Priced
from itbiz.core.querysets import RecordQuerySet
from itbiz.core.terms import term
from itbiz.core.text import exact, found_by
from orgchart.models import Line
from orgchart.reach import WRITERS, units_sql, writer_units


def seen_by(principal, service=""):
    """Return the condition for services that a signed-in principal sees: the catalog, and drafts of own lines (V1, V2).

    `service` leads to the service where another table is asked, such as "needs__".
    """
    if principal.has_role("cio"):
        return Q()
    shown = ~Q(**{f"{service}status": Service.Status.DRAFT})
    if principal.person_id:
        shown |= Q(**{f"{service}line__unit__in": units_sql(principal.person_id, WRITERS)})
    return shown


def sees(principal, status, unit_id):
    """Return what `seen_by` says, of a service whose status and unit are at hand; where there is none, True."""
    return status != Service.Status.DRAFT or principal.has_role("cio") or unit_id in writer_units(principal)


class ServiceQuerySet(RecordQuerySet):
    """Services; drafts are seen by those who write them (V1, V2)."""

    def visible_to(self, principal):
        """Return what is in the catalog, and the drafts of the principal's own lines; to a CIO, all."""
        return self.filter(seen_by(principal)) if principal.is_signed_in else self.none()


class Service(Published, Record, Priced):
    """Something a line offers, worded as the result a customer gets."""

    class Kind(models.TextChoices):
        PRODUCT = "product", _("product")
        SERVICE = "service", _("service")
        AGREEMENT = "agreement", _("agreement")
        FINDING = "finding", _("finding")

    class Audience(models.TextChoices):
        CLIENTS = "clients", _("clients")
        PEERS = "peers", _("peers")
        BOTH = "both", _("clients and peers")

    class Status(models.TextChoices):
        DRAFT = "draft", term("state.draft")
        OFFERED = "offered", term("state.offered")
        RETIRING = "retiring", term("state.retiring")
        RETIRED = "retired", term("state.retired")

    line = models.ForeignKey(
        Line,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="services",
        verbose_name=_("line of business"),
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SERVICE)
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("What the customer sees, in the customer's words.")
    )
    audience = models.CharField(_("for"), max_length=10, choices=Audience.choices, default=Audience.BOTH)
    deliverable = models.TextField(_("result"), blank=True, help_text=_("The thing handed over, and its state."))
    acceptance = models.TextField(_("accepted when"), blank=True)
    included = models.TextField(_("included"), blank=True)
    not_included = models.TextField(_("not included"), blank=True)
    customer_provides = models.TextField(_("the customer provides"), blank=True)
    unit_of_sale = models.CharField(
        _("unit of sale"), max_length=200, blank=True, help_text=_("Price or effort per what.")
    )
    lead_time_days = models.PositiveIntegerField(_("lead time, days"), null=True, blank=True)
    levels = models.JSONField(_("levels"), default=list, blank=True, validators=[known_levels])
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    review_due = models.DateField(_("review due"), null=True, blank=True, validators=[plausible])
    successor = models.ForeignKey("self", null=True, blank=True, editable=False, on_delete=models.PROTECT)
    retires_on = models.DateField(_("retires on"), null=True, blank=True, validators=[plausible], editable=False)
    # Why it was first offered without a walk-through that designed it.
    undesigned_because = models.TextField(_("offered without a walk-through because"), blank=True, editable=False)
    # Changed promise fields of an offered service, waiting for `publish`: {field: value as JSON}.
    draft = models.JSONField(default=dict, blank=True, editable=False)

    objects = ServiceQuerySet.as_manager()
    parts = ("ingredients",)
    permission = "catalog.write_service"
    imported = ("status", "draft")
    entangled = ()

    class Meta:
        verbose_name = _("service")
        constraints = [
            *Priced.Meta.constraints,
            unique_code("service"),
            models.CheckConstraint(
                condition=Q(line__isnull=False) | Q(status__in=["draft", "retired"]),
                name="service_offered_has_line",
                violation_error_message=_("Only a draft or a retired service may be without a line. Name the line."),
            ),
        ]

    def __str__(self):
        return self.name

    def prepare(self):
        """Store the name and currency as one person would write them."""
        self.name, self.currency, self.levels = exact(self.name), self.currency.strip().upper(), self.levels or []
        super().prepare()

    def search_text(self):
        """Look for services by name, code, summary and result."""
        return found_by(self.name, self.code, self.summary, self.deliverable)

    @property
    def is_in_force(self):
        """Whether buyers rely on the text as it stands."""
        return self.status in IN_FORCE

    @property
    def missing(self):
        """The names of the fields an offer needs and this row lacks (H9)."""
        return missing_of({"line": self.line_id, **{name: getattr(self, name) for name in NEEDED}})

    def require_writable(self):
        """Raise Refused for a retired service."""
        if self.status == self.Status.RETIRED:
            raise Refused(_("%(service)s is retired. Its text stays as it was.") % {"service": self.name})

    def require_publishable(self):
        """Raise Refused where the service is on its way out, or has nothing to publish."""
        if self.status in (self.Status.RETIRED, self.Status.RETIRING):
            raise Refused(_("%(service)s is being retired. Create its successor instead.") % {"service": self.name})
        if self.is_in_force and not self.draft and self.versions.exists():
            raise Refused(_("Nothing changed since %(service)s was published.") % {"service": self.name})

    def require_in_force(self):
        """Raise Refused unless the service is offered or retiring."""
        self._require(IN_FORCE, _("%(service)s is %(status)s. Only what is offered is retired."))

    def require_reviewable(self):
        """Raise Refused unless the service is offered."""
        self._require((self.Status.OFFERED,), _("%(service)s is %(status)s. Only what is offered is reviewed."))

    def _require(self, statuses, sentence):
        if self.status not in statuses:
            raise Refused(sentence % {"service": self.name, "status": self.get_status_display()})

    def proposed(self, name):
        """Return a field's value as the draft has it, else as it stands."""
        return self._meta.get_field(name).to_python(self.draft[name]) if name in self.draft else getattr(self, name)

    def authorize(self, by, values):
        """Texts are written by the line's side and editors; a service without a line by the CIO (P1).

        Only an import brings a status with it, for the CIO or the line's side: everybody else offers by `publish` (H9).
        """
        by.require(self.permission, self)
        is_brought = self._state.adding and self.status != self.Status.DRAFT
        if by.is_system or not (is_brought or set(values) & set(self.imported)):
            return
        if by.source != "import":
            raise NotAllowed(_("A service is offered by publishing it, and retired by retiring it."))
        if not by.has_role("cio"):
            by.require("catalog.publish_service", self)

    def assign(self, values):
        """Set the values; the promise fields of an offered service go to its draft (H9)."""
        if values:
            self.require_writable()
        if self.pk and self.is_in_force:
            waiting = {name: value for name, value in values.items() if name in PROMISED}
            values = {name: value for name, value in values.items() if name not in PROMISED}
            self._redraft(waiting)
        return super().assign(values)

    def take_in(self, by, values):
        """Set the values as `Record.take_in` does; ingredients that the writer may not see stay (V2)."""
        if "ingredients" in values:
            values = values | {"ingredients": [*values["ingredients"], *self.hidden_ingredients(by)]}
        return super().take_in(by, values)

    def _redraft(self, waiting):
        proposal = Service(**{name: self.proposed(name) for name in PROMISED} | waiting)
        proposal.prepare_proposal()
        draft = {name: getattr(proposal, name) for name in PROMISED if getattr(proposal, name) != getattr(self, name)}
        self.draft = {name: plain(value) for name, value in draft.items()}

    def prepare_proposal(self):
        """Validate the promise fields alone; raises ValidationError by field."""
        self.currency, self.levels = self.currency.strip().upper(), self.levels or []
        self.clean_fields(exclude=[f.name for f in self._meta.fields if f.name not in PROMISED])
        if self.is_half_priced:
            raise ValidationError({"currency": HALF_PRICED})

    def review(self, *, by, review_due, reason=""):
        """Say that the offer was looked at and stands as it is, and when it is looked at again.

        The text does not change, so that no version is kept. Raises NotAllowed, Stale, Refused (not offered), or
        ValidationError (a day that is not to come).
        """
        with change_set(by=by, title=_("%(service)s reviewed") % {"service": self.name}, reason=reason) as changes:
            self.lock()
            by.require("catalog.review_service", self)
            self.require_reviewable()
            if review_due <= today():
                raise ValidationError({"review_due": _("Name a day to come.")})
            self.review_due = review_due
            self.draft = {name: value for name, value in self.draft.items() if name != "review_due"}
            self.validate()
            changes.update(self, touched=True, act="review")
        return changes.row

    def retire(self, *, by, successor=None, on=None, reason=""):
        """Retire the service at once, or on a later date: then it is *retiring* until it is retired without one.

        Raises NotAllowed, Stale, Refused (a draft, or retired), or ValidationError (a successor that is not offered).
        """
        with change_set(by=by, title=_("%(service)s retired") % {"service": self.name}, reason=reason) as changes:
            self.lock()
            by.require("catalog.publish_service", self)
            self.require_in_force()
            if successor is not None and (successor.pk == self.pk or successor.status != self.Status.OFFERED):
                raise ValidationError({"successor": _("A successor is another service that is offered.")})
            self.status = self.Status.RETIRING if on else self.Status.RETIRED
            self.successor, self.retires_on, self.draft = successor or self.successor, on, {}
            self.clean_fields(exclude=[field.name for field in self._meta.fields if field.name != "retires_on"])
            changes.update(self, act="retire")
        return changes.row

    def hidden_ingredients(self, principal):
        """Return the ingredients that are drafts the principal may not see (V2), as rows that `update` takes."""
        if self.pk is None:
            return []
        seen = self.ingredients.filter(seen_by(principal, "needs__"))
        return [{"needs": row.needs} for row in self.ingredients.exclude(pk__in=seen.values("pk"))]

    def draft_for(self, principal):
        """Return the changed promise fields waiting for `publish`, or {} where the principal may not see them (V2)."""
        return self.draft if self.draft and principal.may("catalog.write_service", self) else {}


IN_FORCE = (Service.Status.OFFERED, Service.Status.RETIRING)
