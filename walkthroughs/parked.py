"""The questions about one thing, as a section of its page."""

from django.urls import reverse

from itbiz.core.days import today
from itbiz.core.templatetags.ui import due
from walkthroughs.forms import QuestionForm, for_principal
from walkthroughs.ledger_rows import SUBJECTS
from walkthroughs.models import Question
from walkthroughs.models.questions import walkthrough_of


def page_about(kind, pk):
    """Return the address of the page of what a question of this kind is about."""
    return reverse(SUBJECTS[kind], args=[pk])


def questions_about(principal, subject):
    """Return the context of walkthroughs/panels/questions.html: the questions about an object the principal sees.

    Open ones come first, those that are due earliest; `decides` and `edits` say what the principal may do. Two
    statements, whatever the rows.
    """
    steers, kind = _steers(principal, walkthrough_of(subject)), subject._meta.model_name
    columns = ("id", "text", "due", "resolution", "asker_id", "decider_id", "asker__name", "decider__name")
    found = [_row(principal, steers, *row) for row in Question.objects.about(subject).values_list(*columns)]
    return {
        "questions": sorted(
            found, key=lambda row: (bool(row["resolution"]), row["day"] is None, row["day"], row["id"])
        ),
        "ask_url": reverse("walkthroughs:question-ask", args=[kind, subject.pk]),
        "question_form": for_principal(QuestionForm(), principal),
    }


def _steers(principal, walkthrough):
    if principal.has_role("cio"):
        return True
    return walkthrough is not None and principal.may("walkthroughs.edit_walkthrough", walkthrough)


def _row(principal, steers, pk, text, day, resolution, asker_id, decider_id, asker, decider):
    me = principal.person_id
    return {
        "id": pk,
        "text": text,
        "day": day,
        "due": due(day, not resolution and day is not None and day < today()),
        "resolution": resolution,
        "asker": asker,
        "decider": decider,
        "edits": not resolution and (steers or (me is not None and me in (asker_id, decider_id))),
        "decides": not resolution and (steers or (me is not None and me == (decider_id or asker_id))),
    }
