"""The terms of a contract: a row for every wording that one side put before the other (C6)."""

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from itbiz.core.days import plausible
from itbiz.core.errors import invalid
from itbiz.core.models import Part, require_readable
from itbiz.core.priced import Priced
from itbiz.core.querysets import PartQuerySet
from orgchart.models import Person
from walkthroughs.models.obligations import Obligation

TERMS = (
    *("deliverable", "accepted_when", "not_included", "conditions", "due"),
    *("effort_low", "effort_high", "price", "currency"),
    # Of a service agreement: how long it holds, and when both sides look at it again.
    *("starts", "ends", "review_due"),
)
# Nobody reads more in one offer.
MOST_ASKS = 50


def known_asks(asks):
    """Raise ValidationError unless each of `asks` can become an obligation once the buyer agrees."""
    if len(asks) > MOST_ASKS:
        raise ValidationError(_("At most %(most)s things are asked of a buyer at once.") % {"most": MOST_ASKS})
    others = [field.name for field in Obligation._meta.fields if field.name not in ("what", "due")]
    for ask in asks:
        try:
            Obligation(what=ask["what"], due=ask["due"]).clean_fields(exclude=others)
        except ValidationError as error:
            raise ValidationError(error.messages) from error


class TermsQuerySet(PartQuerySet):
    """Offers."""

    def buyers(self):
        """Return what a buyer put or agreed to, and no counter that was dropped."""
        return self.filter(models.Q(offered_by=None) | models.Q(agreed_at__isnull=False))


class Terms(Part, Priced):
    """One offer: result, acceptance, exclusions, date, effort, price. The row that both sides agreed to is in force."""

    contract = models.ForeignKey("walkthroughs.Contract", on_delete=models.CASCADE, related_name="all_terms")
    number = models.PositiveIntegerField()
    deliverable = models.TextField(_("result"), blank=True)
    accepted_when = models.TextField(_("accepted when"), blank=True)
    not_included = models.TextField(_("not included"), blank=True)
    conditions = models.TextField(_("only if"), blank=True)
    due = models.DateField(_("due"), null=True, blank=True, validators=[plausible])
    starts = models.DateField(_("runs from"), null=True, blank=True, validators=[plausible])
    ends = models.DateField(_("runs until"), null=True, blank=True, validators=[plausible])
    review_due = models.DateField(_("review due"), null=True, blank=True, validators=[plausible])
    # The buyer's words where these terms are offered over a promise in force (C6); they become the contract's need.
    need = models.TextField(blank=True)
    # What a counter asks of the buyer: [{"what", "due"}]; each becomes an obligation when the buyer agrees.
    asks = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder, validators=[known_asks])
    # Who offered them and for whom, so that agreeing makes them that person's promise (H5).
    offered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    offered_for = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TermsQuerySet.as_manager()
    # Whom these name, they name for good: it was they who said it.
    said_by = ("offered_by", "offered_for", "agreed_by")

    class Meta:
        constraints = [
            *Priced.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(starts__isnull=True)
                | models.Q(ends__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="terms_end_after_start",
                violation_error_message=_("What runs ends after it starts. Change one of the two dates."),
            ),
            models.UniqueConstraint(
                fields=["contract", "number"],
                name="terms_number_once",
                violation_error_message=_("Somebody else put terms forward just now. Read them first."),
            ),
        ]

    def __str__(self):
        return f"terms {self.number}"

    def copy(self, number):
        """Return unsaved terms of the same content under another number, agreed by nobody yet."""
        kept = {name: getattr(self, name) for name in (*TERMS, "need")}
        # What agreed terms asked of the buyer stands among the obligations already.
        return Terms(contract=self.contract, number=number, asks=[] if self.agreed_at else list(self.asks), **kept)

    def write(self, values):
        """Set the given fields and store the row. Raises ValidationError by field."""
        for name, value in values.items():
            setattr(self, name, value)
        self.currency = self.currency.strip().upper()
        self.full_clean(exclude=["contract"], validate_unique=False, validate_constraints=False)
        require_readable(self)
        self.save()

    def differs(self, values):
        """Return whether any of `values` is not what the terms say."""
        return any(getattr(self, name) != value for name, value in values.items())


def said(values):
    """Return those of `values` that were said, texts without the blanks around them; a due date of None is none."""
    told = {name: value for name, value in values.items() if value is not None or name == "due"}
    return {name: value.strip() if isinstance(value, str) else value for name, value in told.items()}


def terms_only(values):
    """Raise ValidationError where `values` names a field that terms do not have."""
    unknown = set(values) - set(TERMS)
    if unknown:
        raise invalid({name: _("There is no such field.") for name in sorted(unknown)}, "unknown")
