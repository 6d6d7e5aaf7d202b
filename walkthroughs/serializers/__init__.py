"""What may be sent about projects, walk-throughs and contracts, and what the schema says of them."""

from itbiz.api.serializers import VerbSerializer
from walkthroughs.serializers.asks import AskForSerializer
from walkthroughs.serializers.contracts import BranchSerializer, ContractSerializer, TreeSerializer
from walkthroughs.serializers.questions import ObligationSerializer, QuestionSerializer, ResolveSerializer
from walkthroughs.serializers.sessions import HandOverSerializer, ProjectSerializer, WalkthroughSerializer
from walkthroughs.serializers.verbs import (
    AmendSerializer,
    AskSerializer,
    CounterSerializer,
    DeclineSerializer,
    PlaceSerializer,
    PromiseSerializer,
    ReassignSerializer,
    RehangSerializer,
    SplitSerializer,
)

__all__ = [
    "AmendSerializer",
    "AskForSerializer",
    "AskSerializer",
    "BranchSerializer",
    "ContractSerializer",
    "CounterSerializer",
    "DeclineSerializer",
    "HandOverSerializer",
    "ObligationSerializer",
    "PlaceSerializer",
    "ProjectSerializer",
    "PromiseSerializer",
    "QuestionSerializer",
    "ReassignSerializer",
    "RehangSerializer",
    "ResolveSerializer",
    "SplitSerializer",
    "TreeSerializer",
    "VerbSerializer",
    "WalkthroughSerializer",
]
