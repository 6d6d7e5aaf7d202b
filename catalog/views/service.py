"""One service, whole, and the forms that write, publish and retire it."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.forms import NewServiceForm, PublishForm, RetireForm, ReviewForm, ServiceForm
from catalog.models import Ingredient, Service
from catalog.rows import service_rows
from catalog.views.services import services_url, writes_somewhere
from catalog.words import advice, facts, label_of
from itbiz.audit.history import history_of
from itbiz.core.forms import sent
from itbiz.core.pages import allow, attempt, done, number_in, show, show_form, visible
from itbiz.core.panels import panels
from orgchart.models import Line
from orgchart.views.lines import line_url

WRITES = ("GET", "HEAD", "POST")


def service_url(pk):
    """Return the address of a service's page."""
    return reverse("catalog:service", args=[pk])


def crumbs_of(service):
    """Return the way to a service, for components/breadcrumbs.html."""
    way = [(_("Services"), services_url())]
    return [*way, (service.line, line_url(service.line_id))] if service.line_id else way


@require_safe
def service(request, pk):
    """Every field of a service, the draft that waits beside it, what it is made of and who uses it."""
    rows = Service.objects.select_related("line__unit__head", "successor")
    service, may = visible(rows, request, pk=pk), request.principal.may
    draft, neighbours = service.draft_for(request.principal), neighbours_of(service, request.principal)
    context = {
        "title": service.name,
        "service": service,
        "crumbs": crumbs_of(service),
        "facts": facts(service),
        "differences": differences(service, draft),
        "missing": advice(missing_of(service, draft)),
        "ingredients": [row for row in neighbours if row["is_needed"]],
        "used_by": [row for row in neighbours if row["needs_it"]],
        "versions": service.versions.order_by("-number"),
        "history": history_of(service, request.principal),
        "may_write": may("catalog.write_service", service) and service.status != Service.Status.RETIRED,
        "may_publish": may("catalog.publish_service", service),
        "act_panels": panels("service.acts", request, service),
        "rail_panels": panels("service.rail", request, service),
    }
    return show(request, "catalog/service.html", context)


def neighbours_of(service, principal):
    """Return the rows of the services that it is made of, marked `is_needed`, and of those that `needs_it`."""
    needed = Exists(Ingredient.objects.filter(service=service, needs=OuterRef("pk")))
    needing = Exists(Ingredient.objects.filter(service=OuterRef("pk"), needs=service))
    found = Service.objects.visible_to(principal).filter(needed | needing).by_name()
    return service_rows(found.annotate(is_needed=needed, needs_it=needing), marks=("is_needed", "needs_it"))


def missing_of(service, draft):
    """Return the names of the fields that an offer needs and neither the row nor `draft` holds (H9)."""
    return [] if service.status == Service.Status.RETIRED else [n for n in service.missing if not draft.get(n)]


def differences(service, draft):
    """Return (label, text in force, text of the draft) for each field of `draft`."""
    pairs = ((name, getattr(service, name), service.proposed(name)) for name in draft)
    return [(label_of(name), _text(name, before), _text(name, after)) for name, before, after in pairs]


def _text(name, value):
    if name == "levels":
        return "\n".join(f"{level['name']}: {level['text']}" for level in value)
    return "" if value is None else str(value)


@require_http_methods(WRITES)
def new_service(request):
    """Write a new service, as a draft; `?line=<id>` says for which line."""
    line_id = number_in(request.POST.get("line", request.GET.get("line")))
    line = Line.objects.visible_to(request.principal).filter(pk=line_id).first()
    if line is not None or not writes_somewhere(request.principal):
        allow(request, "catalog.write_service", Service(line=line))
    form = NewServiceForm.to_create(request, line=line)
    if attempt(request, form, lambda: Service.create(by=request.principal, **form.values)):
        return done(request, _("%(service)s is a draft now.") % {"service": form.result}, service_url(form.result.pk))
    intro = _("It stays a draft, seen by those who write for the line, until it is published.")
    more = {"submit": _("Keep it as a draft"), "cancel_url": line_url(line.pk) if line else services_url()}
    return show_form(request, form, title=_("Add a service"), intro=intro, **more)


@require_http_methods(WRITES)
def edit_service(request, pk):
    """Change a service; what buyers of an offered one rely on goes to its draft (H9)."""
    service = visible(Service.objects.select_related("line"), request, pk=pk)
    allow(request, "catalog.write_service", service)
    title, crumbs = _("Edit %(service)s") % {"service": service}, crumbs_of(service)
    form = ServiceForm.to_edit(request, service)
    if attempt(request, form, lambda: service.expecting(form.expected).update(by=request.principal, **form.values)):
        return done(request, saved_sentence(service), service_url(pk))
    intro = _("It is offered: what buyers rely on changes when the draft is published.") if service.is_in_force else ""
    more = {"cancel_url": service_url(pk), "crumbs": [*crumbs, (service, service_url(pk))]}
    return show_form(request, form, title=title, intro=intro, **more)


def saved_sentence(service):
    """Return what to say after a save, and what is left to do."""
    if service.draft:
        return _("The draft is saved. Buyers see it once it is published.")
    return _("%(service)s is saved.") % {"service": service}


@require_http_methods(WRITES)
def publish_service(request, pk):
    """Offer a service, or bring its draft into force (H9)."""
    service = visible(Service.objects.select_related("line"), request, pk=pk)
    allow(request, "catalog.publish_service", service)
    form = PublishForm.about(request, service)
    if attempt(request, form, lambda: _publish(request, service, form)):
        return done(request, _("%(service)s is offered as it stands here.") % {"service": service}, service_url(pk))
    context = {
        "title": _("Publish %(service)s?") % {"service": service},
        "service": service,
        "differences": differences(service, service.draft),
        "missing": advice(missing_of(service, service.draft)),
        "submit": _("Publish it"),
        "cancel_url": service_url(pk),
    }
    return show_form(request, form, template="catalog/publish.html", **context)


def _publish(request, service, form):
    return service.expecting(form.expected).publish(by=request.principal, reason=form.reason_given)


@require_http_methods(WRITES)
def review_service(request, pk):
    """Say that an offer stands as it is, and when it is looked at again."""
    service = visible(Service.objects.select_related("line"), request, pk=pk)
    allow(request, "catalog.review_service", service)
    form = ReviewForm.about(request, service)
    if attempt(request, form, lambda: _review(request, service, form)):
        return done(request, _("%(service)s is reviewed.") % {"service": service}, service_url(pk))
    title = _("Review %(service)s") % {"service": service}
    intro = _("Read what it promises. If all of it stands, say when you will look at it again; else edit it first.")
    more = {"submit": _("It stands as it is"), "cancel_url": service_url(pk), "crumbs": crumbs_of(service)}
    return show_form(request, form, title=title, intro=intro, **more)


def _review(request, service, form):
    typed = {name: form.cleaned_data[name] for name in ("review_due", "reason")}
    return service.expecting(form.expected).review(by=request.principal, **typed)


@require_http_methods(WRITES)
def retire_service(request, pk):
    """End an offer at once or on a date, and say what takes its place."""
    service = visible(Service.objects.select_related("line"), request, pk=pk)
    allow(request, "catalog.publish_service", service)
    form = RetireForm(sent(request), principal=request.principal, initial={"version": service.version})
    if attempt(request, form, lambda: _retire(request, service, form)):
        return done(request, _("%(service)s is retired.") % {"service": service}, service_url(pk))
    title = _("Retire %(service)s") % {"service": service}
    intro = _("Contracts in force stay as they are. Nobody can ask for it any more.")
    more = {"submit": _("Retire it"), "cancel_url": service_url(pk), "crumbs": crumbs_of(service)}
    return show_form(request, form, title=title, intro=intro, **more)


def _retire(request, service, form):
    typed = {name: form.cleaned_data[name] for name in ("successor", "on", "reason")}
    return service.expecting(form.expected).retire(by=request.principal, **typed)
