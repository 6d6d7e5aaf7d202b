"""Addresses of no resource: the list of resources, the schema, and everything that is not there."""

from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from rest_framework.views import APIView

from itbiz.api.problems import Problem
from itbiz.api.reads import reply
from itbiz.api.shapes import SHAPES, Reader


class RootView(APIView):
    """The resources and their addresses."""

    schema = None
    http_method_names = ("get", "head")

    def get(self, request):
        """Return {path: address}."""
        root = Reader.of(request).root
        return reply({shape.path: f"{root}{shape.path}/" for shape in SHAPES.values()})


class SchemaView(APIView):
    """The OpenAPI document; it tells nothing of the organisation, so everybody may read it."""

    schema = None
    authentication_classes = ()
    permission_classes = ()
    http_method_names = ("get", "head")

    def get(self, request):
        """Return the document as JSON."""
        return reply(document())


class UnknownView(APIView):
    """What answers where nothing is."""

    schema = None
    authentication_classes = ()
    permission_classes = ()

    def dispatch(self, request, *args, **kwargs):
        """Refuse every method with 404."""
        self.http_method_not_allowed = self._refuse
        self.http_method_names = ()
        return super().dispatch(request, *args, **kwargs)

    def _refuse(self, request, *args, **kwargs):
        raise Problem(404, _("There is no such address. Every address ends with a slash."))


_document = {}


def document():
    """Return the OpenAPI document, a dict made once a process."""
    if not _document:
        _document.update(SchemaGenerator().get_schema(request=None, public=True))
    return _document
