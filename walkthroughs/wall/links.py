"""Links to the wall: made on a page with a QR code, listed while they live, revoked by a button."""

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from itbiz.access.models import PresenterLink
from itbiz.core.pages import allow, attempt, done, visible
from walkthroughs.models import Walkthrough
from walkthroughs.wall.head import qr_code

PRESENT = "walkthroughs.present_walkthrough"


class LinkForm(forms.Form):
    """How long a link lives."""

    hours = forms.TypedChoiceField(
        label=gettext_lazy("Open for"),
        coerce=int,
        initial=12,
        choices=[
            (2, gettext_lazy("2 hours")),
            (12, gettext_lazy("12 hours")),
            (72, gettext_lazy("3 days")),
            (336, gettext_lazy("2 weeks")),
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def wall_links(request, pk):
    """Show the links to a walk-through's wall that live; a POST of `hours` makes one and shows it, this once."""
    walkthrough = visible(Walkthrough.objects, request, pk=pk)
    allow(request, PRESENT, walkthrough)
    form = LinkForm(request.POST or None)
    made = check = None
    if attempt(request, form, lambda: issue(request, walkthrough, form.cleaned_data["hours"])):
        made = request.build_absolute_uri(reverse("walkthroughs:wall", args=[form.result.secret]))
        check = reverse("walkthroughs:wall-check", args=[form.result.secret])
    context = {
        "title": _("Wall"),
        "crumbs": [(str(walkthrough), reverse("walkthroughs:walkthrough", args=[pk]))],
        "walkthrough": walkthrough,
        "form": form if made is None else LinkForm(),
        "address": made,
        "check": check,
        "qr": made and qr_code(made),
        "links": living_links(walkthrough),
    }
    return render(request, "walkthroughs/wall_links.html", context, status=getattr(form, "status", 200))


def issue(request, walkthrough, hours):
    """Return a new link to the walk-through's wall. Raises NotAllowed."""
    return PresenterLink.issue(by=request.principal, subject=walkthrough, permission=PRESENT, hours=hours)


def living_links(walkthrough):
    """Return the links to the walk-through that still open, the youngest first."""
    links = PresenterLink.objects.filter(subject_kind=walkthrough._meta.label_lower, subject_id=walkthrough.pk)
    return links.filter(revoked_at=None, expires_at__gt=timezone.now()).order_by("-pk")


@require_POST
def revoke_link(request, pk, link):
    """Revoke one link of a walk-through's wall; whoever has it open keeps the last tree and gets no newer one."""
    walkthrough = visible(Walkthrough.objects, request, pk=pk)
    allow(request, PRESENT, walkthrough)
    found = living_links(walkthrough).filter(pk=link).first()
    if found is not None:
        found.revoke(by=request.principal)
    return done(request, _("The link opens nothing any more."), reverse("walkthroughs:wall-links", args=[pk]))
