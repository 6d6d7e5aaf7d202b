"""Projects: the outcome a client wants, whoever builds it."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from catalog.models import Service
from itbiz.audit.record import change_set
from itbiz.core.days import plausible
from itbiz.core.models import Part, Record, unique_code
from itbiz.core.querysets import SharedQuerySet
from itbiz.core.terms import term
from itbiz.core.text import exact, fold
from orgchart.models import Line, Person, Unit
from walkthroughs.models.clients import require_active


class ProjectQuerySet(SharedQuerySet):
    """Projects, and whether each was walked through."""

    def visible_to(self, principal):
        """Return every project, to whoever is signed in; `walked` can be filtered by.

        A walk-through counts that is live, was started, is a session, and that the principal sees (H6, V4).
        """
        walkthroughs = self.model.walkthroughs.rel.related_model.objects.visible_to(principal).walked()
        return super().visible_to(principal).alias(walked=Exists(walkthroughs.filter(project=OuterRef("pk"))))


class Project(Record):
    """A title worded as an outcome, its client and sponsor, and the end customer who notices."""

    class Kind(models.TextChoices):
        BUSINESS = "business", _("business project")
        INTERNAL_INVESTMENT = "internal_investment", _("internal investment")
        SERVICE_DESIGN = "service_design", _("service design")

    class Status(models.TextChoices):
        OPEN = "open", term("state.open")
        DONE = "done", term("state.done")
        DROPPED = "dropped", term("state.dropped")

    title = models.CharField(_("title"), max_length=300, help_text=_("The outcome, not the activity."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.BUSINESS)
    client = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("client"))
    sponsor = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("sponsor"))
    end_customer = models.TextField(_("end customer"), blank=True, help_text=_("Who outside notices, and how."))
    processes = models.TextField(
        _("business processes"), blank=True, help_text=_("Which processes it touches, one a line.")
    )
    benefits = models.TextField(
        _("benefits"), blank=True, help_text=_("What is gained, who owns that, and when it is looked at; one a line.")
    )
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("service being designed")
    )
    need_by = models.DateField(_("needed by"), null=True, blank=True, validators=[plausible])
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)

    objects = ProjectQuerySet.as_manager()
    parts = ("follow_ons",)
    permission = "walkthroughs.edit_project"

    class Meta:
        verbose_name = _("project")
        constraints = [unique_code("project")]

    def __str__(self):
        return self.title

    def prepare(self):
        """Store the title as one person would write it."""
        self.title = exact(self.title)
        super().prepare()

    def clean(self):
        """Refuse a client that is closed; what was done for one is still told."""
        if self.status == self.Status.OPEN:
            require_active(self, "client")

    def authorize(self, by, values):
        """Any head writes projects (P2); who sees a restricted walk-through of one, those who see it already (V3)."""
        super().authorize(by, values)
        names = ("sponsor_id", "client_id")
        if self.before and any(self.before[name] != getattr(self, name) for name in names):
            stood = Project(pk=self.pk, **{name: self.before[name] for name in names})
            by.require("walkthroughs.entrust_project", stood)

    def update(self, *, by, reason="", **values):
        """Change columns and follow-ons, and with them the lights of its walk-throughs. Raises as `Record.update`."""
        with change_set(by=by, title=self.title_of(_("edited")), reason=reason) as changes:
            for walkthrough in self.walkthroughs.order_by("pk"):
                walkthrough.hold(changes)
                walkthrough.light_up(changes)
            return super().update(by=by, reason=reason, **values)

    def search_text(self):
        """Look for projects by title, code and end customer."""
        return fold(f"{self.title} {self.code} {self.end_customer}")


class FollowOn(Part):
    """Something somebody runs, supports or switches off the day after, and the line that will (light 8)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="follow_ons")
    what = models.CharField(_("what follows"), max_length=300)
    line = models.ForeignKey(
        Line, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("whose it is")
    )

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.what
