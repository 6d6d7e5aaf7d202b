"""`POST imports/`: a file in, a verdict for each row out."""

from django.http import QueryDict
from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from rest_framework.parsers import MultiPartParser
from rest_framework.viewsets import ViewSet

from itbiz.api.idempotency import Once
from itbiz.api.parsers import StorableJSONParser
from itbiz.api.problems import Problem, escape, wrong_body
from itbiz.api.reads import reply
from itbiz.api.schema import KEY, REASON
from itbiz.api.shapes import SHAPES
from itbiz.audit.record import change_set
from itbiz.exchange import kinds
from itbiz.exchange.columns import WrongMap
from itbiz.exchange.limits import LARGEST_FILE, MEGABYTE, Unreadable, too_large
from itbiz.exchange.models import mapping_named
from itbiz.exchange.run import UNNAMED, run
from itbiz.exchange.serializers import ImportSerializer, ReportSerializer
from itbiz.exchange.tables import parse, parse_text

SOURCE = "rest"


class ImportSchema(AutoSchema):
    """Describes the one operation of imports."""

    def get_tags(self):
        """Stand where imports are looked for."""
        return ["imports"]

    def get_operation_id(self):
        """Return the operation's name."""
        return "imports_run"

    def get_summary(self):
        """Return what it does."""
        return "imports: Look at a file, and write it"

    def get_description(self):
        """Return none beyond the summary."""
        return ""

    def get_request_serializer(self):
        """Return what is sent."""
        return ImportSerializer()

    def get_response_serializers(self):
        """Return what is answered."""
        return {200: ReportSerializer()}

    def get_override_parameters(self):
        """Return the parameters and headers that it knows."""
        return []

    def _get_parameters(self):
        return [REASON, KEY]


class ImportViewSet(ViewSet):
    """Imports of files, and of rows as text."""

    parser_classes = (StorableJSONParser, MultiPartParser)
    http_method_names = ("post",)
    schema = ImportSchema()

    def create(self, request):
        """Look at a file; with `dry_run` false write it, all of it or nothing."""
        unknown = set(request.query_params) - {"reason"}
        if unknown:
            raise Problem(400, _("There is no such parameter."), [_unknown(name) for name in sorted(unknown)])
        if int(request.headers.get("Content-Length") or 0) > LARGEST_FILE + MEGABYTE:
            raise Problem(413, too_large())
        # A key stands for what was sent as it came: it is read before the parts of a form are.
        once = Once(request, dry_run=False)
        asked = ImportSerializer(data=_plain(request.data))
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        kind = kinds.find(values["kind"])
        self._require_scope(SHAPES[kind.model].scope)
        if values["dry_run"]:
            return reply(_run(request, kind, values).as_dict())
        if (earlier := once.answer()) is not None:
            return earlier
        return self._write(request, kind, values, once)

    def _require_scope(self, scope):
        if not self.request.principal.has_scope(f"{scope}:write"):
            raise Problem(403, _("This token lacks the scope %(scope)s.") % {"scope": f"{scope}:write"})

    def _write(self, request, kind, values, once):
        reason = request.query_params.get("reason", "")[:2000]
        with change_set(by=request.principal.importing(), title="", reason=reason) as changes:
            if (earlier := once.begin()) is not None:
                return earlier
            report = _run(request, kind, values, apply=True)
            if not report.applied:
                raise Problem(400, _("Nothing was written. Correct the rows that are named."), list(_entries(report)))
            if changes.row.pk:
                report.change_set = changes.row
            response = reply(report.as_dict(), Change_Set=changes.row.pk and str(changes.row.pk))
            once.keep(response)
        return response


def _plain(data):
    """Return the fields of a form as a dict like that of a JSON body; that body as it is."""
    if not isinstance(data, QueryDict):
        return data
    return {name: data.getlist(name) if name == "map" else data[name] for name in data}


def _run(request, kind, values, apply=False):
    mapping = mapping_named(values["mapping"], kind.name) if "mapping" in values else None
    file = values.get("file")
    try:
        table = parse(file.read()) if file else parse_text(values["text"])
        return run(
            kind,
            table,
            by=request.principal.importing(),
            source=values.get("source") or (mapping and mapping.source) or UNNAMED,
            corrections=list(values.get("map", {}).items()),
            kept=mapping.corrections if mapping else (),
            apply=apply,
            name=values.get("name") or (file.name[:200] if file else SOURCE),
            **{name: values[name] for name in ("skip_bad_rows", "full", "close_missing")},
        )
    except Unreadable as error:
        raise wrong_body(str(error), "unreadable", "/file" if file else "/text") from error
    except WrongMap as error:
        raise wrong_body(str(error), "columns", "/map") from error


def _entries(report):
    for error in report.errors:
        place = "/rows" if error.row is None else f"/rows/{error.row}"
        pointer = f"{place}/{escape(error.column)}" if error.column else place
        yield {"pointer": pointer, "code": "row", "detail": f"{error.sentence} {error.remedy}".strip()}


def _unknown(name):
    return {"parameter": name, "code": "unknown", "detail": _("There is no such parameter.")}
