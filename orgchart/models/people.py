"""People: heads of units, sponsors, those who lead a contract."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from itbiz.core.models import Part, Record, unique_code
from itbiz.core.querysets import SharedQuerySet
from itbiz.core.text import found_by, one_line
from orgchart.models.merging import Merging


class Person(Record, Merging):
    """Somebody of the organisation. Not everybody signs in; `user` is set for those who do."""

    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    active = models.BooleanField(_("active"), default=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT)
    # Whom this person turned out to be.
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    objects = SharedQuerySet.as_manager()
    parts = ("memberships",)
    permission = "orgchart.edit_person"

    class Meta:
        verbose_name = _("person")
        constraints = [unique_code("person")]

    def __str__(self):
        return self.name

    def prepare(self):
        """Store the name as one person would write it."""
        self.name = one_line(self.name)
        super().prepare()

    def clean(self):
        """Refuse to make somebody active who turned out to be another."""
        if self.active and self.merged_into_id:
            sentence = _("%(person)s is merged into %(other)s. Undo that in the history first.")
            raise ValidationError({"active": sentence % {"person": self.name, "other": self.merged_into.name}})

    def search_text(self):
        """Look for people by name, title and code."""
        return found_by(self.name, self.title, self.code)


class Membership(Part):
    """A person belongs to a unit."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey("orgchart.Unit", on_delete=models.PROTECT, related_name="memberships")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit"],
                name="membership_once",
                violation_error_message=_("This person belongs to the unit already."),
            )
        ]

    def __str__(self):
        return f"{self.person} in {self.unit}"
