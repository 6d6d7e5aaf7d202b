"""People and access: who signs in, who is invited, who does not sign in, and the service accounts."""

from django.core.exceptions import BadRequest
from django.db.models import TextField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from itbiz.access.models import Invitation, Role, ServiceAccount, User
from itbiz.api.lists import page_of
from itbiz.core.pages import allow, show
from itbiz.people.rows import link_rows, person_rows, service_rows, user_rows
from orgchart.models import Person

MANAGE = "access.manage_user"
STATES = (("open", gettext_lazy("can sign in")), ("closed", gettext_lazy("sign-in closed")))


@require_safe
def access(request):
    """One of the lists, as `show` names it; `q`, and of those who sign in `role` and `state`, narrow it."""
    allow(request, MANAGE)
    asked = {name: request.GET.get(name, "") for name in ("show", "q", "role", "state")}
    asked["show"] = asked["show"] or "users"
    if asked["show"] not in LISTS:
        raise BadRequest("show is one of: " + ", ".join(LISTS))
    _words, find = LISTS[asked["show"]]
    context = find(request, asked) | {
        "title": _("People and access"),
        "asked": asked,
        "lists": [(name, words) for name, (words, _find) in LISTS.items()],
        "roles": Role.choices,
        "states": STATES,
    }
    return show(request, "access/list.html", context, piece="access/rows.html")


def users(request, asked):
    """Return the page of those who can sign in, service accounts aside."""
    found = User.objects.filter(service=None).matching(asked["q"])
    if asked["role"]:
        if asked["role"] not in Role.values:
            raise BadRequest("role is one of: " + ", ".join(Role.values))
        found = found.holding(asked["role"])
    if asked["state"]:
        found = found.filter(is_active=asked["state"] == "open")
    return page_of(request, found, user_rows, ordering="username")


def invited(request, asked):
    """Return the page of links under way, the newest first."""
    found = Invitation.objects.living().matching(asked["q"])
    return page_of(request, found, link_rows, ordering="-created_at")


def without(request, asked):
    """Return the page of active people who do not sign in."""
    found = Person.objects.visible_to(request.principal).filter(user=None, active=True).matching(asked["q"])
    return page_of(request, found.with_place(), person_rows, ordering="place", column=TextField())


def services(request, asked):
    """Return the page of service accounts."""
    found = ServiceAccount.objects.visible_to(request.principal).matching(asked["q"])
    column = User._meta.get_field("username")
    return page_of(request, found, service_rows, ordering="user__username", column=column)


LISTS = {
    "users": (gettext_lazy("Can sign in"), users),
    "invited": (gettext_lazy("Invited"), invited),
    "without": (gettext_lazy("Do not sign in"), without),
    "services": (gettext_lazy("Service accounts"), services),
}
