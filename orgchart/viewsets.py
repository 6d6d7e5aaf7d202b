"""The organisation over REST."""

from django.db import connection
from django.utils.translation import gettext as _

from itbiz.api.exports import Exports
from itbiz.api.paging import PARAMETERS
from itbiz.api.problems import wrong_parameter
from itbiz.api.reads import reply
from itbiz.api.shapes import Reader
from itbiz.api.viewsets import ResourceViewSet, verb
from orgchart import filters, serializers, shapes
from orgchart.imports.line_rows import LINES
from orgchart.imports.persons import PEOPLE
from orgchart.imports.units import UNITS
from orgchart.imports.vendors import VENDORS

ORDERINGS = ("id", "code", "name", "created_at", "updated_at")

BRANCH = ("branch", "query", "A unit's code: that unit and all below it in one reply, parents first.")
# The units of a branch with their depth; a unit that reports to itself in the end would not stop the walk by itself.
_BRANCH = """
WITH RECURSIVE branch(id, depth) AS (
    SELECT id, 0 FROM orgchart_unit WHERE code = %s
    UNION SELECT unit.id, branch.depth + 1 FROM orgchart_unit unit JOIN branch ON unit.parent_id = branch.id
    WHERE branch.depth < 100
) SELECT id, depth FROM branch ORDER BY depth, id
"""


class PersonViewSet(Exports, ResourceViewSet):
    """People."""

    shape, scope = shapes.PERSON, "org"
    exports = {"": PEOPLE}
    serializer_class, filterset_class = serializers.PersonSerializer, filters.PersonFilter
    orderings = ORDERINGS


class UnitViewSet(Exports, ResourceViewSet):
    """Organisation units, inside IT and outside."""

    shape, scope = shapes.UNIT, "org"
    exports = {"": UNITS}
    serializer_class, filterset_class = serializers.UnitSerializer, filters.UnitFilter
    orderings = ORDERINGS
    own_parameters = (*Exports.own_parameters, BRANCH)

    def list_reply(self, queryset, tag):
        """Return a page, or the whole branch that `?branch=` names."""
        params = self.request.query_params
        if "branch" not in params:
            return super().list_reply(queryset, tag)
        if clashing := sorted(set(params) & set(PARAMETERS)):
            raise wrong_parameter(clashing[0], _("A branch comes in one reply, parents first."))
        with connection.cursor() as cursor:
            cursor.execute(_BRANCH, [params["branch"]])
            depths = dict(cursor.fetchall())
        choice, reader = self.fields_and_expand(), Reader.of(self.request)
        objects, keys = self.shape.read(queryset.filter(pk__in=list(depths)), reader, tail=("pk",), **choice)
        pairs = sorted(zip(objects, keys, strict=True), key=lambda pair: (depths[pair[1][0]], pair[1][0]))
        return reply({"results": [unit for unit, _key in pairs], "next": None, "previous": None}, ETag=tag)

    @verb(
        serializers.UnitMoveSerializer,
        permission="orgchart.move_unit",
        refuse=lambda unit: unit.require_active(),
    )
    def move(self, unit, *, by, parent, reason=""):
        """Let a unit report to another one, or to none."""
        unit.move(by=by, parent=parent, reason=reason)

    @verb(permission="orgchart.close_unit", refuse=lambda unit: unit.require_closable())
    def close(self, unit, *, by, reason=""):
        """Close a unit on which nothing hangs any more."""
        unit.close(by=by, reason=reason)


class LineViewSet(Exports, ResourceViewSet):
    """Lines of business."""

    shape, scope = shapes.LINE, "org"
    exports = {"": LINES}
    serializer_class, filterset_class = serializers.LineSerializer, filters.LineFilter
    orderings = ORDERINGS


class VendorViewSet(Exports, ResourceViewSet):
    """Vendors."""

    shape, scope = shapes.VENDOR, "org"
    exports = {"": VENDORS}
    serializer_class, filterset_class = serializers.VendorSerializer, filters.VendorFilter
    orderings = ORDERINGS
