"""How obligations, questions and findings stand in replies."""

from itbiz.api.shapes import Derived, Shape
from walkthroughs.models import Finding, Obligation, Question
from walkthroughs.models.obligations import standing
from walkthroughs.models.questions import subjects

OBLIGATION = Shape(
    Obligation,
    "obligations",
    ("contract", "what", "due", "state", "met_by"),
    derived={"state": Derived(("state", "due", "contract__state"), lambda reader, *columns: standing(*columns))},
)


class SubjectShape(Shape):
    """Rows whose subjects, in the field `place`, are of several kinds: one statement a kind finds their codes."""

    def __init__(self, *args, place, **options):
        super().__init__(*args, **options)
        self.place = place

    def read(self, queryset, reader, **choice):
        """Return (objects, tails) as every shape does."""
        objects, tails = super().read(queryset, reader, **choice)
        found = [item[self.place] for item in objects if self.place in item]
        for kind in {about["kind"] for about in found}:
            named = [about for about in found if about["kind"] == kind]
            rows = subjects(kind).filter(pk__in={about["id"] for about in named})
            codes = dict(rows.values_list("pk", "code"))
            for about in named:
                about |= {"code": codes.get(about["id"]), "url": reader.link(rows.model, about["id"], "")["url"]}
        return objects, tails


def _subject(_reader, kind, pk):
    return {"kind": kind, "id": pk}


QUESTION = SubjectShape(
    Question,
    "questions",
    ("about", "text", "asker", "decider", "due", "resolution"),
    derived={"about": Derived(("about_kind", "about_id"), _subject)},
    place="about",
)
FINDING = SubjectShape(
    Finding,
    "findings",
    ("rule", "subject", "detail", "evidence", "state", "reason", "walkthrough", "mode"),
    derived={"subject": Derived(("subject_kind", "subject_id"), _subject)},
    place="subject",
)
