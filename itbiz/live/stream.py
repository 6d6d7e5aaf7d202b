"""What a view returns to let a page follow."""

from http import HTTPStatus

from django.http import HttpResponse
from django.utils.translation import get_language


class Stream(HttpResponse):
    """The answer "follow this": an open stream under ASGI, and 204 under WSGI, where the page polls instead.

    204 and not an error: browsers end a stream on either, and write errors on the console.
    """

    status_code = HTTPStatus.NO_CONTENT

    def __init__(self, view, pk, variant=None, holder=None):
        """Follow the row `pk` of `view.subject` as `variant`, for as long as the view admits `holder`."""
        super().__init__(content_type="text/event-stream")
        self.view, self.pk, self.variant, self.holder = view, pk, variant, holder
        self.language = get_language()
        # Proxies that hold back or compress what they pass on would stop it.
        self["Cache-Control"], self["X-Accel-Buffering"] = "no-store, no-transform", "no"
