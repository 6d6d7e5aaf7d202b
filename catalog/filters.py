"""What the list of services can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from catalog.models import Service
from itbiz.api.filters import ListFilterSet, ReferenceFilter
from orgchart.models import Block


class ServiceFilter(ListFilterSet):
    """Filters of services."""

    line = ReferenceFilter(label=_("line of business"))
    unit = ReferenceFilter(field_name="line__unit", label=_("unit"))
    block = django_filters.ChoiceFilter(field_name="line__block", choices=Block.choices, label=_("type of business"))
    kind = django_filters.ChoiceFilter(choices=Service.Kind.choices, label=_("kind"))
    audience = django_filters.ChoiceFilter(choices=Service.Audience.choices, label=_("for"))
    status = django_filters.ChoiceFilter(choices=Service.Status.choices, label=_("status"))
    currency = django_filters.CharFilter(lookup_expr="iexact", label=_("currency"))
    review_due_before = django_filters.DateFilter(
        field_name="review_due", lookup_expr="lt", label=_("review due before")
    )

    class Meta:
        model = Service
        fields = []
