"""The contract: one promise of one result, from a supplier to a buyer (rules C)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Service, ServiceVersion
from itbiz.audit.constraints import Kept
from itbiz.audit.models import Change
from itbiz.core.models import Record, unique_code
from itbiz.core.querysets import RecordQuerySet
from itbiz.core.terms import term
from itbiz.core.text import fold
from orgchart.models import Line, Person, Vendor
from walkthroughs.models.fulfilling import Fulfilling
from walkthroughs.models.moving import Moving
from walkthroughs.models.placing import ONE_ROOT, Placing
from walkthroughs.models.standing import SAID, fitting, lapse
from walkthroughs.models.terms import Terms
from walkthroughs.models.walkthroughs import Walkthrough
from walkthroughs.models.writing import Writing
from walkthroughs.moves import BUYER
from walkthroughs.sides import stand_in


class ContractQuerySet(RecordQuerySet):
    """Contracts follow their walk-through (V4)."""

    def visible_to(self, principal):
        """Return the contracts of the walk-throughs the principal sees."""
        return self.filter(walkthrough__in=Walkthrough.objects.visible_to(principal))

    def counting(self):
        """Return what may enter a figure: live contracts, never practice (H6)."""
        return self.filter(mode=Walkthrough.Mode.LIVE)


class Contract(Writing, Moving, Fulfilling, Placing, Record):
    """A node of the tree. Its buyer follows from its place (C3); its terms are rows (C6)."""

    class Kind(models.TextChoices):
        PROJECT_RESULT = "project_result", _("project result")
        SERVICE_AGREEMENT = "service_agreement", _("service agreement")
        AGREEMENT = "agreement", _("agreement")
        FINDING = "finding", _("finding")

    class State(models.TextChoices):
        DRAFT = "draft", term("state.draft")
        ASKED = "asked", term("state.asked")
        COUNTERED = "countered", term("state.countered")
        PROMISED = "promised", term("state.promised")
        DECLINED = "declined", term("state.declined")
        WITHDRAWN = "withdrawn", term("state.withdrawn")
        DELIVERED = "delivered", term("state.delivered")
        ACCEPTED = "accepted", term("state.accepted")
        CANCELLED = "cancelled", term("state.cancelled")

    class Why(models.TextChoices):
        NOT_OURS = "not_ours", _("not ours")
        NO_CAPACITY = "no_capacity", _("no capacity")
        NOT_THIS_WAY = "not_this_way", _("not this way")

    walkthrough = models.ForeignKey(Walkthrough, on_delete=models.PROTECT, related_name="contracts", editable=False)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", editable=False
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    number = models.CharField(max_length=100, editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    children_born = models.PositiveIntegerField(default=0, editable=False)
    mode = models.CharField(max_length=10, choices=Walkthrough.Mode.choices, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PROJECT_RESULT)
    supplier = models.ForeignKey(
        Line,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supplies",
        verbose_name=_("supplier"),
    )
    gap = models.BooleanField(_("nobody offers this"), default=False)
    vendor = models.ForeignKey(Vendor, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("vendor"))
    lead = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="leads", verbose_name=_("lead")
    )
    service = models.ForeignKey(
        Service,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contracts",
        verbose_name=_("service"),
    )
    service_version = models.ForeignKey(
        ServiceVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    need = models.TextField(_("need"), blank=True, help_text=_("The buyer's words."))
    # The standing agreement that a leaf is delivered under (light 6).
    agreement = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="covers",
        verbose_name=_("standing agreement"),
    )
    needs_nothing_more = models.BooleanField(_("needs nothing more"), default=False)
    buyer_provides_nothing = models.BooleanField(_("the buyer provides nothing"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    # The terms on the table, and those both sides agreed to; one row where nothing is pending (C6).
    terms = models.ForeignKey(Terms, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    agreed = models.ForeignKey(Terms, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False)
    promised_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    promised_at = models.DateTimeField(null=True, blank=True, editable=False)
    on_behalf_of = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    decline_why = models.CharField(max_length=20, choices=Why.choices, blank=True, editable=False)
    decline_whose = models.ForeignKey(
        Line, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    # The reason of the last decline, rejection or cancellation, in that side's words.
    said_why = models.TextField(blank=True, editable=False)

    objects = ContractQuerySet.as_manager()
    said_by = ("promised_by", "on_behalf_of")
    # Numbers of contracts are never given twice, whatever is undone (N1).
    derived = ("children_born",)
    kept = (
        Kept(
            "contract_parent_same_walkthrough",
            ("parent",),
            _("A contract hangs below one of the same walk-through."),
        ),
    )
    companions = (
        *("walkthrough__project__sponsor", "walkthrough__client_unit__head", "walkthrough__client_line__unit__head"),
        *("parent__supplier__unit__head", "supplier__unit__head", "vendor", "terms", "agreed"),
    )

    class Meta:
        verbose_name = _("contract")
        indexes = [models.Index(fields=["walkthrough", "position"], name="contract_tree")]
        constraints = [
            unique_code("contract"),
            models.UniqueConstraint(
                fields=["walkthrough"],
                condition=Q(parent__isnull=True),
                name="contract_one_root",
                violation_error_message=ONE_ROOT,
            ),
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")),
                name="contract_not_own_parent",
                violation_error_message=_("A contract cannot hang below itself."),
            ),
            models.CheckConstraint(
                condition=Q(supplier__isnull=False) | Q(state__in=["draft", "withdrawn"]),
                name="contract_asked_has_supplier",
                violation_error_message=_("Only a named supplier can be asked. Name the line."),
            ),
            models.CheckConstraint(
                condition=Q(agreement__isnull=True) | ~Q(agreement=models.F("id")),
                name="contract_not_own_agreement",
                violation_error_message=_("A contract is not delivered under itself."),
            ),
            models.CheckConstraint(
                condition=Q(gap=False) | Q(supplier__isnull=True),
                name="contract_gap_without_supplier",
                violation_error_message=_("Where nobody offers this, no supplier stands. Take one of the two away."),
            ),
            models.CheckConstraint(
                condition=Q(vendor__isnull=True) | Q(supplier__isnull=False),
                name="contract_vendor_under_line",
                violation_error_message=_("A vendor stands under the line that holds it."),
            ),
            models.CheckConstraint(
                condition=Q(promised_by__isnull=True, promised_at__isnull=True, on_behalf_of__isnull=True)
                | Q(promised_by__isnull=False, promised_at__isnull=False, on_behalf_of__isnull=False),
                name="contract_promise_whole",
                violation_error_message=_("A promise keeps who made it, when, and for whom: all of these."),
            ),
            models.CheckConstraint(
                condition=Q(promised_at__isnull=False) | ~Q(state__in=["promised", "delivered", "accepted"]),
                name="contract_promised_by_somebody",
                violation_error_message=_("A promise keeps who made it, when, and for whom."),
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        """Return the address of the walk-through with this contract in focus."""
        return f"{reverse('walkthroughs:walkthrough', args=[self.walkthrough_id])}?focus={self.pk}"

    @property
    def label(self):
        """The code and the first words of what it is about."""
        return f"{self.code} {self.title[:100]}".strip()

    @property
    def title(self):
        """The result as the supplier words it, else the buyer's need."""
        terms = self.agreed or self.terms
        return (terms and terms.deliverable) or self.need

    @property
    def lapsed(self):
        """What is to be said of it as a standing agreement: that it ran out or is to be reviewed; else empty."""
        term = self.agreed
        return term and SAID.get(lapse(self.kind, self.state, self.agreed_id, term.ends, term.review_due), "")

    def snapshot(self):
        """Return the columns with the terms on the table."""
        return super().snapshot() | {"terms": self.terms.snapshot() if self.terms_id else None}

    def search_text(self):
        """Look for contracts by code, need and result."""
        return fold(f"{self.code} {self.need} {self.title}")

    def clean(self):
        """Let an active line supply, for a vendor the one that holds it (C4), a service the one that offers it.

        Asked only of what is being named: a vendor or a service that changes hands later leaves the contract alone.
        """
        self._require_standing_agreement()
        named = ("supplier_id", "vendor_id", "service_id")
        if self.before and all(self.before[name] == getattr(self, name) for name in named):
            return
        self._require_active_supplier()
        if self.vendor_id and self.supplier_id != self.vendor.held_by_id:
            raise ValidationError(
                {"vendor": _("%(line)s holds this vendor and promises for it.") % {"line": self.vendor.held_by}}
            )
        if self.service_id and self.supplier_id and self.service.line_id != self.supplier_id:
            sentence = _("%(line)s offers this service, not the supplier.") % {"line": self.service.line}
            nobody = _("No line offers %(service)s.") % {"service": self.service}
            raise ValidationError({"service": sentence if self.service.line_id else nobody})

    def _require_standing_agreement(self):
        """Let a leaf be delivered under a service agreement that its own supplier promised and that runs (light 6)."""
        if self.agreement_id is None or (self.before and self.before["agreement_id"] == self.agreement_id):
            return
        if not fitting(type(self).objects, self).filter(pk=self.agreement_id).exists():
            sentence = _("A standing agreement is one that the same supplier promised and that runs. Choose one.")
            raise ValidationError({"agreement": sentence})

    @classmethod
    def create(cls, *, by, walkthrough, parent=None, reason="", on_behalf_of=None, obligations=(), **values):
        """Add a contract to the tree: the prime's without `parent`, else what the parent's supplier needs (P5).

        `values` are fields of the contract and of its terms; `obligations` are dicts of `what` and `due`. Returns the
        contract, in draft. Raises NotAllowed, Refused, or ValidationError by field.
        """
        contract = cls(walkthrough=walkthrough, parent=parent, mode=walkthrough.mode)
        title = _("Need written: %(need)s") % {"need": (values.get("need") or str(walkthrough))[:200]}
        with walkthrough.changing(by=by, title=title, reason=reason) as changes:
            walkthrough.refresh_from_db(fields=["status", "facilitator"])
            contract._take_place()
            by = stand_in(by, contract, BUYER, on_behalf_of=on_behalf_of, changes=changes)
            contract._require_known(values)
            terms = contract._assign(values)
            contract._require_own_words(by, values)
            contract.validate()
            contract.store(force_insert=True)
            contract._offer(Terms(contract=contract, number=1), terms)
            contract.store(update_fields=["terms"])
            changes.log(contract, Change.Action.CREATED, None, contract.snapshot(), act="create")
            contract._oblige(changes, obligations)
        return contract
