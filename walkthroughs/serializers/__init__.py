"""What may be sent about projects, walk-throughs and contracts, and what the schema says of them."""

from itbiz.api.serializers import VerbSerializer
from walkthroughs.serializers.asks import AskForSerializer
from walkthroughs.serializers.contracts import BranchSerializer, ContractSerializer, TreeSerializer
from walkthroughs.serializers.questions import ObligationSerializer, QuestionSerializer
from walkthroughs.serializers.sessions import ProjectSerializer, WalkthroughSerializer
from walkthroughs.serializers.verbs import AskSerializer, CounterSerializer, DeclineSerializer, PromiseSerializer

__all__ = [
    "AskForSerializer",
    "AskSerializer",
    "BranchSerializer",
    "ContractSerializer",
    "CounterSerializer",
    "DeclineSerializer",
    "ObligationSerializer",
    "ProjectSerializer",
    "PromiseSerializer",
    "QuestionSerializer",
    "TreeSerializer",
    "VerbSerializer",
    "WalkthroughSerializer",
]
