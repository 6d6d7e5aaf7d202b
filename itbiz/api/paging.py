"""Pages of a list by keyset: a cursor names the last row seen, so that inserts neither repeat nor hide a row."""

import base64
import binascii
import json
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination

from itbiz.api.problems import wrong_parameter
from itbiz.api.shapes import TEXTS

LIMIT, LONGEST = 50, 500
PARAMETERS = {
    "limit": {"type": "integer", "minimum": 1, "maximum": LONGEST, "default": LIMIT},
    "cursor": {"type": "string"},
    "ordering": {"type": "string"},
    "count": {"type": "boolean", "default": False},
}
MEANINGS = {
    "limit": "How many objects a page holds.",
    "cursor": "Where the page begins, taken from `next` or `previous`.",
    "ordering": "The field the list is sorted by; with a leading - from the end.",
    "count": "Whether `count`, the number of all that match, is added.",
}


def flag(params, name):
    """Return the truth of a parameter that is `true` or `false`. Raises Problem."""
    word = params.get(name, "false")
    if word not in ("true", "false"):
        raise wrong_parameter(name, _("Write true or false."))
    return word == "true"


class Window:
    """One page of an ordered list: where it begins, how far it goes, what comes before and after.

    Of an ordering that is computed, `column` is the field that its values are of.
    """

    def __init__(self, request, model, orderings, column=None):
        self.request, self.params = request, request.query_params
        self.limit = self._limit()
        given = self.params.get("ordering", "id")
        self.backward = given.startswith("-")
        self.name = given.removeprefix("-")
        if self.name not in orderings:
            raise wrong_parameter("ordering", _("Sort by one of: %(names)s.") % {"names": ", ".join(orderings)})
        self.column = column or model._meta.get_field(self.name)
        self.keys = ("pk",) if self.name == "id" else (self.name, "pk")
        self.towards_start, self.after = self._place()

    def _limit(self):
        text = self.params.get("limit", str(LIMIT))
        if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= LONGEST):
            raise wrong_parameter("limit", _("Write a number from 1 to %(most)s.") % {"most": LONGEST})
        return int(text)

    def _place(self):
        text = self.params.get("cursor")
        if text is None:
            return False, None
        try:
            ordering, towards_start, *values = json.loads(base64.urlsafe_b64decode(text.encode("ascii")))
            if ordering != self._ordering() or len(values) != len(self.keys) or type(values[-1]) is not int:
                raise ValueError(ordering)
            values[:-1] = [self.column.to_python(value) for value in values[:-1]]
        except (ValueError, TypeError, AttributeError, binascii.Error, ValidationError, RecursionError):
            raise wrong_parameter(
                "cursor", _("This cursor is not of this list. Begin again without it."), "cursor"
            ) from None
        return bool(towards_start), values

    def _ordering(self):
        return f"{'-' if self.backward else ''}{self.name}"

    def cut(self, queryset):
        """Return the rows of the page, and one more where there is one, in the order they are read."""
        descending = self.backward != self.towards_start
        if self.after is not None:
            way, last = ("lt" if descending else "gt"), self.after[-1]
            beyond = Q(**{f"pk__{way}": last})
            if len(self.keys) == 2:
                first = self.after[0]
                beyond = Q(**{f"{self.name}__{way}": first}) | (Q(**{self.name: first}) & beyond)
            queryset = queryset.filter(beyond)
        signs = [f"{'-' if descending else ''}{key}" for key in self.keys]
        return queryset.order_by(*signs)[: self.limit + 1]

    def page(self, objects, tails):
        """Return (objects of the page in list order, next address or None, previous address or None)."""
        more = len(objects) > self.limit
        objects, tails = objects[: self.limit], tails[: self.limit]
        if self.towards_start:
            objects, tails = objects[::-1], tails[::-1]
        has_next = self.towards_start or more
        has_previous = more if self.towards_start else self.after is not None
        return (
            objects,
            self._address(False, tails[-1]) if has_next and tails else None,
            self._address(True, tails[0]) if has_previous and tails else None,
        )

    def _address(self, towards_start, tail):
        values = [self._as_text(value) for value in tail]
        cursor = json.dumps([self._ordering(), towards_start, *values], separators=(",", ":"))
        params = self.params.dict() | {"cursor": base64.urlsafe_b64encode(cursor.encode()).decode()}
        return f"{self.request.build_absolute_uri(self.request.path)}?{urlencode(params)}"

    def _as_text(self, value):
        return value if isinstance(value, int | str) else TEXTS[type(self.column)](value)


def link_header(following, previous):
    """Return the header Link (RFC 8288) for the pages beside this one."""
    pairs = (("next", following), ("previous", previous))
    return ", ".join(f'<{address}>; rel="{name}"' for name, address in pairs if address)


class KeysetPagination(BasePagination):
    """Tells the schema about pages; views cut them with Window."""

    def get_schema_operation_parameters(self, view):
        """Return the query parameters of a paged list."""
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": MEANINGS[name],
                "schema": self._of(name, view),
            }
            for name in PARAMETERS
        ]

    def _of(self, name, view):
        if name != "ordering":
            return PARAMETERS[name]
        signed = [f"{sign}{field}" for field in view.orderings for sign in ("", "-")]
        return {"type": "string", "enum": signed, "default": "id"}

    def get_paginated_response_schema(self, schema):
        """Return the schema of a page."""
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["results", "next", "previous"],
            "properties": {
                "results": {"type": "array", "items": schema.get("items", schema)},
                "next": address,
                "previous": address,
                "count": {"type": "integer", "minimum": 0},
            },
            "additionalProperties": False,
        }
