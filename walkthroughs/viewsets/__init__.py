"""Projects, walk-throughs, contracts, obligations and questions over REST."""

from walkthroughs.viewsets.asks import AskViewSet
from walkthroughs.viewsets.baselines import BaselineViewSet
from walkthroughs.viewsets.contracts import ContractViewSet
from walkthroughs.viewsets.duties import FindingViewSet, ObligationViewSet, QuestionViewSet
from walkthroughs.viewsets.projects import ProjectViewSet
from walkthroughs.viewsets.walkthroughs import WalkthroughViewSet

__all__ = [
    "AskViewSet",
    "BaselineViewSet",
    "ContractViewSet",
    "FindingViewSet",
    "ObligationViewSet",
    "ProjectViewSet",
    "QuestionViewSet",
    "WalkthroughViewSet",
]
