"""Bodies of requests: JSON that both databases can store."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class StorableJSONParser(JSONParser):
    """Reads JSON and refuses characters that no database stores: NUL, and halves of surrogate pairs."""

    def parse(self, stream, media_type=None, parser_context=None):
        """Return the parsed body. Raises ParseError."""
        try:
            data = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError(_("it is nested too deeply.")) from None
        if any("\x00" in text or not _is_unicode(text) for text in _texts(data)):
            raise ParseError(_("a text holds a character that cannot be stored."))
        return data


def _texts(data):
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for name, inner in data.items():
            yield name
            yield from _texts(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from _texts(inner)


def _is_unicode(text):
    return not any("\ud800" <= character <= "\udfff" for character in text)
