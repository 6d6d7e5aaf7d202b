"""What the lists of projects, walk-throughs, contracts, obligations and questions can be narrowed by."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Service
from itbiz.api.filters import FlagFilter, ListFilterSet, ReferenceFilter, SeenReferenceFilter
from itbiz.core.days import today
from walkthroughs.models import Contract, Obligation, Project, Question, Walkthrough
from walkthroughs.models.questions import ABOUT


class ProjectFilter(ListFilterSet):
    """Filters of projects."""

    kind = django_filters.ChoiceFilter(choices=Project.Kind.choices, label=_("kind"))
    client = ReferenceFilter(label=_("client"))
    sponsor = ReferenceFilter(label=_("sponsor"))
    service = SeenReferenceFilter(Service.objects, label=_("service being designed"))
    status = django_filters.ChoiceFilter(choices=Project.Status.choices, label=_("status"))
    need_by_before = django_filters.DateFilter(field_name="need_by", lookup_expr="lt", label=_("needed before"))
    walked = FlagFilter(label=_("walked through: a live walk-through of it was started"))
    created_since = django_filters.IsoDateTimeFilter(
        field_name="created_at", lookup_expr="gte", label=_("came in since")
    )

    class Meta:
        model = Project
        fields = []


class WalkthroughFilter(ListFilterSet):
    """Filters of walk-throughs."""

    project = ReferenceFilter(label=_("project"))
    client_unit = ReferenceFilter(label=_("client, a unit"))
    client_line = ReferenceFilter(label=_("client, a line"))
    facilitator = ReferenceFilter(label=_("facilitator"))
    mode = django_filters.ChoiceFilter(choices=Walkthrough.Mode.choices, label=_("mode; live unless it says practice"))
    access = django_filters.ChoiceFilter(choices=Walkthrough.Access.choices, label=_("access"))
    status = django_filters.ChoiceFilter(choices=Walkthrough.Status.choices, label=_("status"))

    class Meta:
        model = Walkthrough
        fields = []


class DueBefore(django_filters.DateFilter):
    """Contracts whose terms in force, else those on the table, are due before a day."""

    def filter(self, queryset, value):
        """Return the contracts due before `value`."""
        if value is None:
            return queryset
        return queryset.filter(Q(agreed__due__lt=value) | Q(agreed=None, terms__due__lt=value))


class ContractFilter(ListFilterSet):
    """Filters of contracts."""

    walkthrough = ReferenceFilter(label=_("walk-through"))
    project = ReferenceFilter(field_name="walkthrough__project", label=_("project"))
    parent = ReferenceFilter(label=_("the contract it is part of"))
    supplier = ReferenceFilter(label=_("supplier"))
    buyer = ReferenceFilter(field_name="parent__supplier", label=_("buyer, a line"))
    vendor = ReferenceFilter(label=_("vendor"))
    service = SeenReferenceFilter(Service.objects, label=_("service"))
    lead = ReferenceFilter(label=_("lead"))
    kind = django_filters.ChoiceFilter(choices=Contract.Kind.choices, label=_("kind"))
    state = django_filters.ChoiceFilter(choices=Contract.State.choices, label=_("state"))
    gap = FlagFilter(label=_("nobody offers this"))
    root = FlagFilter(field_name="parent", lookup_expr="isnull", label=_("the prime's"))
    mode = django_filters.ChoiceFilter(choices=Walkthrough.Mode.choices, label=_("mode; live unless it says practice"))
    due_before = DueBefore(label=_("due before"))

    class Meta:
        model = Contract
        fields = []


class ObligationStateFilter(django_filters.ChoiceFilter):
    """Obligations in a state; what is owed is late after its day (C7)."""

    def filter(self, queryset, value):
        """Return the obligations that stand so today."""
        late = Q(state=Obligation.State.OWED, due__lt=today())
        if value == "late":
            return queryset.filter(late)
        if value == Obligation.State.OWED:
            return queryset.filter(state=value).exclude(late)
        return super().filter(queryset, value)


class ObligationFilter(ListFilterSet):
    """Filters of obligations."""

    contract = ReferenceFilter(label=_("contract"))
    walkthrough = ReferenceFilter(field_name="contract__walkthrough", label=_("walk-through"))
    state = ObligationStateFilter(choices=[*Obligation.State.choices, ("late", _("late"))], label=_("state"))
    mode = django_filters.ChoiceFilter(
        field_name="contract__mode", choices=Walkthrough.Mode.choices, label=_("mode; live unless it says practice")
    )
    due_before = django_filters.DateFilter(field_name="due", lookup_expr="lt", label=_("due before"))

    class Meta:
        model = Obligation
        fields = []


class QuestionModeFilter(django_filters.ChoiceFilter):
    """Questions of practice walk-throughs, or all others (H6)."""

    def filter(self, queryset, value):
        """Return the questions of this mode."""
        practice = Q(about_kind="contract", about_id__in=Contract.objects.filter(mode="practice").values("pk"))
        practice |= Q(about_kind="walkthrough", about_id__in=Walkthrough.objects.filter(mode="practice").values("pk"))
        return queryset.filter(practice if value == "practice" else ~practice)


class ResolvedFilter(FlagFilter):
    """Questions with a resolution, or without."""

    def filter(self, queryset, value):
        """Return the questions that are, or are not, resolved."""
        if value in ("", None):
            return queryset
        return queryset.exclude(resolution="") if value else queryset.filter(resolution="")


class QuestionFilter(ListFilterSet):
    """Filters of questions."""

    about_kind = django_filters.ChoiceFilter(choices=[(kind, kind) for kind in ABOUT], label=_("kind of its subject"))
    about_id = django_filters.NumberFilter(label=_("id of its subject"), min_value=0, max_value=2**63 - 1)
    asker = ReferenceFilter(label=_("who asks"))
    decider = ReferenceFilter(label=_("who decides"))
    resolved = ResolvedFilter(label=_("resolved"))
    mode = QuestionModeFilter(choices=Walkthrough.Mode.choices, label=_("mode; live unless it says practice"))
    due_before = django_filters.DateFilter(field_name="due", lookup_expr="lt", label=_("due before"))

    class Meta:
        model = Question
        fields = []
