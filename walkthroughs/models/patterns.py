"""Patterns: a closed tree kept to be started from, always editable."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from itbiz.core.models import Record, unique_code
from itbiz.core.querysets import RecordQuerySet
from itbiz.core.text import exact, found_by
from walkthroughs.models.walkthroughs import Walkthrough


class PatternQuerySet(RecordQuerySet):
    """Patterns follow the walk-through they were kept from (V4)."""

    def visible_to(self, principal):
        """Return the patterns of the walk-throughs the principal sees."""
        return self.filter(source__in=Walkthrough.objects.visible_to(principal))


class Pattern(Record):
    """A tree of needs without dates, names and promises. `tree` lists its nodes in reading order."""

    name = models.CharField(_("name"), max_length=300)
    source = models.ForeignKey(Walkthrough, on_delete=models.PROTECT, related_name="patterns", editable=False)
    tree = models.JSONField(default=list, editable=False)

    objects = PatternQuerySet.as_manager()
    permission = "walkthroughs.keep_pattern"
    imported = ("source", "tree")

    class Meta:
        verbose_name = _("pattern")
        constraints = [unique_code("pattern")]

    def __str__(self):
        return self.name

    @classmethod
    def keep(cls, walkthrough, *, by, name, reason=""):
        """Keep a closed tree as a pattern called `name`, and return it.

        Raises NotAllowed, Refused (not closed, or practice: H6) or ValidationError.
        """
        # The tree is read from these models.
        from walkthroughs.patterns import nodes_of
        from walkthroughs.tree import read_tree

        title = _("Kept as a pattern: %(name)s") % {"name": name}
        with walkthrough.changing(by=by, title=title, reason=reason):
            walkthrough.refresh_from_db(fields=["status", "facilitator"])
            by.require("walkthroughs.keep_pattern", walkthrough)
            walkthrough.require_kept()
            tree = nodes_of(read_tree(walkthrough, questions=False))
            return super().create(by=by, reason=reason, name=name, source=walkthrough, tree=tree)

    def authorize(self, by, values):
        """Ask whoever steers the walk-through that it is kept from."""
        by.require(self.permission, self.source)

    def prepare(self):
        """Store the name as one person would write it."""
        self.name = exact(self.name)
        super().prepare()

    def search_text(self):
        """Look for patterns by name and code."""
        return found_by(self.name, self.code)
