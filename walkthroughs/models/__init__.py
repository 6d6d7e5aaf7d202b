"""Projects, their walk-throughs, and the tree of contracts each one builds."""

from walkthroughs.models.baselines import Baseline
from walkthroughs.models.contracts import Contract
from walkthroughs.models.findings import Finding
from walkthroughs.models.obligations import Obligation
from walkthroughs.models.patterns import Pattern
from walkthroughs.models.premortem import Reason
from walkthroughs.models.projects import FollowOn, Project
from walkthroughs.models.questions import Question
from walkthroughs.models.room import Meeting, Presence, Room
from walkthroughs.models.seats import Seat
from walkthroughs.models.terms import Terms
from walkthroughs.models.walkthroughs import Walkthrough

__all__ = [
    "Baseline",
    "Contract",
    "Finding",
    "FollowOn",
    "Meeting",
    "Obligation",
    "Pattern",
    "Presence",
    "Project",
    "Question",
    "Reason",
    "Room",
    "Seat",
    "Terms",
    "Walkthrough",
]
