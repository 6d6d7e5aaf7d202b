"""The field by which a supplier says under which standing agreement a leaf is delivered (light 6)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from itbiz.core.templatetags.ui import short_date
from walkthroughs.models import Contract
from walkthroughs.models.standing import fitting


class AgreementField(forms.TypedChoiceField):
    """Chooses one of the agreements that fit, by its code; None for none."""

    def __init__(self):
        gone = {"invalid_choice": _("This agreement has ended meanwhile. Choose another, or none.")}
        super().__init__(
            label=_("delivered under"), required=False, coerce=_named, empty_value=None, error_messages=gone
        )

    def offer(self, contract, principal):
        """Offer what fits `contract` and `principal` sees, and what is chosen already. Returns whether any is."""
        rows = fitting(Contract.objects.visible_to(principal), contract).order_by("code")
        columns = ("code", "agreed__deliverable", "agreed__ends")
        found = {code: _label(code, *more) for code, *more in rows.values_list(*columns)}
        if contract.agreement_id:
            found.setdefault(contract.agreement.code, contract.agreement.label)
        self.choices = [("", _("no standing agreement")), *found.items()]
        return bool(found)


def _named(code):
    """Return the agreement of this code, which is one of those offered; None for none."""
    return Contract.objects.filter(code=code).first()


def _label(code, result, ends):
    until = _(", until %(day)s") % {"day": short_date(ends)} if ends else ""
    return f"{code} {result[:80]}{until}"
