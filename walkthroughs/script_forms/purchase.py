"""What the first steps ask for: the sponsor, who notices, whose catalog it is in, and the client's nod."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Service
from itbiz.core.errors import invalid
from itbiz.core.pages import number_in
from orgchart.models import Line
from walkthroughs.forms import PersonField
from walkthroughs.models import Contract
from walkthroughs.models.disputes import end_dispute, leave_gap, name_prime
from walkthroughs.script_forms.base import LineField, ScriptForm, waive


def _lines(label, **options):
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}), **options)


class SponsorForm(ScriptForm):
    """Who answers for the purchase, or why nobody does (step 0)."""

    said = _("Sponsor noted.")
    sponsor = PersonField(label=_("sponsor"))
    no_sponsor = forms.CharField(label=_("or no sponsor, because"), required=False, max_length=300)

    def act(self):
        """Name the sponsor of the project, or keep the reason."""
        sponsor, project = self.cleaned_data["sponsor"], self.walkthrough.project
        if sponsor and project:
            project.update(by=self.principal, sponsor=sponsor)
            return
        if sponsor:
            raise invalid({"sponsor": _("This walk-through has no project that could have a sponsor.")}, "invalid")
        waive(self, "sponsor")


class SightForm(ScriptForm):
    """Who outside notices, what is touched, what is gained (step 2)."""

    said = _("Noted who notices.")
    end_customer = _lines(_("end customer: who outside notices, and how"))
    processes = _lines(_("business processes it touches, one a line"))
    benefits = _lines(_("benefits, with who owns each and when it is looked at, one a line"))
    no_end_customer = forms.CharField(label=_("or nobody outside notices, because"), required=False, max_length=300)

    def __init__(self, *args, walkthrough, **options):
        project = walkthrough.project
        initial = {"no_end_customer": walkthrough.waivers.get("end_customer", "")}
        if project is not None:
            names = ("end_customer", "processes", "benefits", "version")
            initial |= {name: getattr(project, name) for name in names}
        super().__init__(*args, walkthrough=walkthrough, initial=initial, **options)
        if project is None:
            for name in ("end_customer", "processes", "benefits"):
                del self.fields[name]

    def act(self):
        """Write them on the project, and the reason on the walk-through."""
        changed = {n: self.cleaned_data[n] for n in ("end_customer", "processes", "benefits") if n in self.changed_data}
        with self.walkthrough.changing(by=self.principal, title=self.said):
            if changed:
                self.walkthrough.project.expecting(self.expected).update(by=self.principal, **changed)
            waive(self, "end_customer")


class PrimeForm(ScriptForm):
    """Whose catalog it is in, and why theirs (step 3)."""

    pick = forms.CharField(required=False)
    other = LineField(label=_("another line"))
    reason = forms.CharField(label=_("why"), required=False, max_length=300)

    def clean(self):
        """Read the candidate that was picked, or the other line that was named."""
        values = super().clean()
        line, _colon, service = values.get("pick", "").partition(":")
        seen = Line.objects.visible_to(self.principal).filter(status=Line.Status.ACTIVE)
        values["line"] = values.get("other") or seen.filter(pk=number_in(line)).first()
        offered = Service.objects.visible_to(self.principal).filter(line=values["line"], pk=number_in(service))
        values["service"] = None if values.get("other") else offered.first()
        if values["line"] is None and not self.errors:
            self.add_error("other", _("Choose one, or name another line. If nobody offers it, say so."))
        return values

    def act(self):
        """Name the prime."""
        values = {name: self.cleaned_data[name] for name in ("line", "service", "reason")}
        self.focus = name_prime(self.walkthrough, by=self.principal, **values).pk
        self.said = _("Prime: %(line)s") % {"line": values["line"]}


class GapForm(ScriptForm):
    """Nobody's catalog holds it (step 3)."""

    said = _("Nobody offers this: a gap, and a finding.")
    reason = forms.CharField(required=False, max_length=300)

    def act(self):
        """Leave a gap at the root."""
        self.focus = leave_gap(self.walkthrough, by=self.principal, reason=self.cleaned_data["reason"]).pk


class DisputeForm(ScriptForm):
    """Two lines insist: one of them owns it for now."""

    # It stands on the page beside the form that names the prime.
    ids = "quarrel_%s"
    one = LineField(label=_("one line"))
    other = LineField(label=_("the other line"))
    owner = forms.ChoiceField(
        label=_("owns it for now"),
        choices=[("one", _("the one")), ("other", _("the other"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("why"), required=False, max_length=300)

    def act(self):
        """Let one of them own it, log the finding, stop the clock."""
        contract, values = (
            self.the(Contract.objects.select_related(*Contract.companions), "contract"),
            self.cleaned_data,
        )
        lines, owner = [values["one"], values["other"]], values[values["owner"]]
        if None in lines:
            raise invalid({"one": _("Name the two lines that insist, and which of them owns it for now.")}, "invalid")
        end_dispute(contract, by=self.principal, lines=lines, owner=owner, reason=values["reason"])
        self.focus, self.said = contract.pk, _("%(line)s owns it for now.") % {"line": owner}


class NodForm(ScriptForm):
    """The client nods to what the prime said back (step 4)."""

    person = PersonField(label=_("who nods for the client"))

    def act(self):
        """Keep who nodded."""
        person = self.cleaned_data["person"]
        if person is None:
            raise invalid({"person": _("Say who nodded.")}, "missing")
        self.walkthrough.nod(by=self.principal, person=person)
        self.said = _("%(person)s nodded.") % {"person": person}
