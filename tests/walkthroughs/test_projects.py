"""Projects: who writes them, who sees them (rules P2, V3)."""

import pytest
from django.core.exceptions import ValidationError

from itbiz.access.principals import Principal
from itbiz.core.errors import NotAllowed
from tests.cast import SYSTEM, make_person, make_project, make_walkthrough, principal
from walkthroughs.models import Project

pytestmark = pytest.mark.django_db


def fresh(project):
    """Return the project as the database has it."""
    return Project.objects.get(pk=project.pk)


def test_p2_any_head_a_facilitator_or_the_cio_and_no_deputy(company):
    dora = make_person("Dora Deputy", username="dora")
    company.db_unit.update(by=SYSTEM, appointments=[{"person": dora, "kind": "deputy"}])
    allowed = set()
    for person in (company.nadia, company.maya, company.elin, company.fred, company.olga, dora):
        try:
            Project.create(by=principal(person), title="Close the books")
        except NotAllowed:
            continue
        allowed.add(person)
    assert allowed == {company.nadia, company.maya, company.elin, company.fred}


def test_p2_changing_one_takes_the_same_right(company):
    with pytest.raises(NotAllowed):
        company.project.update(by=principal(company.olga), title="Mine")
    company.project.update(by=principal(company.aisha), title="  Close the books  ")
    assert Project.objects.get(pk=company.project.pk).title == "Close the books"


def test_v3_projects_are_seen_by_everyone_signed_in(company):
    assert list(Project.objects.visible_to(principal(company.olga))) == [company.project]
    assert not Project.objects.visible_to(Principal.nobody()).exists()


@pytest.mark.parametrize("title", ["", "   "])
def test_a_project_has_a_title(title):
    with pytest.raises(ValidationError) as told:
        make_project(title=title)
    assert set(told.value.message_dict) == {"title"}


@pytest.mark.parametrize(("name", "value"), [("kind", "hobby"), ("status", "lost"), ("need_by", "soon")])
def test_a_project_refuses_words_nobody_knows(name, value):
    with pytest.raises(ValidationError) as told:
        make_project(**{name: value})
    assert set(told.value.message_dict) == {name}


def test_a_project_is_found_by_title_code_and_end_customer():
    project = make_project("Été sans papier", code="P#1", end_customer="Passengers")
    for text in ("ete papier", "p#1", "PASSENGERS ete"):
        assert list(Project.objects.matching(text)) == [project]


def test_v3_who_sees_a_restricted_walk_through_is_changed_by_those_who_see_it(company):
    make_walkthrough(client=company.finance, project=company.project, facilitator=company.fred, access="restricted")
    cora = make_person("Cora Colleague", username="cora", roles=["facilitator"])
    for person in (company.ruth, company.maya, cora):
        for values in ({"sponsor": person}, {"client": company.erp_unit}):
            with pytest.raises(NotAllowed):
                fresh(company.project).update(by=principal(person), **values)
        fresh(company.project).update(by=principal(person), title=f"Told by {person}", sponsor=company.elin)
    assert fresh(company.project).sponsor == company.elin
    company.project.update(by=SYSTEM, sponsor=company.olga, client=company.finance)
    for person, sponsor in ((company.elin, company.ruth), (company.fred, company.maya), (company.nadia, company.ruth)):
        fresh(company.project).update(by=principal(person), sponsor=sponsor)
        assert fresh(company.project).sponsor == sponsor


def test_v3_where_nothing_is_restricted_any_head_names_the_sponsor(company):
    make_walkthrough(client=company.finance, project=company.project, facilitator=company.fred)
    company.project.update(by=principal(company.ruth), sponsor=company.ruth)
    assert fresh(company.project).sponsor == company.ruth
