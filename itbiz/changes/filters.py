"""What the list of change sets can be narrowed by."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from itbiz.api.filters import ListFilterSet
from itbiz.audit.models import Change, ChangeSet
from itbiz.core.pages import number_in
from walkthroughs.models import Walkthrough

# The kinds of objects by the name that people and REST use, as the log names them.
KINDS = {
    "contract": "walkthroughs.contract",
    "walkthrough": "walkthroughs.walkthrough",
    "project": "walkthroughs.project",
    "obligation": "walkthroughs.obligation",
    "question": "walkthroughs.question",
    "baseline": "walkthroughs.baseline",
    "service": "catalog.service",
    "line": "orgchart.line",
    "unit": "orgchart.unit",
    "person": "orgchart.person",
    "vendor": "orgchart.vendor",
    "user": "access.user",
    "token": "access.token",
    "link": "access.presenterlink",
}
NAMES = {label: name for name, label in KINDS.items()}


class TitleFilter(django_filters.CharFilter):
    """Sets whose title or reason holds every word."""

    def filter(self, queryset, value):
        """Return the matching sets."""
        for word in (value or "").split():
            queryset = queryset.filter(Q(title__icontains=word) | Q(reason__icontains=word))
        return queryset


class WalkthroughFilter(django_filters.CharFilter):
    """Sets about one walk-through, named by its id or its code."""

    def filter(self, queryset, value):
        """Return the sets of the walk-through's tree, and those that changed the walk-through itself."""
        if not value:
            return queryset
        wanted = Q(code=value) | Q(pk=number_in(value) or 0)
        found = Walkthrough.objects.filter(wanted).values("pk")
        itself = Change.objects.filter(change_set=OuterRef("pk"), kind=KINDS["walkthrough"], object_id__in=found)
        return queryset.filter(Q(walkthrough_id__in=found) | Exists(itself))


class ChangeSetFilter(ListFilterSet):
    """Filters of change sets; `kind` and `object` together name one object."""

    q = TitleFilter(label=_("words of the title or the reason"))
    kind = django_filters.ChoiceFilter(choices=[(name, name) for name in KINDS], label=_("kind of a changed object"))
    object = django_filters.NumberFilter(label=_("id of the object of that kind"))
    walkthrough = WalkthroughFilter(label=_("walk-through"))
    since = django_filters.IsoDateTimeFilter(field_name="at", lookup_expr="gte", label=_("done since"))
    updated_since = None
    code = None

    class Meta:
        model = ChangeSet
        fields = []

    @classmethod
    def narrow(cls, queryset, params):
        """Return the sets that match `params`; what names one object is matched on one change."""
        rest = {name: value for name, value in params.items() if name not in ("kind", "object")}
        queryset = super().narrow(queryset, rest)
        asked = {name: params[name] for name in ("kind", "object") if params.get(name)}
        if not asked:
            return queryset
        # The base class says what is wrong with a value; its own filters are not used.
        super().narrow(queryset.none(), {name: value for name, value in asked.items() if name == "kind"})
        changed = Change.objects.filter(change_set=OuterRef("pk"))
        if "kind" in asked:
            changed = changed.filter(kind=KINDS[asked["kind"]])
        if "object" in asked:
            changed = changed.filter(object_id=number_in(asked["object"]) or 0)
        return queryset.filter(Exists(changed))


def live_only(queryset, params):
    """Leave practice out of a list that names no walk-through and no object (H6)."""
    if params.get("walkthrough") or params.get("object"):
        return queryset
    practice = Walkthrough.objects.filter(mode=Walkthrough.Mode.PRACTICE).values("pk")
    return queryset.exclude(walkthrough_id__in=practice)
