"""Pages of imports: bring something in, look at what would happen, correct the columns, write it, undo it."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from itbiz.access.models import User
from itbiz.audit.models import ChangeSet
from itbiz.core.errors import NotAllowed, Refused
from itbiz.core.forms import sent
from itbiz.core.pages import allow, attempt, done, number_in, show
from itbiz.core.panels import panels
from itbiz.core.text import exact
from itbiz.exchange import kinds
from itbiz.exchange.examples import all_columns
from itbiz.exchange.files import TYPES, lines
from itbiz.exchange.forms import BringForm, ReadForm
from itbiz.exchange.looking import look
from itbiz.exchange.models import NAME_LENGTH, KeptMapping, Upload
from itbiz.exchange.run import UNNAMED
from itbiz.exchange.told import (
    chosen,
    filters,
    lines_of,
    told_brought,
    told_file,
    told_kept,
    told_missing,
    told_readings,
    told_rows,
    told_sum,
    told_written,
    with_differences,
)
from itbiz.exchange.verdicts import Verdict

RECENT = 10
PAGE = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Take rows to look at; below, what was imported last and the mappings that are kept."""
    if request.method != "POST" and not request.principal.may("exchange.bring_file"):
        return _whom_to_ask(request)
    form = BringForm(sent(request), request.FILES or None, initial=_initial(request))
    if attempt(request, form, lambda: _bring(request, form)):
        return redirect("import", pk=form.result.pk)
    waiting = uploads_of(request).filter(is_done=False).order_by("-pk").defer("data", "outcome")[:RECENT]
    context = {
        "title": _("Import"),
        "form": form,
        "recent": ChangeSet.objects.visible_to(request.principal).filter(source="import").order_by("-number")[:RECENT],
        "waiting": [(upload, kinds.find(upload.kind).title) for upload in waiting],
        "all_columns": all_columns(),
        "mappings": KeptMapping.objects.select_related("keeper__person").order_by("name"),
    }
    return show(request, "imports/list.html", context, status=form.status)


def _whom_to_ask(request):
    """Return the page for whoever may write nothing that a file brings: who may, and the CIOs by name."""
    chiefs = User.objects.chiefs().exclude(person=None).select_related("person").order_by("person__name")
    return show(request, "imports/ask.html", {"title": _("Import"), "chiefs": chiefs})


def uploads_of(request):
    """Return the files that the reader brought in: nobody else sees them."""
    return Upload.objects.filter(user=request.user.pk)


def _initial(request):
    kind = request.GET.get("kind")
    return {"kind": kind if kind in kinds.names() else "units"}


def _bring(request, form):
    values = form.cleaned_data
    file, mapping = values["file"], values.get("mapping")
    name = file.name[:NAME_LENGTH] if file else _("pasted rows")
    upload = Upload(
        user_id=request.user.pk,
        kind=values["kind"],
        name=name,
        source=values["source"] or (mapping.source if mapping else UNNAMED),
        data=form.data_sent,
        is_pasted=not file,
        options={"kept": mapping.corrections} if mapping else {},
    )
    # Looking stores it: what could not be looked at is not kept, for its page would have nothing to show.
    look(upload, request.principal)
    Upload.forget_old(request.user)
    return upload


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One file on its way in: how its columns are read and what each row becomes; a POST corrects or writes it."""
    upload = get_object_or_404(uploads_of(request).defer("data"), pk=pk)
    kind, columns = kinds.find(upload.kind), upload.outcome["columns"]
    form = ReadForm(
        None if upload.is_done else sent(request), kind=kind, columns=columns, initial=_as_read(upload, columns)
    )
    if attempt(request, form, lambda: _act(request, upload, form)):
        if request.POST.get("act") == "keep":
            return done(request, told_kept(form.cleaned_data["keep_as"]), reverse("import", args=[pk]))
        return redirect(reverse("import", args=[pk]) + "#came-out")
    context = _context(request, upload, form) | {"kind": kind}
    return show(request, "imports/one.html", context, status=form.status)


def _as_read(upload, columns):
    """Return the form's first values: how the columns were read, and what was asked for."""
    report = upload.outcome["report"]
    pairs = dict(upload.options.get("kept", ())) | dict(upload.options.get("corrections", ()))
    read = {column: field for field, column in report["columns"].items()} if report else pairs
    chosen_fields = {f"column-{place}": read.get(c["name"], "") for place, c in enumerate(columns)}
    return {name: value for name, value in upload.options.items() if name != "corrections"} | chosen_fields


def _act(request, upload, form):
    """Do what the button asks: look again, with or without bad rows or as another kind, keep the mapping, or write.

    What was not looked at is not written: raises Refused where the form is otherwise than when it was.
    """
    asked = request.POST.get("act")
    if asked == "likely" and upload.outcome["likely"]:
        upload.kind, upload.options = upload.outcome["likely"], {}
        return look(upload, request.principal)
    is_otherwise = bool(set(form.changed_data) - {"keep_as"})
    upload.options = form.options
    if asked in ("skip", "all"):
        upload.options["skip_bad_rows"] = asked == "skip"
    report = look(upload, request.principal, apply=asked == "write" and not is_otherwise)
    if asked == "write" and is_otherwise:
        raise Refused(_("You changed how it is read. This is what would happen now: look at it, then write it."))
    if asked == "keep" and report is not None:
        _keep(request, upload, form)
    return report


def _keep(request, upload, form):
    """Keep the mapping under the name that was typed. Raises ValidationError at its field."""
    name = exact(form.cleaned_data["keep_as"])
    values = {"name": name, "kind": upload.kind, "source": upload.source, "corrections": form.corrections}
    try:
        KeptMapping.keep(by=request.principal, **values)
    except NotAllowed as error:
        keeper = KeptMapping.objects.select_related("keeper__person").get(name=name).keeper
        words = {"name": name, "keeper": keeper.display_name if keeper else _("the installation")}
        sentence = _("“%(name)s” is kept by %(keeper)s: only they and the CIO replace it. Choose another name.")
        raise ValidationError({"keep_as": sentence % words}) from error
    except Refused as error:
        raise ValidationError({"keep_as": str(error)}) from error
    except ValidationError as error:
        raise ValidationError({"keep_as": error.messages}) from error


def _context(request, upload, form):
    report, kind = upload.outcome["report"], kinds.find(upload.kind)
    shown = chosen(report, request.GET.get("show"))
    found = told_rows(report, shown)
    page = number_in(request.GET.get("page", "1")) or 1
    missing = told_missing(report)
    return {
        "title": capfirst(upload.name) if upload.is_pasted else upload.name,
        "upload": upload,
        "form": form,
        "report": report,
        "problem": upload.outcome["problem"],
        "likely": upload.outcome["likely"] and kinds.find(upload.outcome["likely"]).title,
        "remarks": told_file(report),
        "filters": filters(report),
        "summary": told_sum(report),
        "written": told_written(report),
        "brought": told_brought(report),
        "readings": told_readings(report),
        "missing": missing,
        "unread": [column["name"] for place, column in enumerate(form.columns) if not form[f"column-{place}"].value()],
        "writes": sum(report["counts"][verdict] for verdict in (Verdict.CREATE, Verdict.UPDATE)) if report else 0,
        "closes": sum(one["closes"] is True for one in report["missing"]) if report else 0,
        "stays": sum(one["closes"] is False for one in report["missing"]) if report else 0,
        "is_undone": bool(upload.change_set and upload.change_set.undone_by.exists()),
        "panels": panels("import.done", request, upload) if upload.is_done else (),
        "shown": shown,
        "rows": with_differences(found[(page - 1) * PAGE : page * PAGE], kind),
        "total": len(found),
        "first": (page - 1) * PAGE + 1,
        "last": min(page * PAGE, len(found)),
        "previous_page": page - 1 if page > 1 else None,
        "next_page": page + 1 if len(found) > page * PAGE else None,
        "crumbs": [(_("Import"), reverse("imports"))],
    }


@require_safe
def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Every row of a file on its way in, what it changes and what was said of it, as CSV; also what is missing."""
    upload = get_object_or_404(uploads_of(request).defer("data"), pk=pk)
    table = lines_of(upload.outcome["report"])
    columns = (_("row"), _("id"), _("name"), _("verdict"), _("what changes"), _("what was found"))
    headers = {"Content-Disposition": f'attachment; filename="import-{upload.pk}.csv"'}
    return StreamingHttpResponse(lines("csv", columns, table), content_type=TYPES["csv"], headers=headers)


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a mapping that was kept."""
    mapping = get_object_or_404(KeptMapping, pk=pk)
    allow(request, "exchange.keep_mapping", mapping)
    mapping.forget(by=request.principal)
    return done(request, _("“%s” is forgotten.") % mapping.name, reverse("imports"))
