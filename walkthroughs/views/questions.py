"""Questions: asking one about anything, and changing its text, who decides and by when."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from itbiz.core.forms import sent
from itbiz.core.pages import allow, attempt, done, show_form, visible
from walkthroughs.forms import QuestionForm, for_principal
from walkthroughs.models import Question
from walkthroughs.models.questions import ABOUT, subjects
from walkthroughs.parked import page_about

METHODS = ["GET", "HEAD", "POST"]
FIELDS = ("text", "decider", "due")


@require_http_methods(METHODS)
def ask(request, kind, pk):
    """Ask a question about an object that the reader sees."""
    if kind not in ABOUT:
        raise Http404
    subject = visible(subjects(kind), request, pk=pk)
    form = for_principal(QuestionForm(sent(request)), request.principal)
    if attempt(request, form, lambda: Question.create(by=request.principal, about=subject, **values_of(form))):
        return done(request, _("Asked: %(text)s") % {"text": form.result}, page_about(kind, pk))
    title = _("Ask about “%(subject)s”") % {"subject": subject}
    return show_form(request, form, title=title, submit=_("Ask"), cancel_url=page_about(kind, pk))


@require_http_methods(METHODS)
def question(request, pk):
    """Change an open question: its text, who decides, by when. Who merely reads it is led to what it is about."""
    row = visible(Question.objects.select_related("asker", "decider"), request, pk=pk)
    if request.method != "POST" and not request.principal.may("walkthroughs.write_question", row):
        return redirect(page_about(row.about_kind, row.about_id))
    allow(request, "walkthroughs.write_question", row)
    initial = {"text": row.text, "decider": row.decider.name if row.decider else "", "due": row.due}
    form = for_principal(QuestionForm(sent(request), initial=initial | {"version": row.version}), request.principal)
    form.model, form.needs_version = Question, True
    back = page_about(row.about_kind, row.about_id)

    def act():
        row.require_open()
        return row.expecting(form.expected).update(by=request.principal, **values_of(form))

    if attempt(request, form, act):
        return done(request, _("Saved."), back)
    context = {"title": _("Question %(code)s") % {"code": row.code}, "question": row, "subject": row.subject}
    return show_form(request, form, template="walkthroughs/question.html", cancel_url=back, **context)


def values_of(form):
    """Return what the verbs take from a valid QuestionForm."""
    return {name: form.cleaned_data[name] for name in FIELDS}
