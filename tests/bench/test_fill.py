"""The scratch database of the measurement, in small."""

import pytest

from catalog.models import Service
from itbiz.audit.models import ChangeSet
from itbiz.bench import fill
from tests.api.client import ApiClient
from walkthroughs.models import Contract


@pytest.mark.django_db
def test_a_small_filling_can_be_asked_for(monkeypatch, client):
    for name, count in (("UNITS", 25), ("SERVICES", 40), ("WALKTHROUGHS", 2)):
        monkeypatch.setattr(fill, name, count)
    filled = fill.fill()
    assert Service.objects.filter(status="draft").count() == 4
    assert Contract.objects.count() == 2 * fill.CONTRACTS
    assert ChangeSet.objects.filter(title="Filled for a measurement").count() == 1
    reader = ApiClient(token=filled["token"])
    listed = reader.get("services/", limit=100).body["results"]
    assert len(listed) == 36
    assert reader.get(f"services/{filled['service']}/").status_code == 200
    client.cookies["sessionid"] = filled["session"]
    assert client.get("/account/").status_code == 200
