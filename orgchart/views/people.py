"""A person: which units they head, deputise in or write for."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from itbiz.core.forms import sent
from itbiz.core.names import name_with_code
from itbiz.core.pages import PROPOSED, allow, attempt, done, options, show, show_form, visible
from itbiz.core.panels import panels
from orgchart.forms import MergeForm, NewPersonForm, PersonForm
from orgchart.models import Person
from orgchart.namesakes import doubled, marks


def person_url(pk):
    """Return the address of a person's page."""
    return reverse("orgchart:person", args=[pk])


@require_safe
def person(request, pk):
    """One person and the units they have a part in."""
    parts = ("heads", "appointments__unit", "memberships__unit")
    person = visible(Person.objects.select_related("merged_into").prefetch_related(*parts), request, pk=pk)
    context = {
        "title": person.name,
        "person": person,
        "may_edit": request.principal.may("orgchart.edit_person", person),
        "act_panels": panels("person.acts", request, person),
    }
    return show(request, "orgchart/person.html", context)


@require_safe
def names(request):
    """Options for a field that takes a person by name; what was typed comes under the field's own name."""
    typed = next(iter(request.GET.values()), "").strip()
    people = Person.objects.visible_to(request.principal).filter(active=True).matching(typed).order_by("name")
    found = list(people.values_list("pk", "name", "code")[:PROPOSED] if typed else ())
    told = marks(doubled((pk, name) for pk, name, _code in found))
    return options([name_with_code(*pair) for _pk, *pair in found], [told.get(pk, "") for pk, *_pair in found])


@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request):
    """Add a person."""
    allow(request, "orgchart.edit_person", Person())
    form = NewPersonForm.to_create(request)
    if attempt(request, form, lambda: Person.create(by=request.principal, **form.values)):
        return done(request, _("%(person)s is added.") % {"person": form.result}, person_url(form.result.pk))
    cancel = reverse("orgchart:organisation")
    return show_form(request, form, title=_("Add a person"), submit=_("Add the person"), cancel_url=cancel)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request, pk):
    """Change a person; one who left becomes inactive and stays in the records (N5)."""
    person = visible(Person.objects, request, pk=pk)
    allow(request, "orgchart.edit_person", person)
    title = _("Edit %(person)s") % {"person": person}
    form = PersonForm.to_edit(request, person)
    if attempt(request, form, lambda: person.expecting(form.expected).update(by=request.principal, **form.values)):
        return done(request, _("%(person)s is saved.") % {"person": person}, person_url(pk))
    return show_form(request, form, title=title, cancel_url=person_url(pk))


@require_http_methods(["GET", "HEAD", "POST"])
def merge_person(request, pk):
    """Say that somebody else is this person as well: what names them names this one from then on."""
    person = visible(Person.objects, request, pk=pk)
    allow(request, "orgchart.edit_person", person)
    form = MergeForm(sent(request), principal=request.principal, person=person)
    if attempt(request, form, lambda: _merge(request, person, form)):
        words = {"other": form.cleaned_data["other"], "person": person}
        return done(request, _("%(other)s is merged into %(person)s.") % words, person_url(pk))
    intro = _(
        "Units, questions, projects, walk-throughs and tomorrow's files that name the other one name %(person)s from "
        "then on; e-mail, title and sign-in come along where they lack here. What either of them promised stays under "
        "the name it was said by. It is one act, and undone as one from the history."
    )
    context = {"title": _("Merge %(person)s with somebody") % {"person": person}, "intro": intro % {"person": person}}
    context |= {"submit": _("Merge the two"), "cancel_url": person_url(pk)}
    return show_form(request, form, **context)


def _merge(request, person, form):
    other, reason = form.cleaned_data["other"], form.cleaned_data["reason"]
    return person.expecting(form.expected).merge(other, by=request.principal, reason=reason)
