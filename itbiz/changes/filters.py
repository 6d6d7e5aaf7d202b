"""What the list of change sets can be narrowed by."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from itbiz.api.filters import ListFilterSet
from itbiz.audit.models import Change, ChangeSet
from itbiz.core.pages import number_in
from walkthroughs.models import Obligation, Question, Walkthrough

# The kinds of objects by the name that people and REST use, as the log names them.
KINDS = {
    "contract": "walkthroughs.contract",
    "walkthrough": "walkthroughs.walkthrough",
    "project": "walkthroughs.project",
    "obligation": "walkthroughs.obligation",
    "question": "walkthroughs.question",
    "finding": "walkthroughs.finding",
    "pattern": "walkthroughs.pattern",
    "seat": "walkthroughs.seat",
    "baseline": "walkthroughs.baseline",
    "service": "catalog.service",
    "line": "orgchart.line",
    "unit": "orgchart.unit",
    "person": "orgchart.person",
    "vendor": "orgchart.vendor",
    "user": "access.user",
    "token": "access.token",
    "link": "access.presenterlink",
    "invitation": "access.invitation",
    "account": "access.serviceaccount",
    "mapping": "exchange.keptmapping",
}
NAMES = {label: name for name, label in KINDS.items()}


class TitleFilter(django_filters.CharFilter):
    """Sets whose title or reason holds every word."""

    def filter(self, queryset, value):
        """Return the matching sets."""
        for word in (value or "").split():
            queryset = queryset.filter(Q(title__icontains=word) | Q(reason__icontains=word))
        return queryset


class AboutFilter(django_filters.NumberFilter):
    """The id of an object: `listed` looks for it together with its kind."""

    def filter(self, queryset, value):
        """Return the rows as they are."""
        return queryset


class KindFilter(django_filters.ChoiceFilter):
    """The kind of an object: `listed` looks for it together with its id."""

    def filter(self, queryset, value):
        """Return the rows as they are."""
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
    kind = KindFilter(choices=[(name, name) for name in KINDS], label=_("kind of a changed object"))
    object = AboutFilter(label=_("id of the object of that kind"))
    walkthrough = WalkthroughFilter(label=_("walk-through"))
    since = django_filters.IsoDateTimeFilter(field_name="at", lookup_expr="gte", label=_("done since"))
    updated_since = None
    code = None

    class Meta:
        model = ChangeSet
        fields = []


def listed(principal, params):
    """Return the sets that the principal may know of and that are about what `params` name, before other filters.

    With a kind and the id of an object these are the sets that changed it, what its buyer provides, or a question about
    it. Practice is left out where neither an object nor a walk-through is named (H6).
    """
    rows = ChangeSet.objects.visible_to(principal)
    kind, pk = params.get("kind"), params.get("object")
    if not pk and not params.get("walkthrough"):
        practice = Walkthrough.objects.filter(mode=Walkthrough.Mode.PRACTICE).values("pk")
        rows = rows.exclude(walkthrough_id__in=practice)
    wanted = Q(kind=KINDS[kind]) if kind in KINDS else Q()
    if pk:
        wanted &= Q(object_id=number_in(pk) or 0)
    if pk and kind in KINDS:
        wanted |= _around(kind, number_in(pk) or 0)
    changed = Change.objects.visible_to(principal).filter(wanted, change_set=OuterRef("pk"))
    return rows.filter(Exists(changed)) if wanted else rows


def _around(kind, pk):
    """Return the condition for changes of what hangs on an object: duties of a contract's buyer, questions about it."""
    questions = Question.objects.filter(about_kind=kind, about_id=pk)
    around = Q(kind=KINDS["question"], object_id__in=questions.values("pk"))
    if kind == "contract":
        duties = Obligation.objects.filter(contract=pk)
        around |= Q(kind=KINDS["obligation"], object_id__in=duties.values("pk"))
    return around
