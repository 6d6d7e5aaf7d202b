"""What the lists of projects, walk-throughs, contracts, duties, questions and findings can be narrowed by."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Service
from itbiz.api.filters import FlagFilter, ListFilterSet, ReferenceFilter, SeenReferenceFilter
from itbiz.audit.models import Change
from itbiz.core.days import first_moment
from walkthroughs import late
from walkthroughs.models import Baseline, Contract, Finding, Obligation, Project, Question, Walkthrough, standing
from walkthroughs.models.findings import RULES
from walkthroughs.models.obligations import STANDING
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
    kind = django_filters.ChoiceFilter(choices=Walkthrough.Kind.choices, label=_("kind; sessions unless it says ask"))
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


class BuyerFilter(ReferenceFilter):
    """Contracts that a line buys: below one that it supplies, or at the root as the client (C3); `at` leads to them."""

    def __init__(self, *, at="", **options):
        super().__init__(**options)
        self.at = at

    def filter(self, queryset, value):
        """Return the contracts whose buyer has this code, or this id."""
        if not value:
            return queryset
        client = self.named(f"{self.at}walkthrough__client_line", value) & Q(**{f"{self.at}parent": None})
        return queryset.filter(self.named(f"{self.at}parent__supplier", value) | client)


class RootFilter(ReferenceFilter):
    """Contracts at the root, whose buyer is of the client's side."""

    def __init__(self, *, root="parent", **options):
        super().__init__(**options)
        self.root = root

    def filter(self, queryset, value):
        """Return the roots whose relation has this code, or this id."""
        return super().filter(queryset, value).filter(**{self.root: None}) if value else queryset


class RuleFilter(FlagFilter):
    """Rows for which a rule of walkthroughs/late.py holds, or does not."""

    def __init__(self, rule, **options):
        super().__init__(**options)
        self.rule = rule

    def filter(self, queryset, value):
        """Return the rows for which the rule holds, or the others."""
        if value in ("", None):
            return queryset
        return queryset.filter(self.rule()) if value else queryset.exclude(self.rule())


class ActSince(django_filters.DateFilter):
    """Contracts on which a verb was called since a day, as the log tells it; what was undone does not count."""

    def __init__(self, act, **options):
        super().__init__(**options)
        self.act = act

    def filter(self, queryset, value):
        """Return the contracts on which it was called on `value` or later."""
        if value is None:
            return queryset
        told = Change.objects.standing().filter(kind=queryset.model._meta.label_lower, act=self.act)
        return queryset.filter(pk__in=told.filter(change_set__at__gte=first_moment(value)).values("object_id"))


class RenewalFilter(django_filters.DateFilter):
    """Standing agreements in force that run out, or are to be reviewed, before a day."""

    def filter(self, queryset, value):
        """Return the agreements to look at before `value`."""
        return queryset if value is None else queryset.filter(late.to_renew(value))


class ReviewFilter(django_filters.DateFilter):
    """Standing agreements that both sides look at again before a day."""

    def filter(self, queryset, value):
        """Return the agreements to be reviewed before `value`."""
        return queryset if value is None else queryset.filter(standing.reviewed_before(value))


def asked_for():
    """Contracts of trees that were asked for without a walk-through."""
    return Q(walkthrough__kind=Walkthrough.Kind.ASK)


class ContractFilter(ListFilterSet):
    """Filters of contracts."""

    walkthrough = ReferenceFilter(label=_("walk-through"))
    project = ReferenceFilter(field_name="walkthrough__project", label=_("project"))
    parent = ReferenceFilter(label=_("the contract it is part of"))
    supplier = ReferenceFilter(label=_("supplier"))
    buyer = BuyerFilter(label=_("buyer, a line"))
    client = RootFilter(field_name="walkthrough__client_unit", label=_("buyer of the root, a unit"))
    sponsor = RootFilter(field_name="walkthrough__project__sponsor", label=_("sponsor of the root's project"))
    vendor = ReferenceFilter(label=_("vendor"))
    service = SeenReferenceFilter(Service.objects, label=_("service"))
    lead = ReferenceFilter(label=_("lead"))
    kind = django_filters.ChoiceFilter(choices=Contract.Kind.choices, label=_("kind"))
    state = django_filters.ChoiceFilter(choices=Contract.State.choices, label=_("state"))
    gap = FlagFilter(label=_("nobody offers this"))
    root = FlagFilter(field_name="parent", lookup_expr="isnull", label=_("the prime's"))
    mode = django_filters.ChoiceFilter(choices=Walkthrough.Mode.choices, label=_("mode; live unless it says practice"))
    due_before = DueBefore(label=_("due before"))
    in_force = RuleFilter(late.in_force, label=_("promised, not delivered yet; new terms may be pending"))
    buyer_ended = RuleFilter(late.buyer_ended, label=_("runs still, though what it is part of has ended"))
    declined_since = ActSince("decline", label=_("declined since"))
    amended_since = ActSince("amend", label=_("amended since"))
    cancelled_since = ActSince("cancel", label=_("cancelled since"))
    ask = RuleFilter(asked_for, label=_("of a tree that was asked for without a walk-through"))
    agreement = SeenReferenceFilter(Contract.objects, label=_("the standing agreement it is delivered under"))
    expired = RuleFilter(standing.expired, label=_("a standing agreement that has run out"))
    review_due_before = ReviewFilter(label=_("a standing agreement to be reviewed before"))
    renewal_before = RenewalFilter(label=_("a standing agreement that ends, or is to be reviewed, before"))
    late = RuleFilter(late.late_promise, label=_("promised, not delivered, and its day has passed"))

    class Meta:
        model = Contract
        fields = []


class ObligationStateFilter(django_filters.ChoiceFilter):
    """Obligations by how they stand today (C7)."""

    def filter(self, queryset, value):
        """Return the obligations that stand so."""
        return queryset.standing(value) if value else queryset


class OwedFilter(FlagFilter):
    """Obligations that are owed still, late or not; or all others."""

    def filter(self, queryset, value):
        """Return what is owed still, or what is not."""
        if value in ("", None):
            return queryset
        owed = queryset.owed()
        return owed if value else queryset.exclude(pk__in=owed.values("pk"))


class ObligationFilter(ListFilterSet):
    """Filters of obligations."""

    contract = ReferenceFilter(label=_("contract"))
    walkthrough = ReferenceFilter(field_name="contract__walkthrough", label=_("walk-through"))
    supplier = ReferenceFilter(field_name="contract__supplier", label=_("supplier"))
    buyer = BuyerFilter(at="contract__", label=_("buyer, a line"))
    client = RootFilter(
        field_name="contract__walkthrough__client_unit", root="contract__parent", label=_("buyer of the root, a unit")
    )
    sponsor = RootFilter(
        field_name="contract__walkthrough__project__sponsor",
        root="contract__parent",
        label=_("sponsor of the root's project"),
    )
    open = OwedFilter(label=_("owed still, late or not"))
    state = ObligationStateFilter(choices=STANDING, label=_("state"))
    met_by = ReferenceFilter(label=_("the contract that meets it"))
    mode = django_filters.ChoiceFilter(
        field_name="contract__mode", choices=Walkthrough.Mode.choices, label=_("mode; live unless it says practice")
    )
    due_before = django_filters.DateFilter(field_name="due", lookup_expr="lt", label=_("due before"))

    class Meta:
        model = Obligation
        fields = []


class BaselineFilter(ListFilterSet):
    """Filters of baselines."""

    walkthrough = ReferenceFilter(label=_("walk-through"))
    mode = django_filters.ChoiceFilter(
        field_name="walkthrough__mode", choices=Walkthrough.Mode.choices, label=_("mode; live unless it says practice")
    )

    class Meta:
        model = Baseline
        fields = []


class QuestionModeFilter(django_filters.ChoiceFilter):
    """Questions of practice walk-throughs, or all others (H6)."""

    def filter(self, queryset, value):
        """Return the questions of this mode."""
        return queryset.practice() if value == Walkthrough.Mode.PRACTICE else queryset.live()


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
    overdue = RuleFilter(late.overdue, label=_("not decided, and its day has passed"))
    mode = QuestionModeFilter(choices=Walkthrough.Mode.choices, label=_("mode; live unless it says practice"))
    due_before = django_filters.DateFilter(field_name="due", lookup_expr="lt", label=_("due before"))

    class Meta:
        model = Question
        fields = []


class FindingFilter(ListFilterSet):
    """Filters of findings."""

    rule = django_filters.ChoiceFilter(choices=list(RULES.items()), label=_("what kind, as D02"))
    state = django_filters.ChoiceFilter(choices=Finding.State.choices, label=_("state"))
    subject_kind = django_filters.ChoiceFilter(choices=[(kind, kind) for kind in ABOUT], label=_("kind of its subject"))
    subject_id = django_filters.NumberFilter(label=_("id of its subject"), min_value=0, max_value=2**63 - 1)
    walkthrough = ReferenceFilter(label=_("the walk-through that brought it to light"))
    mode = django_filters.ChoiceFilter(choices=Walkthrough.Mode.choices, label=_("mode; live unless it says practice"))

    class Meta:
        model = Finding
        fields = []
