"""How projects, walk-throughs, contracts, obligations and questions stand in replies."""

from walkthroughs.shapes.contracts import CONTRACT, HOME, branch, contract_object
from walkthroughs.shapes.duties import FINDING, OBLIGATION, QUESTION
from walkthroughs.shapes.projects import PROJECT
from walkthroughs.shapes.walkthroughs import WALKTHROUGH

__all__ = [
    "CONTRACT",
    "FINDING",
    "HOME",
    "OBLIGATION",
    "PROJECT",
    "QUESTION",
    "WALKTHROUGH",
    "branch",
    "contract_object",
]
