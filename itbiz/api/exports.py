"""Lists that are read as a file as well."""

from django.utils.translation import gettext as _

from itbiz.api.problems import wrong_parameter
from itbiz.exchange import files
from itbiz.exchange.downloads import download
from itbiz.exchange.limits import Unwritable

FORMATS = {"type": "string", "enum": [*files.TYPES]}
FORMAT = ("format", "query", "A file of all that match, in place of a page. An import reads it again.", FORMATS)


class Exports:
    """Adds `?format=csv`, `ndjson` and `xlsx` to a list: all rows that match the filters, streamed.

    `exports` are the Exports of the model by the word that `?columns=` chooses; "" is the one an import reads again.
    """

    exports = {}
    file_types = tuple(files.TYPES.values())
    own_parameters = (FORMAT,)

    def list(self, request):
        """List those that you see and that match the filters."""
        kind = request.query_params.get("format")
        if kind is None and "columns" not in request.query_params:
            return super().list(request)
        self.require_scope("read")
        chosen = {"format", "columns"} if len(self.exports) > 1 else {"format"}
        self.expect_parameters({*chosen, *self.filterset_class.base_filters})
        if kind not in files.TYPES:
            raise wrong_parameter("format", _("Choose from: %(names)s.") % {"names": ", ".join(files.TYPES)}, "unknown")
        export = self._export()
        found = self.filterset_class.narrow(self.listed(), request.query_params, request.principal)
        try:
            return download(kind, self.shape.path, export.columns, export.rows(found, request.principal))
        except Unwritable as error:
            raise wrong_parameter("format", str(error), "too_long") from error

    def _export(self):
        word = self.request.query_params.get("columns", "")
        if word not in self.exports:
            words = ", ".join(word for word in self.exports if word)
            raise wrong_parameter("columns", _("Choose from: %(names)s.") % {"names": words}, "unknown")
        return self.exports[word]
