"""What every page is made of: finding what may be seen, doing what a form asks, answering with a page or a piece of it.

A view of a form reads like this:

    unit = visible(Unit.objects, request, pk=pk)
    allow(request, "orgchart.edit_unit", unit)
    form = UnitForm.to_edit(request, unit)
    if attempt(request, form, lambda: unit.expecting(form.expected).update(by=request.principal, **form.values)):
        return done(request, _("Saved."), reverse("orgchart:unit", args=[pk]))
    return show_form(request, form, title=unit.name, cancel_url=reverse("orgchart:unit", args=[pk]))
"""

from collections.abc import Callable
from http import HTTPStatus
from itertools import zip_longest

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html_join
from django_htmx.http import HttpResponseClientRedirect

from itbiz.core.errors import NotAllowed, Refused, Stale, by_field
from itbiz.core.names import name_with_code

# How many names a field proposes at once.
PROPOSED = 12

# Every number of so many digits fits a column of ids.
ID_DIGITS = 18


def visible(rows, request: HttpRequest, **lookup):
    """Return the one row that `lookup` names; raises Http404 where there is none or the reader may not see it (V4).

    `rows` is a manager or queryset of domain rows, before `visible_to`.
    """
    return get_object_or_404(rows.visible_to(request.principal), **lookup)


def allow(request: HttpRequest, permission: str, obj=None) -> None:
    """Raise PermissionDenied (403), with the sentence, unless the reader may do `permission` to `obj`."""
    try:
        request.principal.require(permission, obj)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error


def is_partial(request: HttpRequest) -> bool:
    """Say whether htmx asks for a piece of the page and not for the whole."""
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request


def attempt(request: HttpRequest, form, act: Callable[[], object]) -> bool:
    """Do `act()`, a call of verbs, when a valid form was posted, and say whether it is done.

    What `act` returns stands in `form.result`. Otherwise `form.status` and the form's errors say why: 422 for a wrong
    field, 409 where the state refuses or somebody else wrote meanwhile. Raises PermissionDenied (403) for NotAllowed.
    """
    form.status = HTTPStatus.OK
    if request.method != "POST":
        return False
    form.status = HTTPStatus.UNPROCESSABLE_ENTITY
    if not form.is_valid():
        return False
    try:
        form.result = act()
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except ValidationError as error:
        blame(form, error)
    except Refused as error:
        form.status = HTTPStatus.CONFLICT
        form.add_error(None, str(error))
    except Stale as error:
        form.status = HTTPStatus.CONFLICT
        form.clash(error.record)
    else:
        form.status = HTTPStatus.OK
        return True
    return False


def blame(form, error: ValidationError) -> None:
    """Put a verb's ValidationError on the form: beside a field where it has that field, else at the top."""
    for name, errors in by_field(error).items():
        if name in form.fields:
            form.add_error(name, errors)
            continue
        for one in errors:
            form.add_error(None, one if name == NON_FIELD_ERRORS else f"{field_label(form, name)}: {one.messages[0]}")


def field_label(form, name: str) -> str:
    """Return what people call a field that stands on the form's model but not on the form."""
    model = getattr(form, "model", None) or getattr(getattr(form, "_meta", None), "model", None)
    known = {field.name: field for field in model._meta.get_fields()} if model else {}
    return str(getattr(known.get(name), "verbose_name", name.replace("_", " "))).capitalize()


def done(request: HttpRequest, sentence: str, to: str) -> HttpResponse:
    """Say on the next page what was done, and go to the address `to`."""
    messages.success(request, sentence)
    return HttpResponseClientRedirect(to) if is_partial(request) else redirect(to)


def show(request: HttpRequest, template: str, context: dict, *, piece: str = "", status: int = 200) -> HttpResponse:
    """Render `template`, or the template `piece` alone where htmx asks for one."""
    response = render(request, piece if piece and is_partial(request) else template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def show_form(request: HttpRequest, form, *, template: str = "form.html", **context) -> HttpResponse:
    """Render a page with a form, under the status of the last attempt. For `context` see layouts/form.html."""
    return show(request, template, {"form": form, **context}, status=getattr(form, "status", HTTPStatus.OK))


def number_in(text: str | None) -> int | None:
    """Return the id that a parameter holds, or None where it holds none, or one larger than a database keeps."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= ID_DIGITS else None


def addresses(view: str) -> Callable[[int], str]:
    """Return a function from an id to the address of its page, resolved once for a list of any length."""
    head, tail = reverse(view, args=[0]).rsplit("0", 1)
    return lambda pk: f"{head}{pk}{tail}"


def propose(request: HttpRequest, rows) -> HttpResponse:
    """Return the first of `rows` that fit what was typed, as options that a NamedField reads.

    What was typed comes under the field's own name.
    """
    typed = next(iter(request.GET.values()), "").strip()
    pairs = rows.matching(typed).by_name().values_list("name", "code")[:PROPOSED] if typed else ()
    return options([name_with_code(*pair) for pair in pairs])


def options(values, notes=()) -> HttpResponse:
    """Return the first few of `values`, a queryset or list of texts, as the options of a datalist.

    `notes` are texts that stand beside them, one each.
    """
    pairs = zip_longest(values[:PROPOSED], notes[:PROPOSED], fillvalue="")
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', pairs))


class ListQuery:
    """A list page's parameters in the form that paging reads: the reader's own, and `defaults` for those not given."""

    def __init__(self, request: HttpRequest, **defaults):
        self.query_params = request.GET.copy()
        for name, value in defaults.items():
            self.query_params.setdefault(name, value)
        self.path, self.build_absolute_uri = request.path, request.build_absolute_uri
