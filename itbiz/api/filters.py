"""Filters of lists: one django-filter FilterSet serves a page, its endpoint and its export."""

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from itbiz.api.problems import Problem

LONGEST_ID = 18
YES_NO = (("true", _("yes")), ("false", _("no")))


class ReferenceFilter(django_filters.CharFilter):
    """Rows that refer to an object, named by its id or its code."""

    def filter(self, queryset, value):
        """Return the rows whose relation has this code, or this id."""
        return queryset.filter(self.named(self.field_name, value)) if value else queryset

    def named(self, relation, value):
        """Return the condition that `relation` leads to the object with this code, or this id."""
        wanted = Q(**{f"{relation}__code": value})
        if value.isascii() and value.isdigit() and len(value) <= LONGEST_ID:
            wanted |= Q(**{relation: int(value)})
        return wanted


class SeenReferenceFilter(ReferenceFilter):
    """Rows that refer to an object which some readers may not see: by that nothing is found, as by none (V4)."""

    def __init__(self, rows, **options):
        """`rows` is the manager of what is referred to."""
        super().__init__(**options)
        self.rows = rows

    def filter(self, queryset, value):
        """Return no rows for a value: nobody is known to ask."""
        return queryset.none() if value else queryset

    def filter_for(self, principal, queryset, value):
        """Return the rows whose relation has this code, or this id, where `principal` sees what that names."""
        seen = {f"{self.field_name}__in": self.rows.visible_to(principal)}
        return super().filter(queryset, value).filter(**seen) if value else queryset


class FlagFilter(django_filters.TypedChoiceFilter):
    """Rows whose column is true, or false."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, choices=YES_NO, coerce=lambda word: word == "true", **kwargs)


class SearchFilter(django_filters.CharFilter):
    """Rows that hold every word, whatever the case and accents."""

    def filter(self, queryset, value):
        """Return the matching rows."""
        return queryset.matching(value) if value else queryset


class ListFilterSet(django_filters.FilterSet):
    """What every list can be narrowed by."""

    q = SearchFilter(label=_("words"))
    updated_since = django_filters.IsoDateTimeFilter(
        field_name="updated_at", lookup_expr="gte", label=_("changed since")
    )
    code = django_filters.CharFilter(label=_("code"))

    @classmethod
    def narrow(cls, queryset, params, principal=None):
        """Return the rows that match `params`, as `principal` asks for them. Raises Problem for a value that is none.

        Only the filters that are asked for are looked at: building the whole set costs more than the list.
        """
        errors = []
        for name in params:
            if name not in cls.base_filters:
                continue
            asked = cls.base_filters[name]
            asked.model = cls._meta.model
            try:
                value = asked.field.clean(asked.field.widget.value_from_datadict(params, {}, name))
                if principal is not None and isinstance(asked, SeenReferenceFilter):
                    queryset = asked.filter_for(principal, queryset, value)
                else:
                    queryset = asked.filter(queryset, value)
            except ValidationError as error:
                # A value that breaks several rules has a list of errors and no code of its own.
                code = getattr(error, "code", None) or "invalid"
                errors.append({"parameter": name, "code": code, "detail": " ".join(error.messages)})
        if errors:
            raise Problem(400, errors[0]["detail"], errors)
        return queryset


class ListFilters:
    """Tells the schema about a list's filters; views narrow with the FilterSet itself."""

    FORMATS = (
        (django_filters.IsoDateTimeFilter, {"type": "string", "format": "date-time"}),
        (django_filters.DateFilter, {"type": "string", "format": "date"}),
        (django_filters.NumberFilter, {"type": "number"}),
    )

    def get_schema_operation_parameters(self, view):
        """Return one query parameter a filter."""
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": str(known.label or name),
                "schema": self._schema(known),
            }
            for name, known in view.filterset_class.base_filters.items()
        ]

    def _schema(self, known):
        if isinstance(known, FlagFilter):
            return {"type": "boolean"}
        if "choices" in known.extra:
            return {"type": "string", "enum": [value for value, _label in known.extra["choices"]]}
        return next((dict(schema) for kind, schema in self.FORMATS if isinstance(known, kind)), {"type": "string"})
