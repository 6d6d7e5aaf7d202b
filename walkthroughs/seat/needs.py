"""What a supplier types as a need: in a few words, from a line or a vendor, or as a service of a catalog."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Service
from itbiz.core.errors import invalid
from itbiz.core.forms import VersionForm
from itbiz.core.pages import number_in
from itbiz.core.text import exact
from orgchart.models import Line, Vendor
from walkthroughs.models import Contract
from walkthroughs.moves import ENDED
from walkthroughs.suggest import supplier_called

PICKED = {
    "line": Line.objects.filter(status=Line.Status.ACTIVE),
    "service": Service.objects.filter(status=Service.Status.OFFERED),
    "vendor": Vendor.objects.all(),
}


class NeedForm(VersionForm):
    """One need. "Operations: a runbook" asks Operations for a runbook; `pick` is what was tapped of the matches."""

    text = forms.CharField(label=gettext_lazy("I need …"), max_length=300)
    pick = forms.CharField(required=False)

    def __init__(self, data, *, principal):
        super().__init__(data)
        self.principal = principal

    def add(self, guest, parent):
        """Add it below the contract `parent`; return the sentence that tells it. Raises what Contract.create raises.

        A seat whose answer was lost sends it again: the same need that stands there already is not written twice.
        """
        guest.require_running()
        values = self.values()
        with guest.walkthrough.changing(by=guest.principal, title=""):
            same = Contract.objects.filter(parent=parent, **values).exclude(state__in=ENDED).first()
            added = same or Contract.create(by=guest.principal, walkthrough=guest.walkthrough, parent=parent, **values)
        said = _("This stands there already: %(what)s") if same else _("Added: %(what)s")
        return said % {"what": added.need or added.vendor or added.supplier}

    def values(self):
        """Return the fields of the new contract."""
        typed = exact(self.cleaned_data["text"])
        kind, _colon, key = self.cleaned_data["pick"].partition(":")
        name, colon, need = typed.partition(":")
        if kind == "gap":
            return {"need": typed, "gap": True}
        row = self._picked(kind, key) or (supplier_called(self.principal, name) if colon and need.strip() else None)
        if row is None:
            return {"need": typed}
        if isinstance(row, Service):
            return {"service": row, "need": row.name}
        return {"vendor" if isinstance(row, Vendor) else "supplier": row, "need": exact(need) or typed}

    def _picked(self, kind, key):
        """Return the row that was tapped, None where nothing was; what one may not see cannot be tapped (V4)."""
        if kind not in PICKED:
            return None
        row = PICKED[kind].all().visible_to(self.principal).filter(pk=number_in(key)).first()
        if row is None:
            raise invalid({"text": _("This is not offered any more. Type it again.")}, "does_not_exist")
        return row
