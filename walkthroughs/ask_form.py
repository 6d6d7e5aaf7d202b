"""The form that asks for a service: who asks, what is needed, and what the buyer provides, all at once."""

from typing import NamedTuple

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from itbiz.core.days import plausible
from itbiz.core.forms import DateInput, VersionForm, sent
from itbiz.core.names import LONGEST_CHOICE, TYPED, UNKNOWN, name_with_code, proposing
from itbiz.core.pages import PROPOSED
from itbiz.core.text import exact, fold
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
    Where they are too many to choose from, they are typed: a name is then a Typed, with its code.
    """
    mine = side_units(principal)
    if not mine:
        return []
    lines = Line.objects.visible_to(principal).filter(status=Line.Status.ACTIVE, unit__in=mine)
    units = Unit.objects.visible_to(principal).filter(status=Unit.Status.ACTIVE, inside_it=False, pk__in=mine)
    named = list(lines.filter(~Q(pk=service.line_id)).by_name().values_list("pk", "name", "code"))
    clients = list(units.by_name().values_list("pk", "name", "code"))
    are_many = len(named) + len(clients) > LONGEST_CHOICE
    groups = (
        (_("Lines"), "client_line", "", named),
        (_("Units outside IT"), "client_unit", _("unit outside IT"), clients),
    )
    return [
        (heading, [(f"{key}:{pk}", Typed(name, code, kind) if are_many else name) for pk, name, code in found])
        for heading, key, kind, found in groups
        if found
    ]


class Typed(NamedTuple):
    """What is typed by its name or its code; `kind` tells a unit from the line that may have the same of both."""

    name: str
    code: str
    kind: str = ""

    def __str__(self):
        return ", ".join(filter(None, (name_with_code(self.name, self.code), str(self.kind))))

    def is_meant(self, text):
        """Return how nearly `text` means it: its place among the ways to say it, the nearest 0, or None."""
        ways = (str(self), self.code, fold(str(self)), fold(self.code), fold(self.name))
        said = (text, text, *[fold(text)] * 3)
        return next((place for place, pair in enumerate(zip(ways, said, strict=True)) if pair[0] == pair[1]), None)


class TypedChoice(forms.CharField):
    """A choice of more than anybody reads, typed by name or code; its value is the key. `choices` are (key, Typed).

    The page it stands on proposes them, at the address `page`: see `proposed`.
    """

    def __init__(self, choices, *, page, **options):
        super().__init__(**options)
        self.choices = choices
        self.widget.attrs |= proposing(page)

    def clean(self, value):
        """Return the key of what was typed. Raises ValidationError for none or several.

        A code says which one is meant where a name does not.
        """
        text = exact(super().clean(value))
        meant = [(one.is_meant(text), key, one) for key, one in self.choices]
        nearest = min((place for place, _key, _one in meant if place is not None), default=None)
        if nearest is None:
            raise forms.ValidationError(UNKNOWN)
        found = [(key, one) for place, key, one in meant if place == nearest]
        if len(found) > 1:
            names = "; ".join(str(one) for _key, one in found[:PROPOSED])
            sentence = _("Several are called so. Write one of them whole: %(names)s.")
            raise forms.ValidationError(sentence % {"names": names})
        return found[0][0]

    def proposed(self, text):
        """Return what fits a few letters of names or codes, those whose name begins with them first."""
        words = fold(text).split()
        named = [(fold(str(one)), one) for _key, one in self.choices] if words else []
        found = [(whole, one) for whole, one in named if all(word in whole for word in words)]
        return [one for _whole, one in sorted(found, key=lambda pair: not pair[0].startswith(fold(text)))]


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
            form.fields["buyer"] = TypedChoice(known, page=request.path, **options)
        return form

    def proposed(self, text):
        """Return the buyers that fit a few letters, where there are too many to choose from."""
        field = self.fields["buyer"]
        return field.proposed(text) if isinstance(field, TypedChoice) else []

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
