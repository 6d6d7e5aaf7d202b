"""Why somebody may do something: who may do what to one object, and what one person may."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from itbiz.core.pages import PROPOSED, show, visible
from itbiz.people.deeds import KINDS
from itbiz.people.forms import WhoForm
from itbiz.people.why import Answers, principal_of
from itbiz.search import KINDS as FOUND
from orgchart.models import Person
from orgchart.namesakes import marks

# The kinds of objects that the rules are about, by the views of their pages.
VIEWS = {known.view: kind for kind, known in KINDS.items()}


def somebody(request):
    """Return (WhoForm or None, Person or None): whom the page is about, the reader where nobody else is named.

    The CIO asks about anybody, everybody else about themselves. A form with errors means nobody: the page then tells
    of nobody else. Raises PermissionDenied.
    """
    principal = request.principal
    if not principal.has_role("cio"):
        named = request.GET.get("person")
        if named and (principal.person is None or named != principal.person.code):
            raise PermissionDenied(_("The CIO asks about others; everybody about themselves."))
        return None, principal.person
    form, person = WhoForm({"person": request.GET.get("person", "")}, principal=principal), principal.person
    if not form.is_valid():
        return form, None
    named = form.cleaned_data["person"]
    if named is not None and named != person:
        person = Person.objects.select_related("user").get(pk=named.pk)
    return WhoForm(initial={"person": person}, principal=principal), person


def people_meant(request):
    """Return those who may be meant by what was typed and names no one person: dicts of name, marks and url."""
    people = Person.objects.visible_to(request.principal).matching(request.GET.get("person", "")).by_name()
    found = list(people.values_list("pk", "name", "code")[:PROPOSED])
    told, query = marks([pk for pk, _name, _code in found]), {"q": request.GET.get("q")} if "q" in request.GET else {}
    return [
        {"name": name, "marks": told[pk], "url": "?" + urlencode({**query, "person": code})} for pk, name, code in found
    ]


def ask_again(request, form, **context):
    """Return the page that asks whom the reader means, and tells of nobody."""
    context |= {"form": form, "meant": people_meant(request)}
    return show(request, "access/who.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_safe
def may(request, kind, pk):
    """Who may do what to one object, and why the person asked about may or may not."""
    if kind not in KINDS:
        raise Http404
    known = KINDS[kind]
    obj = visible(known.model.objects.select_related(*known.companions), request, pk=pk)
    form, person = somebody(request)
    if form and form.errors:
        crumbs = [(str(obj), reverse(known.view, args=[pk]))]
        return ask_again(request, form, title=_("Who may do what here?"), crumbs=crumbs)
    is_me = person == request.principal.person
    principal = request.principal if is_me else principal_of(person)
    context = {
        "title": _("Who may do what here?"),
        "crumbs": [(str(obj), reverse(known.view, args=[pk]))],
        "object": obj,
        "what": getattr(obj, "title", "") or str(obj),
        "form": form,
        "person": person,
        "is_me": is_me,
        "name": principal.name,
        "rows": Answers(principal, known, obj).rows(),
        "sees": is_me or known.model.objects.visible_to(principal).filter(pk=pk).exists(),
        "signs_in": principal.user.pk is not None and principal.user.is_active,
    }
    return show(request, "access/may.html", context)


@require_safe
def find(request):
    """Look for the object to ask about: `q` by words, as search does, among the kinds that the rules are about."""
    form, person = somebody(request)
    text = request.GET.get("q", "").strip()
    if form and form.errors:
        return ask_again(request, form, title=_("Why can somebody do this?"), q=text)
    groups = [found_of(request, kind, text, person) for kind in FOUND if kind.view in VIEWS] if text else []
    context = {
        "title": _("Why can somebody do this?"),
        "q": text,
        "form": form,
        "person": person,
        "groups": [group for group in groups if group],
    }
    return show(request, "access/find.html", context)


def found_of(request, kind, text, person):
    """Return what search finds of a kind; each hit leads to the answers about the person."""
    query = {"person": person.code} if person else None

    def address(pk):
        return reverse("people:may", args=[VIEWS[kind.view], pk], query=query)

    return kind.group(request.principal, text, address)
