"""The form that asks for a service: who asks, what is needed, and what the buyer provides, all at once."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from itbiz.core.days import plausible
from itbiz.core.forms import DateInput, VersionForm, sent
from itbiz.core.names import LONGEST_CHOICE, SEVERAL, TYPED, UNKNOWN, name_with_code, proposing
from itbiz.core.text import fold
from orgchart.models import Line, Unit
from orgchart.reach import side_units
from walkthroughs.models import Contract, Walkthrough
from walkthroughs.models.asking import LONGEST_DUTY, asked_words, provided
from walkthroughs.models.standing import TERM

# What an ask may be: one result, or the same service again and again for a time.
KINDS = (Contract.Kind.PROJECT_RESULT, Contract.Kind.SERVICE_AGREEMENT)


def _day(label, **options):
    return forms.DateField(label=label, required=False, widget=DateInput(), validators=[plausible], **options)


def _text(label, **options):
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}), **options)


def buyers_of(principal, service):
    """Return for whom `principal` may ask for `service`: groups of a heading and [(key, name)], as a select has them.

    These are the active lines and the active units outside IT of whose side they are (P3), without the line itself.
    Where they are too many to choose from, their codes stand behind the names.
    """
    mine = side_units(principal)
    if not mine:
        return []
    lines = Line.objects.visible_to(principal).filter(status=Line.Status.ACTIVE, unit__in=mine)
    units = Unit.objects.visible_to(principal).filter(status=Unit.Status.ACTIVE, inside_it=False, pk__in=mine)
    named = list(lines.filter(~Q(pk=service.line_id)).order_by("name").values_list("pk", "name", "code"))
    clients = list(units.order_by("name").values_list("pk", "name", "code"))
    are_many = len(named) + len(clients) > LONGEST_CHOICE
    groups = ((_("Lines"), "client_line", named), (_("Units outside IT"), "client_unit", clients))
    return [
        (heading, [(f"{key}:{pk}", name_with_code(name, code) if are_many else name) for pk, name, code in found])
        for heading, key, found in groups
        if found
    ]


class TypedChoice(forms.CharField):
    """A choice of more than anybody reads, typed by name; its value is the key. `choices` are (key, "Name (code)")."""

    def __init__(self, choices, *, proposals, **options):
        super().__init__(**options)
        self.choices = choices
        self.widget.attrs |= proposing(proposals)

    def clean(self, value):
        """Return the key of what was typed, with its code or without. Raises ValidationError for none or several."""
        text = fold(super().clean(value))
        found = [key for key, words in self.choices if text in (fold(words), fold(words.rpartition(" (")[0]))]
        if len(found) != 1:
            raise forms.ValidationError(SEVERAL if found else UNKNOWN)
        return found[0]


class AskForm(VersionForm):
    """Asking for a service in the buyer's words, which start from the service's own."""

    model = Walkthrough

    buyer = forms.ChoiceField(label=_("Who asks"))
    need = _text(_("What is needed"), help_text=_("As a result, in the buyer's words."))
    accepted_when = _text(_("Accepted when"), help_text=_("By which test the result is taken."))
    due = _day(_("Due"))
    what = _text(_("The buyer provides"), max_length=LONGEST_DUTY)
    what_due = _day(_("Provided by"))
    buyer_provides_nothing = forms.BooleanField(label=_("The buyer provides nothing"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in KINDS])
    starts = _day(_("Runs from"))
    ends = _day(_("Runs until"))
    review_due = _day(_("Review due"))

    @classmethod
    def of(cls, request, service, buyers):
        """Return the form by which the reader asks for `service` as one of `buyers` (see buyers_of)."""
        keys = [key for _heading, choices in buyers for key, _name in choices]
        words = asked_words(service) | {"what": "".join(duty["what"] for duty in provided(service))}
        words |= {"buyer": keys[0] if len(keys) == 1 else "", "kind": KINDS[0].value}
        form = cls(sent(request), initial=words)
        form.fields["buyer"].choices = buyers if len(keys) == 1 else [("", _("choose")), *buyers]
        if len(keys) > LONGEST_CHOICE:
            known = [pair for _heading, choices in buyers for pair in choices]
            options = {"label": form.fields["buyer"].label, "help_text": TYPED}
            form.fields["buyer"] = TypedChoice(known, proposals="orgchart:line-choices", **options)
        return form

    @property
    def main(self):
        """The fields in sight, in groups that stand side by side."""
        names = ("buyer", "need", "accepted_when", "what", "buyer_provides_nothing", ("due", "what_due"))
        return [[self[name] for name in ([group] if isinstance(group, str) else group)] for group in names]

    @property
    def more(self):
        """The fields behind the disclosure: a standing agreement and its term."""
        return [[self["kind"]], [self[name] for name in TERM]]

    @property
    def is_opened(self):
        """Whether something stands in the fields behind the disclosure."""
        return self["kind"].value() == Contract.Kind.SERVICE_AGREEMENT or any(self.errors.get(name) for name in TERM)

    @property
    def values(self):
        """What `ask_for` takes: the buyer, the words, and what is provided."""
        side, _colon, pk = self.cleaned_data["buyer"].partition(":")
        buyer = (Line if side == "client_line" else Unit).objects.get(pk=pk)
        names = ("need", "accepted_when", "due", "buyer_provides_nothing", "kind", *TERM)
        return {side: buyer, "obligations": self._duties()} | {name: self.cleaned_data[name] for name in names}

    def _duties(self):
        """Return what is provided; a tick for "nothing" takes the service's words away, and not what was typed."""
        typed = self.cleaned_data
        if not typed["what"] or (typed["buyer_provides_nothing"] and "what" not in self.changed_data):
            return []
        return [{"what": typed["what"], "due": typed["what_due"]}]
