"""Asking for a service between walk-throughs, and the list of what was asked for so."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.models import Service
from itbiz.core.pages import allow, attempt, done, is_partial, options, show_form, visible
from walkthroughs.ask_form import AskForm, buyers_of
from walkthroughs.models import Walkthrough
from walkthroughs.models.asking import ask_for


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, pk):
    """Ask for the service `pk`, as a line or a unit outside IT that the reader speaks for.

    Where they speak for many, htmx gets those whose names fit the letters in `buyer` as options.
    """
    service = visible(Service.objects.select_related("line"), request, pk=pk)
    allow(request, "walkthroughs.ask_for", Walkthrough())
    buyers = buyers_of(request.principal, service)
    if not buyers:
        raise PermissionDenied(_("You speak for no other line and for no unit outside IT, so there is no buyer."))
    form = AskForm.of(request, service, buyers)
    if is_partial(request) and request.method == "GET":
        return options(form.proposed(request.GET.get("buyer", "")))
    if attempt(request, form, lambda: ask_for(service, by=request.principal, **form.values)):
        said = _("%(line)s is asked. The answer will stand here.") % {"line": service.line}
        return done(request, said, form.result.get_absolute_url())
    context = {
        "title": _("Ask for %(service)s") % {"service": service},
        "intro": _("%(line)s answers as in a walk-through, each side for itself.") % {"line": service.line},
        "submit": _("Ask"),
        "crumbs": crumbs_of(service),
        "cancel_url": reverse("catalog:service", args=[pk]),
    }
    return show_form(request, form, template="walkthroughs/ask.html", **context)


def crumbs_of(service):
    """Return the way to the form, for components/breadcrumbs.html."""
    services = (_("Services"), reverse("catalog:services"))
    return [services, (service, reverse("catalog:service", args=[service.pk]))]
