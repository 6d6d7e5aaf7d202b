"""Links to a list as a file, narrowed as the page is."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from itbiz.exchange.files import TYPES

register = template.Library()

# What people call each format, on a link.
NAMES = {"csv": "CSV", "ndjson": "NDJSON", "xlsx": "Excel"}


@register.inclusion_tag("components/download.html")
def download(name: str, words: str = "", given: dict | None = None, **more: str) -> dict:
    """The formats of the list `name` below /api/v1/, and the way in; `words` say of what, the rest are its filters."""
    asked = {key: value for key, value in ((given or {}) | more).items() if value not in ("", None)}
    address = reverse(f"api:{name}-list")
    return {
        "kind": name,
        "words": words or _("Download"),
        "links": [(NAMES[kind], f"{address}?{urlencode({'format': kind} | asked)}") for kind in TYPES],
    }
