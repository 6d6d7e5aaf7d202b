"""Panels and figures that higher apps register for pages of lower ones."""

import pytest
from django.test import RequestFactory

from itbiz.core import panels


@pytest.fixture
def registry(monkeypatch):
    """Registries of the test's own."""
    monkeypatch.setattr(panels, "_panels", panels.defaultdict(list))
    monkeypatch.setattr(panels, "_figures", {})
    return panels


@pytest.mark.django_db
def test_panels_stand_in_the_order_of_registration_and_may_stay_away(registry):
    @registry.panel("unit.main", "components/breadcrumbs.html")
    def first(request, subject):
        return {"crumbs": [(subject, "/one/")]}

    @registry.panel("unit.main", "components/breadcrumbs.html")
    def nothing(request, subject):
        return None

    @registry.panel("unit.main", "components/breadcrumbs.html")
    def last(request, subject):
        return {"crumbs": [(subject, "/two/")]}

    found = registry.panels("unit.main", RequestFactory().get("/"), "Database")
    assert ["/one/" in text for text in found] == [True, False]
    assert registry.panels("unit.rail", RequestFactory().get("/"), "Database") == []


def test_a_figure_that_no_app_keeps_is_empty(registry):
    request = RequestFactory().get("/")
    assert registry.figures("line.offered", request) == {}
    registry.figure("line.offered")(lambda request: {1: 5})
    assert registry.figures("line.offered", request) == {1: 5}
