"""A vendor and the line that answers for it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from itbiz.core.pages import allow, attempt, done, show, show_form, visible
from itbiz.core.panels import panels
from orgchart.forms import NewVendorForm, VendorForm
from orgchart.models import Line, Vendor
from orgchart.views.lines import line_url


def vendor_url(pk):
    """Return the address of a vendor's page."""
    return reverse("orgchart:vendor", args=[pk])


@require_safe
def vendor(request, pk):
    """One vendor."""
    vendor = visible(Vendor.objects.select_related("held_by__unit__head"), request, pk=pk)
    context = {
        "title": vendor.name,
        "vendor": vendor,
        "crumbs": [(vendor.held_by, line_url(vendor.held_by_id))],
        "may_edit": request.principal.may("orgchart.edit_vendor", vendor),
        "act_panels": panels("vendor.acts", request, vendor),
    }
    return show(request, "orgchart/vendor.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_vendor(request, pk):
    """Add a vendor that the line `pk` holds."""
    line = visible(Line.objects, request, pk=pk)
    allow(request, "orgchart.edit_vendor", Vendor(held_by=line))
    form = NewVendorForm.to_create(request, held_by=line)
    if attempt(request, form, lambda: Vendor.create(by=request.principal, **form.values)):
        return done(request, _("%(vendor)s is added.") % {"vendor": form.result}, vendor_url(form.result.pk))
    return show_form(request, form, title=_("Add a vendor"), submit=_("Add the vendor"), cancel_url=line_url(pk))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_vendor(request, pk):
    """Change a vendor, or the line that holds it."""
    vendor = visible(Vendor.objects.select_related("held_by"), request, pk=pk)
    allow(request, "orgchart.edit_vendor", vendor)
    title = _("Edit %(vendor)s") % {"vendor": vendor}
    form = VendorForm.to_edit(request, vendor)
    if attempt(request, form, lambda: vendor.expecting(form.expected).update(by=request.principal, **form.values)):
        return done(request, _("%(vendor)s is saved.") % {"vendor": vendor}, vendor_url(pk))
    return show_form(request, form, title=title, cancel_url=vendor_url(pk))
