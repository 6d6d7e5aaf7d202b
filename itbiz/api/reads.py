"""Reading a resource: lists and single objects, the same for every kind."""

import json

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.utils.translation import gettext as _
from rest_framework.viewsets import GenericViewSet

from itbiz.api.etags import is_known, list_tag, tag_of
from itbiz.api.filters import ListFilters
from itbiz.api.paging import PARAMETERS, KeysetPagination, Window, flag, link_header
from itbiz.api.problems import Problem, wrong_parameter
from itbiz.api.schema import ResourceSchema
from itbiz.api.shapes import Reader

ONE = ("fields", "expand")


def reply(body, status=200, **headers):
    """Return a JSON response; `headers` are named with underscores for hyphens, and left out where None."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(text, status=status, content_type="application/json")
    for name, value in headers.items():
        if value is not None:
            response.headers[name.replace("_", "-")] = value
    return response


def not_modified(tag):
    """Return the answer to a reader who has everything already."""
    return HttpResponseNotModified(headers={"ETag": tag})


class ReadViewSet(GenericViewSet):
    """Lists and single objects of one shape, with everything that all reads have in common."""

    shape = None
    # The first half of the scopes a token needs: org, catalog, walkthroughs.
    scope = ""
    orderings = ("id", "code", "created_at", "updated_at")
    # Parameters of the list that neither paging nor the filters know: (name, "query", what it does).
    own_parameters = ()
    # The media types of the files that the list is read as with `?format=`.
    file_types = ()
    http_method_names = ("get", "head", "post", "put", "patch")
    lookup_value_regex = "[0-9]{1,18}"
    pagination_class = KeysetPagination
    filter_backends = (ListFilters,)
    schema = ResourceSchema()

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if cls.shape is not None:
            cls.queryset = cls.shape.model.objects.all()
            cls.shape.scope = cls.scope

    @property
    def default_response_headers(self):
        """The headers of every reply: it depends on who asks, and is asked for anew each time."""
        headers = super().default_response_headers
        return headers | {"Vary": "Accept, Authorization, Cookie", "Cache-Control": "private, no-cache"}

    def require_scope(self, right, of=None):
        """Raise Problem unless the token has the scope for "read" or "write": of this resource, or the one named."""
        scope = f"{of or self.scope}:{right}"
        if not self.request.principal.has_scope(scope):
            raise Problem(403, _("This token lacks the scope %(scope)s.") % {"scope": scope})

    def expect_parameters(self, known):
        """Raise Problem for query parameters that are not among `known`, or that hold what cannot be stored."""
        params = self.request.query_params
        errors = [
            {"parameter": name, "code": "unknown", "detail": _("There is no such parameter.")}
            for name in params
            if name not in known
        ]
        if errors:
            raise Problem(400, errors[0]["detail"], errors)
        for name, value in params.items():
            if "\x00" in value:
                raise wrong_parameter(name, _("This holds a character that no text has."))

    def chosen(self, name, known):
        """Return the names that a parameter such as `?fields=a,b` lists, or None. Raises Problem for others."""
        text = self.request.query_params.get(name)
        if text is None:
            return None
        names = text.split(",")
        unknown = [word for word in names if word not in known]
        if unknown:
            raise wrong_parameter(name, _("Choose from: %(names)s.") % {"names": ", ".join(known)}, "unknown")
        return names

    def fields_and_expand(self):
        """Return what `?fields=` and `?expand=` ask for. Raises Problem where the token may not read what it embeds."""
        names, expand = self.chosen("fields", self.shape.fields), self.chosen("expand", self.shape.expandable) or ()
        for name in expand:
            self.require_scope("read", self.shape.related(name).scope)
        return {"names": names, "expand": expand}

    def rows(self):
        """Return the queryset of all that the principal sees."""
        return self.shape.model.objects.visible_to(self.request.principal)

    def listed(self):
        """Return the queryset of the list, before its filters."""
        return self.rows()

    def list(self, request):
        """List those that you see and that match the filters."""
        self.require_scope("read")
        tag = None if "expand" in request.query_params else list_tag(request)
        if tag and is_known(request, tag):
            return not_modified(tag)
        own = [name for name, *_rest in self.own_parameters]
        self.expect_parameters({*PARAMETERS, *ONE, *own, *self.filterset_class.base_filters})
        found = self.filterset_class.narrow(self.listed(), request.query_params, request.principal)
        return self.list_reply(found, tag)

    def list_reply(self, queryset, tag):
        """Return the page of `queryset` that the parameters ask for."""
        window = Window(self.request, self.shape.model, self.orderings)
        choice = self.fields_and_expand()
        reader = Reader.of(self.request)
        objects, tails = self.shape.read(window.cut(queryset), reader, tail=window.keys, **choice)
        results, following, previous = window.page(objects, tails)
        body = {"results": results, "next": following, "previous": previous}
        if flag(self.request.query_params, "count"):
            body["count"] = queryset.count()
        return reply(body, ETag=tag, Link=link_header(following, previous) or None)

    def retrieve(self, request, pk):
        """Read one."""
        found = self.rows().filter(pk=pk)
        if request.query_params or "If-None-Match" in request.headers or not self.may_read:
            version = found.values_list("version", flat=True).first()
            if version is None:
                raise Http404
            self.require_scope("read")
            if "expand" not in request.query_params and is_known(request, tag_of(version)):
                return not_modified(tag_of(version))
            self.expect_parameters(ONE)
        return self.one_reply(found, **self.fields_and_expand())

    @property
    def may_read(self):
        """Whether the token has the scope to read this resource."""
        return self.request.principal.has_scope(f"{self.scope}:read")

    def one_reply(self, queryset, *, names=None, expand=(), **answer):
        """Return the reply that holds the one object of `queryset`. Raises Http404 where there is none."""
        objects, tails = self.shape.read(
            queryset, Reader.of(self.request), names=names, expand=expand, tail=("version",)
        )
        if not objects:
            raise Http404
        tag = None if expand else tag_of(tails[0][0])
        return reply(objects[0], ETag=tag, **answer)
