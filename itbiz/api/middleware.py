"""The last word on replies under /api/: what Django itself refuses is a problem too."""

import secrets

from itbiz.api.problems import CONTENT_TYPE, Problem, respond


class ProblemMiddleware:
    """Turns a refusal under /api/ that is no problem yet (unknown address, bad host, breakdown) into one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code < 400 or not request.path_info.startswith("/api/"):
            return response
        if response.headers.get("Content-Type") == CONTENT_TYPE:
            return response
        if not hasattr(request, "request_id"):
            request.request_id = secrets.token_hex(8)
        # What the refusal said in headers stays: the methods allowed, the request's id, cookies.
        kept = {name: value for name, value in response.headers.items() if not name.startswith("Content-")}
        kept["X-Request-ID"] = request.request_id
        return respond(request, Problem(response.status_code, headers=kept))
