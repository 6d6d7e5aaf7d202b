"""What the lists of the organisation can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from itbiz.api.filters import FlagFilter, ListFilterSet, ReferenceFilter
from orgchart.models import Block, Line, Person, Unit, Vendor


class PersonFilter(ListFilterSet):
    """Filters of people."""

    unit = ReferenceFilter(field_name="memberships__unit", label=_("unit"))
    email = django_filters.CharFilter(lookup_expr="iexact", label=_("e-mail"))
    active = FlagFilter(label=_("active"))

    class Meta:
        model = Person
        fields = []


class UnitFilter(ListFilterSet):
    """Filters of units."""

    parent = ReferenceFilter(label=_("reports to"))
    head = ReferenceFilter(label=_("head"))
    vacant = FlagFilter(field_name="head", lookup_expr="isnull", label=_("without a head"))
    inside_it = FlagFilter(label=_("inside IT"))
    status = django_filters.ChoiceFilter(choices=Unit.Status.choices, label=_("status"))

    class Meta:
        model = Unit
        fields = []


class LineFilter(ListFilterSet):
    """Filters of lines of business."""

    unit = ReferenceFilter(label=_("unit"))
    block = django_filters.ChoiceFilter(choices=Block.choices, label=_("type of business"))
    status = django_filters.ChoiceFilter(choices=Line.Status.choices, label=_("status"))
    provisional = FlagFilter(label=_("provisional"))

    class Meta:
        model = Line
        fields = []


class VendorFilter(ListFilterSet):
    """Filters of vendors."""

    held_by = ReferenceFilter(label=_("held by"))

    class Meta:
        model = Vendor
        fields = []
