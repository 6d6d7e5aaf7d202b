"""Every address of the REST interface, version 1."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from itbiz.api.docs import docs
from itbiz.api.views import RootView, SchemaView, UnknownView
from itbiz.changes.viewsets import ChangeSetViewSet
from itbiz.exchange.viewsets import ImportViewSet
from orgchart.viewsets import UnitViewSet
from walkthroughs.viewsets import (
    AskViewSet,
    BaselineViewSet,
    ContractViewSet,
    FindingViewSet,
    ObligationViewSet,
    ProjectViewSet,
    QuestionViewSet,
    WalkthroughViewSet,
)
from walkthroughs.viewsets.hangs import LineViewSet, PersonViewSet, VendorViewSet
from walkthroughs.viewsets.services import ServiceViewSet

router = SimpleRouter()
router.register("people", PersonViewSet, basename="people")
router.register("units", UnitViewSet, basename="units")
router.register("lines", LineViewSet, basename="lines")
router.register("vendors", VendorViewSet, basename="vendors")
router.register("services", ServiceViewSet, basename="services")
router.register("projects", ProjectViewSet, basename="projects")
router.register("walkthroughs", WalkthroughViewSet, basename="walkthroughs")
router.register("contracts", ContractViewSet, basename="contracts")
router.register("change-sets", ChangeSetViewSet, basename="change-sets")
router.register("obligations", ObligationViewSet, basename="obligations")
router.register("baselines", BaselineViewSet, basename="baselines")
router.register("questions", QuestionViewSet, basename="questions")
router.register("findings", FindingViewSet, basename="findings")

app_name = "api"
urlpatterns = [
    path("v1/", RootView.as_view(), name="root"),
    path("v1/schema/", SchemaView.as_view(), name="schema"),
    path("v1/docs/", docs, name="docs"),
    path("v1/asks/", AskViewSet.as_view({"get": "list", "post": "create"}), name="asks-list"),
    path("v1/imports/", ImportViewSet.as_view({"post": "create"}), name="imports"),
    path("v1/", include(router.urls)),
    re_path("", UnknownView.as_view()),
]
