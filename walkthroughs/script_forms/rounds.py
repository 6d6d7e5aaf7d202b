"""What the last steps ask for: the day after, the checklist, the premortem and the promise round."""

from django import forms
from django.utils.translation import gettext_lazy as _

from itbiz.core.errors import invalid
from itbiz.core.forms import DateInput, RecordForm
from itbiz.core.pages import number_in
from orgchart.models import Person
from walkthroughs.forms import FollowOnRow, PersonField
from walkthroughs.models import Contract, Project, Question, Reason, Room
from walkthroughs.models.premortem import end_round
from walkthroughs.script_forms.base import ScriptForm, waive


class FollowOnsForm(RecordForm):
    """What follows the day after (step 9)."""

    said = _("Noted what follows the day after.")
    focus = None
    rows = {"follow_ons": FollowOnRow}
    no_follow_ons = forms.CharField(label=_("or nothing follows, because"), required=False, max_length=300)

    class Meta:
        model = Project
        fields = ()

    def __init__(self, data=None, *, walkthrough, principal):
        self.walkthrough = walkthrough
        initial = {"no_follow_ons": walkthrough.waivers.get("follow_ons", "")}
        super().__init__(data, principal=principal, instance=walkthrough.project, initial=initial, auto_id="script_%s")
        self.needs_version = False
        if walkthrough.project is None:
            self.rows = {}

    def act(self):
        """Write them on the project, and the reason on the walk-through."""
        changed = {name: rows for name, rows in self.values.items() if name == "follow_ons"}
        with self.walkthrough.changing(by=self.principal, title=self.said):
            if changed:
                self.walkthrough.project.expecting(self.expected).update(by=self.principal, **changed)
            waive(self, "follow_ons")


class TickForm(ScriptForm):
    """What is usually missing: in the tree, or not needed (step 10)."""

    topic = forms.CharField()
    because = forms.CharField(required=False, max_length=300)
    needed = forms.CharField(required=False)

    def act(self):
        """Tick the topic."""
        because = self.cleaned_data["because"].strip()
        if not self.cleaned_data["needed"] and not because:
            raise invalid({"because": _("Say why it is not needed, or that a contract looks after it.")}, "missing")
        self.walkthrough.tick(
            self.cleaned_data["topic"], by=self.principal, because="" if self.cleaned_data["needed"] else because
        )
        self.said = _("Ticked.")


class OpenRoundForm(ScriptForm):
    """The three minutes of the premortem begin (step 11)."""

    said = _("Three minutes: everybody writes.")

    def act(self):
        """Let reasons be written."""
        Room.of(self.walkthrough).open_premortem(by=self.principal)


class EndRoundForm(ScriptForm):
    """They are over (step 11)."""

    said = _("The round is ended, and its reasons are shuffled.")

    def act(self):
        """End the writing."""
        end_round(self.walkthrough, by=self.principal)


class HomeForm(ScriptForm):
    """Who looks after a reason of the premortem: a contract, a question of its own, or nobody, because (step 11)."""

    said = _("The reason has a home.")
    contract = forms.CharField(label=_("a contract looks after it"), required=False)
    text = forms.CharField(label=_("or a question"), required=False, max_length=1000)
    decider = PersonField(label=_("who decides"))
    due = forms.DateField(label=_("by"), required=False, widget=DateInput())
    let_go = forms.CharField(label=_("or nobody, because"), required=False, max_length=300)

    def act(self):
        """Give it its home; a question is asked in the same act."""
        reason, values = self.the(Reason.objects, "reason"), self.cleaned_data
        contract = self.the(Contract.objects, "contract") if values["contract"] else None
        homes = [home for home in (contract, values["text"].strip(), values["let_go"].strip()) if home]
        if len(homes) != 1:
            raise invalid(
                {"contract": _("Choose one: a contract, a question, or why nobody looks after it.")}, "invalid"
            )
        title = _("A home for a reason of the premortem")
        with self.walkthrough.changing(by=self.principal, title=title):
            question = self._question() if values["text"].strip() else None
            reason.house(by=self.principal, contract=contract, question=question, let_go=values["let_go"])

    def _question(self):
        values = {name: self.cleaned_data[name] for name in ("text", "decider", "due")}
        return Question.create(by=self.principal, about=self.walkthrough, **values)


class YesForm(ScriptForm):
    """A yes said aloud in the promise round: whose, and by whom (step 12)."""

    def act(self):
        """Record the promise for the person who said it."""
        contract = self.the(Contract.objects.select_related(*Contract.companions), "contract")
        person = Person.objects.visible_to(self.principal).filter(pk=number_in(self.data.get("person"))).first()
        if person is None:
            raise invalid({"person": _("Say who said yes.")}, "missing")
        contract.expecting(self.expected).promise(by=self.principal, on_behalf_of=person)
        self.said = contract.heading("promise")
