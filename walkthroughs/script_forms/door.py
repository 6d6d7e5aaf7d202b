"""Who is let in to a seat, and who is not."""

from django import forms
from django.utils.translation import gettext_lazy as _

from itbiz.core.errors import invalid
from itbiz.core.pages import number_in
from orgchart.models import Line, Person
from walkthroughs.forms import PersonField
from walkthroughs.models import Seat
from walkthroughs.script_forms.base import LineField, ScriptForm


class AdmitForm(ScriptForm):
    """Who somebody is that asks to be let in: a person, and the line they speak for, or the client without one (P)."""

    pick = forms.CharField(required=False)
    person = PersonField(label=_("or somebody else"))
    line = LineField(label=_("who speaks for"))

    def act(self):
        """Let them in."""
        person, line = self.cleaned_data["person"], self.cleaned_data["line"]
        if person is None and line is None:
            head, _colon, supplier = self.cleaned_data["pick"].partition(":")
            person = Person.objects.visible_to(self.principal).filter(pk=number_in(head)).first()
            line = Line.objects.visible_to(self.principal).filter(pk=number_in(supplier)).first()
            # A line that is gone does not turn somebody into the client.
            person = None if supplier and line is None else person
        if person is None:
            sentence = _("Say as whom they are let in, and for which line, or none for the client.")
            raise invalid({"person": sentence}, "missing")
        seat = self.the(Seat.objects.taken(), "seat")
        seat.admit(by=self.principal, person=person, line=line)
        self.said = _("%(name)s is let in as %(person)s.") % {"name": seat.name, "person": person}


class RefuseForm(ScriptForm):
    """Somebody who asked is not let in."""

    said = _("Not let in.")

    def act(self):
        """Refuse the seat."""
        self.the(Seat.objects.taken(), "seat").refuse(by=self.principal)


class UnseatForm(ScriptForm):
    """A seat ends."""

    said = _("The seat has ended.")

    def act(self):
        """End it."""
        self.the(Seat.objects.taken(), "seat").revoke(by=self.principal)
