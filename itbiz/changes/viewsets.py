"""Change sets over REST: reading them, and undoing one."""

from django.shortcuts import get_object_or_404

from itbiz.api.viewsets import VerbViewSet, verb
from itbiz.audit.models import ChangeSet
from itbiz.audit.undo import require_undoable, undo
from itbiz.changes.filters import ChangeSetFilter, listed
from itbiz.changes.serializers import ChangeSetSerializer
from itbiz.changes.shapes import CHANGE_SET, versioned

# The scopes that writing the objects of an app takes, by the app's name in the log.
SCOPES = {
    "orgchart": "org",
    "catalog": "catalog",
    "walkthroughs": "walkthroughs",
    "access": "admin",
    "exchange": "admin",
}


class ChangeSetViewSet(VerbViewSet):
    """Change sets; lists leave out their changes, and practice where nothing is named (H6)."""

    shape, scope = CHANGE_SET, "changes"
    serializer_class, filterset_class = ChangeSetSerializer, ChangeSetFilter
    orderings = ("id", "number", "at")
    http_method_names = ("get", "head", "post")

    def rows(self):
        """Return the sets that the principal may know of, with what their replies need."""
        return versioned(super().rows(), self.request.principal)

    def listed(self):
        """Return what is listed."""
        return versioned(listed(self.request.principal, self.request.query_params), self.request.principal)

    def fields_and_expand(self):
        """Return what `?fields=` asks for; a list without it leaves the changes out, as an import has thousands."""
        choice = super().fields_and_expand()
        if self.action == "list" and choice["names"] is None:
            choice["names"] = [name for name in self.shape.fields if name != "changes"]
        return choice

    def find(self, pk):
        """Return the set that is to be undone. Raises Http404 where the principal knows of none."""
        self.asked = get_object_or_404(self.rows(), pk=pk)
        return self.asked

    def require_scope(self, right, of=None):
        """Ask for reading changes; undoing takes the right to write what the set wrote as well."""
        super().require_scope("read", of)
        for app in self._apps() if right == "write" else ():
            super().require_scope("write", SCOPES[app])

    def _apps(self):
        kinds = self.asked.changes.values_list("kind", flat=True).distinct()
        return sorted({kind.partition(".")[0] for kind in kinds})

    def written(self, record, **options):
        """Answer with the set that was undone; the header Change-Set names the new one."""
        return self.one_reply(versioned(ChangeSet.objects.filter(pk=record.pk), self.request.principal), **options)

    @verb(permission="audit.undo_change_set", refuse=require_undoable)
    def undo(self, row, *, by, reason=""):
        """Undo a change set as a whole; undo the undo to bring it back."""
        undo(row, by=by, reason=reason)
