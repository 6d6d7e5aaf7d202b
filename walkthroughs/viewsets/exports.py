"""Lists that are read as a file as well."""

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from itbiz.api.problems import wrong_parameter
from itbiz.core.days import today
from itbiz.exchange import files

FORMATS = {"type": "string", "enum": [*files.TYPES]}


class Exports:
    """Adds `?format=csv` and `?format=ndjson` to a list: all rows that match the filters, streamed.

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
        name = f"{self.shape.path}-{today()}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        lines = files.lines(kind, list(columns), rows(found))
        return StreamingHttpResponse(lines, content_type=files.TYPES[kind], headers=headers)
