"""The endpoints of a resource: lists, single objects, writes and verbs, the same for every kind.

Refusals are decided in the order 401, 404, 403, 428, 412, 409, 400.
"""

import json
from functools import wraps

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.utils.translation import gettext as _
from rest_framework.decorators import action
from rest_framework.exceptions import APIException
from rest_framework.exceptions import ValidationError as InputError
from rest_framework.viewsets import GenericViewSet

from itbiz.api.etags import expected_version, is_known, list_tag, tag_of
from itbiz.api.filters import ListFilters
from itbiz.api.idempotency import Once
from itbiz.api.paging import PARAMETERS, KeysetPagination, Window, flag, link_header
from itbiz.api.problems import Problem, below, problem_of, wrong_body, wrong_parameter
from itbiz.api.schema import ResourceSchema
from itbiz.api.serializers import VerbSerializer
from itbiz.api.shapes import Reader
from itbiz.audit.record import change_set

ONE, WRITE = ("fields", "expand"), ("dry_run", "reason")
LONGEST_BULK = 1000
LONGEST_REASON = 2000


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


class Body:
    """A request's body; what is wrong with it is told last, after all other refusals."""

    def __init__(self, request):
        try:
            self.data, self.error = request.data, None
        except APIException as error:
            self.data, self.error = {}, error

    def checked(self):
        """Return the data. Raises what parsing raised."""
        if self.error is not None:
            raise self.error
        return self.data

    @property
    def names(self):
        """The names of the fields that were sent."""
        return dict.fromkeys(self.data) if isinstance(self.data, dict) else {}


class ReadViewSet(GenericViewSet):
    """Lists and single objects of one shape, with everything that all reads have in common."""

    shape = None
    # The first half of the scopes a token needs: org, catalog, walkthroughs.
    scope = ""
    orderings = ("id", "code", "created_at", "updated_at")
    # Parameters of the list that neither paging nor the filters know: (name, "query", what it does).
    own_parameters = ()
    http_method_names = ("get", "head", "post", "put", "patch")
    lookup_value_regex = "[0-9]{1,18}"
    pagination_class = KeysetPagination
    filter_backends = (ListFilters,)
    schema = ResourceSchema()

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if cls.shape is not None:
            cls.queryset = cls.shape.model.objects.all()

    @property
    def default_response_headers(self):
        """The headers of every reply: it depends on who asks, and is asked for anew each time."""
        headers = super().default_response_headers
        return headers | {"Vary": "Accept, Authorization, Cookie", "Cache-Control": "private, no-cache"}

    def require_scope(self, right):
        """Raise Problem unless the token has the scope of this resource for "read" or "write"."""
        scope = f"{self.scope}:{right}"
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
        """Return what `?fields=` and `?expand=` ask for."""
        return {
            "names": self.chosen("fields", self.shape.fields),
            "expand": self.chosen("expand", self.shape.expandable) or (),
        }

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
        return self.list_reply(self.filterset_class.narrow(self.listed(), request.query_params), tag)

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


class ResourceViewSet(ReadViewSet):
    """A resource that is created and edited through its model's `create` and `update`, and moved by verbs."""

    def create(self, request):
        """Create one, or up to 1,000 at once: all or none."""
        self.require_scope("write")
        body = Body(request)
        once = self.once()
        if (earlier := once.answer()) is not None:
            return earlier
        if isinstance(body.data, list):
            return self.write(once, lambda changes: self._create_many(changes, body.checked()))
        return self.write(once, lambda changes: self._create_one(body.checked()))

    def _create_one(self, data):
        record = self.create_from(self.checked(data))
        found = self.shape.model.objects.filter(pk=record.pk)
        address = f"{Reader.of(self.request).root}{self.shape.path}/{record.pk}/"
        return self.one_reply(found, status=201, Location=address)

    def _create_many(self, changes, items):
        if not 1 <= len(items) <= LONGEST_BULK:
            raise wrong_body(_("Send 1 to %(most)s objects at once.") % {"most": LONGEST_BULK}, "length")
        changes.row.title = _("%(count)s created over REST") % {"count": len(items)}
        errors, records, known = [], [], {}
        for index, item in enumerate(items):
            try:
                records.append(self.create_from(self.checked(item, known=known)))
            except (InputError, ValidationError) as error:
                errors += below(f"/{index}", problem_of(error).errors)
        if errors:
            raise Problem(400, _("Nothing was created. Mend the entries that are named."), errors)
        found = self.shape.model.objects.filter(pk__in=[record.pk for record in records])
        objects = {item["id"]: item for item in self.shape.read(found, Reader.of(self.request))[0]}
        return reply([objects[record.pk] for record in records], status=201)

    def create_from(self, serializer):
        """Create and return the record that checked input describes."""
        return self.shape.model.create(by=self.request.principal, **serializer.values())

    def update(self, request, pk):
        """Replace one: what is left out takes its default."""
        return self.edit(pk, partial=False)

    def partial_update(self, request, pk):
        """Change the fields that are sent."""
        return self.edit(pk, partial=True)

    def edit(self, pk, *, partial):
        """Answer PUT and PATCH."""
        body, record = Body(self.request), self.find(pk)
        once = self.guard(record, lambda: self.authorize_edit(record, body.names), self.refuse_edit)
        if isinstance(once, HttpResponse):
            return once

        def act(changes):
            serializer = self.checked(body.checked(), instance=record, partial=partial)
            self.update_from(record, serializer)
            return self.one_reply(self.shape.model.objects.filter(pk=record.pk))

        return self.write(once, act)

    def authorize_edit(self, record, names):
        """Raise NotAllowed unless the principal may write these fields."""
        record.authorize(self.request.principal, names)

    def refuse_edit(self, record):
        """Raise Refused where the record's state admits no edit."""

    def update_from(self, record, serializer):
        """Change `record` as checked input says."""
        record.update(by=self.request.principal, **serializer.values())

    def find(self, pk):
        """Return the record for a write. Raises Http404 where the principal sees none."""
        record = self.rows().select_related(*self.shape.model.companions).filter(pk=pk).first()
        if record is None:
            raise Http404
        return record

    def guard(self, record, authorize, refuse):
        """Decide the refusals 403, 428, 412 and 409, in this order; let the write expect the version it names.

        Returns the Once of the write, or the answer it had before.
        """
        self.require_scope("write")
        once = self.once()
        if (earlier := once.answer()) is not None:
            return earlier
        authorize()
        version = expected_version(self.request, record.version)
        refuse(record)
        record.expecting(version)
        return once

    def once(self):
        """Return what the request's Idempotency-Key asks for."""
        return Once(self.request, self.request.query_params.get("dry_run") == "true")

    def checked(self, data, *, instance=None, partial=False, kind=None, known=None):
        """Return the serializer that found `data` right. Raises ValidationError."""
        context = {"principal": self.request.principal, "references": {} if known is None else known}
        kind = kind or type(self).serializer_class
        serializer = kind(instance, data=data, partial=partial, context=context)
        serializer.is_valid(raise_exception=True)
        return serializer

    def write(self, once, act):
        """Run `act(changes)`, which returns the reply, in one change set; with `?dry_run=true` store nothing."""
        params = self.request.query_params
        self.expect_parameters(WRITE)
        dry_run, reason = flag(params, "dry_run"), params.get("reason", "")[:LONGEST_REASON]
        with change_set(by=self.request.principal, title="", reason=reason, dry_run=dry_run) as changes:
            earlier = once.begin()
            if earlier is not None:
                return earlier
            response = act(changes)
            if changes.row.pk and not dry_run:
                response.headers["Change-Set"] = str(changes.row.pk)
            once.keep(response)
        return response

    def act(self, pk, function, *, permission, refuse, stands_in):
        """Answer a verb: see `verb`."""
        principal, record = self.request.principal, self.find(pk)
        body = Body(self.request)
        once = self.guard(record, lambda: principal.require(permission, record), refuse)
        if isinstance(once, HttpResponse):
            return once

        def move(changes):
            values = dict(self.checked(body.checked(), kind=self.serializer_class).validated_data)
            person = values.pop("on_behalf_of", None)
            if stands_in:
                values["on_behalf_of"] = person
            by = principal if stands_in or person is None else principal.for_person(person)
            function(self, record, by=by, **values)
            return self.one_reply(self.shape.model.objects.filter(pk=record.pk))

        return self.write(once, move)


def verb(serializer=VerbSerializer, *, permission, refuse=lambda record: None, stands_in=False):
    """Make the decorated `(self, record, *, by, **values)`, which calls the model's verb, a `POST <object>/<name>/`.

    `serializer` checks the body, `permission` is asked before it is read, and `refuse(record)` raises Refused where the
    state admits no such move. With `stands_in` the verb itself takes `on_behalf_of`.
    """

    def mark(function):
        @wraps(function)
        def handler(self, request, pk):
            return self.act(pk, function, permission=permission, refuse=refuse, stands_in=stands_in)

        return action(detail=True, methods=["post"], serializer_class=serializer)(handler)

    return mark
