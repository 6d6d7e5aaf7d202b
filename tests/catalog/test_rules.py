"""Who writes and who publishes services (rule P1)."""

import pytest

from catalog.models import Service
from itbiz.access.models import Token
from itbiz.access.principals import Principal
from itbiz.core.errors import NotAllowed
from tests.cast import SYSTEM, UNDESIGNED, WHOLE, make_person, make_service, principal

pytestmark = pytest.mark.django_db


@pytest.fixture
def writers(company):
    """The company with a deputy and an editor of Database, and a CIO who heads nothing."""
    company.dora, company.edith = make_person("Dora", username="dora"), make_person("Edith", username="edith")
    company.carl = make_person("Carl Chief", username="carl", roles=["cio"])
    appointed = [{"person": company.dora, "kind": "deputy"}, {"person": company.edith, "kind": "editor"}]
    company.db_unit.update(by=SYSTEM, appointments=appointed)
    return company


def allowed(company, act):
    """Return the names of those whom an act is not refused."""
    names = set()
    for name in ("nadia", "aisha", "dora", "edith", "carl", "maya", "ruth", "fred", "olga"):
        try:
            act(principal(getattr(company, name)), name)
        except NotAllowed:
            continue
        names.add(name)
    return names


def test_p1_the_catalog_is_written_by_the_side_editors_and_the_cio(writers):
    everybody = {"nadia", "aisha", "dora", "edith", "carl"}
    assert allowed(writers, lambda by, name: Service.create(by=by, name=name, line=writers.db)) == everybody
    assert allowed(writers, lambda by, name: writers.tier.update(by=by, summary=name)) == everybody
    assert allowed(writers, lambda by, name: writers.tier.update(by=by, deliverable=name)) == everybody


def test_p1_a_service_without_a_line_is_the_cios(writers):
    assert allowed(writers, lambda by, name: Service.create(by=by, name=name)) == {"nadia", "carl"}


def test_p1_publishing_and_retiring_are_the_lines_side(writers):
    side = {"nadia", "aisha", "dora"}

    def publish(by, name):
        make_service(name, line=writers.db, publish=False, **WHOLE).publish(by=by, reason=UNDESIGNED)

    def retire(by, name):
        make_service(f"Old {name}", line=writers.db).retire(by=by)

    assert allowed(writers, publish) == side
    assert allowed(writers, retire) == side


def test_p1_an_editor_does_not_publish_a_draft_of_their_own(writers):
    edith = principal(writers.edith)
    service = Service.create(by=edith, name="Mine", line=writers.db, **WHOLE)
    with pytest.raises(NotAllowed):
        service.publish(by=edith)
    assert Service.objects.get(pk=service.pk).status == "draft"


def test_p_a_token_is_its_owner(writers):
    for person, may in ((writers.aisha, True), (writers.olga, False)):
        owner = principal(person)
        token = Token.issue(by=owner, user=owner.user, scopes=["catalog:write"], days=1)
        assert Principal.of_token(token).may("catalog.write_service", writers.tier) is may
