"""Sheets: what a move asks for before it is made, one form a verb, opening filled with what stands (C5)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from itbiz.core.days import plausible
from itbiz.core.forms import DateInput
from orgchart.models import Vendor
from walkthroughs.forms import SeenForm, SupplierField, for_principal
from walkthroughs.models import Contract
from walkthroughs.moves import ENDED
from walkthroughs.sides import places
from walkthroughs.tree import read_tree

AGREEMENTS = ("starts", "ends", "review_due")


def _text(label, rows=2):
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}))


def _day(label):
    return forms.DateField(label=label, required=False, widget=DateInput(), validators=[plausible])


class Sheet(SeenForm):
    """The form of one move of one contract. `values` is what its verb takes."""

    # What becomes of the contract, told beside the button.
    follows = ""

    def __init__(self, data=None, *, contract, principal):
        self.contract, self.principal = contract, principal
        super().__init__(data, initial={"version": contract.version} | self.standing(), auto_id="sheet_%s")
        for name in self.standing():
            if name in self.fields:
                self.fields[name].show_hidden_initial = True
        for_principal(self, principal)

    @property
    def values(self):
        """What the verb gets."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @property
    def typed(self):
        """What was typed, for a sheet that can no longer be sent: a list of (label, text)."""
        texts = [name for name, field in self.fields.items() if isinstance(field, forms.CharField | forms.DateField)]
        changed = [name for name in texts if name in self.changed_data and self.data.get(name)]
        return [(self.fields[name].label, self.data[name]) for name in changed]


class ReasonSheet(Sheet):
    """A move that asks for nothing; a reason may be given."""

    reason = forms.CharField(label=_("reason"), required=False)


class WithdrawSheet(ReasonSheet):
    """Calling a need off."""

    @property
    def follows(self):
        """What becomes of it: over a promise in force only what was asked instead is withdrawn (C6)."""
        if self.contract.agreed_id is not None:
            return _("The promise in force stays. What was asked over it is withdrawn.")
        return _("What is open below goes with it. Promises below stay, and are marked.")


class DeliverSheet(ReasonSheet):
    """Handing the result over."""

    follows = _("The buyer accepts the delivery, or rejects it and says why.")


class AcceptSheet(ReasonSheet):
    """Taking the result."""

    follows = _("The promise is kept. Nothing more can be asked under this contract.")


class RejectSheet(Sheet):
    """Giving the result back, with what it lacks."""

    follows = _("It is promised still. The supplier reads what is missing.")
    reason = _text(_("what the delivery lacks"))


class CancelSheet(Sheet):
    """Releasing the supplier, with the reason."""

    follows = _("The supplier is released. What hangs below stays, and each of it is cancelled or withdrawn by itself.")
    reason = _text(_("why this is not needed any more"))


class DeclineSheet(Sheet):
    """Why not, and whose it is instead."""

    why = forms.ChoiceField(label=_("why"), widget=forms.RadioSelect, choices=Contract.Why.choices)
    whose = SupplierField(label=_("whose is it then?"))
    reason = forms.CharField(label=_("in a sentence"), required=False)

    def clean_whose(self):
        """Take the line that holds a named vendor."""
        row = self.cleaned_data["whose"]
        return getattr(row, "held_by", row)


class TermsSheet(Sheet):
    """Other terms than those on the table. Only what differs from what the writer saw is sent."""

    own = ()

    def __init__(self, *args, contract, **options):
        super().__init__(*args, contract=contract, **options)
        for name in AGREEMENTS if contract.kind != Contract.Kind.SERVICE_AGREEMENT else ():
            self.fields.pop(name, None)

    def standing(self):
        """Return the terms on the table, which the sheet starts from."""
        return {name: getattr(self.contract.terms, name) for name in (*self.own, *AGREEMENTS)}

    @property
    def values(self):
        """What the verb gets: the changed terms, and what the buyer is to provide for them."""
        asked = {"what": self.cleaned_data["what"], "due": self.cleaned_data["what_due"]}
        kept = {name: self.cleaned_data[name] for name in self.standing() if name in self.changed_data}
        reason = {"reason": self.cleaned_data["reason"]} if "reason" in self.fields else {}
        return kept | reason | ({"obligations": [asked]} if asked["what"] else {})


class CounterSheet(TermsSheet):
    """The supplier's other terms."""

    own = ("deliverable", "accepted_when", "due", "conditions")
    deliverable = forms.CharField(label=_("result"), widget=forms.Textarea(attrs={"rows": 2}))
    accepted_when = _text(_("accepted when"))
    due = _day(_("due"))
    starts, ends, review_due = _day(_("runs from")), _day(_("runs until")), _day(_("review due"))
    conditions = _text(_("only if"))
    what = forms.CharField(label=_("and the buyer provides"), required=False, max_length=500)
    what_due = _day(_("by"))


class AmendSheet(TermsSheet):
    """What the buyer wants other than it was promised."""

    follows = _("The promise in force holds until the supplier agrees to these terms.")
    own = ("accepted_when", "due")
    need = _text(_("what is needed"))
    accepted_when = _text(_("accepted when"))
    due = _day(_("due"))
    starts, ends, review_due = _day(_("runs from")), _day(_("runs until")), _day(_("review due"))
    what = forms.CharField(label=_("and the buyer provides"), required=False, max_length=500)
    what_due = _day(_("by"))
    reason = forms.CharField(label=_("reason"), required=False)

    def standing(self):
        """Return the need and the terms in force."""
        return {"need": self.contract.need} | super().standing()


class ReassignSheet(Sheet):
    """Who is asked instead."""

    follows = _("What hangs below stays. Promises made to the present supplier are asked again.")
    supplier = SupplierField(label=_("who is asked instead: a line, or a vendor"))
    reason = forms.CharField(label=_("reason"), required=False)

    def __init__(self, *args, contract, **options):
        super().__init__(*args, contract=contract, **options)
        self.initial["supplier"] = contract.decline_whose or ""

    @property
    def values(self):
        """What the verb gets: a vendor, or a line."""
        row = self.cleaned_data["supplier"]
        return {"vendor" if isinstance(row, Vendor) else "supplier": row, "reason": self.cleaned_data["reason"]}


class MoveSheet(Sheet):
    """Where it hangs from now on."""

    follows = _("What hangs below comes along. Below another contract, what was promised is asked again.")
    parent = forms.ModelChoiceField(Contract.objects.none(), label=_("below which contract"), empty_label=None)
    position = forms.IntegerField(label=_("at which place there (empty: the last)"), required=False, min_value=1)
    reason = forms.CharField(label=_("reason"), required=False)

    def __init__(self, *args, contract, principal):
        self.places, self.rank = _places(contract, principal)
        super().__init__(*args, contract=contract, principal=principal)
        # Any contract one sees can be sent, so that the verb says what is wrong with it; the list shows the right ones.
        self.fields["parent"].queryset = Contract.objects.visible_to(principal).select_related(*Contract.companions)
        self.fields["parent"].choices = self.places

    def standing(self):
        """Return its present place."""
        return {"parent": self.contract.parent_id, "position": self.rank}

    @property
    def values(self):
        """What the verb gets; below another contract the old position is none of its own."""
        values = super().values
        elsewhere = values["parent"].pk != self.contract.parent_id
        return values | ({"position": None} if elsewhere and "position" not in self.changed_data else {})


def _places(contract, principal):
    """Return where the principal may hang `contract`, as choices in reading order, and its rank where it hangs."""
    tree, mine = read_tree(contract.walkthrough, questions=False), set(places(principal, contract).values_list("pk"))
    here = tree.by_id[contract.pk]
    fit = [
        node
        for node in tree.nodes
        if (node.id,) in mine and node.state not in (*ENDED, "accepted") and here not in (node, *node.ancestors())
    ]
    rank = here.parent.children.index(here) + 1 if here.parent else None
    return [(node.id, f"{node.code} {node.short}: {node.title[:60]}") for node in fit], rank


class SplitSheet(Sheet):
    """Two needs in place of one."""

    follows = _("Both are drafts afterwards, and are asked one by one.")
    first = _text(_("the first need"))
    second = _text(_("the second need"))
    keep = forms.ChoiceField(
        label=_("what the buyer provides, the questions and what hangs below go to"),
        choices=[("first", _("the first need")), ("second", _("the second need"))],
        widget=forms.RadioSelect,
        initial="first",
    )
    reason = forms.CharField(label=_("reason"), required=False)

    def standing(self):
        """Return the need that is split."""
        return {"first": self.contract.need}


SHEETS = {
    "accept": AcceptSheet,
    "deliver": DeliverSheet,
    "counter": CounterSheet,
    "amend": AmendSheet,
    "decline": DeclineSheet,
    "reject": RejectSheet,
    "withdraw": WithdrawSheet,
    "reassign": ReassignSheet,
    "move": MoveSheet,
    "split": SplitSheet,
    "cancel": CancelSheet,
}


def sheet_of(contract, verb, request):
    """Return the form of the move `verb`, filled from the contract, or with what was posted."""
    data = request.POST if request.method == "POST" else None
    return SHEETS[verb](data, contract=contract, principal=request.principal)
