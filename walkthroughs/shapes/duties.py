"""How obligations and questions stand in replies."""

from itbiz.api.shapes import Derived, Shape
from walkthroughs.models import Obligation, Question
from walkthroughs.models.obligations import standing
from walkthroughs.models.questions import subjects

OBLIGATION = Shape(
    Obligation,
    "obligations",
    ("contract", "what", "due", "state", "met_by"),
    derived={"state": Derived(("state", "due", "contract__state"), lambda reader, *columns: standing(*columns))},
)


class QuestionShape(Shape):
    """Questions, whose subjects are of several kinds: one statement a kind finds their codes."""

    def read(self, queryset, reader, **choice):
        """Return (objects, tails) as every shape does."""
        objects, tails = super().read(queryset, reader, **choice)
        found = [item["about"] for item in objects if "about" in item]
        for kind in {about["kind"] for about in found}:
            named = [about for about in found if about["kind"] == kind]
            rows = subjects(kind).filter(pk__in={about["id"] for about in named})
            codes = dict(rows.values_list("pk", "code"))
            for about in named:
                about |= {"code": codes.get(about["id"]), "url": reader.link(rows.model, about["id"], "")["url"]}
        return objects, tails


QUESTION = QuestionShape(
    Question,
    "questions",
    ("about", "text", "asker", "decider", "due", "resolution"),
    derived={"about": Derived(("about_kind", "about_id"), lambda reader, kind, pk: {"kind": kind, "id": pk})},
)
