"""What may be sent about projects, walk-throughs and contracts, and what the schema says of them."""

from itbiz.api.serializers import VerbSerializer
from walkthroughs.serializers.asks import AskForSerializer
from walkthroughs.serializers.contracts import BranchSerializer, ContractSerializer, TreeSerializer
from walkthroughs.serializers.questions import (
    FindingSerializer,
    ObligationSerializer,
    QuestionSerializer,
    ResolveSerializer,
    SettleSerializer,
)
from walkthroughs.serializers.sessions import (
    BeginSerializer,
    HandOverSerializer,
    NodSerializer,
    ProjectSerializer,
    StepSerializer,
    TickSerializer,
    WalkthroughSerializer,
)
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
    "BeginSerializer",
    "BranchSerializer",
    "ContractSerializer",
    "CounterSerializer",
    "DeclineSerializer",
    "FindingSerializer",
    "HandOverSerializer",
    "NodSerializer",
    "ObligationSerializer",
    "PlaceSerializer",
    "ProjectSerializer",
    "PromiseSerializer",
    "QuestionSerializer",
    "ReassignSerializer",
    "RehangSerializer",
    "ResolveSerializer",
    "SettleSerializer",
    "SplitSerializer",
    "StepSerializer",
    "TickSerializer",
    "TreeSerializer",
    "VerbSerializer",
    "WalkthroughSerializer",
]
