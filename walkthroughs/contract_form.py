"""The six fields of a contract (rules C): which of them one may write now, and what was changed."""

from copy import copy

from django import forms
from django.utils.translation import gettext_lazy as _

from itbiz.audit.record import change_set
from itbiz.core.days import plausible
from itbiz.core.errors import Stale
from itbiz.core.forms import DateInput
from orgchart.models import Vendor
from walkthroughs.agreement_field import AgreementField
from walkthroughs.forms import SeenForm, SupplierField, for_principal
from walkthroughs.models import Contract, Obligation
from walkthroughs.models.standing import TERM


def _text(label, rows=2, **options):
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **options)


# In the order they stand on the page.
FIELDS = {
    "need": lambda: _text(_("what is needed")),
    "deliverable": lambda: _text(_("result")),
    "accepted_when": lambda: _text(_("accepted when")),
    "not_included": lambda: _text(_("not included"), rows=1),
    "due": lambda: forms.DateField(label=_("due"), required=False, widget=DateInput()),
    "supplier": lambda: SupplierField(label=_("supplier")),
    "gap": lambda: forms.BooleanField(label=_("nobody offers this"), required=False),
    "conditions": lambda: _text(_("only if"), rows=1),
    "buyer_provides_nothing": lambda: forms.BooleanField(label=_("the buyer provides nothing"), required=False),
    "needs_nothing_more": lambda: forms.BooleanField(label=_("needs nothing from others"), required=False),
    "effort_low": lambda: forms.DecimalField(label=_("effort from, person-days"), required=False),
    "effort_high": lambda: forms.DecimalField(label=_("effort to"), required=False),
    "price": lambda: forms.DecimalField(label=_("price"), required=False),
    "currency": lambda: forms.CharField(label=_("currency"), required=False, max_length=3),
    "kind": lambda: forms.ChoiceField(label=_("kind"), required=False, choices=Contract.Kind.choices),
    "starts": lambda: forms.DateField(label=_("runs from"), required=False, widget=DateInput()),
    "ends": lambda: forms.DateField(label=_("runs until"), required=False, widget=DateInput()),
    "review_due": lambda: forms.DateField(label=_("review due"), required=False, widget=DateInput()),
    "agreement": AgreementField,
}
# Behind a disclosure: nothing beyond six fields is asked unless somebody opens it.
MORE = (
    *("conditions", "needs_nothing_more", "effort_low", "effort_high", "price", "currency"),
    *("kind", *TERM, "agreement"),
)
NOTHING = "buyer_provides_nothing"
TICKS = ("gap", NOTHING, "needs_nothing_more")
OF_TERMS = ("deliverable", "accepted_when", "not_included", "due", "conditions")


class ContractForm(SeenForm):
    """One contract's fields, as far as the principal may write them in its state, and what its buyer provides."""

    # What was typed into fields that can no longer be written, because the contract moved on: (label, text).
    kept = ()

    def __init__(self, data=None, *, contract, principal, duties=None):
        """`duties` are the contract's obligations as its node holds them, where they were read."""
        super().__init__(data, initial=_initial(contract))
        self.contract, self.principal = contract, principal
        writable = contract.fields_for(principal)
        # In draft the buyer's words are the result; the supplier's own come when it is asked (C1).
        hidden = {"deliverable"} if contract.state == "draft" else {"need"} if "deliverable" in writable else set()
        self.fields |= {name: make() for name, make in FIELDS.items() if name in writable and name not in hidden}
        if contract.supplier_id is not None:
            self.fields.pop("gap", None)
        if contract.kind != Contract.Kind.SERVICE_AGREEMENT:
            self.fields = {name: field for name, field in self.fields.items() if name not in TERM}
        if "agreement" in self.fields and not self.fields["agreement"].offer(contract, principal):
            del self.fields["agreement"]
        # What the buyer provides is part of a promise in force.
        writes = {"need", "deliverable"} & set(self.fields) and contract.agreed_id is None
        self.duties = self._duty_fields(duties) if writes else []
        for name in set(self.fields) - {"version"}:
            # What was changed is measured against what the writer saw, not against what stands there by now.
            self.fields[name].show_hidden_initial = True
        for_principal(self, principal)

    def _duty_fields(self, rows):
        """Add a text and a date for each obligation and an empty pair; returns [(its id or None, name, name)]."""
        duties = []
        if rows is None:
            rows = self.contract.obligations.order_by("pk").values("id", "what", "due")
        for row in (*rows, None):
            pk = row and row["id"]
            what, by = f"duty_{pk or 'new'}", f"by_{pk or 'new'}"
            self.fields[what] = forms.CharField(label=_("the buyer provides"), required=False, max_length=500)
            self.fields[by] = forms.DateField(label=_("by"), required=False, widget=DateInput(), validators=[plausible])
            if row:
                self.initial |= {what: row["what"], by: row["due"]}
            duties.append((pk, what, by))
        return duties

    @property
    def main(self):
        """The bound fields that are always shown, in order, down to what the buyer provides."""
        return [self[name] for name in FIELDS if name in self.fields and name not in (*MORE, NOTHING)]

    @property
    def nothing(self):
        """The bound field that says the buyer provides nothing, on purpose; None where it is not to be written."""
        return self[NOTHING] if NOTHING in self.fields else None

    @property
    def more(self):
        """The bound fields behind the disclosure."""
        return [self[name] for name in MORE if name in self.fields]

    @property
    def is_in_sight(self):
        """Whether any field can be written without opening the disclosure."""
        return bool(self.main or self.duties or self.nothing)

    @property
    def duty_rows(self):
        """The bound pairs of what the buyer provides."""
        return [(self[what], self[by]) for _pk, what, by in self.duties]

    @property
    def values(self):
        """The changed fields of the contract and its terms."""
        values = {name: self.cleaned_data[name] for name in FIELDS if name in self.changed_data}
        if isinstance(values.get("supplier"), Vendor):
            values |= {"vendor": values["supplier"], "supplier": values["supplier"].held_by}
        elif "supplier" in values:
            values |= {"vendor": None, "service": None} if self.contract.supplier_id else {}
        return values

    def save(self, *, by, verb=""):
        """Write what was changed, and make the move `verb` where one is given, as one change set.

        Returns the sentence that tells it. Raises what the contract's verbs raise; Stale where somebody else wrote.
        """
        contract = self.contract
        # Without a move the first thing that is written says what it was.
        title = self._heading(verb) if verb else ""
        with change_set(by=by, title=title, walkthrough_id=contract.walkthrough_id) as changes:
            contract.walkthrough.hold(changes)
            contract.expecting(self.expected).lock()
            self._require_unchanged_duties()
            if self.values:
                contract.update(by=by, **self.values)
            self._save_duties(by)
            if verb:
                getattr(contract, verb)(by=by)
        return contract.heading(verb) if verb else _("Saved: %(what)s") % {"what": contract.title}

    def _heading(self, verb):
        """Return what the log calls the move, in the words that are about to be written."""
        after = copy(self.contract)
        after.supplier, after.need = (self.values.get(name, getattr(after, name)) for name in ("supplier", "need"))
        return after.heading(verb)

    def _require_unchanged_duties(self):
        """Raise Stale where somebody else rewrote an obligation that was changed here."""
        for pk, *names in self.duties:
            for name in names if pk else ():
                seen = self._seen(name)
                if (
                    name in self.changed_data
                    and seen is not None
                    and seen != self.fields[name].clean(self.initial[name])
                ):
                    raise Stale(self.contract)

    def _seen(self, name):
        """Return what the field held when it was shown, None where that was not posted."""
        text = self.data.get(self.add_initial_prefix(name))
        return None if text is None else self.fields[name].clean(text)

    def _save_duties(self, by):
        for pk, what, due in self.duties:
            if not {what, due} & set(self.changed_data):
                continue
            values = {"what": self.cleaned_data[what], "due": self.cleaned_data[due]}
            if pk is None:
                Obligation.create(by=by, contract=self.contract, **values)
            elif values["what"]:
                self._duty(pk).update(by=by, **values)
            else:
                self._duty(pk).remove(by=by)

    def _duty(self, pk):
        """Return the obligation `pk`. It is there: taking one off makes the contract stale, which was asked before."""
        return self.contract.obligations.get(pk=pk)

    def standing(self):
        """Return what the fields hold by now."""
        return _initial(self.contract)

    def clash(self, record):
        """Keep what was typed, and show as texts what was typed into fields that are not to be written any more."""
        super().clash(record)
        gone = [name for name in FIELDS if name not in self.fields and name not in TICKS]
        typed = [name for name in gone if self.data.get(name, "") not in ("", self.data.get(f"initial-{name}"))]
        self.kept = [(FIELDS[name]().label, self.data[name]) for name in typed]


def _initial(contract):
    """Return what the form starts from."""
    values = {name: getattr(contract, name) for name in ("need", "kind", *TICKS)}
    values["agreement"] = contract.agreement.code if contract.agreement_id else ""
    values |= {name: getattr(contract.terms, name) for name in (*OF_TERMS, *MORE) if hasattr(contract.terms, name)}
    supplier = contract.vendor or contract.supplier
    return values | {"supplier": supplier.name if supplier else "", "version": contract.version}
