"""Refusals as problem details (RFC 9457): one shape for every reply under /api/ that is neither 2xx nor 3xx."""

import json
from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions

from itbiz.core.errors import NotAllowed, Refused, Stale, by_field

CONTENT_TYPE = "application/problem+json"
RETRY_SECONDS = 5


@dataclass(frozen=True)
class Kind:
    """A kind of refusal: its status, the word its type's address ends with, title and explanation."""

    status: int
    name: str
    title: str
    meaning: str


KINDS = {
    kind.status: kind
    for kind in (
        Kind(
            *(400, "invalid", gettext_lazy("What was sent is not right")),
            gettext_lazy("Each entry of `errors` names a field or a parameter and what to write instead."),
        ),
        Kind(
            *(401, "not-signed-in", gettext_lazy("Nobody is signed in")),
            gettext_lazy("Send a token that is alive in the header Authorization, or sign in."),
        ),
        Kind(
            *(403, "not-allowed", gettext_lazy("This is not yours to do")),
            gettext_lazy("The token lacks the scope, or its owner the right; `detail` says which."),
        ),
        Kind(
            *(404, "not-found", gettext_lazy("Nothing here that you can see")),
            gettext_lazy("The address is wrong, the thing is gone, or it is not open to you."),
        ),
        Kind(
            *(405, "method-not-allowed", gettext_lazy("This address does not do that")),
            gettext_lazy("The header Allow lists the methods of this address."),
        ),
        Kind(
            *(406, "not-acceptable", gettext_lazy("No reply in that format")),
            gettext_lazy("Replies are JSON. Ask for application/json."),
        ),
        Kind(
            *(409, "refused", gettext_lazy("Its state does not admit this")),
            gettext_lazy("The object is in a state from which this move does not start; `detail` says which do."),
        ),
        Kind(
            *(412, "stale", gettext_lazy("Somebody changed it meanwhile")),
            gettext_lazy("If-Match named an older version. Read the object again, then repeat the change."),
        ),
        Kind(
            *(413, "too-large", gettext_lazy("That is too much at once")),
            gettext_lazy("Send fewer or smaller objects in one request."),
        ),
        Kind(
            *(415, "unsupported-media-type", gettext_lazy("Not in that format")),
            gettext_lazy("Send JSON with the header Content-Type: application/json."),
        ),
        Kind(
            *(422, "key-reused", gettext_lazy("This key was used for something else")),
            gettext_lazy("The Idempotency-Key came before with another request. Make a new key for a new request."),
        ),
        Kind(
            *(428, "precondition-required", gettext_lazy("Say which version you read")),
            gettext_lazy("Changes need the header If-Match with the ETag of the object as you read it, or *."),
        ),
        Kind(
            *(500, "server-error", gettext_lazy("Something broke on our side")),
            gettext_lazy("It was written down under `request_id`. Nothing was changed."),
        ),
        Kind(
            *(503, "unavailable", gettext_lazy("The database does not answer")),
            gettext_lazy("Try again after the seconds that Retry-After names."),
        ),
    )
}


class Problem(Exception):
    """A refusal: its status, a sentence, and the entries of `errors`."""

    def __init__(self, status, detail="", errors=(), headers=None):
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.errors, self.headers = list(errors), headers or {}


def wrong_parameter(name, detail, code="invalid"):
    """Return the Problem that says what is wrong with one query parameter."""
    return Problem(400, detail, [{"parameter": name, "code": code, "detail": detail}])


def wrong_body(detail, code="invalid", pointer=""):
    """Return the Problem that says what is wrong with the body, at a JSON pointer."""
    return Problem(400, detail, [{"pointer": pointer, "code": code, "detail": detail}])


def exception_handler(error, context):
    """Return the response that tells `error`, or None for what nobody foresaw (Django logs it, then answers 500)."""
    problem = problem_of(error)
    return None if problem is None else respond(context["request"], problem)


def respond(request, problem):
    """Return the HttpResponse of a Problem."""
    kind = KINDS.get(problem.status) or _other(problem.status)
    body = {
        "type": f"{_site(request)}/api/v1/docs/#problem-{kind.name}",
        "title": str(kind.title),
        "status": problem.status,
        "detail": str(problem.detail or kind.meaning),
        "request_id": getattr(request, "request_id", ""),
        "errors": problem.errors,
    }
    headers = {"Content-Type": CONTENT_TYPE, **problem.headers}
    return HttpResponse(json.dumps(body), status=problem.status, headers=headers)


def _site(request):
    try:
        return f"{request.scheme}://{request.get_host()}"
    except SuspiciousOperation:
        # What is refused may be the very host; a type may be a relative address.
        return ""


def _other(status):
    title = HTTPStatus(status).phrase
    return Kind(status, "other", title, title)


def problem_of(error):
    """Return the Problem that tells an exception, or None where it was not foreseen."""
    for kinds, tell in TELL:
        if isinstance(error, kinds):
            return tell(error)
    return None


def _signed_out(error):
    return Problem(401, error.detail, headers={"WWW-Authenticate": 'Bearer realm="itbiz"'})


def _framework(error):
    headers = {}
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait))
    return Problem(error.status_code, error.detail, headers=headers)


def _parse(error):
    return wrong_body(_("The body is no JSON that can be read: %(why)s") % {"why": error.detail}, "json")


def _input(error):
    errors = list(_entries(error.detail, ""))
    return Problem(400, _summary(errors), errors)


def _entries(detail, pointer):
    """Yield an entry for each error in the nested lists and dicts of a DRF ValidationError."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            own = pointer if name == "non_field_errors" else f"{pointer}/{escape(name)}"
            yield from _entries(inner, own)
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            yield from _entries(inner, pointer if isinstance(inner, str) else f"{pointer}/{index}")
    else:
        yield {"pointer": pointer, "code": getattr(detail, "code", "invalid"), "detail": str(detail)}


def escape(name):
    """Return a field's name as a step of a JSON pointer (RFC 6901)."""
    return str(name).replace("~", "~0").replace("/", "~1")


def _validation(error):
    errors = _entries_of(error)
    return Problem(400, _summary(errors), errors)


def below(prefix, errors):
    """Return entries of `errors` with `prefix` before their pointers: they belong to one object of a list."""
    return [entry | {"pointer": f"{prefix}{entry['pointer']}"} for entry in errors]


def _entries_of(error):
    return [
        {
            "pointer": "" if name == NON_FIELD_ERRORS else f"/{escape(name)}",
            "code": single.code or "invalid",
            "detail": " ".join(single.messages),
        }
        for name, singles in by_field(error).items()
        for single in singles
    ]


def _summary(errors):
    return errors[0]["detail"] if len(errors) == 1 else _("%(count)s things are not right.") % {"count": len(errors)}


TELL = (
    (Problem, lambda error: error),
    (NotAllowed, lambda error: Problem(403, str(error))),
    (Refused, lambda error: Problem(409, str(error))),
    (Stale, lambda error: Problem(412, str(error))),
    (ValidationError, _validation),
    (exceptions.ValidationError, _input),
    ((exceptions.NotAuthenticated, exceptions.AuthenticationFailed), _signed_out),
    ((Http404, exceptions.NotFound), lambda error: Problem(404)),
    ((PermissionDenied, exceptions.PermissionDenied), lambda error: Problem(403, str(error))),
    (exceptions.ParseError, _parse),
    (exceptions.APIException, _framework),
    (RequestDataTooBig, lambda error: Problem(413)),
    (
        (OperationalError, InterfaceError),
        lambda error: Problem(503, headers={"Retry-After": str(RETRY_SECONDS)}),
    ),
)
