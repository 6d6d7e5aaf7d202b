"""Projects, their walk-throughs, and the tree of contracts each one builds."""

from walkthroughs.models.baselines import Baseline
from walkthroughs.models.contracts import Contract
from walkthroughs.models.obligations import Obligation
from walkthroughs.models.projects import FollowOn, Project
from walkthroughs.models.questions import Question
from walkthroughs.models.terms import Terms
from walkthroughs.models.walkthroughs import Presence, Walkthrough

__all__ = ["Baseline", "Contract", "FollowOn", "Obligation", "Presence", "Project", "Question", "Terms", "Walkthrough"]
