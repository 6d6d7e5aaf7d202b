"""The endpoints of a resource that is written: creating, editing and verbs, the same for every kind.

Refusals are decided in the order 401, 404, 403, 428, 412, 409, 400.
"""

from functools import wraps

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework.decorators import action
from rest_framework.exceptions import APIException
from rest_framework.exceptions import ValidationError as InputError

from itbiz.api.etags import expected_version
from itbiz.api.idempotency import Once
from itbiz.api.paging import flag
from itbiz.api.problems import Problem, below, problem_of, wrong_body
from itbiz.api.reads import ReadViewSet, reply
from itbiz.api.serializers import VerbSerializer
from itbiz.api.shapes import Reader
from itbiz.audit.record import change_set, current

WRITE = ("dry_run", "reason")
LONGEST_BULK = 1000
LONGEST_REASON = 2000


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


class VerbViewSet(ReadViewSet):
    """A resource that is moved by verbs."""

    def written(self, record, **options):
        """Answer with a record that was just written, and what followed from it. For `options` see `one_reply`."""
        current().settle()
        return self.one_reply(self.shape.model.objects.filter(pk=record.pk), **options)

    def find(self, pk):
        """Return the record for a write. Raises Http404 where the principal sees none."""
        return get_object_or_404(self.rows().select_related(*self.shape.model.companions), pk=pk)

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
            stranger = person is not None and not stands_in
            by = principal.standing_in(person, permission, record) if stranger else principal
            function(self, record, by=by, **values)
            return self.written(record)

        return self.write(once, move)


class ResourceViewSet(VerbViewSet):
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
        address = f"{Reader.of(self.request).root}{self.shape.path}/{record.pk}/"
        return self.written(record, status=201, Location=address)

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
        changes.settle()
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
            return self.written(record)

        return self.write(once, act)

    def authorize_edit(self, record, names):
        """Raise NotAllowed unless the principal may write these fields."""
        record.authorize(self.request.principal, names)

    def refuse_edit(self, record):
        """Raise Refused where the record's state admits no edit."""

    def update_from(self, record, serializer):
        """Change `record` as checked input says."""
        record.update(by=self.request.principal, **serializer.values())


def verb(serializer=VerbSerializer, *, permission, refuse=lambda record: None, stands_in=False):
    """Make the decorated `(self, record, *, by, **values)`, which calls the model's verb, a `POST <object>/<name>/`.

    `serializer` checks the body, `permission` is asked before it is read, and `refuse(record)` raises Refused where the
    state admits no such move. With `stands_in` the verb itself takes `on_behalf_of`; else it is somebody who may do it.
    """

    def mark(function):
        @wraps(function)
        def handler(self, request, pk):
            return self.act(pk, function, permission=permission, refuse=refuse, stands_in=stands_in)

        return action(detail=True, methods=["post"], serializer_class=serializer)(handler)

    return mark
