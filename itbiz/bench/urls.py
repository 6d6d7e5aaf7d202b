"""The project's addresses, and the control's."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from itbiz.bench.control import ControlViewSet
from itbiz.urls import urlpatterns as project

router = SimpleRouter()
router.register("services", ControlViewSet)

urlpatterns = [path("control/", include(router.urls)), *project]
