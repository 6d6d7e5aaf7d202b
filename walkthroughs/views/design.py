"""Taking what a walk-through asked for as the usual ingredients of the service it designed."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.models import Service
from itbiz.core.forms import VersionForm
from itbiz.core.pages import allow, attempt, done, show_form, visible
from walkthroughs.design import design_of, take_ingredients


@require_http_methods(["GET", "HEAD", "POST"])
def take(request, pk):
    """Show what would be taken and what is lacking; a POST takes it."""
    service = visible(Service.objects.select_related("line"), request, pk=pk)
    allow(request, "catalog.write_service", service)
    form, back = VersionForm.about(request, service), reverse("catalog:service", args=[pk])
    if attempt(request, form, lambda: take_ingredients(service.expecting(form.expected), by=request.principal)):
        return done(request, _("These are its usual ingredients now."), back)
    context = {
        "title": _("Take what was asked for as the usual ingredients of %(service)s?") % {"service": service},
        "design": design_of(service, request.principal),
        "submit": _("Take them"),
        "cancel_url": back,
    }
    return show_form(request, form, template="walkthroughs/design.html", **context)
