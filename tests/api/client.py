"""A REST client for tests: every reply is held against the published schema."""

import json
import re
from functools import cache

from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from itbiz.access.models import Token
from itbiz.access.principals import Principal
from itbiz.api.views import document

ALL_SCOPES = ("org:write", "catalog:write", "walkthroughs:write", "changes:write")


def make_token(user, scopes=ALL_SCOPES, days=7):
    """Return the text of a token of `user` that was used just now, so that requests are counted without noting that."""
    token = Token.issue(by=Principal.of(user), user=user, scopes=list(scopes), days=days)
    token.note_use()
    return token.text


class ApiClient:
    """Sends JSON with a token, and checks status, content type, headers and body of what comes against the schema."""

    def __init__(self, person=None, scopes=ALL_SCOPES, *, token=None, client=None):
        self.token = token or (person and make_token(person.user, scopes))
        self.client = client or Client()

    def get(self, path, **params):
        """GET `/api/v1/<path>` with query parameters; `headers` is a dict."""
        headers = params.pop("headers", {})
        return self.send("get", path, headers=headers, query_params=params)

    def post(self, path, data=None, **options):
        """POST JSON."""
        return self.send("post", path, data, **options)

    def patch(self, path, data, **options):
        """PATCH JSON; `version` is what If-Match names."""
        return self.send("patch", path, data, **options)

    def put(self, path, data, **options):
        """PUT JSON."""
        return self.send("put", path, data, **options)

    def send(self, method, path, data=None, *, version=None, headers=(), query_params=None, **options):
        """Send a request and return the response, whose `.body` is the parsed JSON."""
        address = path if path.startswith("http") or path.startswith("/") else f"/api/v1/{path}"
        headers = dict(headers)
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if method not in ("get", "head"):
            body = "" if data is None else json.dumps(data)
            options = {"data": body, "content_type": "application/json"} | options
        response = getattr(self.client, method)(address, headers=headers, query_params=query_params, **options)
        check(method, response.wsgi_request.path, response)
        response.body = json.loads(response.content) if response.content else None
        return response


def check(method, path, response):
    """Fail where a reply is not what the schema announces; an address it does not know may only be a problem."""
    announced = announced_for(method, path, response.status_code)
    if response.status_code == 304:
        assert not response.content
        return
    content_type = response.headers["Content-Type"]
    if announced is None:
        assert response.status_code in (404, 405), f"{method} {path} is not in the schema"
        announced = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    assert content_type in announced["content"], f"{content_type} is not announced"
    errors = list(validator(json.dumps(announced["content"][content_type]["schema"])).iter_errors(response.json()))
    assert not errors, "\n".join(f"{list(error.absolute_path)}: {error.message}" for error in errors)


def announced_for(method, path, status):
    """Return the response object of the schema for a reply, or None where the address or method is unknown."""
    for template, operations in document()["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", r"[0-9]+", template), path):
            operation = operations.get("get" if method == "head" else method)
            if operation is None:
                return None
            assert str(status) in operation["responses"], f"{method} {path}: {status} is not announced"
            announced = operation["responses"][str(status)]
            if "$ref" in announced:
                announced = document()["components"]["responses"][str(status)]
            return announced
    return None


@cache
def validator(schema):
    """Return the validator of a schema given as JSON text, which may refer to the document's components."""
    whole = json.loads(schema) | {"components": document()["components"]}
    return Draft202012Validator(whole, format_checker=FormatChecker())
