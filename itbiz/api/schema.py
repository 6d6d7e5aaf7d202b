"""The OpenAPI schema: what drf-spectacular finds, and what every operation has in common."""

from copy import deepcopy

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from itbiz.api.problems import CONTENT_TYPE, KINDS

REFERENCE = {
    "type": "object",
    "required": ["id", "code", "url"],
    "properties": {
        "id": {"type": "integer"},
        "code": {"type": "string"},
        "url": {"type": "string", "format": "uri"},
    },
    "additionalProperties": False,
}
NAMED = {
    "anyOf": [
        {"type": "integer", "minimum": 1},
        {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}},
        {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer", "minimum": 1}}},
    ],
    "description": "An id, or an object that holds the code or the id.",
}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "request_id", "errors"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "A JSON pointer into the body."},
                    "parameter": {"type": "string", "description": "The name of a query parameter or a header."},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
TAG_HEADER = {"ETag": {"description": "The version of what was sent.", "schema": {"type": "string"}}}
WRITTEN_HEADERS = TAG_HEADER | {
    "Change-Set": {
        "description": "The id of the change set; absent where nothing changed.",
        "schema": {"type": "string"},
    }
}
PROBLEMS_OF = {
    "get": (400, 401, 403, 404, 406, 503),
    "post": (400, 401, 403, 404, 406, 409, 413, 415, 422, 503),
    "put": (400, 401, 403, 404, 406, 409, 412, 413, 415, 428, 503),
    "patch": (400, 401, 403, 404, 406, 409, 412, 413, 415, 428, 503),
}
TAGS = {
    "org": "People, units, lines of business, vendors.",
    "catalog": "What every line offers.",
    "walkthroughs": "Projects, walk-throughs, contracts, obligations, questions.",
    "changes": "Who changed what, in the order of commits, and taking it back.",
    "imports": "Files that bring in what stands elsewhere.",
}


def parameter(name, where, description, schema=None, required=False):
    """Return a parameter of an operation."""
    return {
        "name": name,
        "in": where,
        "required": required,
        "description": description,
        "schema": schema or {"type": "string"},
    }


class ResourceSchema(AutoSchema):
    """Describes the endpoints of a resource."""

    def get_tags(self):
        """Group operations by scope."""
        return [self.view.scope]

    def get_operation_id(self):
        """Name an operation by its resource and what is done to it."""
        return f"{self.view.shape.path}_{self.view.action}"

    def get_summary(self):
        """Return the first line of the endpoint's docstring, which names no resource, with its resource."""
        first = (getattr(self.view, self.view.action).__doc__ or "").strip().splitlines()
        return f"{self.view.shape.path}: {first[0].rstrip('.')}" if first else None

    def get_description(self):
        """Return none beyond the summary."""
        return ""

    def get_response_serializers(self):
        """Return the resource's own serializer: verbs answer with the object they moved."""
        return type(self.view).serializer_class

    def _get_response_for_code(self, *args, **options):
        response = super()._get_response_for_code(*args, **options)
        if self._is_list_view():
            response["content"] |= {kind: {"schema": {"type": "string"}} for kind in self.view.file_types}
        return response

    def _is_list_view(self, serializer=None):
        return self.view.action == "list"

    def get_override_parameters(self):
        """Return the parameters and headers that all operations of this kind know."""
        return []

    def _get_parameters(self):
        return [*super()._get_parameters(), *self._choices(), *self._conditions()]

    def _choices(self):
        view = self.view
        if self.method != "GET":
            return [
                parameter("dry_run", "query", "Answer as the write would, and store nothing.", {"type": "boolean"}),
                REASON,
            ]
        fields = parameter("fields", "query", "The fields wanted, comma between.", _several(view.shape.fields))
        expand = parameter("expand", "query", "Related objects to embed whole.", _several(view.shape.expandable))
        own = [parameter(*item) for item in view.own_parameters] if self._is_list_view() else []
        expandable = [expand] if view.shape.expandable else []
        return [{**p, "style": "form", "explode": False} for p in (fields, *expandable)] + own

    def _conditions(self):
        if self.method == "GET":
            return [parameter("If-None-Match", "header", "The ETag that is known already.")]
        if self.view.action == "create":
            return [KEY]
        # Not "required" for the schema's sake: without it the answer is the announced 428.
        guarded = [parameter("If-Match", "header", "The ETag of the object as it was read, or *. Without it 428.")]
        return [*guarded, KEY] if self.method == "POST" else guarded


KEY = parameter("Idempotency-Key", "header", "The same key with the same request gets the first answer again.")
REASON = parameter("reason", "query", "Why, for the change log.", {"type": "string", "maxLength": 2000})


def _several(names):
    return {"type": "array", "items": {"type": "string", "enum": list(names)}}


class BearerScheme(OpenApiAuthenticationExtension):
    """Tokens and sessions as security schemes."""

    target_class = "itbiz.api.authentication.PrincipalAuthentication"
    name = ["token", "session"]

    def get_security_definition(self, auto_schema):
        """Return both ways in."""
        return [
            {"type": "http", "scheme": "bearer", "description": "A token: itb_<key>.<secret>."},
            {
                "type": "apiKey",
                "in": "cookie",
                "name": "sessionid",
                "description": "A signed-in browser; writes need CSRF.",
            },
        ]


class ReferenceSchema(OpenApiSerializerFieldExtension):
    """References, read and written."""

    target_class = "itbiz.api.serializers.Reference"

    def map_serializer_field(self, auto_schema, direction):
        """Return the schema of a reference: of its whole object too, where `?expand=` embeds it."""
        # drf-spectacular adds "null" to what it gets, where the field may be null.
        if direction == "request":
            return deepcopy(NAMED)
        reference = {"$ref": "#/components/schemas/Reference"}
        if not isinstance(self.target.parent, serializers.ModelSerializer):
            return reference
        whole = {"$ref": f"#/components/schemas/{self.target.model.__name__}"}
        return {"anyOf": [reference, whole]}


def finish(result, generator, request, public):
    """Add to every operation what all have in common: problems, 304, headers, bulk; and loosen replies for ?fields=."""
    schemas = result["components"]["schemas"]
    for name, schema in schemas.items():
        if not name.endswith("Request") and "properties" in schema:
            _as_reply(schema)
        for column in schema.get("properties", {}).values():
            column.pop("x-spec-enum-id", None)
    schemas["Reference"], schemas["Problem"] = REFERENCE, PROBLEM
    result["components"]["responses"] = {str(status): _problem_response(kind) for status, kind in KINDS.items()}
    for path in result["paths"].values():
        for method, operation in path.items():
            _finish_operation(method, operation)
    result["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    return result


def _as_reply(schema):
    """Let a reply hold any choice of its fields, as ?fields= has it, and no field that is not announced."""
    schema.pop("required", None)
    schema["additionalProperties"] = False


def _problem_response(kind):
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": str(kind.title), "content": content}


def _finish_operation(method, operation):
    responses = operation["responses"]
    # Either way in will do; listed in one entry, both would be needed.
    operation["security"] = [{"token": []}, {"session": []}]
    guarded = any(p["name"] == "If-Match" for p in operation.get("parameters", ()))
    for response in responses.values():
        response["headers"] = WRITTEN_HEADERS if method != "get" else TAG_HEADER
        response["description"] = response.get("description") or "As asked."
    for status in (*PROBLEMS_OF[method], *((412, 428) if guarded else ())):
        responses[str(status)] = {"$ref": f"#/components/responses/{status}"}
    if method == "get":
        responses["304"] = {"description": "Nothing changed since the ETag that If-None-Match names."}
    if operation["operationId"].endswith("_create"):
        for content in (operation["requestBody"]["content"], responses["201"]["content"]):
            single = content["application/json"]["schema"]
            many = {"type": "array", "items": single, "minItems": 1, "maxItems": 1000}
            content["application/json"]["schema"] = {"oneOf": [single, many]}
    operation["responses"] = dict(sorted(responses.items()))
