"""The page that documents the REST interface, made from its own schema and served with no script of its own."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from itbiz.api.problems import KINDS
from itbiz.api.schema import TAGS
from itbiz.api.views import document

REFERENCE_REQUEST = 'id or {"code": …}'


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show every resource, its operations, parameters and fields, and the kinds of problem."""
    context = {
        "title": _("The REST interface"),
        "groups": groups(),
        "problems": sorted(KINDS.values(), key=lambda kind: kind.status),
        "root": request.build_absolute_uri("/api/v1/"),
    }
    return render(request, "api/docs.html", context)


@cache
def groups():
    """Return the operations by tag: [{"name", "meaning", "resources": [{"name", "fields", "operations"}]}]."""
    found = {tag: {"name": tag, "meaning": meaning, "resources": {}} for tag, meaning in TAGS.items()}
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            resources = found[operation["tags"][0]]["resources"]
            name = path.removeprefix("/api/v1/").split("/")[0]
            resource = resources.setdefault(name, {"name": name, "fields": [], "operations": []})
            resource["operations"].append(told(method, path, operation))
            if operation["operationId"] == f"{name}_retrieve":
                resource["fields"] = fields_of(operation["responses"]["200"]["content"]["application/json"]["schema"])
    return [group | {"resources": list(group["resources"].values())} for group in found.values() if group["resources"]]


def told(method, path, operation):
    """Return what the page says of one operation."""
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", "").partition(": ")[2],
        "parameters": [
            {"name": p["name"], "where": p["in"], "type": words(p["schema"]), "meaning": p.get("description", "")}
            for p in operation.get("parameters", ())
        ],
        "body": fields_of(single(body)) if body else [],
        "statuses": [status for status in operation["responses"] if status[0] in "23"],
        "refusals": [int(status) for status in operation["responses"] if status[0] in "45"],
    }


def single(schema):
    """Return the schema of one object where a list of them may be sent too."""
    return schema["oneOf"][0] if "oneOf" in schema else schema


def fields_of(schema):
    """Return the fields of an object's schema: [{"name", "type", "required", "written", "meaning"}]."""
    whole = resolved(schema)
    return [
        {
            "name": name,
            "type": words(field),
            "required": name in whole.get("required", ()),
            "written": not field.get("readOnly"),
            # drf-spectacular describes an enum by its own words, which stand in the type already.
            "meaning": field.get("title", "")
            if "enum" in field
            else field.get("description") or field.get("title", ""),
        }
        for name, field in whole.get("properties", {}).items()
    ]


def resolved(schema):
    """Return the component that a schema refers to, else the schema itself."""
    return document()["components"]["schemas"][component(schema)] if "$ref" in schema else schema


def component(schema):
    """Return the name of the component that a schema refers to."""
    return schema["$ref"].rpartition("/")[2]


def words(schema):
    """Return a field's type in words."""
    if "$ref" in schema:
        return component(schema).removesuffix("Request")
    if "enum" in schema:
        return " · ".join("null" if value is None else str(value) for value in schema["enum"])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            kinds = [words(inner) for inner in schema[several]]
            return " · ".join(dict.fromkeys(REFERENCE_REQUEST if kind == "object" else kind for kind in kinds))
    kind = schema.get("type", "any")
    if kind == "array":
        return _("list of %(what)s") % {"what": words(schema["items"])}
    kind = " · ".join(kind) if isinstance(kind, list) else kind
    return f"{kind}, {schema['format']}" if schema.get("format") not in (None, "int64") else kind
