"""The page on which drafts are looked through and many are published at once."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from catalog import drafts as waiting
from catalog.forms import DraftsForm
from catalog.views.services import services_url, writes_somewhere
from itbiz.core.forms import sent
from itbiz.core.pages import attempt, done, number_in, show

# No catalog has more pages than this.
LAST = 10_000


@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request):
    """The drafts the reader sees, with what stands against publishing each; a POST publishes those ticked, or none.

    `?q=` narrows them by words or by their line, `?page=` turns pages.
    """
    if not writes_somewhere(request.principal):
        raise PermissionDenied(_("Heads, deputies and editors see the drafts of their lines, and the CIO all."))
    typed, page = request.GET.get("q", "").strip(), min(number_in(request.GET.get("page", "1")) or 1, LAST)
    found = waiting.drafts(request.principal, typed)
    start, keys = (page - 1) * waiting.SHOWN, request.POST.getlist("ticked")
    read = versions_in(keys[: waiting.SHOWN])
    rows = waiting.rows_of(request.principal, found[start : start + waiting.SHOWN], more=read)
    for row in rows:
        row.tick(read.pop(row.service.pk, None))
    form = DraftsForm(sent(request), rows=rows, gone=len(read), beyond=max(0, len(keys) - waiting.SHOWN))
    ticked = [row for row in rows if row.is_ticked]
    if attempt(request, form, lambda: waiting.publish_all(ticked, by=request.principal, reason=form.reason_given)):
        said = ngettext("%(n)s service is offered now.", "%(n)s services are offered now.", len(ticked))
        return done(request, said % {"n": len(ticked)}, reverse("catalog:drafts"))
    count = found.count()
    context = {
        "title": _("Drafts to publish"),
        "form": form,
        "rows": rows,
        "count": count,
        "ready": sum(not row.held for row in rows),
        "typed": typed,
        "may_paste": request.principal.has_role("cio"),
        "crumbs": [(_("Services"), services_url())],
        "previous_url": page > 1 and f"?{urlencode({'q': typed, 'page': page - 1})}",
        "next_url": count > start + waiting.SHOWN and f"?{urlencode({'q': typed, 'page': page + 1})}",
    }
    return show(request, "catalog/drafts.html", context, status=form.status)


def versions_in(keys):
    """Return {id: version} of what was ticked, from texts like "12-3"; what is none is left out."""
    pairs = (key.partition("-")[::2] for key in keys)
    read = ((number_in(pk), number_in(version)) for pk, version in pairs)
    return {pk: version for pk, version in read if pk is not None and version is not None}
