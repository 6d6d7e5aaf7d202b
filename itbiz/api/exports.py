"""Lists that are read as a file as well."""

from django.utils.translation import gettext as _

from itbiz.api.problems import wrong_parameter
from itbiz.exchange import files
from itbiz.exchange.downloads import download

FORMATS = {"type": "string", "enum": [*files.TYPES]}


class Exports:
    """Adds `?format=csv`, `ndjson` and `xlsx` to a list: all rows that match the filters, streamed.

    `export` is a pair: the names of the columns, and a function from the queryset to its rows.
    """

    export = ()
    file_types = tuple(files.TYPES.values())
    own_parameters = (("format", "query", "A file of all that match, in place of a page.", FORMATS),)

    def list(self, request):
        """List those that you see and that match the filters."""
        kind = request.query_params.get("format")
        if kind is None:
            return super().list(request)
        self.require_scope("read")
        self.expect_parameters({"format", *self.filterset_class.base_filters})
        if kind not in files.TYPES:
            raise wrong_parameter("format", _("Choose from: %(names)s.") % {"names": ", ".join(files.TYPES)}, "unknown")
        columns, rows = self.export
        found = self.filterset_class.narrow(self.listed(), request.query_params, request.principal)
        return download(kind, self.shape.path, columns, rows(found))
